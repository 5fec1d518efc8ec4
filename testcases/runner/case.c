// SPDX-License-Identifier: GPL-2.0-or-later
#include "case.h"

#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void *xrealloc(void *p, unsigned long size)
{
	p = realloc(p, size ? size : 1);
	if (!p) {
		fputs("run: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

char *format(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		s = xrealloc(NULL, ~0ul);
	va_end(ap);
	return s;
}

char *read_file(const char *path)
{
	FILE *in = fopen(path, "r");
	size_t used = 0, got;
	char *text = NULL;

	if (!in)
		return NULL;
	do {
		text = xrealloc(text, used + 65536 + 1);
		got = fread(text + used, 1, 65536, in);
		used += got;
	} while (got);
	fclose(in);
	text[used] = '\0';
	return text;
}

/* ---- the head ---------------------------------------------------------- */

/* "field: value" on a line of its own in the first comment; values may go on, indented, on the next line. */
static char *head_field(const char *text, const char *field)
{
	const char *end = strstr(text, "*/");
	size_t n = strlen(field);
	const char *p;

	for (p = text; p && (!end || p < end); p = strchr(p, '\n'), p = p ? p + 1 : NULL) {
		const char *q = p, *eol;

		q += strspn(q, " \t*#/");
		if (strncmp(q, field, n) || q[n] != ':')
			continue;
		q += n + 1;
		q += strspn(q, " \t");
		eol = q + strcspn(q, "\n");
		while (eol > q && isspace((unsigned char)eol[-1]))
			eol--;
		return format("%.*s", (int)(eol - q), q);
	}
	return NULL;
}

static void take_field(char **to, const char *text, const char *field)
{
	if (!*to)
		*to = head_field(text, field);
}

/* ---- directives ---------------------------------------------------------- */

static const struct {
	const char *word;
	enum directive_kind kind;
} directive_words[] = {
	{ "dg-warning", DIR_WARNING },
	{ "dg-message", DIR_MESSAGE },
	{ "dg-bogus", DIR_BOGUS },
};

/* The string at *p up to its closing quote; \" stands for a quote, other backslashes are the regex's. */
static char *quoted(const char **p)
{
	const char *s = *p;
	char *out, *o;

	if (*s++ != '"')
		return NULL;
	o = out = xrealloc(NULL, strlen(s) + 1);
	while (*s && *s != '"' && *s != '\n') {
		if (s[0] == '\\' && s[1] == '"')
			s++;
		*o++ = *s++;
	}
	*o = '\0';
	if (*s != '"') {
		free(out);
		return NULL;
	}
	*p = s + 1;
	return out;
}

static char *parse_directive(struct test_case *c, const char *p, unsigned int file, unsigned int line)
{
	struct directive d = { .file = file, .line = line };
	unsigned int i;

	for (i = 0; i < 3; i++)
		if (!strncmp(p, directive_words[i].word, strlen(directive_words[i].word)))
			break;
	if (i == 3)
		return format("%s:%u: unknown directive '%.20s'", c->files[file], line, p);
	d.kind = directive_words[i].kind;
	p += strlen(directive_words[i].word);
	p += strspn(p, " \t");
	d.text = quoted(&p);
	if (!d.text)
		return format("%s:%u: directive without \"regex\"", c->files[file], line);
	for (;;) {
		size_t n;

		p += strspn(p, " \t");
		if (*p == '}')
			break;
		n = strcspn(p, " \t}\n");
		if (!n)
			return format("%s:%u: directive without closing '}'", c->files[file], line);
		if (p[0] == '.' && (p[1] == '+' || p[1] == '-'))
			d.line += atoi(p + 1);
		else
			d.rules = format("%.*s", (int)n, p);
		p += n;
	}
	if (!d.rules && d.kind == DIR_WARNING)
		d.rules = format("%s", c->rule ? c->rule : "");
	i = regcomp(&d.regex, d.text, REG_EXTENDED | REG_NOSUB);
	if (i)
		return format("%s:%u: bad regular expression \"%s\"", c->files[file], line, d.text);
	c->directives = xrealloc(c->directives, (c->ndirectives + 1) * sizeof(d));
	c->directives[c->ndirectives++] = d;
	return NULL;
}

static char *parse_directives(struct test_case *c, const char *text, unsigned int file)
{
	unsigned int line = 1;
	char *why;

	for (const char *p = text; *p; p++) {
		if (*p == '\n') {
			line++;
		} else if (*p == '{') {
			const char *q = p + 1;

			q += strspn(q, " \t");
			if (strncmp(q, "dg-", 3))
				continue;
			why = parse_directive(c, q, file, line);
			if (why)
				return why;
		}
	}
	return NULL;
}

/* ---- cases ----------------------------------------------------------------- */

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), t = strlen(tail);

	return n >= t && !strcmp(s + n - t, tail);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_files(struct test_case *c, const char *root)
{
	char *path = format("%s/%s", root, c->name);
	struct dirent *e;
	DIR *dir = opendir(path);

	free(path);
	if (!dir) {
		c->files = xrealloc(NULL, sizeof(*c->files));
		c->files[c->nfiles++] = format("%s", c->name);
		return;
	}
	while ((e = readdir(dir))) {
		if (!ends_with(e->d_name, ".c"))
			continue;
		c->files = xrealloc(c->files, (c->nfiles + 1) * sizeof(*c->files));
		c->files[c->nfiles++] = format("%s/%s", c->name, e->d_name);
	}
	closedir(dir);
	qsort(c->files, c->nfiles, sizeof(*c->files), by_name);
}

struct test_case *case_read(const char *root, const char *name, char **why)
{
	struct test_case *c = memset(xrealloc(NULL, sizeof(*c)), 0, sizeof(*c));
	char **texts;

	*why = NULL;
	c->name = format("%s", name);
	c->script = ends_with(name, ".sh");
	find_files(c, root);
	texts = xrealloc(NULL, c->nfiles * sizeof(*texts));
	c->paths = xrealloc(NULL, c->nfiles * sizeof(*c->paths));
	for (unsigned int i = 0; i < c->nfiles; i++) {
		char *path = format("%s/%s", root, c->files[i]);

		texts[i] = read_file(path);
		free(path);
		if (!texts[i]) {
			*why = format("cannot read '%s'", c->files[i]);
			texts[i] = format("%s", "");
		}
		c->paths[i] = head_field(texts[i], "path");
		if (!c->paths[i])
			c->paths[i] = format("%s", c->files[i]);
		take_field(&c->title, texts[i], "case");
		take_field(&c->rule, texts[i], "rule");
		take_field(&c->origin, texts[i], "origin");
		take_field(&c->needs, texts[i], "needs");
		take_field(&c->variant, texts[i], "variant");
		take_field(&c->known_to_fail, texts[i], "known-to-fail");
		take_field(&c->confidence, texts[i], "confidence");
		take_field(&c->rules, texts[i], "rules");
		take_field(&c->kernel, texts[i], "kernel");
		take_field(&c->cocci, texts[i], "cocci");
	}
	if (!*why && !c->title)
		*why = format("no 'case:' in the head comment");
	if (!*why && !c->script && !c->rule)
		*why = format("no 'rule:' in the head comment");
	if (!*why && c->variant && strcmp(c->variant, "FIXED"))
		*why = format("unknown variant '%s'", c->variant);
	for (unsigned int i = 0; i < c->nfiles; i++) {
		if (!*why && !c->script)
			*why = parse_directives(c, texts[i], i);
		free(texts[i]);
	}
	free(texts);
	if (*why) {
		case_free(c);
		return NULL;
	}
	return c;
}

void case_free(struct test_case *c)
{
	for (unsigned int i = 0; i < c->ndirectives; i++) {
		free(c->directives[i].text);
		free(c->directives[i].rules);
		regfree(&c->directives[i].regex);
	}
	free(c->directives);
	for (unsigned int i = 0; i < c->nfiles; i++) {
		free(c->files[i]);
		free(c->paths[i]);
	}
	free(c->files);
	free(c->paths);
	free(c->name);
	free(c->title);
	free(c->rule);
	free(c->origin);
	free(c->needs);
	free(c->variant);
	free(c->known_to_fail);
	free(c->confidence);
	free(c->rules);
	free(c->kernel);
	free(c->cocci);
	free(c);
}
