// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SARIF 2.1.0, for code scanning services, editors and converters.
 *
 * One result is one finding; its sites are related locations, its chains the
 * thread flows of one code flow, because they are what two or more threads do.
 * What SARIF has no place for is in `properties`, under the names and in the
 * form that it has in findings.json.
 *
 * Files are relative to the uriBaseId SRCROOT, whose own URI is for whoever
 * reads this to fill in: where a tree lies is no part of a result.
 */
#include "report/report.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/version.h"
#include "report/json.h"
#include "report/source.h"

#define SCHEMA	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* Lines around a place, on either side. */
#define CONTEXT	2

struct sarif {
	const struct result *r;
	const struct report_options *o;
	ARRAY(const char *) rules;	/* ids, sorted: ruleIndex counts these */
	bool judged;			/* somebody looked for suppressions */
};

static json_t *message_of(const char *text)
{
	json_t *message = json_object();

	json_set(message, "text", json_text(text ? text : ""));
	return message;
}

/* ---- places ------------------------------------------------------------------------- */

static bool is_known(const char *file)
{
	return file && strcmp(file, "<unknown>");
}

/* RFC 3986: what is neither unreserved nor a slash is escaped, so no path is taken for a scheme or a query. */
static json_t *uri_of(const char *file)
{
	char *uri = xmalloc(8 + 3 * strlen(file)), *at = uri;
	json_t *value;

	if (file[0] == '/')
		at += sprintf(at, "file://");
	for (const unsigned char *p = (const unsigned char *)file; *p; p++)
		at += sprintf(at, isascii(*p) && (isalnum(*p) || strchr("-._~/", *p)) ? "%c" : "%%%02X", *p);
	*at = '\0';
	value = json_string(uri);
	free(uri);
	return value;
}

static json_t *artifact(const char *file)
{
	json_t *a = json_object();

	json_set(a, "uri", uri_of(file));
	if (file[0] != '/')
		json_set(a, "uriBaseId", json_string("SRCROOT"));
	return a;
}

static json_t *snippet_of(const char *text)
{
	json_t *snippet = json_object();

	json_set(snippet, "text", json_text(text));
	return snippet;
}

/* To the end of the line: where a statement ends is not known. */
static json_t *region(const struct sarif *s, const char *file, unsigned int line, unsigned int column)
{
	const char *text = s->o->source ? source_line(s->o->source, file, line) : NULL;
	json_t *r = json_object();

	json_set(r, "startLine", json_integer(line));
	if (column)
		json_set(r, "startColumn", json_integer(column));
	if (text && (!column || column <= strlen(text)))
		json_set(r, "snippet", snippet_of(column ? text + column - 1 : text));
	return r;
}

static json_t *context(const struct sarif *s, const char *file, unsigned int line)
{
	unsigned int first = line > CONTEXT ? line - CONTEXT : 1, last = line;
	json_t *r = json_object();
	char *text = xstrdup("");

	while (last < line + CONTEXT && source_line(s->o->source, file, last + 1))
		last++;
	for (unsigned int i = first; i <= last; i++) {
		char *more = xasprintf("%s%s\n", text, source_line(s->o->source, file, i));

		free(text);
		text = more;
	}
	json_set(r, "startLine", json_integer(first));
	json_set(r, "endLine", json_integer(last));
	json_set(r, "snippet", snippet_of(text));
	free(text);
	return r;
}

struct place {
	const char *file, *function;
	unsigned int line, column;
	bool context;			/* with the lines around it */
};

static json_t *location(const struct sarif *s, const struct place *p)
{
	json_t *l = json_object(), *physical = json_object(), *logical = json_array(), *function;

	if (is_known(p->file)) {
		json_set(physical, "artifactLocation", artifact(p->file));
		if (p->line)
			json_set(physical, "region", region(s, p->file, p->line, p->column));
		if (p->context && s->o->source && source_line(s->o->source, p->file, p->line))
			json_set(physical, "contextRegion", context(s, p->file, p->line));
		json_set(l, "physicalLocation", json_incref(physical));
	}
	if (p->function) {
		function = json_object();
		json_set(function, "name", json_text(p->function));
		json_set(function, "kind", json_string("function"));
		json_append(logical, function);
		json_set(l, "logicalLocations", json_incref(logical));
	}
	json_decref(physical);
	json_decref(logical);
	return l;
}

