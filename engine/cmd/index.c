// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/index.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bitset.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/message.h"
#include "cmd/load.h"
#include "link/model.h"
#include "link/program.h"
#include "system/file.h"

#define MAGIC	"RLINDEX2"

/* Sections follow in this order; those of 64 bits first. */
#define SECTIONS(X)								\
	X(needs,    uint64_t)	/* by unit: a set of units */			\
	X(offset,   uint64_t)	/* by unit: of its record */			\
	X(size,     uint32_t)							\
	X(source,   uint32_t)	/* by unit: text */				\
	X(first,    uint32_t)	/* by unit: its references, up to the next's */	\
	X(reference, uint32_t)	/* text */					\
	X(lock,     uint32_t)	/* text */					\
	X(first_beside, uint32_t) /* by lock: its functions, up to the next's */ \
	X(beside,   uint32_t)	/* function: text, unit */			\
	X(global,   uint32_t)	/* text, unit */				\
	X(target,   uint32_t)	/* TARGET_WORDS each */				\
	X(text,     char)

enum section {
#define X(name, type) SECTION_##name,
	SECTIONS(X)
#undef X
	SECTION_COUNT
};

/* The members of struct absent_target: texts or 0, unit, flags. */
enum { TARGET_TEXTS = 9, TARGET_UNIT = TARGET_TEXTS, TARGET_FLAGS, TARGET_WORDS };

struct head {
	char magic[8];
	uint64_t facts, model;		/* hashes of what it was made from */
	uint64_t body;			/* ... and of what follows */
	uint64_t n[SECTION_COUNT];	/* elements */
};

struct index {
	char *file;			/* all of it */
	uint8_t *facts;			/* mapped */
	size_t facts_size;
	uint32_t nunits, nwords;
	const struct head *head;
#define X(name, type) const type *name;
	SECTIONS(X)
#undef X
};

/* ---- what it belongs to ---------------------------------------------------------- */

static uint8_t *map_facts(const char *directory, size_t *size)
{
	char *path = xasprintf("%s/facts", directory);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *data = MAP_FAILED;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0)
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (fd >= 0)
		close(fd);
	free(path);
	if (data == MAP_FAILED)
		return NULL;
	*size = (size_t)st.st_size;
	return data;
}

struct records {
	ARRAY(uint64_t) offset;
	ARRAY(uint32_t) size;
	uint64_t hash;			/* of all contents */
};

/* Every record's head: place and content's hash. */
static bool find_records(const uint8_t *data, size_t size, struct records *r)
{
	memset(r, 0, sizeof(*r));
	for (size_t at = 0, used; at < size; at += used) {
		uint64_t hash[2];
		struct facts_error err;

		if (!facts_peek(data + at, size - at, &used, hash, &err))
			return false;
		array_push(&r->offset, (uint64_t)at);
		array_push(&r->size, (uint32_t)used);
		r->hash = hash_mix(hash_mix(r->hash, hash[0]), hash[1]);
	}
	return true;
}

static void release_records(struct records *r)
{
	array_release(&r->offset);
	array_release(&r->size);
}

static uint64_t model_hash(const struct options *o)
{
	char *path = o->model ? xstrdup(o->model) : support_file("model.o"), *data = NULL;
	size_t size = 0;
	uint64_t hash;

	if (path)
		data = file_read(path, &size);
	hash = data ? hash_bytes(data, size) : 0;
	free(data);
	free(path);
	return hash;
}

/* ---- writing ---------------------------------------------------------------------- */

struct writer {
	struct analysis *analysis;
	ARRAY(uint64_t) needs;
	ARRAY(uint32_t) source, first, reference, lock, first_beside, beside, global, target;
	ARRAY(char) text;
	struct intern texts;
	ARRAY(uint32_t) text_at;	/* by interned text */
};

static uint32_t put_text(struct writer *w, const char *s)
{
	uint32_t id = intern_id(&w->texts, s);

	if (id == w->text_at.n) {
		array_push(&w->text_at, w->text.n);
		do
			array_push(&w->text, *s);
		while (*s++);
	}
	return w->text_at.at[id];
}

