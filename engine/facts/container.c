// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reading facts from wherever they lie, in four passes:
 *
 *	collect		the files that the paths stand for, sorted
 *	look		(parallel) the records of each file; only their heads are
 *			read, their compressed bytes kept: a few kilobytes each
 *	choose		for each unit the one record that counts
 *	deliver		(parallel, in order) decode those and hand them out
 *
 * Which unit a record is, and whether two are equal, is in its head; so what
 * repeats is never unpacked.
 *
 * Ranks: a plain object (one record, at the place where kbuild puts the object
 * of that source) beats any other object with one record, and that a composite.
 * A composite may be older than its parts, and a library source compiled a
 * second time elsewhere (purgatory, libstub) is not what the kernel runs.
 */
#include "facts/container.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gelf.h>
#include <libelf.h>

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "facts/archive.h"
#include "facts/codec.h"

#define NESTING_MAX	8		/* thin archives within thin archives */
#define AHEAD		16		/* units a thread may be ahead of the delivery */

#define NO_FACTS	"no facts: compile it with reclint's plugin (-fplugin=reclint.so)"

enum rank { RANK_PLAIN, RANK_SINGLE, RANK_COMPOSITE };

struct record {
	char *path;			/* of the file, or "archive(member)" */
	uint8_t *data;
	size_t size;
	uint64_t unit, hash[2];
	bool single;			/* the only record of its object */
	struct record *next;		/* of the same unit */
};

struct trouble {
	char *path;
	char *text;
};

struct file {
	char *path;
	bool named;			/* by the user: must hold facts */
	ARRAY(struct record) records;
	ARRAY(struct trouble) troubles;
	unsigned int objects, without;
};

struct reader {
	ARRAY(struct file) files;
	uint32_t next_file;		/* to look at: taken atomically */
	unsigned int jobs;
	container_unit_fn *unit;
	container_error_fn *error;
	void *data;
	struct container_stats *stats;
	int errors;
};

/* ---- troubles ------------------------------------------------------------------------- */

static void trouble(struct file *file, const char *path, const char *text)
{
	array_push(&file->troubles, (struct trouble){ xstrdup(path), xstrdup(text) });
}

static void report(struct reader *r, const char *path, const char *text)
{
	r->errors++;
	r->error(path, text, r->data);
}

/* ---- collect ---------------------------------------------------------------------------- */

static void add_file(struct reader *r, const char *path, bool named)
{
	struct file *file = array_add(&r->files);

	file->path = xstrdup(path);
	file->named = named;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* Symbolic links to directories are not followed: they could lead in circles. */
static void collect_directory(struct reader *r, const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir) {
		report(r, path, strerror(errno));
		return;
	}
	while ((entry = readdir(dir))) {
		char *inner;
		struct stat st;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		inner = xasprintf("%s%s%s", path, ends_with(path, "/") ? "" : "/", entry->d_name);
		if (lstat(inner, &st))
			report(r, inner, strerror(errno));
		else if (S_ISDIR(st.st_mode))
			collect_directory(r, inner);
		else if (ends_with(inner, ".o") && !stat(inner, &st) && S_ISREG(st.st_mode))
			add_file(r, inner, false);
		free(inner);
	}
	closedir(dir);
}

static int compare_files(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (int)y->named - (int)x->named;
}

/* Named and found again below a named directory: once, and as a named one. */
static void sort_files(struct reader *r)
{
	uint32_t n = 0;

	if (!r->files.n)
		return;
	qsort(r->files.at, r->files.n, sizeof(*r->files.at), compare_files);
	for (uint32_t i = 0; i < r->files.n; i++) {
		if (n && !strcmp(r->files.at[n - 1].path, r->files.at[i].path))
			free(r->files.at[i].path);
		else
			r->files.at[n++] = r->files.at[i];
	}
	r->files.n = n;
}

static void collect(struct reader *r, const char *const *paths, unsigned int npaths)
{
	for (unsigned int i = 0; i < npaths; i++) {
		struct stat st;

		if (stat(paths[i], &st))
			report(r, paths[i], strerror(errno));
		else if (S_ISDIR(st.st_mode))
			collect_directory(r, paths[i]);
		else
			add_file(r, paths[i], true);
	}
	sort_files(r);
}

/* ---- look ---------------------------------------------------------------------------------- */

