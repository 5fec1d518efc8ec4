/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was reported against what the case expects, by field of the JSON form.
 */
#ifndef RECLINT_TEST_JUDGE_H
#define RECLINT_TEST_JUDGE_H

#include <stdbool.h>

struct pages;
struct test_case;

/*
 * Compare the findings in the file `json` with the directives of the case.
 * quiet: nothing may be reported (variant FIXED).  Returns NULL when all is as
 * expected, else one line per difference, each beginning with "#" (malloc'ed).
 */
char *judge(struct test_case *c, const char *json, bool quiet, const struct pages *pages);

#endif
