// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The probe is an empty out-of-tree module; kbuild leaves the command line it
 * was compiled with in .NAME.o.cmd.  That line is kept in the user's cache,
 * named after the build directory and the time of its configuration.
 */
#include "kbuild.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case.h"

#define PROBE "reclint_probe"

static char *cache_dir(void)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (xdg && *xdg)
		return format("%s/reclint", xdg);
	return format("%s/.cache/reclint", home ? home : "/tmp");
}

static time_t configured(const char *build)
{
	char *path = format("%s/include/generated/autoconf.h", build);
	struct stat st;
	int ret = stat(path, &st);

	free(path);
	return ret ? 0 : st.st_mtime;
}

/* Of a tree that went away nothing but the directory is left. */
static bool has_tree(const char *build)
{
	static const char *const files[] = { "source/Makefile", "Kconfig" };
	bool found = false;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files) && !found; i++) {
		char *path = format("%s/%s", build, files[i]);

		found = !access(path, R_OK);
		free(path);
	}
	return found;
}

/* The kernel's version without the newline; "0" when the tree does not say. */
static char *release_of(const char *build)
{
	char *path = format("%s/include/config/kernel.release", build);
	char *text = read_file(path);

	free(path);
	if (!text)
		return format("0");
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static bool is_of_version(const char *release, const char *version)
{
	size_t n = strlen(version);

	return !strncmp(release, version, n) && (!release[n] || strchr(".-", release[n]));
}

bool kbuild_is_of_version(const struct kbuild *k, const char *version)
{
	return is_of_version(k->release, version);
}

static bool is_build_of(const char *build, const char *version)
{
	char *release = release_of(build);
	bool is = is_of_version(release, version);

	free(release);
	return is;
}

static char *find_build(const char *version)
{
	const char *set = getenv("RECLINT_TEST_BUILD"), *kernel = version ? NULL : getenv("RECLINT_TEST_KERNEL");
	char *cache, *pattern, *found = NULL;
	glob_t g;

	if (set && *set && !version)
		return format("%s", set);
	cache = cache_dir();
	pattern = kernel && *kernel ? format("%s/build/%s-*", cache, kernel) : format("%s/build/*", cache);
	if (!glob(pattern, 0, NULL, &g)) {
		for (size_t i = 0; i < g.gl_pathc; i++) {
			time_t t = configured(g.gl_pathv[i]);

			if (t && has_tree(g.gl_pathv[i]) && (!version || is_build_of(g.gl_pathv[i], version)) && (!found || t > configured(found))) {
				free(found);
				found = format("%s", g.gl_pathv[i]);
			}
		}
		globfree(&g);
	}
	free(pattern);
	free(cache);
	return found;
}

static char *replace_all(char *text, const char *from, const char *to)
{
	char *p;

	/* The replacement never contains `from`. */
	while ((p = strstr(text, from))) {
		char *next = format("%.*s%s%s", (int)(p - text), text, to, p + strlen(from));

		free(text);
		text = next;
	}
	return text;
}

/* From the text of .reclint_probe.o.cmd to a command with placeholders. */
static char *make_template(const char *cmd, const char *dir)
{
	const char *start = strstr(cmd, ":="), *end;
	char *text, *in, *out, *dep;

	if (!start)
		return NULL;
	start += 2;
	end = strchr(start, '\n');
	if (!end)
		return NULL;
	text = format("%.*s", (int)(end - start), start);
	if (strstr(text, " ; "))
		*strstr(text, " ; ") = '\0';
	in = format("%s/" PROBE ".c", dir);
	out = format("%s/" PROBE ".o", dir);
	dep = format("-Wp,-MMD,%s/." PROBE ".o.d", dir);
	text = replace_all(text, dep, "");
	text = replace_all(text, in, "@IN@");
	text = replace_all(text, out, "@OUT@");
	text = replace_all(text, PROBE, "@NAME@");
	free(in);
	free(out);
	free(dep);
	return text;
}

static int write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	if (!out)
		return -1;
	fputs(text, out);
	return fclose(out);
}

static char *probe(const char *build, char **why)
{
	char dir[] = "/tmp/reclint-probe.XXXXXX";
	char *path, *command, *cmd, *text = NULL;

	if (!mkdtemp(dir)) {
		*why = format("cannot make a directory in /tmp: %s", strerror(errno));
		return NULL;
	}
	path = format("%s/Makefile", dir);
	write_file(path, "obj-m := " PROBE ".o\n");
	free(path);
	path = format("%s/" PROBE ".c", dir);
	write_file(path, "#include <linux/module.h>\nMODULE_LICENSE(\"GPL\");\n");
	free(path);
	command = format("make -C '%s' M=%s " PROBE ".o >%s/log 2>&1", build, dir, dir);
	if (system(command)) {
		*why = format("the probe module does not compile in '%s' (%s/log)", build, dir);
		free(command);
		return NULL;
	}
	free(command);
	path = format("%s/." PROBE ".o.cmd", dir);
	cmd = read_file(path);
	free(path);
	if (cmd)
		text = make_template(cmd, dir);
	free(cmd);
	if (!text)
		*why = format("no command line in '%s/." PROBE ".o.cmd'", dir);
	command = format("rm -rf %s", dir);
	if (system(command))
		fprintf(stderr, "run: cannot remove %s\n", dir);
	free(command);
	return text;
}

static char *cached_command(const char *build, char **why)
{
	char *cache = cache_dir(), *name = format("%s", build);
	char *dir, *path, *tmp, *text;

	for (char *p = name; *p; p++)
		if (*p == '/')
			*p = '-';
	dir = format("%s/probe", cache);
	mkdir(cache, 0777);
	mkdir(dir, 0777);
	path = format("%s/%s.%lld", dir, name + 1, (long long)configured(build));
	text = read_file(path);
	if (!text) {
		text = probe(build, why);
		tmp = format("%s.%d", path, (int)getpid());
		if (text && (write_file(tmp, text) || rename(tmp, path)))
			fprintf(stderr, "run: cannot write %s: %s\n", path, strerror(errno));
		free(tmp);
	}
	free(path);
	free(dir);
	free(name);
	free(cache);
	return text;
}

struct kbuild *kbuild_open(const char *version, char **why)
{
	char *found = find_build(version), *build, *command;
	struct kbuild *k;

	if (!found) {
		*why = version ? format("no configured kernel %s", version) :
		       format("no configured kernel: run 'make scan' first, or set RECLINT_TEST_BUILD");
		return NULL;
	}
	build = realpath(found, NULL);
	if (!build || !configured(build)) {
		*why = format("'%s' is not a configured kernel build directory", found);
		free(found);
		free(build);
		return NULL;
	}
	free(found);
	command = cached_command(build, why);
	if (!command) {
		free(build);
		return NULL;
	}
	k = xrealloc(NULL, sizeof(*k));
	k->build = build;
	k->release = release_of(build);
	k->command = command;
	return k;
}

int kbuild_compile(const struct kbuild *k, const char *in, const char *out, const char *name,
		   const char *flags, const char *log)
{
	char *text = format("%s", k->command), *command, *redirect;
	int status;

	text = replace_all(text, "@IN@", in);
	text = replace_all(text, "@OUT@", out);
	text = replace_all(text, "@NAME@", name);
	/* Not >/dev/stderr: that would truncate what a script has printed so far. */
	redirect = log ? format(">'%s' 2>&1", log) : format(">&2");
	command = format("cd '%s' && exec %s %s %s", k->build, text, flags, redirect);
	status = system(command);
	free(redirect);
	free(command);
	free(text);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
