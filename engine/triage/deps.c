// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/deps.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/intern.h"
#include "base/message.h"
#include "facts/container.h"
#include "system/file.h"

#define MAGIC	"RLDEPS01"
#define NONE	0xffffffffu

struct head {
	char magic[8];
	uint64_t facts, body;		/* hashes: of what it was made from, of what follows */
	uint32_t nunits, nfiles, nids, ntext;
};

/* In the file as in memory; texts follow. */
struct deps {
	char *data;
	const struct head *head;
	const uint32_t *source;		/* by unit: text */
	const uint32_t *first;		/* by unit, and one more: its ids */
	const uint32_t *file;		/* by id: text */
	const uint32_t *id;
	const char *text;
};

/* ---- what kbuild saved -------------------------------------------------------- */

char *deps_command_file(const char *build, const char *source)
{
	const char *slash = strrchr(source, '/'), *name = slash ? slash + 1 : source;

	return xasprintf("%s/%.*s.%.*s.o.cmd", build, (int)(name - source), source, (int)strlen(name) - 2, name);
}

char *deps_tree_of(const char *command)
{
	const char *option = strstr(command, "-fmacro-prefix-map=");
	size_t n;

	if (!option)
		return NULL;
	option += strlen("-fmacro-prefix-map=");
	n = strcspn(option, "= \n");
	if (option[n] != '=' || !n || option[n - 1] != '/')
		return NULL;
	return xasprintf("%.*s", (int)n, option);
}

/* One prerequisite, as it is written. */
static void add_file(const char *word, size_t size, const char *tree, path_array *files)
{
	static const char wildcard[] = "$(wildcard ";
	size_t n = tree ? strlen(tree) : 0;
	char *path;

	if (size > sizeof(wildcard) && !strncmp(word, wildcard, sizeof(wildcard) - 1)) {
		word += sizeof(wildcard) - 1;
		path = xasprintf("//%.*s", (int)(size - sizeof(wildcard)), word);
	} else if (n && size > n && !strncmp(word, tree, n)) {
		path = path_fold(xasprintf("%.*s", (int)(size - n), word + n));
	} else if (*word == '/') {
		return;
	} else {
		char *folded = path_fold(xasprintf("%.*s", (int)size, word));

		path = xasprintf("//%s", folded);
		free(folded);
	}
	array_push(files, path);
}

void deps_parse(const char *text, const char *tree, path_array *files)
{
	while (*text) {
		const char *line = text, *end = line + strcspn(line, "\n"), *word;

		text = *end ? end + 1 : end;
		while (line < end && isspace((unsigned char)*line))
			line++;
		if (line == end)
			break;
		while (line < end) {
			bool call = *line == '$';

			for (word = line; line < end && (call ? *line != ')' : !isspace((unsigned char)*line)); line++)
				;
			line += call && line < end;
			if (*word != '\\' && line > word && line[-1] != ':')
				add_file(word, (size_t)(line - word), tree, files);
			while (line < end && isspace((unsigned char)*line))
				line++;
		}
	}
}

/* ---- making the map --------------------------------------------------------------- */

struct maker {
	const char *build;
	struct intern files;
	ARRAY(uint32_t) source, first, file, id;
	ARRAY(char) text;
	unsigned int without;
};

static uint32_t put_text(struct maker *m, const char *s)
{
	uint32_t at = m->text.n;

	do
		array_push(&m->text, *s);
	while (*s++);
	return at;
}

static void put_dependencies(struct maker *m, const char *command)
{
	const char *rule = strstr(command, "\ndeps_");
	char *tree = deps_tree_of(command);
	path_array files = { 0 };

	rule = rule ? strchr(rule + 1, '\n') : NULL;
	if (rule)
		deps_parse(rule + 1, tree, &files);
	for_each_in_array(f, &files) {
		uint32_t id = intern_id(&m->files, *f);

		if (id == m->file.n)
			array_push(&m->file, put_text(m, *f));
		array_push(&m->id, id);
	}
	path_array_release(&files);
	free(tree);
}

static void put_unit(struct facts *f, const char *path, void *data)
{
	struct maker *m = data;
	const char *source = f->n_units ? facts_str(f, f->units[0].source) : "";
	char *file = deps_command_file(m->build, source), *command = file_read(file, NULL);

	(void)path;
	array_push(&m->source, put_text(m, source));
	array_push(&m->first, m->id.n);
	if (command) {
		/* its own source first, so that a unit that kbuild knows has at least this */
		uint32_t id = intern_id(&m->files, source);

		if (id == m->file.n)
			array_push(&m->file, put_text(m, source));
		array_push(&m->id, id);
		put_dependencies(m, command);
	} else {
		m->without++;
	}
	free(command);
	free(file);
	facts_free(f);
}

static void say_error(const char *path, const char *text, void *data)
{
	(void)data;
	message("%s: %s", path, text);
}

