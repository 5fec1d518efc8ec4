// SPDX-License-Identifier: GPL-2.0-or-later
#include "sites.h"

#include <jansson.h>
#include <stdio.h>

static const char *member(json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s && *s ? s : "-";
}

static long line_of(json_t *o)
{
	return (long)json_integer_value(json_object_get(o, "line"));
}

static void print_chain(json_t *chain)
{
	json_t *step;
	size_t i;

	putchar('\t');
	if (!json_array_size(chain))
		putchar('-');
	json_array_foreach(chain, i, step)
		printf("%s%s:%ld", i ? "," : "", member(step, "file"), line_of(step));
}

static void print_site(json_t *f, json_t *s)
{
	json_t *chains = json_object_get(f, "chains");

	printf("%s\t%s\t%s\t%ld\t%s\t%s\t%s", member(s, "fingerprint"), member(f, "rule"), member(s, "file"),
	       line_of(s), member(s, "function"), member(f, "lock"), member(f, "entry"));
	print_chain(json_object_get(s, "chain"));
	print_chain(json_array_get(chains, json_array_size(chains) > 1 ? 1 : 0));
	printf("\t%s\n", member(s, "message"));
}

int print_sites(const char *json)
{
	json_error_t error;
	json_t *root = json_load_file(json, 0, &error), *f, *s;
	size_t i, j;

	if (!root) {
		fprintf(stderr, "run: '%s': %s\n", json, error.text);
		return 2;
	}
	json_array_foreach(json_object_get(root, "findings"), i, f)
		json_array_foreach(json_object_get(f, "sites"), j, s)
			print_site(f, s);
	json_decref(root);
	return 0;
}
