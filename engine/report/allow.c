// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Comments do not reach the compiler's middle end, so they are read from the
 * source, and only where a file has the word at all.  What a statement is, is
 * guessed from the text: it begins after a line that ends in ; { } or : and
 * goes on while a parenthesis is open.
 */
#include "report/allow.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/intern.h"
#include "report/scope.h"
#include "report/source.h"

#define MARK	"reclint:"

/* A statement of more lines than that is none. */
enum { STATEMENT_LINES = 40 };

/* One rule of one comment. */
struct allow {
	unsigned int line;
	unsigned int first;		/* line that the comment begins on */
	const char *rule;		/* NULL: it names none */
	struct suppression suppression;	/* reason NULL: it gives none */
	bool used;
};

struct line {
	bool has_code, in_comment;
	bool ends;			/* with this line a statement, block or label ends, or it is a directive */
	int depth;			/* parentheses opened less those closed */
};

struct file {
	const char *name;
	ARRAY(struct line) lines;	/* by number, 0 unused; empty: no such comment in it */
	ARRAY(struct allow) allows;
};

struct reader {
	struct arena *arena;
	struct source *source;
	struct intern names;		/* ids are indices of files */
	ARRAY(struct file) files;
};

/* ---- what a comment says ------------------------------------------------------------ */

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* From text up to end in one line, or NULL if nothing is left. */
static const char *one_line(struct arena *a, const char *text, const char *end)
{
	char *line = arena_alloc(a, (size_t)(end - text) + 1), *out = line;

	for (; text < end; text++) {
		if (!isspace((unsigned char)*text))
			*out++ = *text;
		else if (out > line && out[-1] != ' ')
			*out++ = ' ';
	}
	while (out > line && out[-1] == ' ')
		out--;
	*out = '\0';
	return *line ? line : NULL;
}

static const char *skip_space(const char *p)
{
	while (isspace((unsigned char)*p))
		p++;
	return p;
}

/* After "reclint: allow": the rules, and after a colon the reason, up to the next mark. */
static void take_clause(struct reader *r, struct file *f, const char *p, unsigned int line, unsigned int first)
{
	const char *next = strstr(p, MARK), *end = next ? next : p + strlen(p), *name;
	uint32_t from = f->allows.n;
	struct suppression s = { .kind = "in-source" };

	for (p = skip_space(p); p < end && is_name(*p); p = skip_space(p)) {
		for (name = p; is_name(*p); p++)
			;
		array_push(&f->allows, (struct allow){ .line = line, .first = first, .rule = one_line(r->arena, name, p) });
		p = skip_space(p);
		if (*p != ',')
			break;
		p++;
	}
	if (from == f->allows.n)
		array_push(&f->allows, (struct allow){ .line = line, .first = first });
	if (p < end && *p == ':')
		s.reason = one_line(r->arena, p + 1, end);
	for (; from < f->allows.n; from++)
		f->allows.at[from].suppression = s;
}

/* text: without what marks it as a comment, its lines ended by '\n'; begins on line first. */
static void take_comment(struct reader *r, struct file *f, const char *text, unsigned int first)
{
	unsigned int line = first;
	const char *p = text, *mark;

	for (; (mark = strstr(p, MARK)); p = mark + strlen(MARK)) {
		const char *word = skip_space(mark + strlen(MARK));

		for (; p < mark; p++)
			line += *p == '\n';
		if (!strncmp(word, "allow", 5) && !is_name(word[5]))
			take_clause(r, f, word + 5, line, first);
	}
}

/* ---- what is code ---------------------------------------------------------------------- */

struct lexer {
	enum { CODE, BLOCK, LINE, STRING, CHARACTER } state;
	ARRAY(char) comment;
	unsigned int first;		/* line of the comment */
	char last;			/* of the code in this line */
	bool has_question;		/* in this line: then a colon is no label's */
	bool is_directive;		/* goes on after a backslash */
};

static void end_comment(struct reader *r, struct file *f, struct lexer *x)
{
	array_push(&x->comment, '\0');
	if (x->comment.n > 1)
		take_comment(r, f, x->comment.at, x->first);
	array_clear(&x->comment);
}

/* How far an inside of a string or character goes on. */
static const char *skip_literal(struct lexer *x, const char *p)
{
	const char quote = x->state == STRING ? '"' : '\'';

	if (*p == '\\' && p[1])
		return p + 2;
	if (*p == quote)
		x->state = CODE;
	return p + 1;
}