/* The linker may align what it joins: zeros between records are skipped. */
static void look_at_section(struct file *file, const char *path, const uint8_t *data, size_t size,
			    uint32_t *found)
{
	size_t at = 0;

	for (;;) {
		struct record_head head;
		struct facts_error err;
		struct record record;

		while (at < size && !data[at])
			at++;
		if (at == size)
			return;
		if (!record_read_head(data + at, size - at, &head, &err)) {
			trouble(file, path, err.text);
			++*found;
			return;
		}
		record = (struct record){
			.path = xstrdup(path),
			.data = memcpy(xmalloc(head.used), data + at, head.used),
			.size = head.used,
			.unit = head.unit,
			.hash = { head.hash[0], head.hash[1] },
		};
		array_push(&file->records, record);
		at += head.used;
		++*found;
	}
}

/* data is private to this process: libelf may change the byte order in place. */
static void look_at_object(struct file *file, const char *path, uint8_t *data, size_t size,
			   bool must_have)
{
	Elf *elf = elf_memory((char *)data, size);
	uint32_t first = file->records.n, found = 0;
	Elf_Scn *section = NULL;
	size_t names;

	file->objects++;
	if (!elf || elf_kind(elf) != ELF_K_ELF || elf_getshdrstrndx(elf, &names)) {
		trouble(file, path, "damaged ELF file: build it again");
		elf_end(elf);
		return;
	}
	while ((section = elf_nextscn(elf, section))) {
		GElf_Shdr head;
		const char *name;
		Elf_Data *bytes;

		if (!gelf_getshdr(section, &head))
			continue;
		name = elf_strptr(elf, names, head.sh_name);
		if (!name || strcmp(name, FACTS_SECTION))
			continue;
		bytes = elf_rawdata(section, NULL);
		if (!bytes || !bytes->d_buf || bytes->d_size != head.sh_size) {
			trouble(file, path, "damaged ELF file, its facts are outside: build it again");
			found++;
			continue;
		}
		look_at_section(file, path, bytes->d_buf, bytes->d_size, &found);
	}
	elf_end(elf);
	if (file->records.n == first + 1)
		file->records.at[first].single = true;
	if (found)
		return;
	file->without++;
	if (must_have)
		trouble(file, path, NO_FACTS);
}

static void look_at_path(struct file *file, const char *path, bool must_have, unsigned int nesting);

static void look_at_archive(struct file *file, const char *path, uint8_t *data, size_t size,
			    unsigned int nesting)
{
	const char *slash = strrchr(path, '/');
	int dir = slash ? (int)(slash - path) + 1 : 0;
	struct archive_member m;
	struct facts_error err;
	struct archive a;
	int more;

	if (nesting == NESTING_MAX) {
		trouble(file, path, "archives within archives too deep");
		return;
	}
	archive_init(&a, data, size);
	while ((more = archive_next(&a, &m, &err)) > 0) {
		char *member;

		if (!m.data) {
			member = m.name[0] == '/' ? xstrdup(m.name)
						  : xasprintf("%.*s%s", dir, path, m.name);
			look_at_path(file, member, false, nesting + 1);
		} else {
			member = xasprintf("%s(%s)", path, m.name);
			if (m.size >= SELFMAG && !memcmp(m.data, ELFMAG, SELFMAG)) {
				/* A copy, because members are aligned to two bytes only. */
				uint8_t *copy = memcpy(xmalloc(m.size), m.data, m.size);

				look_at_object(file, member, copy, m.size, false);
				free(copy);
			}
		}
		free(member);
		free(m.name);
	}
	if (more < 0)
		trouble(file, path, err.text);
}

static void look_at_data(struct file *file, const char *path, uint8_t *data, size_t size,
			 bool must_have, unsigned int nesting)
{
	uint32_t found = 0;

	if (size >= SELFMAG && !memcmp(data, ELFMAG, SELFMAG)) {
		look_at_object(file, path, data, size, must_have);
	} else if (archive_is_one(data, size)) {
		uint32_t records = file->records.n, troubles = file->troubles.n;

		look_at_archive(file, path, data, size, nesting);
		if (must_have && file->records.n == records && file->troubles.n == troubles)
			trouble(file, path, NO_FACTS);
	} else if (record_is_one(data, size)) {
		look_at_section(file, path, data, size, &found);
		file->objects++;
	} else {
		trouble(file, path, "not an ELF file, an archive or facts");
	}
}

static void look_at_path(struct file *file, const char *path, bool must_have, unsigned int nesting)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	uint8_t *data;

	if (fd < 0 || fstat(fd, &st)) {
		trouble(file, path, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		trouble(file, path, "not a file");
	} else if (!st.st_size) {
		trouble(file, path, "empty file: build it again");
	} else {
		data = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
		if (data == MAP_FAILED) {
			trouble(file, path, strerror(errno));
		} else {
			look_at_data(file, path, data, (size_t)st.st_size, must_have, nesting);
			munmap(data, (size_t)st.st_size);
		}
	}
	if (fd >= 0)
		close(fd);
}

