// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The scratch build directory, and kbuild in it.
 *
 * It begins as a copy of the base's, without objects: the generated headers are
 * what the units were compiled with.  Commands that kbuild saved are copied with
 * the scratch tree's name for the tree's, so that it finds its host programs up to
 * date.  What belongs to the configuration is brought back at each run, because a
 * patch to a Kconfig file changes it here.
 *
 * When kbuild is to say what a changed Makefile concerns, the units of its
 * directory get the base's objects and commands first: it compiles those whose
 * command is another now.
 */
#include "triage/units.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"
#include "cmd/load.h"
#include "kbuild/kbuild.h"
#include "system/file.h"

/* ---- the copy --------------------------------------------------------------------- */

struct copier {
	const char *old_tree, *new_tree;	/* how they are spelt in commands */
	bool ok;
};

/* Configuration and what is generated from it. */
static bool is_configuration(const char *relative)
{
	return !strcmp(relative, ".config") || path_is_in(relative, "include") ||
	       (!strncmp(relative, "arch/", 5) && strstr(relative, "/include/generated/"));
}

static bool is_left_out(const char *relative, const char *name)
{
	static const char *const suffixes[] = { ".a", ".ko", ".mod", ".order", ".symvers" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (has_suffix(name, suffixes[i]))
			return true;
	/* Objects and their commands, but for those of the host's programs. */
	if (has_suffix(name, ".o") || has_suffix(name, ".o.cmd") || has_suffix(name, ".o.d"))
		return strncmp(relative, "scripts/", 8) && strncmp(relative, "tools/", 6) &&
		       strncmp(relative, "arch/x86/tools/", 15);
	return !strcmp(relative, "Makefile") || !strcmp(relative, ".reclint") || !strncmp(name, "vmlinux", 7);
}

static char *with_other_tree(const char *text, const char *old, const char *new, size_t *size)
{
	ARRAY(char) out = { 0 };
	size_t n = strlen(old);

	while (*text) {
		bool same = n && !strncmp(text, old, n);
		const char *from = same ? new : text;

		for (size_t i = 0; i < (same ? strlen(new) : 1); i++)
			array_push(&out, from[i]);
		text += same ? n : 1;
	}
	*size = out.n;
	array_push(&out, '\0');
	return out.at;
}

static bool write_copy(const struct copier *c, const char *from, const char *to, const struct stat *st)
{
	const struct timespec times[2] = { st->st_atim, st->st_mtim };
	size_t size;
	char *data = file_read(from, &size), *moved;
	bool ok = data != NULL;
	int fd = -1;

	if (ok && has_suffix(from, ".cmd") && c->old_tree) {
		moved = with_other_tree(data, c->old_tree, c->new_tree, &size);
		free(data);
		data = moved;
	}
	if (ok) {
		fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, st->st_mode & 0777);
		ok = fd >= 0 && write(fd, data, size) == (ssize_t)size && futimens(fd, times) == 0;
	}
	if (fd >= 0)
		ok &= close(fd) == 0;
	if (!ok)
		message("cannot copy %s to %s: %s", from, to, strerror(errno));
	free(data);
	return ok;
}

