// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint explain: a finding of the last scan as lockdep would tell it, and the
 * page of its rule; or the page alone.
 */
#include "cmd/judge.h"
#include "cmd/load.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/splat.h"

static const char *member(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static json_int_t number(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

/* ---- the finding -------------------------------------------------------------- */

static void print_wrapped(const char *text, unsigned int indent)
{
	printf("%*s", (int)indent, "");
	splat_wrap(text, indent, indent + 2, stdout);
}

static void print_item(const char *text)
{
	char *line = xasprintf("- %s", text);

	print_wrapped(line, 2);
	free(line);
}

static void print_list(const char *title, const json_t *texts, const char *none)
{
	size_t i;
	json_t *text;

	printf("\n%s:\n", title);
	json_array_foreach(texts, i, text)
		print_item(json_string_value(text));
	if (!json_array_size(texts))
		print_item(none);
}

/* What the context or a caller has settled; then, in a line for each function, what nobody did. */
static void print_settled(const json_t *guards)
{
	size_t i;
	json_t *g;

	json_array_foreach(guards, i, g) {
		char *line;

		if (!strcmp(member(g, "status"), "open"))
			continue;
		line = xasprintf("- '%s' %s '%s': %s (%s:%lld)", member(g, "function"),
				 strcmp(member(g, "status"), "given") ? "needs" : "is called with",
				 member(g, "condition"), member(g, "why"), member(g, "file"),
				 (long long)number(g, "line"));
		print_wrapped(line, 2);
		free(line);
	}
}

static void print_open(const json_t *guards)
{
	bool is_titled = false;
	size_t i, k;
	json_t *g, *same;

	json_array_foreach(guards, i, g) {
		char *line = NULL;

		if (strcmp(member(g, "status"), "open"))
			continue;
		json_array_foreach(guards, k, same) {
			char *more;

			if (strcmp(member(same, "status"), "open") || strcmp(member(same, "function"), member(g, "function")) ||
			    number(same, "chain") != number(g, "chain"))
				continue;
			if (k < i)
				break;	/* told with the first of them */
			more = line ? xasprintf("%s, %s", line, member(same, "condition")) :
				      xasprintf("- '%s': %s", member(g, "function"), member(same, "condition"));
			free(line);
			line = more;
		}
		if (line && !is_titled)
			print_wrapped("nothing on the way decides these, and nothing contradicts them:", 2);
		is_titled |= line != NULL;
		if (line)
			print_wrapped(line, 4);
		free(line);
	}
}

static void print_guards(const json_t *guards)
{
	printf("\nwhy the conditions on the way rule nothing out:\n");
	print_settled(guards);
	print_open(guards);
	if (!json_array_size(guards))
		print_item("there is none that a caller or the context could decide");
}

static void print_sites(const json_t *sites)
{
	size_t i;
	json_t *site;

	if (json_array_size(sites) < 2)
		return;
	printf("\nall places:\n");
	json_array_foreach(sites, i, site) {
		const json_t *chain = json_object_get(site, "chain");
		const json_t *suppressed = json_object_get(site, "suppressed");
		char *line = xasprintf("%s:%lld in '%s': %s (%.12s)%s%s%s%s", member(site, "file"),
				       (long long)number(site, "line"), member(site, "function"),
				       member(json_array_get(chain, json_array_size(chain) - 1), "detail"),
				       member(site, "fingerprint"), *member(site, "baseline") ? ", " : "",
				       member(site, "baseline"), json_is_object(suppressed) ? ", suppressed: " : "",
				       member(suppressed, "reason"));

		print_wrapped(line, 2);
		free(line);
	}
}

/* What a comment, a baseline or a person said.  The history may know more by now than the file. */
static void print_judgement(const struct options *o, const json_t *finding)
{
	const json_t *suppressed = json_object_get(finding, "suppressed"), *verdict = json_object_get(finding, "verdict");
	const char *judged = member(verdict, "judged"), *replay = member(verdict, "replay");

	if (*member(finding, "baseline"))
		printf("compared with the baseline: %s\n", member(finding, "baseline"));
	if (json_is_object(suppressed) && strcmp(member(suppressed, "kind"), "history"))
		printf("suppressed (%s): %s\n", member(suppressed, "kind"), member(suppressed, "reason"));
	if (history_tell(o, member(finding, "fingerprint")))
		return;
	if (*judged)
		printf("judged %s: %s\n", judged, member(verdict, "note"));
	if (*replay)
		printf("replay: %s\n", replay);
}

static void print_finding(const struct options *o, const json_t *finding, const char *kernel)
{
	char *line = xasprintf("%s:%lld: %s [-Wreclint-%s]", member(finding, "file"), (long long)number(finding, "line"),
			       member(finding, "message"), member(finding, "rule"));

	splat_wrap(line, 0, 4, stdout);
	free(line);
	printf("fingerprint %s, confidence %s\n", member(finding, "fingerprint"), member(finding, "confidence"));
	print_judgement(o, finding);
	putchar('\n');
	splat_print(finding, kernel, stdout);
	print_guards(json_object_get(finding, "guards"));
	print_list("limits of the analysis that touched it", json_object_get(finding, "limits"), "none");
	print_list("fixes that are real ones here, best first", json_object_get(finding, "fixes"), "none is known");
	print_sites(json_object_get(finding, "sites"));
}

/* ---- the page ------------------------------------------------------------------ */

static bool print_page(const char *rule)
{
	char *text = rule_page(rule);
	bool ok = text != NULL;

	if (ok)
		fputs(text, stdout);
	free(text);
	return ok;
}

/* ---- which finding -------------------------------------------------------------- */

/* By the beginning of its fingerprint or of one of its places'; exactly one, else a message. */
static const json_t *find_finding(const json_t *root, const char *prefix, const char *path)
{
	const json_t *found = NULL;
	unsigned int matches = 0;
	size_t i, k;
	json_t *finding, *site;

	json_array_foreach(json_object_get(root, "findings"), i, finding) {
		bool match = !strncmp(member(finding, "fingerprint"), prefix, strlen(prefix));

		json_array_foreach(json_object_get(finding, "sites"), k, site)
			match |= !strncmp(member(site, "fingerprint"), prefix, strlen(prefix));
		if (match) {
			found = finding;
			matches++;
		}
	}
	if (matches == 1)
		return found;
	if (matches)
		message("%u findings in %s begin with '%s': give more of it", matches, path, prefix);
	else
		message("'%s' is no rule and no finding in %s, the last scan's result", prefix, path);
	return NULL;
}

static int explain_finding(const struct options *o, const char *prefix)
{
	char *path = xasprintf("%s/findings.json", o->output);
	const json_t *finding = NULL;
	json_error_t error;
	json_t *root = NULL;

	if (access(path, R_OK) < 0)
		message("'%s' is no rule, and %s is not there: run reclint scan, or name its OUTPUT with --output", prefix, path);
	else
		root = json_load_file(path, 0, &error);
	if (root)
		finding = find_finding(root, prefix, path);
	else if (access(path, R_OK) == 0)
		message("%s: not a findings file: line %d: %s", path, error.line, error.text);
	if (finding) {
		print_finding(o, finding, json_string_value(json_object_get(json_object_get(root, "kernel"), "version")));
		putchar('\n');
		print_page(member(finding, "rule"));
	}
	json_decref(root);
	free(path);
	return finding ? STATUS_CLEAN : STATUS_TROUBLE;
}

int cmd_explain(int argc, char **argv)
{
	struct options o;
	int first, status;

	options_init(&o);
	first = options_parse(&o, argc, argv, OPTIONS_OUTPUT, NULL, NULL, NULL);
	if (first < 0) {
		status = first == OPTIONS_HELP ? STATUS_CLEAN : STATUS_TROUBLE;
	} else if (first != argc - 1) {
		message("explain needs one FINDING or RULE; see reclint explain --help");
		status = STATUS_TROUBLE;
	} else if (is_rule(argv[first])) {
		status = print_page(argv[first]) ? STATUS_CLEAN : STATUS_TROUBLE;
	} else {
		status = explain_finding(&o, argv[first]);
	}
	options_release(&o);
	return status;
}