static void *look_thread(void *arg)
{
	struct reader *r = arg;

	for (;;) {
		uint32_t i = __atomic_fetch_add(&r->next_file, 1, __ATOMIC_RELAXED);

		if (i >= r->files.n)
			return NULL;
		look_at_path(&r->files.at[i], r->files.at[i].path, r->files.at[i].named, 0);
	}
}

/* Runs n times fn besides the caller, as far as threads are to be had; returns how many. */
static unsigned int start_threads(pthread_t *threads, unsigned int n, void *(*fn)(void *), void *arg)
{
	unsigned int started = 0;

	while (started < n && !pthread_create(&threads[started], NULL, fn, arg))
		started++;
	return started;
}

static void join_threads(pthread_t *threads, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
}

static void look(struct reader *r)
{
	pthread_t *threads = xcalloc(r->jobs, sizeof(*threads));
	unsigned int n = start_threads(threads, r->jobs - 1, look_thread, r);

	look_thread(r);
	join_threads(threads, n);
	free(threads);
	for_each_in_array(file, &r->files) {
		r->stats->files += file->objects;
		r->stats->without += file->without;
		for_each_in_array(t, &file->troubles)
			report(r, t->path, t->text);
	}
}

/* ---- choose ------------------------------------------------------------------------------------ */

/* The last component of *path before *end, which moves before it; 0: none is left. */
static size_t last_component(const char *path, size_t *end, const char **at)
{
	unsigned int skip = 0;

	for (;;) {
		size_t n;

		while (*end && path[*end - 1] == '/')
			--*end;
		n = *end;
		while (*end && path[*end - 1] != '/')
			--*end;
		*at = path + *end;
		n -= *end;
		if (!n)
			return 0;
		if (n == 1 && **at == '.')
			continue;
		if (n == 2 && !memcmp(*at, "..", 2)) {
			skip++;
		} else if (skip) {
			skip--;
		} else {
			return n;
		}
	}
}

/* Lies the object where the source says: "x/y/z.o" and "y/z.c"? */
static bool is_object_of(const char *object, const char *source)
{
	size_t object_end = strlen(object), source_end = strlen(source);
	bool last = true;

	for (;;) {
		const char *a, *b;
		size_t n = last_component(object, &object_end, &a);
		size_t m = last_component(source, &source_end, &b);

		if (!n || !m)
			return !last;
		if (last && (n < 3 || m < 3 || a[n - 2] != '.' || b[m - 2] != '.'))
			return false;
		if (last)
			n--, m--;		/* "z." and "z." */
		if (n != m || memcmp(a, b, n))
			return false;
		last = false;
	}
}

/* Only when records differ does it matter; then the source is read from one of them. */
static int record_rank(const struct record *record)
{
	struct facts_error err;
	const char *object = record->path, *member = NULL;
	struct facts *f;
	char *inner;
	size_t used;
	bool plain;

	if (!record->single)
		return RANK_COMPOSITE;
	f = facts_read(record->data, record->size, &used, &err);
	if (!f)
		return RANK_SINGLE;
	if (ends_with(object, ")"))
		member = strrchr(object, '(');
	inner = xstrdup(member ? member + 1 : object);
	if (member)
		inner[strlen(inner) - 1] = '\0';
	plain = is_object_of(inner, facts_str(f, f->units->source));
	free(inner);
	facts_free(f);
	return plain ? RANK_PLAIN : RANK_SINGLE;
}

/* The records of one unit, in order. */
struct choice {
	struct record *first, *last;
	bool differ;
};

static bool records_equal(const struct record *a, const struct record *b)
{
	return !memcmp(a->hash, b->hash, sizeof(a->hash));
}

/* The first of the best rank; others of that rank have to be equal to it. */
static struct record *best_record(struct reader *r, const struct choice *c)
{
	struct record *best = c->first, *rival = NULL;
	int best_rank;

	if (!c->differ)
		return best;
	best_rank = record_rank(best);
	for (struct record *record = best->next; record; record = record->next) {
		int rank = record_rank(record);

		if (rank < best_rank) {
			best = record;
			best_rank = rank;
			rival = NULL;
		} else if (rank == best_rank && !rival && !records_equal(best, record)) {
			rival = record;
		}
	}
	if (rival) {
		char *text = xasprintf("the same unit with other contents as in '%s': "
				       "build both again, or name only one of them", best->path);

		report(r, rival->path, text);
		free(text);
	}
	return best;
}

struct records {
	ARRAY(struct record *) order;
};

