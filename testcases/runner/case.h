/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A test case: a C file, a directory of C files (one program), or a shell
 * script.  Its head comment says what it is about; the expectations stand as
 * DejaGnu directives on the lines they concern:
 *
 *	{ dg-warning "regex" [rule[|rule]] [.+N|.-N] }	a finding or site here
 *	{ dg-message "regex" [.+N|.-N] }		a chain step here
 *	{ dg-bogus "regex" [.+N|.-N] }			nothing here matches
 *
 * docs/testing.md is the reference.
 */
#ifndef RECLINT_TEST_CASE_H
#define RECLINT_TEST_CASE_H

#include <regex.h>
#include <stdbool.h>

enum directive_kind { DIR_WARNING, DIR_MESSAGE, DIR_BOGUS };

struct directive {
	enum directive_kind kind;
	unsigned int file;	/* index into test_case.files */
	unsigned int line;
	char *text;		/* the regular expression as written */
	regex_t regex;
	char *rules;		/* "a|b": accepted rule ids; NULL: any (dg-bogus) */
	bool matched;
};

struct test_case {
	char *name;		/* relative to testcases/, without '/' at the end */
	bool script;
	char **files;		/* relative to testcases/ */
	char **paths;		/* the names they are compiled under */
	unsigned int nfiles;
	/* From the head comment of the first file that has the field; NULL: absent. */
	char *title, *rule, *origin, *needs, *variant, *known_to_fail, *confidence, *rules, *kernel, *cocci;
	struct directive *directives;
	unsigned int ndirectives;
};

/*
 * Read the case `name` below directory `root`.  Returns NULL and fills *why
 * (malloc'ed) when the case itself is wrong: no head, bad directive.
 */
struct test_case *case_read(const char *root, const char *name, char **why);
void case_free(struct test_case *c);

/* printf into a malloc'ed string; out of memory ends the program. */
char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void *xrealloc(void *p, unsigned long size);
/* Whole file as a NUL-terminated string, or NULL. */
char *read_file(const char *path);

#endif