static void put_unit(uint32_t unit, const struct bitset *units, void *data)
{
	struct writer *w = data;

	(void)unit;
	for (uint32_t i = 0; i < bitset_nwords(units); i++)
		array_push(&w->needs, units->words[i]);
}

static void put_lock(const char *lock, const struct bitset *nodes, void *data)
{
	struct writer *w = data;

	array_push(&w->lock, put_text(w, lock));
	array_push(&w->first_beside, w->beside.n);
	for_each_bit(node, nodes) {
		const struct function *f = analysis_function(w->analysis, node);

		if (f->is_header)
			continue;
		array_push(&w->beside, put_text(w, f->name));
		array_push(&w->beside, f->unit);
	}
}

static bool is_reference(const struct fact_symbol *s)
{
	return (s->flags & FS_FUNCTION) && !(s->flags & (FS_STATIC | FS_HEADER | FS_DEFINED));
}

static void put_units(struct writer *w, const struct program *p)
{
	for (uint32_t u = 0; u < p->units.n; u++) {
		const struct facts *f = p->units.at[u].facts;

		array_push(&w->source, put_text(w, p->units.at[u].source));
		array_push(&w->first, w->reference.n);
		for (uint32_t i = 0; i < f->n_symbols; i++)
			if (is_reference(&f->symbols[i]))
				array_push(&w->reference, put_text(w, facts_str(f, f->symbols[i].name)));
	}
	array_push(&w->first, w->reference.n);
	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *fn = &p->functions.at[i];
		const struct entity *e = &p->entities.at[fn->entity];

		if (fn->is_header || *e->file || (e->model && !e->model->is_body_used))
			continue;
		array_push(&w->global, put_text(w, fn->name));
		array_push(&w->global, fn->unit);
	}
}

static void put_targets(struct writer *w, const struct program *p)
{
	for (uint32_t k = 0; k < p->targets.n; k++) {
		const struct target *t = &p->targets.at[k];
		struct absent_target d;

		if (t->unit == NONE)
			continue;
		d = program_describe_target(p, t);
		const char *const texts[TARGET_TEXTS] = {
			d.tag, d.file, d.field, d.outer_tag, d.outer_file, d.outer_field, d.function, d.table, d.image,
		};

		for (unsigned int i = 0; i < TARGET_TEXTS; i++)
			array_push(&w->target, texts[i] ? put_text(w, texts[i]) : 0);
		array_push(&w->target, d.unit);
		array_push(&w->target, (uint32_t)(d.is_function_static | d.is_table_static << 1));
	}
}

static bool write_sections(const char *path, struct head *head, const void *const *data, const size_t *size)
{
	struct output out;
	uint64_t hash = 0;

	if (!output_open(&out, path))
		return false;
	for (unsigned int i = 0; i < SECTION_COUNT; i++)
		hash = hash_mix(hash, hash_bytes(data[i], size[i]));
	head->body = hash;
	fwrite(head, sizeof(*head), 1, out.file);
	for (unsigned int i = 0; i < SECTION_COUNT; i++)
		fwrite(data[i], 1, size[i], out.file);
	return output_close(&out);
}

bool index_write(const char *directory, struct analysis *a, const struct options *o)
{
	const struct program *p = analysis_program(a);
	char *path = xasprintf("%s/index", directory);
	struct head head = { .magic = MAGIC, .model = model_hash(o) };
	struct records records = { .hash = 0 };
	struct writer w = { .analysis = a };
	size_t facts_size;
	uint8_t *facts = map_facts(directory, &facts_size);
	bool ok = facts && find_records(facts, facts_size, &records) && records.offset.n == p->units.n;

	if (!ok)
		message("%s: cannot make an index: base/facts are not what was analysed", directory);
	if (ok) {
		intern_init(&w.texts);
		put_text(&w, "");	/* offset 0: no text */
		put_units(&w, p);
		put_targets(&w, p);
		analysis_neighbours(a, put_unit, put_lock, &w);
		array_push(&w.first_beside, w.beside.n);
		head.facts = records.hash;

		const void *const data[SECTION_COUNT] = {
			w.needs.at, records.offset.at, records.size.at, w.source.at, w.first.at, w.reference.at,
			w.lock.at, w.first_beside.at, w.beside.at, w.global.at, w.target.at, w.text.at,
		};
		const uint32_t n[SECTION_COUNT] = {
			w.needs.n, records.offset.n, records.size.n, w.source.n, w.first.n, w.reference.n,
			w.lock.n, w.first_beside.n, w.beside.n, w.global.n, w.target.n, w.text.n,
		};
		size_t size[SECTION_COUNT];

		for (unsigned int i = 0; i < SECTION_COUNT; i++)
			head.n[i] = n[i];
#define X(name, type) size[SECTION_##name] = n[SECTION_##name] * sizeof(type);
		SECTIONS(X)
#undef X
		ok = write_sections(path, &head, data, size);
		intern_release(&w.texts);
	}
	array_release(&w.needs);
	array_release(&w.beside);
	array_release(&w.source);
	array_release(&w.first);
	array_release(&w.reference);
	array_release(&w.lock);
	array_release(&w.first_beside);
	array_release(&w.global);
	array_release(&w.target);
	array_release(&w.text);
	array_release(&w.text_at);
	release_records(&records);
	if (facts)
		munmap(facts, facts_size);
	free(path);
	return ok;
}