/* ---- chains ---------------------------------------------------------------------------- */

/* What SARIF calls the events. */
static json_t *kinds_of(const char *event)
{
	static const struct { const char *event, *kinds[2]; } table[] = {
		{ "acquire", { "acquire", "lock" } }, { "release", { "release", "lock" } },
		{ "vm lock", { "acquire", "lock" } }, { "allocate", { "acquire", "memory" } },
		{ "call", { "call", "function" } }, { "enter", { "enter", "function" } },
		{ "leave", { "exit", "function" } },
	};
	json_t *kinds = json_array();

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (strcmp(event, table[i].event))
			continue;
		json_append(kinds, json_string(table[i].kinds[0]));
		json_append(kinds, json_string(table[i].kinds[1]));
		return kinds;
	}
	json_append(kinds, json_string("danger"));
	json_append(kinds, json_text(event));
	return kinds;
}

/* How deep in calls each step is: one deeper in a new function, back when a function returns. */
struct nesting {
	ARRAY(const char *) functions;
};

static unsigned int nest(struct nesting *n, const char *function)
{
	for (uint32_t i = n->functions.n; function && i; i--)
		if (!strcmp(n->functions.at[i - 1], function)) {
			n->functions.n = i;
			return i - 1;
		}
	if (function)
		array_push(&n->functions, function);
	return n->functions.n ? n->functions.n - 1 : 0;
}

static json_t *thread_flow_location(const struct sarif *s, const struct step *p, struct nesting *n)
{
	json_t *t = json_object();
	json_t *l = location(s, &(struct place){ .file = p->file, .function = p->function, .line = p->line,
						 .column = p->column });

	json_set(l, "message", message_of(p->detail ? p->detail : p->event));
	json_set(t, "location", l);
	json_set(t, "kinds", kinds_of(p->event));
	json_set(t, "nestingLevel", json_integer(nest(n, p->function)));
	json_set(t, "importance", json_string(strcmp(p->event, "call") ? "essential" : "important"));
	return t;
}

/* What the chain adds to the circle; NULL: it is none. */
static char *chain_text(const struct finding *f, unsigned int chain)
{
	for (unsigned int i = 0; i < f->ncycle; i++)
		if (f->cycle[i].chain == chain)
			return xasprintf("holds '%s', takes '%s'", f->cycle[i].held, f->cycle[i].taken);
	return NULL;
}

static json_t *thread_flow(const struct sarif *s, const struct finding *f, unsigned int chain)
{
	json_t *flow = json_object(), *locations = json_array();
	char *id = xasprintf("%u", chain + 1), *text = chain_text(f, chain);
	struct nesting n = { .functions = { 0 } };

	for (unsigned int i = 0; i < f->chains[chain].nsteps; i++)
		json_append(locations, thread_flow_location(s, &f->chains[chain].steps[i], &n));
	json_set(flow, "id", json_string(id));
	if (text)
		json_set(flow, "message", message_of(text));
	json_set(flow, "locations", locations);
	array_release(&n.functions);
	free(text);
	free(id);
	return flow;
}

static json_t *code_flows(const struct sarif *s, const struct finding *f)
{
	json_t *flows = json_array(), *flow = json_object(), *threads = json_array();

	for (unsigned int i = 0; i < f->nchains; i++)
		if (f->chains[i].nsteps)
			json_append(threads, thread_flow(s, f, i));
	if (json_array_size(threads)) {
		json_set(flow, "threadFlows", json_incref(threads));
		json_append(flows, json_incref(flow));
	}
	json_decref(threads);
	json_decref(flow);
	return flows;
}

/* ---- results ------------------------------------------------------------------------------ */

static const char *level_of(enum confidence c)
{
	static const char *const levels[] = {
		[CONF_HIGH] = "error", [CONF_MEDIUM] = "warning", [CONF_LOW] = "note",
	};

	return levels[c];
}

