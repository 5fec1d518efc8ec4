/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text that may be anything (file names, lines of code, messages) inside other
 * languages.  What is no UTF-8 has '?' for its bytes beyond ASCII, as in
 * findings.json: a report is the same whether it was made of that or not.
 * Control characters are dropped, but for tabs and line ends.
 */
#ifndef RECLINT_REPORT_ESCAPE_H
#define RECLINT_REPORT_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

/* HTML: text and attribute values in double quotes.  NULL is nothing. */
void escape_html(const char *text, FILE *out);
void escape_html_n(const char *text, size_t n, FILE *out);
/* The inside of a string in double quotes of graphviz's language; a line end is one in the picture. */
void escape_dot(const char *text, FILE *out);

#endif