static void choose(struct reader *r, struct records *chosen)
{
	ARRAY(struct choice) choices = { 0 };
	struct map by_unit = { 0 };

	for_each_in_array(file, &r->files) {
		for_each_in_array(record, &file->records) {
			uint32_t *known = map_find(&by_unit, record->unit);
			struct choice *c;

			if (!known) {
				map_insert(&by_unit, record->unit, choices.n);
				array_push(&choices, (struct choice){ record, record, false });
				continue;
			}
			r->stats->repeated++;
			c = &choices.at[*known];
			c->differ |= !records_equal(c->first, record);
			c->last->next = record;
			c->last = record;
		}
	}
	for_each_in_array(c, &choices)
		c->first = best_record(r, c);
	for_each_in_array(file, &r->files)
		for_each_in_array(record, &file->records)
			if (choices.at[*map_find(&by_unit, record->unit)].first == record)
				array_push(&chosen->order, record);
	array_release(&choices);
	map_release(&by_unit);
}

/* ---- deliver ----------------------------------------------------------------------------------- */

struct slot {
	struct facts *f;
	struct facts_error err;
	bool done;
};

/*
 * Threads take records in order and fill the slots; the caller's thread empties
 * them in order.  Nobody runs more than ahead slots in front of it, so memory
 * does not depend on who is faster.
 */
struct delivery {
	const struct records *records;
	struct slot *slots;
	uint32_t next, delivered, ahead;
	pthread_mutex_t lock;
	pthread_cond_t moved;
};

static void fill_slot(struct delivery *d, uint32_t i)
{
	struct record *record = d->records->order.at[i];
	size_t used;

	d->slots[i].f = facts_read(record->data, record->size, &used, &d->slots[i].err);
	free(record->data);
	record->data = NULL;
}

static void *deliver_thread(void *arg)
{
	struct delivery *d = arg;

	pthread_mutex_lock(&d->lock);
	while (d->next < d->records->order.n) {
		uint32_t i = d->next;

		if (i >= d->delivered + d->ahead) {
			pthread_cond_wait(&d->moved, &d->lock);
			continue;
		}
		d->next++;
		pthread_mutex_unlock(&d->lock);
		fill_slot(d, i);
		pthread_mutex_lock(&d->lock);
		d->slots[i].done = true;
		pthread_cond_broadcast(&d->moved);
	}
	pthread_mutex_unlock(&d->lock);
	return NULL;
}

static void wait_for_slot(struct delivery *d, uint32_t i)
{
	pthread_mutex_lock(&d->lock);
	while (!d->slots[i].done)
		pthread_cond_wait(&d->moved, &d->lock);
	d->delivered = i + 1;
	pthread_cond_broadcast(&d->moved);
	pthread_mutex_unlock(&d->lock);
}

static void deliver(struct reader *r, const struct records *records)
{
	struct delivery d = {
		.records = records,
		.slots = xcalloc(records->order.n, sizeof(*d.slots)),
		.ahead = r->jobs * AHEAD,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.moved = PTHREAD_COND_INITIALIZER,
	};
	pthread_t *threads = xcalloc(r->jobs, sizeof(*threads));
	unsigned int n = r->jobs > 1 ? start_threads(threads, r->jobs, deliver_thread, &d) : 0;

	for (uint32_t i = 0; i < records->order.n; i++) {
		struct slot *slot = &d.slots[i];

		if (n)
			wait_for_slot(&d, i);
		else
			fill_slot(&d, i);
		if (!slot->f) {
			report(r, records->order.at[i]->path, slot->err.text);
			continue;
		}
		r->stats->units++;
		r->unit(slot->f, records->order.at[i]->path, r->data);
	}
	join_threads(threads, n);
	free(threads);
	free(d.slots);
}

/* ---- all of it ----------------------------------------------------------------------------------- */

static void reader_release(struct reader *r)
{
	for_each_in_array(file, &r->files) {
		for_each_in_array(record, &file->records) {
			free(record->path);
			free(record->data);
		}
		for_each_in_array(t, &file->troubles) {
			free(t->path);
			free(t->text);
		}
		array_release(&file->records);
		array_release(&file->troubles);
		free(file->path);
	}
	array_release(&r->files);
}

int container_read(const char *const *paths, unsigned int npaths, unsigned int jobs,
		   container_unit_fn *unit, container_error_fn *error, void *data,
		   struct container_stats *stats)
{
	struct reader r = {
		.jobs = jobs ? jobs : 1,
		.unit = unit,
		.error = error,
		.data = data,
		.stats = stats,
	};
	struct records chosen = { 0 };

	memset(stats, 0, sizeof(*stats));
	BUG_ON(elf_version(EV_CURRENT) == EV_NONE, "libelf is older than its header");
	collect(&r, paths, npaths);
	look(&r);
	choose(&r, &chosen);
	deliver(&r, &chosen);
	array_release(&chosen.order);
	reader_release(&r);
	return r.errors;
}
