// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of the reading of containers: objects written with libelf into a
 * temporary directory, archives written by hand.
 *
 * Prints "ok - name" or "not ok - name"; the exit status is 0 if all are ok.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gelf.h>

#include "base/array.h"
#include "base/memory.h"
#include "facts/container.h"

static int failed;
static char dir[] = "/tmp/reclint-test-XXXXXX";

static void ok(bool good, const char *name)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failed += !good;
}

/* ---- making files ---------------------------------------------------------------------- */

struct bytes {
	ARRAY(uint8_t) b;
};

static void add(struct bytes *to, const void *data, size_t n)
{
	array_reserve(&to->b, (uint64_t)to->b.n + n);
	memcpy(to->b.at + to->b.n, data, n);
	to->b.n += (uint32_t)n;
}

static void add_record(struct bytes *to, const char *source, uint32_t version)
{
	struct facts *f = facts_new();
	uint8_t *data;
	size_t size;

	facts_unit(f, &(struct fact_unit){ .source = facts_string(f, source),
					   .image = facts_string(f, "vmlinux") });
	facts_symbol(f, &(struct fact_symbol){ .name = facts_string(f, "f"), .flags = version,
					       .type = FACT_NONE });
	facts_write(f, &data, &size);
	add(to, data, size);
	free(data);
	facts_free(f);
}

static char *path_of(const char *name)
{
	return xasprintf("%s/%s", dir, name);
}

static void write_file(const char *name, const void *data, size_t size)
{
	char *path = path_of(name);
	FILE *out = fopen(path, "w");

	if (!out || fwrite(data, 1, size, out) != size || fclose(out))
		perror(path);
	free(path);
}

/* An object with the section that holds the given records, or without one. */
static void write_object(const char *name, const struct bytes *records)
{
	static char names[] = "\0.shstrtab\0" FACTS_SECTION;
	char *path = path_of(name);
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	Elf *elf = elf_begin(fd, ELF_C_WRITE, NULL);
	GElf_Ehdr ehdr = { .e_type = ET_REL, .e_machine = EM_X86_64, .e_version = EV_CURRENT };
	GElf_Shdr shdr;
	Elf_Scn *section;
	Elf_Data *data;

	ehdr.e_ident[EI_DATA] = ELFDATA2LSB;
	gelf_newehdr(elf, ELFCLASS64);
	section = elf_newscn(elf);
	data = elf_newdata(section);
	*data = (Elf_Data){ .d_buf = names, .d_size = sizeof(names), .d_align = 1,
			    .d_version = EV_CURRENT };
	gelf_getshdr(section, &shdr);
	shdr.sh_name = 1;
	shdr.sh_type = SHT_STRTAB;
	gelf_update_shdr(section, &shdr);
	ehdr.e_shstrndx = (uint16_t)elf_ndxscn(section);
	gelf_update_ehdr(elf, &ehdr);
	if (records) {
		section = elf_newscn(elf);
		data = elf_newdata(section);
		*data = (Elf_Data){ .d_buf = records->b.at, .d_size = records->b.n, .d_align = 1,
				    .d_version = EV_CURRENT };
		gelf_getshdr(section, &shdr);
		shdr.sh_name = 11;
		shdr.sh_type = SHT_PROGBITS;
		gelf_update_shdr(section, &shdr);
	}
	if (elf_update(elf, ELF_C_WRITE) < 0)
		printf("# %s: %s\n", path, elf_errmsg(-1));
	elf_end(elf);
	close(fd);
	free(path);
}

static void write_unit(const char *name, const char *source, uint32_t version)
{
	struct bytes b = { 0 };

	add_record(&b, source, version);
	write_object(name, &b);
	array_release(&b.b);
}

