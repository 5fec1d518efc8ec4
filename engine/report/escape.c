// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Bytes of the character at p, 0: it is none.  Neither overlong, nor a surrogate, nor beyond Unicode. */
static size_t character(const unsigned char *p, size_t n)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = p[0] < 0x80 ? 1 : (p[0] & 0xe0) == 0xc0 ? 2 : (p[0] & 0xf0) == 0xe0 ? 3 : (p[0] & 0xf8) == 0xf0 ? 4 : 0;
	uint32_t code;

	if (length == 1)
		return 1;
	if (!length || length > n)
		return 0;
	code = p[0] & (0xffu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (p[i] & 0x3f);
	}
	return code < least[length] || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff ? 0 : length;
}

static bool is_utf8(const char *text, size_t n)
{
	for (size_t i = 0, length; i < n; i += length) {
		length = character((const unsigned char *)text + i, n - i);
		if (!length)
			return false;
	}
	return true;
}

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