/* ---- reading ----------------------------------------------------------------------- */

/* Numbers and texts lie where they may; what points into the facts is looked at when it is used. */
static bool take_sections(struct index *x, size_t size)
{
	const struct head *head = x->head = (const void *)x->file;
	const char *at = x->file + sizeof(*head), *end = x->file + size;
	uint64_t hash = 0;

	if (size < sizeof(*head) || memcmp(head->magic, MAGIC, sizeof(head->magic)))
		return false;
#define X(name, type)								\
	if (head->n[SECTION_##name] > (size_t)(end - at) / sizeof(type))	\
		return false;							\
	x->name = (const type *)(const void *)at;				\
	at += head->n[SECTION_##name] * sizeof(type);				\
	hash = hash_mix(hash, hash_bytes(x->name, head->n[SECTION_##name] * sizeof(type)));
	SECTIONS(X)
#undef X
	x->nunits = (uint32_t)head->n[SECTION_offset];
	x->nwords = (x->nunits + 63) / 64;
	return at == end && hash == head->body;
}

static bool is_of_these_facts(struct index *x, const char *directory, const struct options *o)
{
	struct records records;
	bool ok;

	x->facts = map_facts(directory, &x->facts_size);
	if (!x->facts)
		return false;
	ok = find_records(x->facts, x->facts_size, &records) && records.hash == x->head->facts &&
	     records.offset.n == x->nunits && x->head->model == model_hash(o);
	release_records(&records);
	return ok;
}

struct index *index_open(const char *directory, const struct options *o)
{
	char *path = xasprintf("%s/index", directory);
	struct index *x = xcalloc(1, sizeof(*x));
	size_t size = 0;

	x->file = file_read(path, &size);
	free(path);
	if (x->file && take_sections(x, size) && is_of_these_facts(x, directory, o))
		return x;
	index_close(x);
	return NULL;
}

void index_close(struct index *x)
{
	if (!x)
		return;
	if (x->facts)
		munmap(x->facts, x->facts_size);
	free(x->file);
	free(x);
}

/* ---- what one file needs -------------------------------------------------------------- */

static void add_set(const struct index *x, struct bitset *units, const uint64_t *set)
{
	const struct bitset from = { .words = (uint64_t *)(uintptr_t)set, .nbits = x->nunits };

	bitset_or_into(units, &from);
}

static uint32_t find_unit(const struct index *x, const char *source)
{
	for (uint32_t u = 0; u < x->nunits; u++)
		if (!strcmp(x->text + x->source[u], source))
			return u;
	return NONE;
}

/* The base's version of the file did not refer to them: whoever defines them, and what that needs. */
static void add_new_references(const struct index *x, uint32_t unit, const struct facts *f, struct bitset *units)
{
	struct intern wanted, known;

	intern_init(&known);
	intern_init(&wanted);
	for (uint32_t i = unit == NONE ? 0 : x->first[unit]; unit != NONE && i < x->first[unit + 1]; i++)
		intern_id(&known, x->text + x->reference[i]);
	for (uint32_t i = 0; i < f->n_symbols; i++)
		if (is_reference(&f->symbols[i]) &&
		    intern_find(&known, facts_str(f, f->symbols[i].name)) == INTERN_NONE)
			intern_id(&wanted, facts_str(f, f->symbols[i].name));
	for (uint64_t i = 0; i < x->head->n[SECTION_global]; i += 2) {
		if (intern_find(&wanted, x->text + x->global[i]) == INTERN_NONE)
			continue;
		add_set(x, units, x->needs + (size_t)x->global[i + 1] * x->nwords);
	}
	intern_release(&wanted);
	intern_release(&known);
}

static void add_lock(const struct index *x, struct analysis *a, uint64_t lock, struct bitset *units)
{
	for (uint32_t i = x->first_beside[lock]; i < x->first_beside[lock + 1]; i += 2) {
		analysis_add_beside(a, x->text + x->source[x->beside[i + 1]], x->text + x->beside[i]);
		bitset_set(units, x->beside[i + 1]);
	}
}

/* Of every lock that it can name: who takes it in a callback, who holds it over something. */
static void add_beside(const struct index *x, struct analysis *a, const struct facts *f, struct bitset *units)
{
	struct intern named;

	intern_init(&named);
	for (uint32_t i = 0; i < f->n_fields; i++) {
		char *name = xasprintf("struct %s.%s", facts_str(f, f->types[f->fields[i].type].tag),
				       facts_str(f, f->fields[i].name));

		intern_id(&named, name);
		free(name);
	}
	for (uint32_t i = 0; i < f->n_symbols; i++)
		intern_id(&named, facts_str(f, f->symbols[i].name));
	analysis_add_beside(a, "", "");	/* narrow, even if there is none */
	for (uint64_t i = 0; i < x->head->n[SECTION_lock]; i++)
		if (intern_find(&named, x->text + x->lock[i]) != INTERN_NONE)
			add_lock(x, a, i, units);
	intern_release(&named);
}

static const char *text_or_null(const struct index *x, uint32_t at)
{
	return at ? x->text + at : NULL;
}

/* Of all units but those that are loaded and the one that is checked. */
static void add_absent(const struct index *x, struct analysis *a, const struct bitset *units, uint32_t unit)
{
	for (uint64_t i = 0; i < x->head->n[SECTION_target]; i += TARGET_WORDS) {
		const uint32_t *t = x->target + i;

		if (t[TARGET_UNIT] == unit || bitset_test(units, t[TARGET_UNIT]))
			continue;
		analysis_add_absent(a, &(struct absent_target){
			.tag = x->text + t[0], .file = x->text + t[1], .field = x->text + t[2],
			.outer_tag = text_or_null(x, t[3]), .outer_file = x->text + t[4], .outer_field = x->text + t[5],
			.function = x->text + t[6], .table = text_or_null(x, t[7]), .image = x->text + t[8],
			.unit = t[TARGET_UNIT],
			.is_function_static = t[TARGET_FLAGS] & 1, .is_table_static = t[TARGET_FLAGS] >> 1 & 1 });
	}
}

static int load_unit(const struct index *x, struct analysis *a, uint32_t unit)
{
	const char *source = x->text + x->source[unit];
	struct facts_error err;
	struct facts *f;
	size_t used;

	if (x->offset[unit] > x->facts_size || x->size[unit] > x->facts_size - x->offset[unit])
		BUG("index of other facts");
	f = facts_read(x->facts + x->offset[unit], x->size[unit], &used, &err);
	if (!f) {
		message("%s in the base: %s", source, err.text);
		analysis_add_failed(a, source);
		return 1;
	}
	analysis_add(a, f, source, false);
	return 0;
}

int index_load(const struct index *x, struct analysis *a, const struct facts *f, const char *source)
{
	uint32_t unit = find_unit(x, source);
	struct bitset units;
	int errors = 0;

	bitset_init(&units, x->nunits, NULL);
	if (unit != NONE)
		add_set(x, &units, x->needs + (size_t)unit * x->nwords);
	add_new_references(x, unit, f, &units);
	add_beside(x, a, f, &units);
	if (unit != NONE)
		bitset_unset(&units, unit);
	for_each_bit(u, &units)
		errors += load_unit(x, a, u);
	add_absent(x, a, &units, unit);
	bitset_release(&units);
	return errors;
}
