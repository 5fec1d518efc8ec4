// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compiles the units, facts only.
 *
 * Each is a goal of its own for make, so nothing is linked and one that fails
 * stops no other.  kbuild decides what is out of date; the hash of the plugin
 * is on the command line, so a new plugin makes all facts anew.  The plugin is
 * copied into the build directory and named relative to it: the command line
 * is the same wherever reclint is installed.
 */
#include "kbuild/kbuild.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

/* The shell that make starts gets all goals as one argument: the kernel takes 128 KB. */
enum { GOALS_BYTES = 110000 };
/* Without a terminal: a line after so many units, or so many seconds. */
enum { LINE_UNITS = 50, LINE_SECONDS = 10 };

struct progress {
	struct kbuild *kbuild;
	struct keymap objects;		/* unit by object */
	unsigned int done, expected, failed;
	char *current;
	time_t start, said;
	unsigned int said_done;
	bool terminal;
	ARRAY(char *) directories;	/* whose make failed for no unit's sake */
};

static bool install_plugin(struct kbuild *k, const char *plugin)
{
	char *path = xasprintf("%s/.reclint/reclint.so", k->build);
	size_t size = 0, old_size = 0;
	char *data = file_read(plugin, &size), *old = file_read(path, &old_size);
	bool ok = data != NULL;

	if (!ok)
		message("cannot read %s: %s", plugin, strerror(errno));
	else if (!old || old_size != size || memcmp(old, data, size))
		ok = file_write(path, data, size);
	if (ok)
		k->plugin_id = xasprintf("%016" PRIx64, hash_bytes(data, size));
	free(data);
	free(old);
	free(path);
	return ok;
}

/* ---- progress -------------------------------------------------------------- */

/*
 * How many will be compiled, nearly: those without an object, with another
 * plugin's, or older than their source.  Only make knows about headers.
 */
static bool looks_stale(struct kbuild *k, const struct unit *u)
{
	char *object = xasprintf("%s/%s", k->build, u->object);
	char *source = xasprintf("%s/%s", k->tree, u->source);
	const char *slash = strrchr(u->object, '/');
	char *cmd = xasprintf("%s/%.*s/.%s.cmd", k->build, (int)(slash - u->object), u->object, slash + 1);
	char *text = file_read(cmd, NULL);
	struct stat o, s;
	bool stale = !text || !strstr(text, k->plugin_id) || stat(object, &o) < 0 ||
		     (stat(source, &s) == 0 && s.st_mtime > o.st_mtime);

	free(text);
	free(cmd);
	free(source);
	free(object);
	return stale;
}

static void describe_rest(const struct progress *p, char *text, size_t size)
{
	time_t spent = time(NULL) - p->start;
	unsigned long left;

	text[0] = '\0';
	if (p->done < 20 || spent < 3 || p->done >= p->expected)
		return;
	left = (unsigned long)spent * (p->expected - p->done) / p->done;
	snprintf(text, size, ", %lu:%02lu left", left / 60, left % 60);
}

static void show_progress(struct progress *p, bool last)
{
	time_t now = time(NULL);
	unsigned int of = p->done > p->expected ? p->done : p->expected;
	char rest[40], line[256];
	struct winsize size;
	int columns = 80;

	describe_rest(p, rest, sizeof(rest));
	if (p->terminal) {
		if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
			columns = size.ws_col;
		snprintf(line, sizeof(line), "%u/%u%s  %s", p->done, of, rest, p->current ? p->current : "");
		fprintf(stderr, "\r%.*s\033[K%s", columns - 1, line, last ? "\n" : "");
		return;
	}
	if (!last && p->done - p->said_done < LINE_UNITS && now - p->said < LINE_SECONDS)
		return;
	if (p->done == p->said_done)
		return;
	p->said = now;
	p->said_done = p->done;
	fprintf(stderr, "compiled %u/%u units%s: %s\n", p->done, of, rest, p->current ? p->current : "");
}

/* ---- what make says --------------------------------------------------------- */

static struct unit *find_unit(struct progress *p, const char *name, size_t n)
{
	uint32_t id = keymap_find(&p->objects, name, n);

	return id == KEYMAP_NONE ? NULL : &p->kbuild->units.at[id];
}

/* "  CC [M]  drivers/x/y.o" */
static bool take_compile(struct progress *p, const char *line)
{
	struct unit *u;

	line += strspn(line, " ");
	if (strncmp(line, "CC ", 3))
		return false;
	line += 3 + strspn(line + 3, " ");
	if (!strncmp(line, "[M] ", 4))
		line += 4 + strspn(line + 4, " ");
	u = find_unit(p, line, strlen(line));
	if (!u || u->state != UNIT_REUSED)
		return u != NULL;
	u->state = UNIT_COMPILED;
	p->done++;
	free(p->current);
	p->current = xstrdup(line);
	return true;
}