static const char *skip_code(struct reader *r, struct file *f, struct lexer *x, struct line *l, const char *p,
			     unsigned int number)
{
	if (p[0] == '/' && p[1] == '*') {
		end_comment(r, f, x);
		x->state = BLOCK;
		x->first = number;
		l->in_comment = true;
		return p + 2;
	}
	if (p[0] == '/' && p[1] == '/') {
		/* One after the other, alone in their lines, are one comment. */
		if (!x->comment.n || l->has_code) {
			end_comment(r, f, x);
			x->first = number;
		}
		x->state = LINE;
		l->in_comment = true;
		return p + 2;
	}
	if (isspace((unsigned char)*p))
		return p + 1;
	if (x->comment.n)
		end_comment(r, f, x);
	x->is_directive |= *p == '#' && !l->has_code;
	x->state = *p == '"' ? STRING : *p == '\'' ? CHARACTER : CODE;
	l->has_code = true;
	l->depth += (*p == '(') - (*p == ')');
	x->has_question |= *p == '?';
	x->last = *p;
	return p + 1;
}

static const char *skip_comment(struct reader *r, struct file *f, struct lexer *x, const char *p)
{
	if (x->state == BLOCK && p[0] == '*' && p[1] == '/') {
		end_comment(r, f, x);
		x->state = CODE;
		return p + 2;
	}
	array_push(&x->comment, *p);
	return p + 1;
}

/* The stars that lines of a block begin with. */
static const char *skip_decoration(const char *p)
{
	const char *star = skip_space(p);

	return *star == '*' && star[1] != '/' ? star + 1 : p;
}

static void read_line(struct reader *r, struct file *f, struct lexer *x, const char *p, unsigned int number)
{
	struct line *l = array_add(&f->lines);

	x->last = '\0';
	x->has_question = false;
	if (x->state == BLOCK) {
		l->in_comment = true;
		p = skip_decoration(p);
	}
	while (*p) {
		if (x->state == CODE)
			p = skip_code(r, f, x, l, p, number);
		else if (x->state == BLOCK || x->state == LINE)
			p = skip_comment(r, f, x, p);
		else
			p = skip_literal(x, p);
	}
	if (x->state == LINE || x->state == BLOCK)
		array_push(&x->comment, '\n');
	else if (!l->in_comment && x->comment.n)
		end_comment(r, f, x);
	if (x->state != BLOCK)
		x->state = CODE;
	l->ends = x->is_directive || (x->last && strchr(";{}", x->last)) || (x->last == ':' && !x->has_question);
	x->is_directive &= x->last == '\\';
}

static void read_file(struct reader *r, struct file *f)
{
	unsigned int n = source_lines(r->source, f->name);
	struct lexer x = { .state = CODE };

	array_add(&f->lines);
	for (unsigned int i = 1; i <= n; i++)
		read_line(r, f, &x, source_line(r->source, f->name, i), i);
	end_comment(r, f, &x);
	array_release(&x.comment);
}

static struct file *file_of(struct reader *r, const char *name)
{
	uint32_t id = intern_id(&r->names, name);
	struct file *f;

	if (id < r->files.n)
		return &r->files.at[id];
	f = array_add(&r->files);
	f->name = intern_text(&r->names, id);
	if (source_mentions(r->source, f->name, MARK))
		read_file(r, f);
	return f;
}

/* ---- whom it concerns -------------------------------------------------------------------- */

/* The lines of the statement that this one is in, with the comments directly above. */
static void statement_around(const struct file *f, unsigned int line, unsigned int *first, unsigned int *last)
{
	const struct line *at = f->lines.at;
	int depth = 0;

	for (*first = line; *first > 1 && line - *first < STATEMENT_LINES; --*first)
		if (!at[*first - 1].has_code || at[*first - 1].ends)
			break;
	for (unsigned int i = *first; i <= line; i++)
		depth += at[i].depth;
	for (*last = line; depth > 0 && *last + 1 < f->lines.n && *last - line < STATEMENT_LINES; )
		depth += at[++*last].depth;
	while (*first > 1 && !at[*first - 1].has_code && at[*first - 1].in_comment)
		--*first;
}

/* Each of them counts as used; the first tells why.  NULL: none. */
static const struct suppression *allowed_at(struct reader *r, const char *rule, const char *name, unsigned int line)
{
	const struct suppression *found = NULL;
	unsigned int first, last;
	struct file *f = name ? file_of(r, name) : NULL;

	if (!f || !line || line >= f->lines.n)
		return NULL;
	statement_around(f, line, &first, &last);
	for_each_in_array(a, &f->allows) {
		if (a->first < first || a->first > last || !a->rule || !a->suppression.reason ||
		    strcmp(a->rule, rule))
			continue;
		a->used = true;
		if (!found)
			found = arena_memdup(r->arena, &a->suppression, sizeof(a->suppression));
	}
	return found;
}

