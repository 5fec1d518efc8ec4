// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which units there are: kbuild is asked.
 *
 * The variable MAKEFILES makes every make read one more makefile first.  Ours
 * adds a goal to the top-level makefile and one to scripts/Makefile.build; the
 * latter prints the objects that its directory has and goes on to those
 * directories below that are wanted or lead to one that is.  Recipes are
 * expanded when they run, so they see all that kbuild has computed by then.
 */
#include "kbuild/kbuild.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

static const char query[] =
	"ifeq ($(sub_make_done),1)\n"
	".PHONY: reclint-units reclint-list\n"
	"reclint-down = $(foreach d,$(1),$(MAKE) -f $(srctree)/scripts/Makefile.build obj=$(d) "
		"need-builtin=1 need-modorder=1 reclint-list || status=2;)\n"
	"reclint-is-wanted = $(filter $(1)/%,$(addsuffix /,$(RECLINT_BELOW) $(RECLINT_ONLY)))"
		"$(filter $(addsuffix /%,$(RECLINT_BELOW)),$(1))\n"
	"reclint-wanted = $(foreach d,$(1),$(if $(call reclint-is-wanted,$(d)),$(d)))\n"
	"reclint-objects = $(filter %.o,$(real-obj-y) $(real-obj-m) $(lib-y) $(extra-y))\n"
	"ifeq ($(obj),)\n"
	"reclint-units:\n"
	"\t+@status=0; $(call reclint-down,.) exit $$status\n"
	"else\n"
	"reclint-list:\n"
	"\t@:$(info @directory $(obj))$(foreach o,$(reclint-objects),$(info @unit $(o)))\n"
	"\t+@status=0; $(call reclint-down,$(call reclint-wanted,$(subdir-ym))) exit $$status\n"
	"endif\n"
	"endif\n";

static void unit_release(struct unit *u)
{
	free(u->object);
	free(u->source);
	free(u->directory);
}

void units_clear(struct kbuild *k)
{
	for_each_in_array(u, &k->units)
		unit_release(u);
	array_clear(&k->units);
}

struct reader {
	struct kbuild *kbuild;
	char *directory;
};

/* The C file that an object is made of: in the tree, or generated; NULL: made of something else. */
static char *find_source(const struct kbuild *k, const char *object)
{
	char *source = xasprintf("%.*s.c", (int)(strlen(object) - 2), object);
	char *path;
	bool there;

	path_fold(source);
	path = xasprintf("%s/%s", k->tree, source);
	there = is_file(path);
	free(path);
	if (!there) {
		path = xasprintf("%s/%s", k->build, source);
		there = is_file(path);
		free(path);
	}
	if (there)
		return source;
	free(source);
	return NULL;
}

static void take_line(const char *line, void *data)
{
	struct reader *r = data;
	struct unit *u;
	char *source;

	if (!line || line[0] != '@')
		return;
	if (!strncmp(line, "@directory ", 11)) {
		free(r->directory);
		r->directory = xstrdup(line + 11);
	} else if (!strncmp(line, "@unit ", 6) && r->directory) {
		source = find_source(r->kbuild, line + 6);
		if (!source)
			return;
		u = array_add(&r->kbuild->units);
		u->object = xstrdup(line + 6);
		u->source = source;
		u->directory = xstrdup(r->directory);
	}
}

static int by_object(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;
	int order = strcmp(x->object, y->object);

	return order ? order : strcmp(x->directory, y->directory);
}

/* An object that two modules share is listed twice. */
static void sort_units(struct kbuild *k)
{
	uint32_t kept = 0;

	if (!k->units.n)
		return;
	qsort(k->units.at, k->units.n, sizeof(*k->units.at), by_object);
	for (uint32_t i = 0; i < k->units.n; i++) {
		if (kept && !strcmp(k->units.at[kept - 1].object, k->units.at[i].object))
			unit_release(&k->units.at[i]);
		else
			k->units.at[kept++] = k->units.at[i];
	}
	k->units.n = kept;
}

/* NAME=a b c of those with the given `below`. */
static char *want_list(const char *name, const struct want *wants, unsigned int nwants, bool below)
{
	char *list = xasprintf("%s=", name);

	for (unsigned int i = 0; i < nwants; i++) {
		char *longer;

		if (wants[i].below != below)
			continue;
		longer = xasprintf("%s%s ", list, wants[i].directory);
		free(list);
		list = longer;
	}
	return list;
}

bool units_query(struct kbuild *k, const struct want *wants, unsigned int nwants)
{
	char *makefile = xasprintf("%s/.reclint/query.mk", k->build);
	char *makefiles = xasprintf("MAKEFILES=%s", makefile);
	char *below = want_list("RECLINT_BELOW", wants, nwants, true);
	char *only = want_list("RECLINT_ONLY", wants, nwants, false);
	struct reader reader = { .kbuild = k };
	unsigned int jobs = k->jobs;
	int status = 2;

	units_clear(k);
	make_log_start(k, "units");
	/* One after the other, so that a directory's lines stay together. */
	k->jobs = 1;
	if (file_write(makefile, query, sizeof(query) - 1))
		status = make_run(k, (const char *const[]){ "reclint-units", NULL },
				  (const char *const[]){ makefiles, below, only, NULL },
				  take_line, &reader);
	k->jobs = jobs;
	if (status != 0) {
		message("kbuild does not say which units there are: %s; see %s", make_reason(k), k->log);
	}
	sort_units(k);
	free(reader.directory);
	free(makefile);
	free(makefiles);
	free(below);
	free(only);
	return status == 0;
}

/* ---- the units of the targets -------------------------------------------- */

/* Without the suffix: "mm/vmscan" for the target mm/vmscan.o or mm/vmscan.c. */
static bool is_unit(const struct target *t, const struct unit *u)
{
	size_t n = strlen(t->path);

	if (has_suffix(t->path, ".o") || has_suffix(t->path, ".c"))
		return strlen(u->source) == n && !strncmp(t->path, u->source, n - 1);
	if (t->only_itself)
		return !strcmp(u->directory, t->path);
	/* What lies in it, wherever it is built, and what is built in it, wherever it lies. */
	return path_is_in(u->source, t->path) || path_is_in(u->directory, t->path);
}

bool units_choose(struct kbuild *k)
{
	uint32_t kept = 0;

	for_each_in_array(u, &k->units) {
		for_each_in_array(t, &k->targets) {
			if (!is_unit(t, u))
				continue;
			t->found = true;
			u->chosen = true;
		}
	}
	for_each_in_array(t, &k->targets) {
		if (t->found)
			continue;
		if (t->asked_for) {
			message("target %s: this configuration builds nothing of it", t->path);
			return false;
		}
		fprintf(stderr, "not built by this configuration: %s\n", t->path);
	}
	for (uint32_t i = 0; i < k->units.n; i++) {
		if (k->units.at[i].chosen)
			k->units.at[kept++] = k->units.at[i];
		else
			unit_release(&k->units.at[i]);
	}
	k->units.n = kept;
	return true;
}