static void fail(struct progress *p, struct unit *u)
{
	if (u->state == UNIT_FAILED)
		return;
	u->state = UNIT_FAILED;
	p->failed++;
}

/*
 * "make[5]: *** [scripts/Makefile.build:250: mm/x.o] Error 1"
 * "make[5]: *** No rule to make target 'a.h', needed by 'mm/x.o'."
 * A directory fails along with each unit in it; by itself only if its Makefile does.
 */
static void take_error(struct progress *p, const char *line)
{
	const char *needed = strstr(line, ", needed by '"), *name, *end;
	struct unit *u;
	size_t n;

	if (needed) {
		name = needed + strlen(", needed by '");
		end = strchr(name, '\'');
	} else {
		end = strstr(line, "] Error ");
		for (name = end; name && name > line && name[-1] != ' ' && name[-1] != '['; name--)
			;
	}
	if (!name || !end || end <= name)
		return;
	n = (size_t)(end - name);
	u = find_unit(p, name, n);
	if (u)
		fail(p, u);
	else if (!needed)
		array_push(&p->directories, xasprintf("%.*s", (int)n, name));
}

static void take_line(const char *line, void *data)
{
	struct progress *p = data;

	if (line && !take_compile(p, line) && strstr(line, "*** "))
		take_error(p, line);
	show_progress(p, false);
}

/* ---- afterwards -------------------------------------------------------------- */

/* All units of a directory that failed although none of its units did were not looked at. */
static void fail_directories(struct progress *p)
{
	for_each_in_array(d, &p->directories) {
		bool explained = false;

		for_each_in_array(u, &p->kbuild->units)
			explained |= u->state == UNIT_FAILED && path_is_in(u->object, *d);
		for_each_in_array(other, &p->directories)
			explained |= strcmp(*other, *d) && path_is_in(*other, *d);
		if (explained)
			continue;
		for_each_in_array(u, &p->kbuild->units)
			if (path_is_in(u->object, *d))
				fail(p, u);
	}
}

static void fail_missing(struct progress *p)
{
	for_each_in_array(u, &p->kbuild->units) {
		char *path = xasprintf("%s/%s", p->kbuild->build, u->object);

		if (!is_file(path))
			fail(p, u);
		free(path);
	}
}

static bool run(struct kbuild *k, struct progress *p, const char *flags)
{
	uint32_t at = 0;
	int status = 0;

	while (at < k->units.n) {
		ARRAY(const char *) goals = { 0 };
		size_t bytes = 0;

		array_push(&goals, "-k");
		array_push(&goals, flags);
		for (; at < k->units.n && bytes < GOALS_BYTES; at++) {
			array_push(&goals, k->units.at[at].object);
			bytes += strlen(k->units.at[at].object) + 3;	/* "./" and a space */
		}
		array_push(&goals, NULL);
		status |= make_run(k, goals.at, (const char *const[]){ "LC_ALL=C", NULL }, take_line, p);
		array_release(&goals);
	}
	return status == 0;
}

bool extract(struct kbuild *k, const char *plugin)
{
	struct progress p = {
		.kbuild = k, .start = time(NULL), .said = time(NULL),
		.terminal = isatty(STDERR_FILENO),
	};
	char *flags;
	bool ok;

	if (!install_plugin(k, plugin))
		return false;
	flags = xasprintf("KCFLAGS=-fplugin=./.reclint/reclint.so -fplugin-arg-reclint-facts-only "
			  "-fplugin-arg-reclint-id=%s", k->plugin_id);
	make_log_start(k, "extract");
	keymap_init(&p.objects);
	for_each_in_array(u, &k->units) {
		keymap_id(&p.objects, u->object, strlen(u->object), NULL);
		p.expected += looks_stale(k, u);
	}
	ok = run(k, &p, flags);
	if (p.done)
		show_progress(&p, true);
	if (!ok)
		fail_directories(&p);
	fail_missing(&p);
	if (!ok && !p.failed) {
		message("make failed: %s; see %s", make_reason(k), k->log);
	} else {
		ok = true;
	}
	if (k->disk_full) {
		message("no space left for %s: make room and run again, it continues", k->build);
		ok = false;
	}
	for_each_in_array(d, &p.directories)
		free(*d);
	array_release(&p.directories);
	keymap_release(&p.objects);
	free(p.current);
	free(flags);
	return ok;
}
