// SPDX-License-Identifier: GPL-2.0-or-later
/* For programs: docs/triage.schema.json. */
#include "triage/print.h"

#include <jansson.h>

#include "base/version.h"
#include "report/json.h"

static void set(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		memory_exhausted();
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		memory_exhausted();
}

static json_t *texts(const path_array *list)
{
	json_t *array = json_array();

	for_each_in_array(text, list)
		append(array, json_text(*text));
	return array;
}

static json_t *cause(const struct step *s)
{
	json_t *object;

	if (!s)
		return json_null();
	object = json_object();
	set(object, "file", json_text(s->file));
	set(object, "line", json_integer(s->line));
	set(object, "function", json_text(s->function));
	return object;
}

static json_t *place(const struct comparison *c, const struct patch *p, const struct change_item *item)
{
	json_t *object = json_object();
	struct patch_position at;
	char fingerprint[33];

	snprintf(fingerprint, sizeof(fingerprint), "%016llx%016llx", (unsigned long long)item->site->fingerprint[0],
		 (unsigned long long)item->site->fingerprint[1]);
	set(object, "fingerprint", json_string(fingerprint));
	set(object, "elsewhere", json_boolean(item->is_elsewhere));
	set(object, "cause", cause(item->cause));
	set(object, "patch_line", item->change != CHANGE_FIXED && triage_position(c, item, &at) ?
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
			append(places, place(c, p, &c->items.at[k]));
		set(object, "change", json_string(names[first->change]));
		set(object, "false_fix", json_text(first->is_false_fix ? first->why : NULL));
		set(object, "was", json_text(first->was ? first->was->rule : NULL));
		set(object, "places", places);
		set(object, "finding", finding_to_json(&f));
		append(array, object);
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
	set(object, "kind", json_string(c->claim == CLAIM_GFP ? "gfp" : "message"));
	set(object, "text", json_text(c->claimed));
	return object;
}

static json_t *patch(const struct triage_patch *t)
{
	const struct comparison *c = &t->comparison;
	json_t *object = json_object(), *files = json_array(), *counts = json_object(), *units = json_object();

	for_each_in_array(f, &t->patch->files)
		append(files, json_text(patch_file_path(f)));
	set(counts, "new", json_integer(c->nnew));
	set(counts, "fixed", json_integer(c->nfixed));
	set(counts, "unchanged", json_integer(c->ntouched));
	set(counts, "false_fixes", json_integer(c->nfalse));
	set(units, "compiled", json_integer(t->remade));
	set(units, "failed", texts(&t->failed));
	set(units, "not_built", texts(&t->unbuilt));
	set(object, "number", t->patch->number ? json_integer(t->patch->number) : json_null());
	set(object, "total", t->patch->number ? json_integer(t->patch->total) : json_null());
	set(object, "subject", json_text(t->patch->subject));
	set(object, "from", json_text(t->patch->from));
	set(object, "message_id", json_text(t->patch->message_id));
	set(object, "commit", json_text(t->patch->commit));
	set(object, "files", files);
	set(object, "units", units);
	set(object, "claim", claim(c));
	set(object, "counts", counts);
	set(object, "changes", changes(c, t->patch));
	return object;
}

void triage_print_json(const struct triage *t, FILE *out)
{
	json_t *root = json_object(), *patches = json_array(), *tool = json_object(), *kernel = json_object();

	for_each_in_array(p, &t->patches)
		append(patches, patch(p));
	set(tool, "name", json_string("reclint"));
	set(tool, "version", json_string(RECLINT_VERSION));
	set(kernel, "version", json_text(t->kernel));
	set(kernel, "base", json_text(t->base));
	set(root, "version", json_integer(1));
	set(root, "tool", tool);
	set(root, "kernel", kernel);
	set(root, "patches", patches);
	set(root, "maintainers", texts(&t->maintainers));
	json_dumpf(root, out, JSON_INDENT(1));
	putc('\n', out);
	json_decref(root);
}