/* Members lie as they stand in the temporary directory; thin: only their names. */
static void write_archive(const char *name, bool thin, const char *member)
{
	struct bytes b = { 0 };
	char *names = xasprintf("%s/\n", member), *path = path_of(member), *head;
	static char data[100000];
	size_t size = 0;
	FILE *in = fopen(path, "r");

	if (in) {
		size = fread(data, 1, sizeof(data), in);
		fclose(in);
	}
	add(&b, thin ? "!<thin>\n" : "!<arch>\n", 8);
	head = xasprintf("%-16s%-12d%-6d%-6d%-8d%-10zu`\n", "//", 0, 0, 0, 0, strlen(names));
	add(&b, head, 60);
	free(head);
	add(&b, names, strlen(names));
	if (strlen(names) & 1)
		add(&b, "\n", 1);
	head = xasprintf("%-16s%-12d%-6d%-6d%-8d%-10zu`\n", "/0", 0, 0, 0, 0, size);
	add(&b, head, 60);
	free(head);
	if (!thin)
		add(&b, data, size);
	write_file(name, b.b.at, b.b.n);
	array_release(&b.b);
	free(path);
	free(names);
}

/* ---- reading them ------------------------------------------------------------------------ */

struct seen {
	char text[4000];		/* "path source version\n" or "path: error\n" */
	struct container_stats stats;
	int errors;
};

static void note(struct seen *s, const char *fmt, ...)
{
	size_t n = strlen(s->text);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s->text + n, sizeof(s->text) - n, fmt, ap);
	va_end(ap);
}

static const char *short_path(const char *path)
{
	size_t n = strlen(dir);

	return !strncmp(path, dir, n) && path[n] == '/' ? path + n + 1 : path;
}

static void see_unit(struct facts *f, const char *path, void *data)
{
	note(data, "%s %s %u\n", short_path(path), facts_str(f, f->units->source),
	     f->symbols->flags);
	facts_free(f);
}

static void see_error(const char *path, const char *text, void *data)
{
	note(data, "%s: %s\n", short_path(path), text);
}

static void see(struct seen *s, unsigned int jobs, const char *a, const char *b)
{
	char *paths[2] = { path_of(a), b ? path_of(b) : NULL };

	memset(s, 0, sizeof(*s));
	s->errors = container_read((const char *const *)paths, b ? 2 : 1, jobs, see_unit, see_error,
				   s, &s->stats);
	free(paths[0]);
	free(paths[1]);
}

static void expect(const char *name, const char *a, const char *b, const char *text)
{
	struct seen s;

	for (unsigned int jobs = 1; jobs <= 3; jobs += 2) {
		see(&s, jobs, a, b);
		if (strcmp(s.text, text)) {
			printf("# got:\n%s# wanted:\n%s", s.text, text);
			ok(false, name);
			return;
		}
	}
	ok(true, name);
}

static void make_directory(const char *name)
{
	char *path = path_of(name);

	if (mkdir(path, 0700))
		perror(path);
	free(path);
}

static void test_directory(void)
{
	struct bytes b = { 0 };
	struct seen s;

	make_directory("tree");
	make_directory("tree/mm");
	write_unit("tree/mm/b.o", "mm/b.c", 1);
	write_unit("tree/mm/a.o", "mm/a.c", 2);
	write_unit("tree/mm/c.ko", "mm/c.c", 3);
	write_object("tree/none.o", NULL);
	expect("a directory is its objects in order of path", "tree", NULL,
	       "tree/mm/a.o mm/a.c 2\ntree/mm/b.o mm/b.c 1\n");
	see(&s, 2, "tree", NULL);
	ok(!s.errors && s.stats.files == 3 && s.stats.without == 1 && s.stats.units == 2 &&
	   !s.stats.repeated, "objects without facts are counted");
	expect("a named file without facts is an error", "tree/none.o", NULL,
	       "tree/none.o: no facts: compile it with reclint's plugin (-fplugin=reclint.so)\n");

	/* A composite that comes first, with an older a.c, some padding, and one unit more. */
	add_record(&b, "mm/a.c", 7);
	add(&b, "\0\0\0", 3);
	add_record(&b, "mm/b.c", 1);
	add_record(&b, "mm/d.c", 4);
	write_object("tree/all.o", &b);
	array_release(&b.b);
	expect("a plain object beats a composite", "tree", NULL,
	       "tree/all.o mm/b.c 1\ntree/all.o mm/d.c 4\ntree/mm/a.o mm/a.c 2\n");
	see(&s, 2, "tree", "tree/mm");
	ok(s.stats.repeated == 2 && s.stats.units == 3 && s.stats.files == 4,
	   "what was named twice is read once");
	write_unit("tree/purgatory.o", "mm/b.c", 8);
	expect("an object elsewhere does not replace a plain one", "tree", "tree/mm/c.ko",
	       "tree/all.o mm/d.c 4\ntree/mm/a.o mm/a.c 2\ntree/mm/b.o mm/b.c 1\n"
	       "tree/mm/c.ko mm/c.c 3\n");
	make_directory("other");
	make_directory("other/mm");
	write_unit("other/mm/a.o", "mm/a.c", 9);
}

