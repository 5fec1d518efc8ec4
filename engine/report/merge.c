// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/merge.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "report/report.h"

static json_t *as_json(const struct result *r, enum confidence min)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	json_t *root;

	if (!out)
		memory_exhausted();
	report_json(r, &(struct report_options){ .min = min }, out);
	fclose(out);
	root = json_loadb(text, size, 0, NULL);
	free(text);
	return root;
}

static const char *text_of(json_t *value)
{
	const char *text = json_string_value(value);

	return text ? text : "";
}

/* finding_by_place(), of findings that are text already */
static int by_place(const void *a, const void *b)
{
	json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	static const char *const keys[] = { "file", "line", "column", "rule", "fingerprint" };
	int order = 0;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys) && !order; i++) {
		json_t *p = json_object_get(x, keys[i]), *q = json_object_get(y, keys[i]);

		if (json_is_integer(p))
			order = (json_integer_value(p) > json_integer_value(q)) -
				(json_integer_value(p) < json_integer_value(q));
		else
			order = strcmp(text_of(p), text_of(q));
	}
	return order;
}

void report_json_merged(json_t *base, const struct result *r, enum confidence min, FILE *out)
{
	json_t *ours = as_json(r, min), *all = json_object_get(base, "findings"), *sorted = json_array(), *f;
	ARRAY(json_t *) list = { 0 };
	size_t i;

	json_array_extend(all, json_object_get(ours, "findings"));
	json_array_foreach(all, i, f)
		array_push(&list, f);
	if (list.n)
		qsort(list.at, list.n, sizeof(*list.at), by_place);
	for_each_in_array(p, &list)
		json_array_append(sorted, *p);
	json_object_set_new(base, "findings", sorted);
	json_object_set(base, "cocci", json_object_get(ours, "stats"));
	json_dumpf(base, out, JSON_INDENT(1));
	putc('\n', out);
	array_release(&list);
	json_decref(ours);
}
