// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint history: what was found in a tree from scan to scan, and what people
 * say of it.
 */
#include "cmd/base.h"
#include "cmd/judge.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "history/history.h"
#include "report/splat.h"
#include "system/file.h"

enum { OWN_KERNEL = 1, OWN_HISTORY, OWN_ALL, OWN_FORMAT, OWN_NOTE, OWN_FILE };

static const struct own_option own[] = {
	{ "kernel", true, OWN_KERNEL, "DIR  the tree (default: of the scan in --output)" },
	{ "history", true, OWN_HISTORY, "FILE  the database (default: the tree's)" },
	{ "all", false, OWN_ALL, "also what is gone, and what is of low confidence; export: what nobody judged" },
	{ "format", true, OWN_FORMAT, "F  text (default) or json, of the list" },
	{ "note", true, OWN_NOTE, "TEXT  mark: why" },
	{ "o", true, OWN_FILE, "FILE  export: write there instead of standard output" },
	{ NULL, false, 0, NULL },
};

struct history_command {
	struct options o;
	const char *kernel, *note;
	bool all, json;
	struct arena arena;
	char *path;
	struct history *history;
	struct history_list list;
};

static bool set_own(int val, const char *argument, void *data)
{
	struct history_command *c = data;

	switch (val) {
	case OWN_KERNEL:
		c->kernel = argument;
		break;
	case OWN_HISTORY:
		c->o.history = argument;
		break;
	case OWN_ALL:
		c->all = true;
		break;
	case OWN_FORMAT:
		c->json = !strcmp(argument, "json");
		if (c->json || !strcmp(argument, "text"))
			break;
		message("--format: history has text and json, no '%s'", argument);
		return false;
	case OWN_NOTE:
		c->note = argument;
		break;
	case OWN_FILE:
		c->o.output_file = argument;
		break;
	}
	return true;
}

/* NULL: nobody says which tree. */
static char *find_path(const struct history_command *c)
{
	char *base = xasprintf("%s/base", c->o.output), *path;
	struct base_meta meta;

	base_meta_read(&meta, base);
	path = judge_history(&c->o, c->kernel ? c->kernel : meta.tree);
	base_meta_release(&meta);
	free(base);
	return path;
}

/* ---- the list ------------------------------------------------------------------------- */

static bool is_present(const struct history_finding *f)
{
	return !f->dates.gone_since && f->confidence < CONF_LOW;
}

static bool is_any(const struct history_finding *f)
{
	(void)f;
	return true;
}

/* Of a time only the day. */
static void print_date(const char *what, const char *time, const char *kernel)
{
	if (time)
		printf("%s %.10s%s%s%s", what, time, kernel ? " (" : "", kernel ? kernel : "", kernel ? ")" : "");
}

static void print_verdict(const char *what, const struct history_verdict *v, unsigned int indent)
{
	char *line;

	if (!v->judged)
		return;
	line = xasprintf("%s %s by %s, %.10s%s%s", what, v->judged, v->by ? v->by : "somebody", v->at ? v->at : "",
			 v->note ? ": " : "", v->note ? v->note : "");
	printf("%*s", (int)indent, "");
	splat_wrap(line, indent, indent + 2, stdout);
	free(line);
}

static void print_seen(const struct history_finding *f)
{
	print_date("first seen", f->dates.first_seen, f->dates.first_kernel);
	print_date(", last", f->dates.last_seen, f->dates.last_kernel);
	print_date(", gone since", f->dates.gone_since, f->dates.gone_kernel);
}

/* Does the finding's own verdict say the same? */
static bool is_said(const struct history_finding *f, const struct history_verdict *v)
{
	return !v->judged || (f->verdict.judged && !strcmp(f->verdict.judged, v->judged));
}

