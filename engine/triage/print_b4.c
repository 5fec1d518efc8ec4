// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * b4's review checks: a JSON array on standard output, one element for each
 * tool and mail.  b4 keeps one result for each tool, so a patch is one element;
 * its details are what b4 makes of checkpatch's messages, a JSON array as text.
 */
#include "triage/print.h"

#include <jansson.h>
#include <string.h>

#include "report/json.h"

/* High confidence fails, the rest warns. */
static const char *status_of(enum confidence level)
{
	return level == CONF_HIGH ? "fail" : "warn";
}

static void append(json_t *array, const char *status, char *description)
{
	json_t *object = json_object();

	json_object_set_new(object, "status", json_string(status));
	json_object_set_new(object, "description", json_text(description));
	if (json_array_append_new(array, object) != 0)
		memory_exhausted();
	free(description);
}

static void append_item(json_t *array, const struct comparison *c, const struct change_item *item)
{
	const struct site *s = item->site;
	const char *message = s->message ? s->message : item->finding->message;
	char *cause = triage_cause(c, item);

	if (item->is_false_fix)
		append(array, status_of(s->confidence), xasprintf("%s:%u: not fixed: %s [%s]", s->file, s->line, item->why, item->finding->rule));
	else if (item->change == CHANGE_NEW)
		append(array, status_of(s->confidence), xasprintf("%s:%u: %s%s%s%s [%s]", s->file, s->line, message,
			cause ? " (" : "", cause ? cause : "", cause ? ")" : "", item->finding->rule));
	else
		append(array, "pass", xasprintf("%s:%u: %s: %s [%s]", s->file, s->line,
			item->change == CHANGE_FIXED ? "fixed" : "there before, too", message, item->finding->rule));
	free(cause);
}

static json_t *patch(const struct triage_patch *t)
{
	const struct comparison *c = &t->comparison;
	json_t *object = json_object(), *details = json_array();
	const char *worst = t->failed.n || t->unbuilt.n ? "warn" : "pass";
	char *counts = triage_counts(c), *summary, *text;

	for_each_in_array(item, &c->items) {
		append_item(details, c, item);
		if ((item->change == CHANGE_NEW || item->is_false_fix) && strcmp(worst, "fail"))
			worst = status_of(item->site->confidence);
	}
	for_each_in_array(u, &t->failed)
		append(details, "warn", xasprintf("%s: not looked at: it does not compile", *u));
	for_each_in_array(u, &t->unbuilt)
		append(details, "warn", xasprintf("%s: not looked at: this configuration does not build it", *u));
	summary = triage_is_beside(t) ? xstrdup("nothing that was scanned depends on it") : c->nfalse ? xasprintf("%s, of these %u that it claims to fix", counts, c->nfalse) : xstrdup(counts);
	text = json_dumps(details, 0);
	json_object_set_new(object, "tool", json_string("reclint"));
	json_object_set_new(object, "status", json_string(worst));
	json_object_set_new(object, "summary", json_text(summary));
	json_object_set_new(object, "url", json_string(""));
	json_object_set_new(object, "details", json_string(json_array_size(details) ? text : ""));
	json_decref(details);
	free(text);
	free(summary);
	free(counts);
	return object;
}

void triage_print_b4(const struct triage *t, FILE *out)
{
	json_t *array = json_array();

	for_each_in_array(p, &t->patches)
		if (json_array_append_new(array, patch(p)) != 0)
			memory_exhausted();
	json_dumpf(array, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(array);
}