/* The name of the directory is part of this text. */
static void test_conflict(void)
{
	struct seen s;

	see(&s, 2, "other", "tree/mm/a.o");
	ok(s.errors == 1 && strstr(s.text, "tree/mm/a.o: the same unit with other contents as in '") &&
	   strstr(s.text, "other/mm/a.o'") && strstr(s.text, "other/mm/a.o mm/a.c 9\n"),
	   "two plain objects that differ are an error with both names");
}

static void test_archives(void)
{
	make_directory("ar");
	make_directory("ar/sub");
	write_unit("ar/sub/m.o", "sub/m.c", 5);
	write_archive("thin.a", true, "ar/sub/m.o");
	write_archive("fat.a", false, "ar/sub/m.o");
	write_archive("outer.a", true, "thin.a");
	write_archive("lost.a", true, "ar/sub/lost.o");
	expect("a thin archive names its objects", "thin.a", NULL, "ar/sub/m.o sub/m.c 5\n");
	expect("an archive holds its objects", "fat.a", NULL, "fat.a(ar/sub/m.o) sub/m.c 5\n");
	expect("archives nest", "outer.a", NULL, "ar/sub/m.o sub/m.c 5\n");
	expect("a missing member is an error", "lost.a", NULL,
	       "ar/sub/lost.o: No such file or directory\n");
}

static void test_bad_files(void)
{
	struct bytes b = { 0 };

	write_file("text", "hello", 5);
	expect("another file is an error", "text", NULL,
	       "text: not an ELF file, an archive or facts\n");
	write_file("empty.o", "", 0);
	expect("an empty file is an error", "empty.o", NULL, "empty.o: empty file: build it again\n");
	expect("a missing file is an error", "nowhere", "text",
	       "nowhere: No such file or directory\ntext: not an ELF file, an archive or facts\n");
	write_file("cut.o", "\177ELF\2\1\1", 7);
	expect("a cut ELF file is an error", "cut.o", NULL,
	       "cut.o: damaged ELF file: build it again\n");

	add_record(&b, "x.c", 1);
	write_file("bare", b.b.at, b.b.n);
	expect("a bare record is read", "bare", NULL, "bare x.c 1\n");
	write_file("bare", b.b.at, b.b.n - 1);
	add(&b, "rubbish", 7);
	write_object("rubbish.o", &b);
	expect("rubbish after a record is an error, the record is read", "rubbish.o", NULL,
	       "rubbish.o: damaged facts section, no record begins where one should: "
	       "build the object again\nrubbish.o x.c 1\n");
	b.b.at[32] ^= 4;		/* in the hash */
	b.b.n -= 7;
	write_object("flipped.o", &b);
	expect("damaged facts are an error, other files are read", "flipped.o", "thin.a",
	       "flipped.o: damaged facts, the hash does not match: build the object again\n"
	       "ar/sub/m.o sub/m.c 5\n");
	array_release(&b.b);
}

int main(void)
{
	char *command;

	if (!mkdtemp(dir)) {
		perror(dir);
		return 2;
	}
	elf_version(EV_CURRENT);
	test_directory();
	test_conflict();
	test_archives();
	test_bad_files();
	command = xasprintf("rm -r %s", dir);
	if (system(command))
		printf("# %s failed\n", command);
	free(command);
	return failed != 0;
}
