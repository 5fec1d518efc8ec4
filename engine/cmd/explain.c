// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclint explain: a finding of the last scan as lockdep would tell it, and the
 * page of its rule; or the page alone.
 */
#include "cmd/load.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

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

static void print_steps(const json_t *chain)
{
	size_t i;
	json_t *step;

	json_array_foreach(chain, i, step)
		printf("       %-9s %s:%lld in '%s': %s\n", member(step, "event"), member(step, "file"),
		       (long long)number(step, "line"), member(step, "function"), member(step, "detail"));
}

static const json_t *last_step(const json_t *chain)
{
	return json_array_size(chain) ? json_array_get(chain, json_array_size(chain) - 1) : NULL;
}

/*
 * lockdep counts the chain backwards: #0 is what closes the circle, here the
 * holder's side; the others are what was known before it.
 */
static void print_chains(const json_t *finding)
{
	const json_t *chains = json_object_get(finding, "chains");
	const char *lock = member(finding, "lock"), *entry = member(finding, "entry");
	size_t n = json_array_size(chains);

	printf("\nthe existing dependency chain (in reverse order) is:\n");
	for (size_t i = n; i-- > 0; ) {
		if (i == 0)
			printf("\n-> #0%s%s%s in '%s':\n", *lock ? " (" : "", lock, *lock ? ") held" : "",
			       member(last_step(json_array_get(chains, 0)), "function"));
		else
			printf("\n-> #%zu%s%s%s:\n", i, i == 1 && *entry ? " callback " : "",
			       i == 1 ? entry : "", *lock && i == 1 ? ", which takes the same lock" : "");
		print_steps(json_array_get(chains, i));
	}
}

static void print_list(const char *title, const json_t *texts)
{
	size_t i;
	json_t *text;

	if (json_array_size(texts))
		printf("\n%s:\n", title);
	json_array_foreach(texts, i, text)
		printf("  - %s\n", json_string_value(text));
}

static void print_sites(const json_t *sites)
{
	size_t i;
	json_t *site;

	if (json_array_size(sites) < 2)
		return;
	printf("\nall places:\n");
	json_array_foreach(sites, i, site)
		printf("  %s:%lld in '%s': %s (%.12s)\n", member(site, "file"), (long long)number(site, "line"),
		       member(site, "function"), member(last_step(json_object_get(site, "chain")), "detail"),
		       member(site, "fingerprint"));
}

static void print_finding(const json_t *finding)
{
	printf("%s:%lld: %s [-Wreclint-%s]\n", member(finding, "file"), (long long)number(finding, "line"),
	       member(finding, "message"), member(finding, "rule"));
	printf("fingerprint %s, confidence %s\n", member(finding, "fingerprint"), member(finding, "confidence"));
	print_chains(finding);
	print_sites(json_object_get(finding, "sites"));
	print_list("limits of the analysis that touched it", json_object_get(finding, "limits"));
	print_list("fixes", json_object_get(finding, "fixes"));
}

/* ---- the page ------------------------------------------------------------------ */

static bool print_page(const char *rule)
{
	char *name = xasprintf("rules/%s.md", rule), *path = support_file(name), *text = NULL;
	bool ok;

	if (path)
		text = file_read(path, NULL);
	if (text)
		fputs(text, stdout);
	else if (path)
		message("cannot read %s: %m", path);
	ok = text != NULL;
	free(text);
	free(path);
	free(name);
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
		message("'%s' is no rule and no finding in %s", prefix, path);
	return NULL;
}

static int explain_finding(const struct options *o, const char *prefix)
{
	char *path = xasprintf("%s/findings.json", o->output);
	const json_t *finding = NULL;
	json_error_t error;
	json_t *root = NULL;

	if (access(path, R_OK) < 0)
		message("'%s' is no rule, and %s is not there: run reclint scan", prefix, path);
	else
		root = json_load_file(path, 0, &error);
	if (root)
		finding = find_finding(root, prefix, path);
	else if (access(path, R_OK) == 0)
		message("%s: not a findings file: line %d: %s", path, error.line, error.text);
	if (finding) {
		print_finding(finding);
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