static json_t *suppressions(const struct suppression *s)
{
	json_t *list = json_array(), *one;

	if (!s)
		return list;
	one = json_object();
	json_set(one, "kind", json_string(strcmp(s->kind, "in-source") ? "external" : "inSource"));
	json_set(one, "status", json_string("accepted"));
	if (s->reason)
		json_set(one, "justification", json_text(s->reason));
	json_set(one, "properties", json_object());
	json_set(json_object_get(one, "properties"), "kind", json_text(s->kind));
	json_append(list, one);
	return list;
}

static void copy_members(json_t *to, const json_t *from, const char *const *names)
{
	for (; *names; names++) {
		json_t *value = json_object_get(from, *names);

		if (value)
			json_set(to, *names, json_incref(value));
	}
}

static json_t *properties(const json_t *finding)
{
	static const char *const names[] = {
		"fingerprint", "confidence", "origin", "lock", "entry", "symptom", "fixes", "limits", "verdict",
		"baseline", "suppressed", "cycle", "guards", "also_found_by", NULL,
	};
	json_t *p = json_object();

	copy_members(p, finding, names);
	return p;
}

static json_t *related_locations(const struct sarif *s, const struct finding *f, const json_t *finding)
{
	static const char *const names[] = {
		"fingerprint", "event", "confidence", "baseline", "suppressed", NULL
	};
	json_t *list = json_array();

	for (unsigned int i = 0; i < f->nsites; i++) {
		const struct site *p = &f->sites[i];
		json_t *l = location(s, &(struct place){ .file = p->file, .function = p->function, .line = p->line,
							 .column = p->column, .context = true });

		json_set(l, "id", json_integer(i + 1));
		json_set(l, "message", message_of(p->message ? p->message : f->message));
		json_set(l, "properties", json_object());
		copy_members(json_object_get(l, "properties"),
			     json_array_get(json_object_get(finding, "sites"), i), names);
		json_append(list, l);
	}
	return list;
}

static unsigned int rule_index(const struct sarif *s, const char *rule)
{
	unsigned int i = 0;

	while (strcmp(s->rules.at[i], rule))
		i++;
	return i;
}

static json_t *result(const struct sarif *s, const struct finding *f)
{
	json_t *r = json_object(), *locations = json_array(), *finding = finding_to_json(f), *fingerprints = json_object();

	json_append(locations, location(s, &(struct place){ .file = f->file, .function = f->function, .line = f->line,
						       .column = f->column, .context = true }));
	json_set(fingerprints, "reclint/v1", json_incref(json_object_get(finding, "fingerprint")));
	json_set(r, "ruleId", json_text(f->rule));
	json_set(r, "ruleIndex", json_integer(rule_index(s, f->rule)));
	json_set(r, "level", json_string(level_of(finding_confidence(f))));
	json_set(r, "message", message_of(f->message));
	json_set(r, "locations", locations);
	json_set(r, "partialFingerprints", fingerprints);
	json_set(r, "codeFlows", code_flows(s, f));
	json_set(r, "relatedLocations", related_locations(s, f, finding));
	/* Without the member it is not known, with an empty one it is not suppressed. */
	if (s->judged)
		json_set(r, "suppressions", suppressions(f->suppressed));
	if (f->baseline)
		json_set(r, "baselineState", json_text(f->baseline));
	json_set(r, "properties", properties(finding));
	json_decref(finding);
	return r;
}

static json_t *results(const struct sarif *s)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < s->r->nfindings; i++)
		if (s->r->findings[i].confidence <= s->o->min)
			json_append(list, result(s, &s->r->findings[i]));
	for (unsigned int i = 0; i < s->r->nabsent; i++)
		json_append(list, result(s, &s->r->absent[i]));
	return list;
}

