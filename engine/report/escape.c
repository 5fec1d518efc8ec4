// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/escape.h"

#include <string.h>

#include "base/utf8.h"

/* c as it is printed; 0: not at all. */
static char clean(char c, bool is_text)
{
	unsigned char u = (unsigned char)c;

	if (u & 0x80)
		return is_text ? c : '?';
	return u == 0x7f || (u < ' ' && c != '\t' && c != '\n') ? '\0' : c;
}

void escape_html_n(const char *text, size_t n, FILE *out)
{
	bool is_text = is_utf8(text, n);

	for (size_t i = 0; i < n; i++) {
		char c = clean(text[i], is_text);

		switch (c) {
		case '\0':
			break;
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			putc(c, out);
		}
	}
}

void escape_html(const char *text, FILE *out)
{
	if (text)
		escape_html_n(text, strlen(text), out);
}

void escape_dot(const char *text, FILE *out)
{
	size_t n = strlen(text);
	bool is_text = is_utf8(text, n);

	for (size_t i = 0; i < n; i++) {
		char c = clean(text[i], is_text);

		switch (c) {
		case '\0':
			break;
		case '&':	/* graphviz knows HTML's entities */
			fputs("&amp;", out);
			break;
		case '\n':
			fputs("\\n", out);
			break;
		case '\\':
		case '"':
			putc('\\', out);
			/* fall through */
		default:
			putc(c, out);
		}
	}
}