static void write_map(const struct maker *m, const char *cache, uint64_t hash)
{
	struct head head = { .facts = hash, .nunits = m->source.n, .nfiles = m->file.n, .nids = m->id.n, .ntext = m->text.n };
	const struct { const void *at; size_t size; } parts[] = {
		{ m->source.at, m->source.n * sizeof(uint32_t) }, { m->first.at, m->first.n * sizeof(uint32_t) },
		{ m->file.at, m->file.n * sizeof(uint32_t) }, { m->id.at, m->id.n * sizeof(uint32_t) },
		{ m->text.at, m->text.n },
	};
	struct output out;

	memcpy(head.magic, MAGIC, sizeof(head.magic));
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		head.body = hash_mix(head.body, hash_bytes(parts[i].at, parts[i].size));
	if (!output_open(&out, cache))
		return;
	fwrite(&head, sizeof(head), 1, out.file);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		fwrite(parts[i].at, 1, parts[i].size, out.file);
	output_close(&out);
}

static bool make_map(const char *facts, const char *build, const char *cache, uint64_t hash, unsigned int jobs)
{
	struct maker m = { .build = build };
	struct container_stats stats;
	bool ok;

	fprintf(stderr, "reading what depends on what, once for this base\n");
	intern_init(&m.files);
	put_text(&m, "");
	ok = container_read((const char *const[]){ facts }, 1, jobs, put_unit, say_error, &m, &stats) == 0;
	array_push(&m.first, m.id.n);
	if (m.without)
		message("%s: of %u of %u units it is not known how they are compiled: run reclint scan",
			build, m.without, m.source.n);
	if (ok)
		write_map(&m, cache, hash);
	intern_release(&m.files);
	array_release(&m.source);
	array_release(&m.first);
	array_release(&m.file);
	array_release(&m.id);
	array_release(&m.text);
	return ok;
}

/* ---- using it ------------------------------------------------------------------------ */

static struct deps *open_map(const char *cache, uint64_t hash)
{
	struct deps *d = xcalloc(1, sizeof(*d));
	const struct head *h;
	uint64_t body = 0;
	size_t size;

	d->data = file_read(cache, &size);
	h = d->head = (const void *)d->data;
	if (d->data && size >= sizeof(*h) && !memcmp(h->magic, MAGIC, sizeof(h->magic)) && h->facts == hash &&
	    size == sizeof(*h) + ((uint64_t)h->nunits * 2 + 1 + h->nfiles + h->nids) * sizeof(uint32_t) + h->ntext) {
		d->source = (const void *)(h + 1);
		d->first = d->source + h->nunits;
		d->file = d->first + h->nunits + 1;
		d->id = d->file + h->nfiles;
		d->text = (const char *)(d->id + h->nids);
		body = hash_mix(body, hash_bytes(d->source, h->nunits * sizeof(uint32_t)));
		body = hash_mix(body, hash_bytes(d->first, (h->nunits + 1) * sizeof(uint32_t)));
		body = hash_mix(body, hash_bytes(d->file, h->nfiles * sizeof(uint32_t)));
		body = hash_mix(body, hash_bytes(d->id, (size_t)h->nids * sizeof(uint32_t)));
		body = hash_mix(body, hash_bytes(d->text, h->ntext));
		if (body == h->body)
			return d;
	}
	deps_free(d);
	return NULL;
}

struct deps *deps_read(const char *facts, const char *build, const char *cache, uint64_t hash, unsigned int jobs)
{
	struct deps *d = open_map(cache, hash);

	if (!d && make_map(facts, build, cache, hash, jobs))
		d = open_map(cache, hash);
	return d;
}

void deps_free(struct deps *d)
{
	if (!d)
		return;
	free(d->data);
	free(d);
}

uint32_t deps_nunits(const struct deps *d)
{
	return d->head->nunits;
}

const char *deps_source(const struct deps *d, uint32_t unit)
{
	return d->text + d->source[unit];
}

uint32_t deps_find(const struct deps *d, const char *source)
{
	for (uint32_t u = 0; u < d->head->nunits; u++)
		if (!strcmp(deps_source(d, u), source))
			return u;
	return NONE;
}

bool deps_has_command(const struct deps *d, uint32_t unit)
{
	return d->first[unit] != d->first[unit + 1];
}

void deps_mark(const struct deps *d, const path_array *files, bool *users)
{
	bool *changed = xcalloc(d->head->nfiles + 1, sizeof(*changed));
	struct intern wanted;

	intern_init(&wanted);
	for_each_in_array(f, files)
		intern_id(&wanted, *f);
	for (uint32_t i = 0; i < d->head->nfiles; i++)
		changed[i] = intern_find(&wanted, d->text + d->file[i]) != INTERN_NONE;
	for (uint32_t u = 0; u < d->head->nunits; u++)
		for (uint32_t i = d->first[u]; i < d->first[u + 1] && !users[u]; i++)
			users[u] = changed[d->id[i]];
	intern_release(&wanted);
	free(changed);
}