/* Is the step in the function that "tag.field = function" names? */
static bool is_in_callback(const struct finding *f, const struct step *s)
{
	const char *equals = f->entry ? strstr(f->entry, " = ") : NULL;

	return equals && s->function && !strcmp(equals + 3, s->function) && s->event && strcmp(s->event, "enter");
}

static bool stands_at_site(const struct finding *f)
{
	bool stands = false;

	for (unsigned int i = 0; i < f->nsites; i++)
		stands |= f->sites[i].line == f->line && f->sites[i].file && !strcmp(f->sites[i].file, f->file);
	return stands;
}

/*
 * Where a finding stands in its callback, and where its chain goes through that:
 * so a comment there holds however many holders there are.
 */
static const struct suppression *allowed_in_callback(struct reader *r, const struct finding *f)
{
	const struct suppression *found = NULL, *s;

	if (!stands_at_site(f))
		found = allowed_at(r, f->rule, f->file, f->line);
	for (unsigned int i = 1; i < f->nchains; i++)
		for (unsigned int k = 0; k < f->chains[i].nsteps; k++) {
			const struct step *step = &f->chains[i].steps[k];

			s = is_in_callback(f, step) ? allowed_at(r, f->rule, step->file, step->line) : NULL;
			if (!found)
				found = s;
		}
	return found;
}

static void apply(struct reader *r, struct finding *f)
{
	const struct suppression *whole = allowed_in_callback(r, f), *own;

	for (unsigned int i = 0; i < f->nsites; i++) {
		struct site *s = &f->sites[i];

		own = allowed_at(r, f->rule, s->file, s->line);
		if (!s->suppressed)
			s->suppressed = own ? own : whole;
	}
}

/* ---- what is wrong with them ---------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void warn(const struct allow_warnings *w, const struct file *f, const struct allow *a, const char *format)
{
	if (w->directory && f->name[0] != '/')
		fprintf(w->out, "%s/", w->directory);
	fprintf(w->out, "%s:%u: warning: ", f->name, a->line);
	fprintf(w->out, format, a->rule);
	putc('\n', w->out);
}

static void tell(const struct file *f, const struct allow *a, const struct scope *scope,
		 bool (*is_rule)(const char *id), const struct allow_warnings *w, struct allow_stats *stats)
{
	bool is_valid = a->rule && a->suppression.reason && is_rule(a->rule);

	stats->comments++;
	stats->invalid += !is_valid;
	if (!a->rule) {
		warn(w, f, a, "'reclint: allow' names no rule");
	} else if (!is_rule(a->rule)) {
		warn(w, f, a, "there is no rule '%s' to allow; see 'reclint rules'");
	} else if (!is_valid) {
		warn(w, f, a, "'reclint: allow %s' gives no reason and does not count");
	} else if (!a->used && !scope->is_part && scope_has_rule(scope, a->rule)) {
		warn(w, f, a, "unused 'reclint: allow %s': there is nothing to allow");
		stats->unused++;
	}
}

static void tell_all(struct reader *r, const struct scope *scope, bool (*is_rule)(const char *id),
		     const struct allow_warnings *w, struct allow_stats *stats)
{
	ARRAY(const char *) names = { 0 };

	for (uint32_t i = 0; i < intern_count(&scope->files); i++)
		array_push(&names, intern_text(&scope->files, i));
	if (names.n)
		qsort(names.at, names.n, sizeof(*names.at), by_text);
	for_each_in_array(name, &names) {
		struct file *f = file_of(r, *name);

		for_each_in_array(a, &f->allows)
			tell(f, a, scope, is_rule, w, stats);
	}
	array_release(&names);
}

void allow_apply(struct arena *a, struct result *r, struct source *source, const struct scope *scope,
		 bool (*is_rule)(const char *id), const struct allow_warnings *warnings, struct allow_stats *stats)
{
	struct reader reader = { .arena = a, .source = source };

	for (unsigned int i = 0; i < r->nfindings; i++)
		apply(&reader, &r->findings[i]);
	memset(stats, 0, sizeof(*stats));
	if (scope)
		tell_all(&reader, scope, is_rule, warnings, stats);
	for_each_in_array(f, &reader.files) {
		array_release(&f->lines);
		array_release(&f->allows);
	}
	array_release(&reader.files);
	intern_release(&reader.names);
}
