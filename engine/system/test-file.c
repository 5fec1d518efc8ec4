// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of paths and of output that is there completely or not at all. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "system/file.h"

static int failed;

static void ok(bool good, const char *name)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failed += !good;
}

static void folds(const char *path, const char *want)
{
	char *copy = xstrdup(path), *name = xasprintf("'%s' folds to '%s'", path, want);

	ok(!strcmp(path_fold(copy), want), name);
	free(name);
	free(copy);
}

static void test_paths(void)
{
	folds("", "");
	folds(".", "");
	folds("mm", "mm");
	folds("mm/", "mm");
	folds("./mm//vmscan.c", "mm/vmscan.c");
	folds("a/../b", "b");
	folds("a/b/../../c/", "c");
	folds("a/..", "");
	folds("..", "..");
	folds("../../virt/kvm", "../../virt/kvm");
	folds("a/../../b", "../b");
	folds("arch/x86/kvm/../../../virt/kvm/", "virt/kvm");
	folds("/", "/");
	folds("/..", "/");
	folds("/a/../../b/./c", "/b/c");
	folds("...", "...");
	folds("a..b/.c", "a..b/.c");

	ok(path_is_in("mm", "mm"), "a directory is in itself");
	ok(path_is_in("mm/vmscan.c", "mm"), "a file is in its directory");
	ok(!path_is_in("mmio/x.c", "mm"), "and not in one whose name begins so");
	ok(path_is_in("mm", "."), "all is in the top");
}

static void test_output(void)
{
	char directory[] = "/tmp/reclint-test-XXXXXX";
	struct output o;
	char *path, *text;

	if (!mkdtemp(directory)) {
		ok(false, "a temporary directory");
		return;
	}
	path = xasprintf("%s/file", directory);
	ok(file_write(path, "old", 3), "a file is written");
	ok(output_open(&o, path), "and opened for new content");
	fputs("new", o.file);
	text = file_read(path, NULL);
	ok(text && !strcmp(text, "old"), "while it is written it has the old content");
	free(text);
	output_abandon(&o);
	text = file_read(path, NULL);
	ok(text && !strcmp(text, "old"), "abandoned, it keeps it");
	free(text);
	ok(output_open(&o, path), "opened again");
	fputs("new", o.file);
	ok(output_close(&o), "and closed");
	text = file_read(path, NULL);
	ok(text && !strcmp(text, "new"), "it has the new content");
	free(text);
	ok(output_possible(path), "it could be written again");
	ok(!output_possible(directory), "a directory could not");
	ok(unlink(path) == 0, "it is removed");
	ok(output_possible(path), "and could be made");
	ok(access(path, F_OK) < 0, "which asking does not do");
	ok(rmdir(directory) == 0, "nothing else is left");
	ok(!output_possible(path), "nothing could be written where there is no directory");
	ok(!output_possible(""), "nor without a name");
	ok(output_possible("/dev/null"), "a device could");
	free(path);
}

int main(void)
{
	test_paths();
	test_output();
	return failed != 0;
}
