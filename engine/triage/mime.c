// SPDX-License-Identifier: GPL-2.0-or-later
/* RFC 2045 and 2047, as far as patches by mail need them: base64, quoted-printable, encoded words, charsets. */
#include "triage/series.h"

#include <ctype.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* What is no digit is passed over, as mail programs do; the end is at '='. */
static size_t decode_base64(const char *text, size_t size, char *out)
{
	unsigned int bits = 0, nbits = 0;
	size_t n = 0;

	for (size_t i = 0; i < size && text[i] != '='; i++) {
		int value = base64_value(text[i]);

		if (value < 0)
			continue;
		bits = bits << 6 | (unsigned int)value;
		nbits += 6;
		if (nbits >= 8) {
			nbits -= 8;
			out[n++] = (char)(bits >> nbits & 0xff);
		}
	}
	return n;
}

static int hex_value(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	c = (char)toupper((unsigned char)c);
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* In headers '_' is a space; in bodies '=' at the end of a line joins it with the next. */
static size_t decode_quoted(const char *text, size_t size, bool header, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '=' && i + 2 < size && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
			out[n++] = (char)(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
			i += 2;
		} else if (text[i] == '=' && !header) {
			size_t k = i + 1;

			while (k < size && (text[k] == ' ' || text[k] == '\t' || text[k] == '\r'))
				k++;
			if (k < size && text[k] != '\n')
				out[n++] = text[i];
			else
				i = k;
		} else {
			out[n++] = header && text[i] == '_' ? ' ' : text[i];
		}
	}
	return n;
}

/* size bytes in UTF-8, which takes at most four times as many; what is not in that charset becomes '?'. */
static size_t to_utf8(const char *charset, char *text, size_t size, char *out)
{
	iconv_t convert = iconv_open("UTF-8", charset);
	char *to = out;
	size_t room = 4 * size;

	if (convert == (iconv_t)-1)
		convert = iconv_open("UTF-8", "US-ASCII");
	while (convert != (iconv_t)-1 && size && iconv(convert, &text, &size, &to, &room) == (size_t)-1 && size && room) {
		*to++ = '?';
		room--;
		text++;
		size--;
	}
	if (convert != (iconv_t)-1)
		iconv_close(convert);
	return (size_t)(to - out);
}

/* "=?charset?q?text?=" at text: its end, or NULL. */
static const char *encoded_word(const char *text, char *encoding, const char **data, size_t *size)
{
	const char *charset_end, *end;

	if (strncmp(text, "=?", 2))
		return NULL;
	charset_end = strchr(text + 2, '?');
	if (!charset_end || !charset_end[1] || charset_end[2] != '?')
		return NULL;
	*encoding = (char)tolower((unsigned char)charset_end[1]);
	*data = charset_end + 3;
	end = strstr(*data, "?=");
	if (!end || (*encoding != 'q' && *encoding != 'b'))
		return NULL;
	*size = (size_t)(end - *data);
	return end + 2;
}

static size_t decode_word(const char *word, char encoding, const char *data, size_t size, char *out)
{
	char charset[40], *bytes = xmalloc(size + 1);
	/* "*en" behind it is a language */
	size_t n = encoding == 'q' ? decode_quoted(data, size, true, bytes) : decode_base64(data, size, bytes);

	snprintf(charset, sizeof(charset), "%.*s", (int)strcspn(word + 2, "?*"), word + 2);
	n = to_utf8(charset, bytes, n, out);
	free(bytes);
	return n;
}

const char *mime_header(struct arena *a, const char *text)
{
	char *out = arena_alloc(a, 4 * strlen(text) + 1);
	size_t n = 0;

	while (*text) {
		const char *data, *end;
		size_t size;
		char encoding;

		end = encoded_word(text, &encoding, &data, &size);
		if (!end) {
			out[n++] = *text++;
			continue;
		}
		n += decode_word(text, encoding, data, size, out + n);
		text = end;
		/* White space between two of them is none. */
		end += strspn(end, " \t");
		if (encoded_word(end, &encoding, &data, &size))
			text = end;
	}
	/* Not encoded and no UTF-8: what most mail programs take it for. */
	if (!is_utf8(out, n)) {
		char *bytes = out;

		out = arena_alloc(a, 4 * n + 1);
		n = to_utf8("ISO-8859-1", bytes, n, out);
	}
	/* One line, whatever was encoded: it may become a header again. */
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)out[i] < ' ' || out[i] == 0x7f)
			out[i] = ' ';
	out[n] = '\0';
	return out;
}

/* Lines end in '\n' alone; a NUL byte is no text. */
static void clean(char *text, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < size; i++)
		if (text[i] && !(text[i] == '\r' && (i + 1 == size || text[i + 1] == '\n')))
			text[n++] = text[i];
	text[n] = '\0';
}

const char *mime_body(struct arena *a, const char *text, size_t size, const char *encoding)
{
	char *out = arena_alloc(a, size + 1);

	if (encoding && !strncasecmp(encoding, "base64", 6)) {
		size = decode_base64(text, size, out);
	} else if (encoding && !strncasecmp(encoding, "quoted-printable", 16)) {
		size = decode_quoted(text, size, false, out);
	} else {
		memcpy(out, text, size);
	}
	clean(out, size);
	return out;
}