static void print_verdicts(const struct history_finding *f, unsigned int indent)
{
	unsigned int later = 0;

	print_verdict("judged", &f->verdict, indent);
	if (f->replay)
		printf("%*sreplay: %s\n", (int)indent, "", f->replay);
	for (unsigned int i = 0; i < f->nsites; i++) {
		const struct history_site *s = &f->sites[i];
		char *what;

		later += f->verdict.judged && !s->verdict.judged && !s->dates.gone_since;
		if (is_said(f, &s->verdict))
			continue;
		what = xasprintf("%.12s, in '%s', judged", s->fingerprint, s->function ? s->function : s->file);
		print_verdict(what, &s->verdict, indent);
		free(what);
	}
	if (later)
		printf("%*s%u place%s came later\n", (int)indent, "", later, later == 1 ? "" : "s");
}

static void print_finding(const struct history_finding *f)
{
	printf("%.12s  %-6s  %s  %s:%u\n    ", f->fingerprint, confidence_name(f->confidence), f->rule, f->file, f->line);
	print_seen(f);
	printf("%s%u place%s\n", f->dates.first_seen ? "; " : "", f->nsites, f->nsites == 1 ? "" : "s");
	print_verdicts(f, 4);
}

bool history_tell(const struct options *o, const char *fingerprint)
{
	struct history_command c = { .o = *o };
	const struct history_finding *found = NULL;

	c.path = find_path(&c);
	if (c.path && access(c.path, F_OK) == 0)
		c.history = history_open(c.path, HISTORY_READ);
	if (c.history && history_read(c.history, &c.arena, &c.list))
		for (unsigned int i = 0; i < c.list.n; i++)
			if (!strcmp(c.list.findings[i].fingerprint, fingerprint))
				found = &c.list.findings[i];
	if (found) {
		print_seen(found);
		putchar('\n');
		print_verdicts(found, 0);
	}
	history_close(c.history);
	arena_release(&c.arena);
	free(c.path);
	return found != NULL;
}

static int list(const struct history_command *c, char **operands)
{
	bool (*wanted)(const struct history_finding *f) = c->all ? is_any : is_present;
	unsigned int shown = 0, judged = 0;

	(void)operands;
	if (c->json) {
		json_t *root = history_to_json(&c->list, wanted);

		json_dumpf(root, stdout, JSON_INDENT(1));
		putchar('\n');
		json_decref(root);
		return STATUS_CLEAN;
	}
	for (unsigned int i = 0; i < c->list.n; i++) {
		if (!wanted(&c->list.findings[i]))
			continue;
		print_finding(&c->list.findings[i]);
		shown++;
		judged += c->list.findings[i].verdict.judged != NULL;
	}
	printf("%s%u finding%s, %u judged", shown ? "\n" : "", shown, shown == 1 ? "" : "s", judged);
	if (shown < c->list.n)
		printf(" (%u gone or of low confidence not shown)", c->list.n - shown);
	putchar('\n');
	return STATUS_CLEAN;
}

/* ---- verdicts ---------------------------------------------------------------------------- */

static const char *user_name(void)
{
	const struct passwd *p = getpwuid(geteuid());
	const char *name = p ? p->pw_name : getenv("USER");

	return name && *name ? name : "unknown";
}

static int say(const struct history_command *c, const char *prefix, const char *judged)
{
	const struct history_finding *f;
	const struct history_site *site;
	const time_t t = time(NULL);
	struct history_verdict v;
	struct tm utc;
	char now[32];

	if (judged && strcmp(judged, "true") && strcmp(judged, "false") && strcmp(judged, "wontfix")) {
		message("mark: '%s' is not true, false or wontfix", judged);
		return STATUS_TROUBLE;
	}
	if (!*prefix || strspn(prefix, "0123456789abcdef") != strlen(prefix)) {
		message("'%s' is not the beginning of a fingerprint, which is hexadecimal", prefix);
		return STATUS_TROUBLE;
	}
	if (!history_find(&c->list, prefix, c->path, &f, &site))
		return STATUS_TROUBLE;
	strftime(now, sizeof(now), "%FT%TZ", gmtime_r(&t, &utc));
	v = (struct history_verdict){ judged, c->note && *c->note ? c->note : NULL, user_name(), now };
	if (!history_mark(c->history, f, site, &v))
		return STATUS_TROUBLE;
	printf("%.12s %s: %s, %s:%u%s%s\n", site ? site->fingerprint : f->fingerprint, judged ? judged : "unmarked", f->rule,
	       site ? site->file : f->file, site ? site->line : f->line, site ? ", this place of " : "",
	       site ? f->fingerprint : "");
	return STATUS_CLEAN;
}

