// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/base.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/message.h"
#include "facts/facts.h"
#include "kbuild/kbuild.h"

bool base_open(struct base_writer *b, const char *output)
{
	char *facts;
	bool ok;

	memset(b, 0, sizeof(*b));
	b->directory = xasprintf("%s/base", output);
	facts = xasprintf("%s/facts", b->directory);
	ok = directory_make(b->directory) && output_open(&b->facts, facts);
	free(facts);
	if (!ok)
		free(b->directory);
	return ok;
}

void base_add(struct base_writer *b, const struct facts *f)
{
	uint8_t *bytes;
	size_t size;

	/* Writing numbers no table anew; the const is the interface's. */
	facts_write((struct facts *)(uintptr_t)f, &bytes, &size);
	fwrite(bytes, 1, size, b->facts.file);
	free(bytes);
	b->units++;
}

bool base_close(struct base_writer *b, const struct kbuild *k)
{
	char *path = xasprintf("%s/meta.json", b->directory), *text;
	json_t *meta = json_pack("{s:i, s:s, s:s, s:s, s:s, s:i, s:s?}", "version", 1, "kernel", k->version,
				 "tree", k->kernel, "build", k->build, "config", k->config,
				 "units", (int)b->units, "plugin", k->plugin_id);
	bool ok;

	if (!meta)
		BUG("base: a path that is not UTF-8");
	text = json_dumps(meta, JSON_INDENT(1));
	ok = output_close(&b->facts) && file_write(path, text, strlen(text));
	json_decref(meta);
	free(text);
	free(path);
	free(b->directory);
	return ok;
}

static char *note_path(const char *cache, const char *tree)
{
	return xasprintf("%s/output/%016" PRIx64, cache, hash_bytes(tree, strlen(tree)));
}

void base_remember(const struct kbuild *k, const char *output)
{
	char *directory = xasprintf("%s/output", k->cache), *path = note_path(k->cache, k->kernel);
	char *absolute = path_absolute(output);

	if (absolute && directory_make(directory))
		file_write(path, absolute, strlen(absolute));
	free(absolute);
	free(path);
	free(directory);
}

char *base_of_tree(const char *tree)
{
	char *absolute = path_absolute(tree), *cache = cache_directory(), *path, *output, *base = NULL;

	if (absolute && cache) {
		path = note_path(cache, absolute);
		output = file_read(path, NULL);
		if (output)
			base = xasprintf("%s/base", output);
		free(output);
		free(path);
	}
	free(cache);
	free(absolute);
	return base;
}

char *base_facts(const char *directory)
{
	char *path = xasprintf("%s/facts", directory);

	if (access(path, R_OK) == 0)
		return path;
	free(path);
	return NULL;
}

static char *text_member(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? xstrdup(text) : NULL;
}

void base_meta_read(struct base_meta *m, const char *directory)
{
	char *path = xasprintf("%s/meta.json", directory);
	bool there = access(path, F_OK) == 0;
	json_t *meta = there ? json_load_file(path, 0, NULL) : NULL;

	memset(m, 0, sizeof(*m));
	if (json_integer_value(json_object_get(meta, "version")) == 1) {
		m->kernel = text_member(meta, "kernel");
		m->config = text_member(meta, "config");
		m->tree = text_member(meta, "tree");
		m->build = text_member(meta, "build");
		m->plugin = text_member(meta, "plugin");
	} else if (there) {
		m->damaged = xstrdup(path);
	}
	json_decref(meta);
	free(path);
}

void base_meta_beside(struct base_meta *m, const char *path)
{
	char *directory = xstrdup(path), *slash = strrchr(directory, '/');

	memset(m, 0, sizeof(*m));
	if (slash)
		*slash = '\0';
	if (!strcmp(slash ? slash + 1 : directory, "facts"))
		base_meta_read(m, slash ? directory : ".");
	free(directory);
}

bool base_meta_is_good(const struct base_meta *m)
{
	if (m->damaged)
		message("%s: damaged, or of another reclint: run reclint scan again", m->damaged);
	return !m->damaged;
}

void base_meta_release(struct base_meta *m)
{
	free(m->kernel);
	free(m->config);
	free(m->tree);
	free(m->build);
	free(m->plugin);
	free(m->damaged);
}