static bool is_same_time(const struct stat *a, const struct stat *b)
{
	return a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void copy_directory(struct copier *c, const char *from, const char *to, const char *relative)
{
	DIR *dir = opendir(from);
	struct dirent *e;

	if (!dir || (mkdir(to, 0777) < 0 && errno != EEXIST)) {
		message("cannot copy %s to %s: %s", from, to, strerror(errno));
		c->ok = false;
	}
	while (c->ok && dir && (e = readdir(dir))) {
		char *source, *target, *name;
		struct stat st, there;

		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		name = xasprintf("%s%s%s", relative, *relative ? "/" : "", e->d_name);
		source = xasprintf("%s/%s", from, e->d_name);
		target = xasprintf("%s/%s", to, e->d_name);
		if (!is_left_out(name, e->d_name) && lstat(source, &st) == 0) {
			bool is_there = stat(target, &there) == 0;

			if (S_ISDIR(st.st_mode))
				copy_directory(c, source, target, name);
			else if (S_ISREG(st.st_mode) && (!is_there || (is_configuration(name) && !is_same_time(&st, &there))))
				c->ok = write_copy(c, source, target, &st);
		}
		free(target);
		free(source);
		free(name);
	}
	if (dir)
		closedir(dir);
}

/* As some unit's saved command has it, without the slash at the end. */
static char *tree_of_base(const struct triage_base *b)
{
	for (uint32_t u = 0; u < deps_nunits(b->deps); u++) {
		char *file, *command, *tree;

		if (!deps_has_command(b->deps, u))
			continue;
		file = deps_command_file(b->build, deps_source(b->deps, u));
		command = file_read(file, NULL);
		tree = command ? deps_tree_of(command) : NULL;
		free(command);
		free(file);
		if (tree) {
			tree[strlen(tree) - 1] = '\0';
			return tree;
		}
	}
	return NULL;
}

bool build_update(const struct remake *r)
{
	char *tree = tree_of_base(r->base);
	struct copier c = { .old_tree = tree, .new_tree = r->scratch->tree, .ok = true };

	if (!tree)
		message("%s: it is not known how the units of the base are compiled: run reclint scan", r->base->build);
	else
		copy_directory(&c, r->base->build, r->scratch->build, "");
	free(tree);
	return tree && c.ok;
}

/* ---- kbuild -------------------------------------------------------------------------- */

/* The scratch tree and build directory as kbuild.h knows them; not locked anew. */
static bool kbuild_open(struct kbuild *k, const struct remake *r)
{
	kbuild_init(k, r->jobs);
	k->cache = cache_directory();
	k->kernel = xstrdup(r->scratch->tree);
	k->tree = xstrdup(r->scratch->tree);
	k->version = xstrdup(r->base->kernel ? r->base->kernel : "");
	return configure(k, r->scratch->build, NULL);
}

static void add_path(path_array *paths, const char *path)
{
	for_each_in_array(p, paths)
		if (!strcmp(*p, path))
			return;
	array_push(paths, xstrdup(path));
}

static bool is_in(const path_array *paths, const char *path)
{
	for_each_in_array(p, paths)
		if (!strcmp(*p, path))
			return true;
	return false;
}

static bool is_kconfig(const char *path)
{
	const char *slash = strrchr(path, '/');

	return !strncmp(slash ? slash + 1 : path, "Kconfig", 7);
}

/* The directories that kbuild is asked about: of Makefiles, of C files nobody knows, and what names a symbol. */
static void find_directories(const path_array *changed, const path_array *sources, path_array *directories)
{
	for (int pass = 0; pass < 2; pass++) {
		for_each_in_array(c, pass ? sources : changed) {
			char *directory = xstrdup(*c), *slash = strrchr(directory, '/');

			if (slash)
				*slash = '\0';
			if (slash && (pass || (is_build_file(*c) && !is_kconfig(*c))))
				add_path(directories, directory);
			free(directory);
		}
	}
}

/* Makefiles that speak of one of the symbols. */
static void find_symbol_users(const struct kbuild *k, const path_array *symbols, path_array *directories)
{
	struct tree_files files;

	if (!symbols->n || !tree_walk(k, &files))
		return;
	for_each_in_array(m, &files.makefiles) {
		char *path = xasprintf("%s/%s", k->tree, *m), *text = file_read(path, NULL), *slash = strrchr(*m, '/');
		bool names = false;

		for_each_in_array(s, symbols)
			names |= text && strstr(text, *s) != NULL;
		if (names && slash) {
			*slash = '\0';
			add_path(directories, *m);
		}
		free(text);
		free(path);
	}
	tree_files_release(&files);
}

static bool list(struct kbuild *k, const path_array *directories, path_array *sources)
{
	ARRAY(struct want) wants = { 0 };
	bool ok;

	for_each_in_array(d, directories)
		array_push(&wants, (struct want){ *d, true });
	ok = !wants.n || units_query(k, wants.at, wants.n);
	for_each_in_array(u, &k->units)
		add_path(sources, u->source);
	array_release(&wants);
	return ok;
}

/* "CONFIG_X=m" of include/config/auto.conf. */
static void read_configuration(const struct remake *r, path_array *lines)
{
	char *path = xasprintf("%s/include/config/auto.conf", r->scratch->build), *text = file_read(path, NULL);

	for (char *line = text, *end; line && (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		if (!strncmp(line, "CONFIG_", 7))
			array_push(lines, xstrdup(line));
	}
	free(text);
	free(path);
}

bool build_list(struct remake *r, const path_array *changed, path_array *sources)
{
	static const path_array none;
	path_array directories = { 0 };
	struct kbuild k;
	bool ok;

	path_array_release(&r->config);
	read_configuration(r, &r->config);
	find_directories(changed, &none, &directories);
	ok = kbuild_open(&k, r) && list(&k, &directories, sources);
	kbuild_release(&k);
	path_array_release(&directories);
	return ok;
}

static bool make_step(struct kbuild *k, const char *goal, const char *environment)
{
	fprintf(stderr, "%s in %s\n", goal, k->build);
	if (make_run(k, (const char *const[]){ goal, NULL }, (const char *const[]){ environment, NULL }, NULL, NULL) == 0)
		return true;
	message("make %s failed: %s; see %s", goal, make_reason(k), k->log);
	return false;
}

/* Symbols keep what they are; those that are new are switched on, so that what they bring is looked at. */
static bool configure_again(struct kbuild *k)
{
	char *config = xasprintf("%s/.config", k->build), *kept = xasprintf("%s/.reclint/config", k->build);
	char *environment = xasprintf("KCONFIG_ALLCONFIG=%s", kept), *text;
	size_t size;
	bool ok;

	text = file_read(config, &size);
	ok = text && file_write(kept, text, size) && make_step(k, "allmodconfig", environment) &&
	     make_step(k, "modules_prepare", "LC_ALL=C");
	free(text);
	free(environment);
	free(kept);
	free(config);
	return ok;
}

/* Symbols of lines that only one of both has: "CONFIG_X", each once. */
static void compare_configurations(const path_array *before, const path_array *after, path_array *symbols)
{
	for (int pass = 0; pass < 2; pass++) {
		for_each_in_array(line, pass ? after : before) {
			char *symbol;

			if (is_in(pass ? before : after, *line))
				continue;
			symbol = xasprintf("%.*s", (int)strcspn(*line, "="), *line);
			add_path(symbols, symbol);
			free(symbol);
		}
	}
}

/* Units of the base that were compiled with the symbols as they were. */
static void find_compiled_with(const struct remake *r, const path_array *symbols, path_array *sources)
{
	const struct deps *d = r->base->deps;
	bool *users = xcalloc(deps_nunits(d) + 1, sizeof(*users));
	path_array files = { 0 };

	for_each_in_array(s, symbols)
		array_push(&files, xasprintf("//include/config/%s", *s + strlen("CONFIG_")));
	deps_mark(d, &files, users);
	for (uint32_t u = 0; u < deps_nunits(d); u++)
		if (users[u])
			add_path(sources, deps_source(d, u));
	path_array_release(&files);
	free(users);
}

/* As in the base's build directory, but newer than everything. */
static void lay_out(const struct remake *r, const struct copier *c, const char *object)
{
	const char *slash = strrchr(object, '/'), *name = slash ? slash + 1 : object;
	char *names[2] = { xstrdup(object), xasprintf("%.*s.%s.cmd", (int)(name - object), object, name) };

	for (int i = 0; i < 2; i++) {
		char *from = xasprintf("%s/%s", r->base->build, names[i]), *to = xasprintf("%s/%s", r->scratch->build, names[i]);
		char *directory = xstrdup(to);
		struct stat st;

		*strrchr(directory, '/') = '\0';
		if (stat(from, &st) == 0 && directory_make(directory)) {
			clock_gettime(CLOCK_REALTIME, &st.st_mtim);
			write_copy(c, from, to, &st);
		}
		free(directory);
		free(to);
		free(from);
		free(names[i]);
	}
}

static void take_away(const struct remake *r, const char *object)
{
	char *path = xasprintf("%s/%s", r->scratch->build, object);

	unlink(path);
	free(path);
}

/* Which of what kbuild builds now is looked at: the rest of k->units goes. */
static void choose_units(struct kbuild *k, const struct remake *r, const path_array *sources, const path_array *directories)
{
	char *tree = tree_of_base(r->base);
	struct copier c = { .old_tree = tree, .new_tree = r->scratch->tree };
	uint32_t kept = 0;

	for_each_in_array(u, &k->units) {
		bool concerned = is_in(sources, u->source), is_new = r->listed.n && !is_in(&r->listed, u->source);
		bool beside = is_in(directories, u->directory) && deps_find(r->base->deps, u->source) != 0xffffffffu;
		struct unit unit = *u;

		if (!concerned && !is_new && !beside) {
			free(u->object);
			free(u->source);
			free(u->directory);
			continue;
		}
		path_fold(unit.object);
		take_away(r, unit.object);
		if (!concerned && !is_new)
			lay_out(r, &c, unit.object);
		k->units.at[kept++] = unit;
	}
	k->units.n = kept;
	free(tree);
}

static void take_units(struct snapshot *s, const struct kbuild *k, const struct remake *r)
{
	char *tree = xasprintf("%s/", r->scratch->tree);

	for_each_in_array(u, &k->units) {
		char *object = xasprintf("%s/%s", k->build, u->object), *why;
		struct facts *f = u->state == UNIT_COMPILED ? load_object(object, NULL) : NULL;

		if (f) {
			char *command = deps_command_file(k->build, u->source), *text = file_read(command, NULL);
			char *rule = text ? strstr(text, "\ndeps_") : NULL, *depends = xasprintf("%s.d", object);

			rule = rule ? strchr(rule + 1, '\n') : NULL;
			if (rule)
				file_write(depends, rule + 1, strlen(rule + 1));
			snapshot_put(s, u->source, f, depends, tree);
			unlink(depends);
			s->remade++;
			free(depends);
			free(text);
			free(command);
		} else if (u->state == UNIT_FAILED) {
			why = make_error_of(k, u->source);
			message("%s does not compile%s%s; see %s", u->source, why ? ": " : "", why ? why : "", k->log);
			array_push(&s->failed, xstrdup(u->source));
			free(why);
		}
		free(object);
	}
	free(tree);
}

/* What is built no more, and C files that never were. */
static void take_rest(struct snapshot *s, const struct remake *r, const path_array *now, const path_array *sources)
{
	for_each_in_array(l, &r->listed)
		if (!is_in(now, *l) && deps_find(r->base->deps, *l) != 0xffffffffu)
			snapshot_put_gone(s, *l);
	for_each_in_array(p, sources)
		if (!is_in(now, *p))
			add_path(&s->unbuilt, *p);
}

bool build_remake(struct snapshot *s, struct remake *r, const path_array *changed, path_array *sources)
{
	path_array directories = { 0 }, makefiles = { 0 }, now = { 0 }, symbols = { 0 }, config = { 0 };
	struct kbuild k;
	bool ok = kbuild_open(&k, r), kconfig = false;

	for_each_in_array(c, changed)
		kconfig |= is_kconfig(*c);
	if (ok && kconfig) {
		ok = configure_again(&k);
		read_configuration(r, &config);
		compare_configurations(&r->config, &config, &symbols);
		find_compiled_with(r, &symbols, sources);
	}
	if (ok && kconfig)
		fprintf(stderr, "%u symbol%s of the configuration changed\n", symbols.n, symbols.n == 1 ? "" : "s");
	find_directories(changed, &(path_array){ 0 }, &makefiles);
	find_directories(changed, sources, &directories);
	find_symbol_users(&k, &symbols, &directories);
	ok = ok && list(&k, &directories, &now);
	if (ok) {
		choose_units(&k, r, sources, &makefiles);
		ok = !k.units.n || extract(&k, r->plugin);
	}
	if (ok) {
		take_units(s, &k, r);
		take_rest(s, r, &now, sources);
	}
	kbuild_release(&k);
	path_array_release(&directories);
	path_array_release(&makefiles);
	path_array_release(&now);
	path_array_release(&symbols);
	path_array_release(&config);
	return ok;
}