/* ---- the tool -------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_rules(struct sarif *s)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < s->r->nfindings; i++) {
		const struct finding *f = &s->r->findings[i];

		if (f->confidence > s->o->min)
			continue;
		array_push(&s->rules, f->rule);
		s->judged |= f->suppressed || f->verdict || f->baseline;
	}
	for (unsigned int i = 0; i < s->r->nabsent; i++)
		array_push(&s->rules, s->r->absent[i].rule);
	s->judged |= s->r->nabsent > 0;
	if (s->rules.n)
		qsort(s->rules.at, s->rules.n, sizeof(*s->rules.at), by_text);
	for (unsigned int i = 0; i < s->rules.n; i++)
		if (!n || strcmp(s->rules.at[n - 1], s->rules.at[i]))
			s->rules.at[n++] = s->rules.at[i];
	s->rules.n = n;
}

/* The page's first paragraph, on one line: it stands below the title. */
static char *first_paragraph(const char *page)
{
	const char *p = strstr(page, "\n# "), *end;
	char *text;

	if (!strncmp(page, "# ", 2))
		p = page;
	else if (p)
		p++;
	p = p ? strchr(p, '\n') : NULL;
	if (!p)
		return NULL;
	p += strspn(p, "\n");
	end = strstr(p, "\n\n");
	text = end ? xasprintf("%.*s", (int)(end - p), p) : xstrdup(p);
	for (char *q = text; *q; q++)
		if (*q == '\n')
			*q = ' ';
	return text;
}

/* "notifier-lock-alloc" to "NotifierLockAlloc", as SARIF wants names. */
static json_t *name_of(const char *id)
{
	char *name = xstrdup(id), *to = name;
	json_t *value;

	for (const char *p = id; *p; p++)
		if (*p != '-')
			*to++ = p == id || p[-1] == '-' ? (char)toupper((unsigned char)*p) : *p;
	*to = '\0';
	value = json_text(name);
	free(name);
	return value;
}

static json_t *rule(const struct sarif *s, const char *id)
{
	char *page = s->o->page ? s->o->page(id) : NULL, *text = page ? first_paragraph(page) : NULL;
	const char *title = page ? strstr(page, "# ") : NULL;
	json_t *r = json_object(), *help = json_object(), *configuration = json_object();

	json_set(r, "id", json_text(id));
	json_set(r, "name", name_of(id));
	if (text) {
		const char *stop = strstr(text, ". ");
		char *first = stop ? xasprintf("%.*s.", (int)(stop - text), text) : xstrdup(text);

		json_set(r, "shortDescription", message_of(first));
		json_set(r, "fullDescription", message_of(text));
		free(first);
	}
	if (title) {
		json_set(help, "text", json_text(title));
		json_set(help, "markdown", json_text(title));
		json_set(r, "help", json_incref(help));
	}
	/* What a result says of itself comes first; this is what most of them say. */
	json_set(configuration, "level", json_string(level_of(CONF_MEDIUM)));
	json_set(r, "defaultConfiguration", configuration);
	json_decref(help);
	free(text);
	free(page);
	return r;
}

#define NOT_ANALYSED	"not-analysed"
#define BOUND_HIT	"bound-hit"

static json_t *notification_kind(const char *id, const char *text, const char *help)
{
	json_t *n = json_object();

	json_set(n, "id", json_string(id));
	json_set(n, "shortDescription", message_of(text));
	json_set(n, "fullDescription", message_of(text));
	json_set(n, "help", message_of(help));
	return n;
}

static json_t *tool(const struct sarif *s)
{
	json_t *t = json_object(), *driver = json_object(), *rules = json_array(), *notifications = json_array();

	for (unsigned int i = 0; i < s->rules.n; i++)
		json_append(rules, rule(s, s->rules.at[i]));
	json_append(notifications, notification_kind(NOT_ANALYSED, "A unit could not be compiled or read.",
						"What only this unit has is missing. The scan's log says why."));
	json_append(notifications, notification_kind(BOUND_HIT, "A bound of the analysis was reached.",
						"Findings that it touched say so. --bound sets another."));
	json_set(driver, "name", json_string("reclint"));
	json_set(driver, "version", json_string(RECLINT_VERSION));
	json_set(driver, "rules", rules);
	json_set(driver, "notifications", notifications);
	json_set(t, "driver", driver);
	return t;
}

/* ---- the run ----------------------------------------------------------------------------------- */

