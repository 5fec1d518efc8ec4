/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `testcases/run --sites FINDINGS.json`: one line per site, for scripts that
 * compare two analyses.  Columns, separated by tabs:
 *
 *	fingerprint rule file line function lock entry holder callback message
 *
 * holder and callback are the chains as "file:line,file:line,..."; "-" where
 * there is none.
 */
#ifndef RECLINT_TEST_SITES_H
#define RECLINT_TEST_SITES_H

/* Returns the exit status. */
int print_sites(const char *json);

#endif
