// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The checkpatch form of a patch, as checkpatch.pl prints it; what it prints of
 * files is compared with the script itself in testcases/report/checkpatch.sh.
 */
#include <stdlib.h>
#include <string.h>

#include "report/checkpatch.h"

static int failed;

static struct checkpatch_message messages[] = {
	{ .level = CONF_HIGH, .rule = "notifier-lock-alloc", .text = "first", .file = "drivers/a.c", .line = 4,
	  .patch_line = 21, .code = "+\tif (a)" },
	{ .level = CONF_MEDIUM, .rule = "atomic-sleep", .text = "second", .file = "drivers/b.c", .line = 5,
	  .patch_line = 22, .code = " \tlock();\n+\tfoo();" },
};

static void prints(const char *name, unsigned int nmessages, const struct checkpatch_options *o, const char *want)
{
	struct checkpatch_input in = {
		.file = "-", .name = "\"[PATCH] x: y\"", .lines = 7, .messages = messages, .nmessages = nmessages,
	};
	char *got = NULL;
	size_t size;
	FILE *out = open_memstream(&got, &size);
	bool clean = checkpatch_input(&in, o, out);

	checkpatch_end(o, NULL, 0, clean, out);
	fclose(out);
	/* The note at the end is ours, and not what this is about. */
	if (strstr(got, "\nNOTE: The chains"))
		*strstr(got, "\nNOTE: The chains") = '\0';
	if (strcmp(got, want)) {
		printf("not ok - %s\n%s---\n", name, got);
		failed++;
	} else {
		printf("ok - %s\n", name);
	}
	free(got);
}

int main(void)
{
	struct checkpatch_options o = { 0 };

	prints("a patch", 2, &o,
	       "ERROR: first\n#21: FILE: drivers/a.c:4:\n+\tif (a)\n\n"
	       "WARNING: second\n#22: FILE: drivers/b.c:5:\n \tlock();\n+\tfoo();\n\n"
	       "total: 1 errors, 1 warnings, 7 lines checked\n\n"
	       "\"[PATCH] x: y\" has style problems, please review.\n");
	prints("a clean patch", 0, &o,
	       "total: 0 errors, 0 warnings, 7 lines checked\n\n"
	       "\"[PATCH] x: y\" has no obvious style problems and is ready for submission.\n");
	o.emacs = true;
	prints("--emacs", 1, &o,
	       "-:21: ERROR: first\n#21: FILE: drivers/a.c:4:\n+\tif (a)\n\n"
	       "total: 1 errors, 0 warnings, 7 lines checked\n\n"
	       "\"[PATCH] x: y\" has style problems, please review.\n");
	o.showfile = true;
	prints("--emacs --showfile", 1, &o,
	       "drivers/a.c:4: ERROR: first\n+\tif (a)\n\n"
	       "total: 1 errors, 0 warnings, 7 lines checked\n\n"
	       "\"[PATCH] x: y\" has style problems, please review.\n");
	o = (struct checkpatch_options){ .quiet = 1, .terse = true, .no_summary = true, .mailback = true };
	prints("as b4 calls it", 2, &o, "-:21: ERROR: first\n-:22: WARNING: second\n");
	prints("as b4 calls it, clean", 0, &o, "");
	o = (struct checkpatch_options){ .terse = true, .show_types = true, .strict = true, .summary_file = true };
	checkpatch_add_types(&o, true, " atomic_sleep ,x");
	prints("--terse --show-types --ignore", 2, &o,
	       "-:21: ERROR:NOTIFIER_LOCK_ALLOC: first\n"
	       "- total: 1 errors, 0 warnings, 0 checks, 7 lines checked\n");
	checkpatch_options_release(&o);
	return failed != 0;
}