static json_t *notification(const char *id, const char *level, const char *text)
{
	json_t *n = json_object(), *descriptor = json_object();

	json_set(descriptor, "id", json_string(id));
	json_set(n, "descriptor", descriptor);
	json_set(n, "level", json_string(level));
	json_set(n, "message", message_of(text));
	return n;
}

/* Of the plugin and of the semantic patches, whose failed runs end in ":LINE" where they know one. */
static void notify_failed(const struct sarif *s, const struct result *r, json_t *list)
{
	for (unsigned int i = 0; i < r->nfailed; i++) {
		char *text = xasprintf("not analysed: %s", r->failed[i]);
		json_t *n = notification(NOT_ANALYSED, "error", text), *locations = json_array();
		const char *colon = strrchr(r->failed[i], ':');
		size_t length = colon && colon[1] && !colon[1 + strspn(colon + 1, "0123456789")] ?
				(size_t)(colon - r->failed[i]) : strlen(r->failed[i]);
		char *file = xasprintf("%.*s", (int)length, r->failed[i]);

		json_append(locations, location(s, &(struct place){
			.file = file, .line = r->failed[i][length] ? (unsigned int)strtoul(colon + 1, NULL, 10) : 0 }));
		json_set(n, "locations", locations);
		json_append(list, n);
		free(file);
		free(text);
	}
}

static json_t *invocation(const struct sarif *s)
{
	json_t *v = json_object(), *list = json_array();
	const struct result *r = s->r;

	notify_failed(s, r, list);
	if (r->cocci)
		notify_failed(s, r->cocci, list);
	for (unsigned int i = 0; i < r->nlimits; i++) {
		char *text;

		if (!r->limits[i].hits)
			continue;
		text = xasprintf("bound %s=%" PRIu64 " hit %" PRIu64 " times", r->limits[i].name, r->limits[i].value,
				 r->limits[i].hits);
		json_append(list, notification(BOUND_HIT, "note", text));
		free(text);
	}
	json_set(v, "executionSuccessful", json_boolean(!r->nfailed && !(r->cocci && r->cocci->nfailed)));
	json_set(v, "toolExecutionNotifications", list);
	return v;
}

static json_t *automation(const struct result *r)
{
	json_t *a = json_object();
	char *id = r->kernel ? xasprintf("reclint/%s/", r->kernel) : xstrdup("reclint/");

	json_set(a, "id", json_text(id));
	if (r->config)
		json_set(a, "description", message_of(r->config));
	free(id);
	return a;
}

static json_t *base_ids(void)
{
	json_t *ids = json_object(), *root = json_object();

	json_set(root, "description", message_of("The kernel's source tree."));
	json_set(ids, "SRCROOT", root);
	return ids;
}

static json_t *run_properties(const struct result *r)
{
	json_t *p = json_object(), *stats = json_object();

	for (unsigned int i = 0; i < r->nstats; i++)
		json_set(stats, r->stats[i].name, json_integer((json_int_t)r->stats[i].value));
	json_set(p, "kernel", json_text(r->kernel));
	json_set(p, "config", json_text(r->config));
	json_set(p, "stats", stats);
	return p;
}

void report_sarif(const struct result *r, const struct report_options *o, FILE *out)
{
	struct sarif s = { .r = r, .o = o };
	json_t *root = json_object(), *run = json_object(), *runs = json_array(), *invocations = json_array();

	collect_rules(&s);
	json_append(invocations, invocation(&s));
	json_set(run, "tool", tool(&s));
	json_set(run, "automationDetails", automation(r));
	json_set(run, "originalUriBaseIds", base_ids());
	json_set(run, "invocations", invocations);
	json_set(run, "language", json_string("en-US"));
	json_set(run, "columnKind", json_string("unicodeCodePoints"));
	json_set(run, "results", results(&s));
	json_set(run, "properties", run_properties(r));
	json_append(runs, run);
	json_set(root, "$schema", json_string(SCHEMA));
	json_set(root, "version", json_string("2.1.0"));
	json_set(root, "runs", runs);
	json_dumpf(root, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(root);
	array_release(&s.rules);
}