static int mark(const struct history_command *c, char **operands)
{
	return say(c, operands[0], operands[1]);
}

static int unmark(const struct history_command *c, char **operands)
{
	return say(c, operands[0], NULL);
}

static int export(const struct history_command *c, char **operands)
{
	json_t *root = history_to_json(&c->list, c->all ? is_any : history_is_judged);
	struct output out;
	bool ok = output_open(&out, c->o.output_file);

	(void)operands;
	if (ok) {
		json_dumpf(root, out.file, JSON_INDENT(1));
		putc('\n', out.file);
		ok = output_close(&out);
	}
	json_decref(root);
	return ok ? STATUS_CLEAN : STATUS_TROUBLE;
}

static int import(const struct history_command *c, char **operands)
{
	unsigned int taken;

	if (!history_import(c->history, operands[0], &taken))
		return STATUS_TROUBLE;
	printf("%u verdict%s taken\n", taken, taken == 1 ? "" : "s");
	return STATUS_CLEAN;
}

/* ---- the command ------------------------------------------------------------------------------ */

static const struct action {
	const char *name;
	int operands;
	enum history_mode mode;
	int (*run)(const struct history_command *c, char **operands);
} actions[] = {
	{ "list", 0, HISTORY_READ, list },
	{ "mark", 2, HISTORY_WRITE, mark },
	{ "unmark", 1, HISTORY_WRITE, unmark },
	{ "export", 0, HISTORY_READ, export },
	{ "import", 1, HISTORY_CREATE, import },
};

/* NULL after a message. */
static const struct action *find_action(const char *name, int operands)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (strcmp(actions[i].name, name))
			continue;
		if (actions[i].operands == operands)
			return &actions[i];
		message("history %s takes %d operands; see reclint history --help", name, actions[i].operands);
		return NULL;
	}
	message("history can list, mark, unmark, export and import, not '%s'", name);
	return NULL;
}

static int run(struct history_command *c, char **words, int nwords)
{
	const struct action *a = find_action(nwords ? words[0] : "list", nwords ? nwords - 1 : 0);

	if (!a)
		return STATUS_TROUBLE;
	c->path = find_path(c);
	if (!c->path) {
		message(c->kernel ? "%s: no such tree, or neither HOME nor XDG_DATA_HOME is set: name the history with --history" :
			"%s: no scan is there that says which tree: name it with --kernel or --output, or the history with --history",
			c->kernel ? c->kernel : c->o.output);
		return STATUS_TROUBLE;
	}
	c->history = history_open(c->path, a->mode);
	if (!c->history || !history_read(c->history, &c->arena, &c->list))
		return STATUS_TROUBLE;
	return a->run(c, words + 1);
}

int cmd_history(int argc, char **argv)
{
	struct history_command c = { .kernel = NULL };
	int first, status = STATUS_TROUBLE;

	options_init(&c.o);
	first = options_parse(&c.o, argc, argv, OPTIONS_OUTPUT, own, set_own, &c);
	if (first == OPTIONS_HELP)
		status = STATUS_CLEAN;
	else if (first != OPTIONS_WRONG)
		status = run(&c, argv + first, argc - first);
	history_close(c.history);
	arena_release(&c.arena);
	free(c.path);
	options_release(&c.o);
	return status;
}
