// SPDX-License-Identifier: GPL-2.0-or-later
/* For programs: docs/triage.schema.json. */
#include "triage/print.h"

#include <jansson.h>

#include "base/version.h"
#include "report/json.h"

static json_t *texts(const path_array *list)
{
	json_t *array = json_array();

	for_each_in_array(text, list)
		json_append(array, json_text(*text));
	return array;
}

static json_t *cause(const struct step *s)
{
	json_t *object;

	if (!s)
		return json_null();
	object = json_object();
	json_set(object, "file", json_text(s->file));
	json_set(object, "line", json_integer(s->line));
	json_set(object, "function", json_text(s->function));
	return object;
}

static json_t *place(const struct comparison *c, const struct patch *p, const struct change_item *item)
{
	json_t *object = json_object();
	struct patch_position at;
	char fingerprint[33];

	snprintf(fingerprint, sizeof(fingerprint), "%016llx%016llx", (unsigned long long)item->site->fingerprint[0],
		 (unsigned long long)item->site->fingerprint[1]);
	json_set(object, "fingerprint", json_string(fingerprint));
	json_set(object, "elsewhere", json_boolean(item->is_elsewhere));
	json_set(object, "cause", cause(item->cause));
	json_set(object, "patch_line", item->change != CHANGE_FIXED && triage_position(c, item, &at) ?
				  json_integer(triage_patch_line(p, &at)) : json_null());
	return object;
}

static json_t *changes(const struct comparison *c, const struct patch *p)
{
	static const char *const names[] = { [CHANGE_NEW] = "new", [CHANGE_FIXED] = "fixed", [CHANGE_TOUCHED] = "unchanged" };
	struct arena arena = { NULL };
	json_t *array = json_array();
	struct finding f;

	for (unsigned int i = 0, next; i < c->items.n; i = next) {
		const struct change_item *first = &c->items.at[i];
		json_t *object = json_object(), *places = json_array();

		next = triage_group(c, i, &arena, &f);
		for (unsigned int k = i; k < next; k++)
			json_append(places, place(c, p, &c->items.at[k]));
		json_set(object, "change", json_string(names[first->change]));
		json_set(object, "false_fix", json_text(first->is_false_fix ? first->why : NULL));
		json_set(object, "was", json_text(first->was ? first->was->rule : NULL));
		json_set(object, "places", places);
		json_set(object, "finding", finding_to_json(&f));
		json_append(array, object);
	}
	arena_release(&arena);
	return array;
}

static json_t *claim(const struct comparison *c)
{
	json_t *object;

	if (c->claim == CLAIM_NONE)
		return json_null();
	object = json_object();
	json_set(object, "kind", json_string(c->claim == CLAIM_GFP ? "gfp" : "message"));
	json_set(object, "text", json_text(c->claimed));
	return object;
}

static json_t *patch(const struct triage_patch *t)
{
	const struct comparison *c = &t->comparison;
	json_t *object = json_object(), *files = json_array(), *counts = json_object(), *units = json_object();

	for_each_in_array(f, &t->patch->files)
		json_append(files, json_text(patch_file_path(f)));
	json_set(counts, "new", json_integer(c->nnew));
	json_set(counts, "fixed", json_integer(c->nfixed));
	json_set(counts, "unchanged", json_integer(c->ntouched));
	json_set(counts, "false_fixes", json_integer(c->nfalse));
	json_set(units, "compiled", json_integer(t->remade));
	json_set(units, "failed", texts(&t->failed));
	json_set(units, "not_built", texts(&t->unbuilt));
	json_set(object, "number", t->patch->number ? json_integer(t->patch->number) : json_null());
	json_set(object, "total", t->patch->number ? json_integer(t->patch->total) : json_null());
	json_set(object, "subject", json_text(t->patch->subject));
	json_set(object, "from", json_text(t->patch->from));
	json_set(object, "message_id", json_text(t->patch->message_id));
	json_set(object, "commit", json_text(t->patch->commit));
	json_set(object, "files", files);
	json_set(object, "units", units);
	json_set(object, "claim", claim(c));
	json_set(object, "counts", counts);
	json_set(object, "changes", changes(c, t->patch));
	return object;
}

void triage_print_json(const struct triage *t, FILE *out)
{
	json_t *root = json_object(), *patches = json_array(), *tool = json_object(), *kernel = json_object();

	for_each_in_array(p, &t->patches)
		json_append(patches, patch(p));
	json_set(tool, "name", json_string("reclint"));
	json_set(tool, "version", json_string(RECLINT_VERSION));
	json_set(kernel, "version", json_text(t->kernel));
	json_set(kernel, "base", json_text(t->base));
	json_set(root, "version", json_integer(1));
	json_set(root, "tool", tool);
	json_set(root, "kernel", kernel);
	json_set(root, "patches", patches);
	json_set(root, "maintainers", texts(&t->maintainers));
	json_dumpf(root, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(root);
}
