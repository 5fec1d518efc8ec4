// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replies: to each patch that adds something, or fixes what it does not, one
 * mail.  The hunks in question are quoted, with what is said below the line.
 * Addresses are those of the patch; there is no From, which is the sender's, and
 * no tag, which only people give.  Several mails are an mbox.
 */
#include "triage/print.h"

#include <ctype.h>
#include <string.h>

#include "base/version.h"

enum { COLUMNS = 74, QUOTED_BEFORE = 12 };

/* ---- headers ------------------------------------------------------------------------- */

static bool is_ascii(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] & 0x80)
			return false;
	return true;
}

static size_t word_size(const char *text)
{
	return strcspn(text, " \t");
}

static size_t quoted_size(const char *text)
{
	const char *end = strchr(text + 1, '"');

	return end ? (size_t)(end + 1 - text) : word_size(text);
}

/* Words that are not ASCII, as RFC 2047 has them; those beside each other are one. */
static void put_encoded(const char *text, size_t n, FILE *out)
{
	fputs("=?UTF-8?q?", out);
	for (size_t i = 0; i < n; i++) {
		unsigned char ch = (unsigned char)text[i];

		if (ch == '"')
			continue;
		if (ch == ' ')
			putc('_', out);
		else if (isalnum(ch) || strchr("-!*+/", ch))
			putc(ch, out);
		else
			fprintf(out, "=%02X", ch);
	}
	fputs("?=", out);
}

static void put_header(const char *name, const char *value, FILE *out)
{
	fprintf(out, "%s: ", name);
	while (*value) {
		size_t n = *value == '"' ? quoted_size(value) : word_size(value), all = n;

		if (is_ascii(value, n)) {
			fwrite(value, 1, n, out);
		} else {
			while (*value != '"' && value[all]) {
				size_t gap = strspn(value + all, " \t"), next = word_size(value + all + gap);

				if (!next || is_ascii(value + all + gap, next))
					break;
				all += gap + next;
			}
			put_encoded(value, all, out);
		}
		value += all;
		if (*value)
			putc(' ', out);
		value += strspn(value, " \t");
	}
	putc('\n', out);
}

/* "Jane Doe <j@x> (maintainer:X)" without the role. */
static char *address_of(const char *maintainer)
{
	const char *role = strstr(maintainer, " (");

	return xasprintf("%.*s", role ? (int)(role - maintainer) : (int)strlen(maintainer), maintainer);
}

static bool mentions(const char *list, const char *address)
{
	const char *open = strchr(address, '<');
	char *bare = xasprintf("%.*s", open ? (int)strcspn(open + 1, ">") : (int)strlen(address), open ? open + 1 : address);
	bool has = list && strcasestr(list, bare);

	free(bare);
	return has;
}

static char *copies(const struct triage *t, const struct patch *p)
{
	char *list = xasprintf("%s%s%s", p->to ? p->to : "", p->to && p->cc ? ", " : "", p->cc ? p->cc : "");

	for_each_in_array(m, &t->maintainers) {
		char *address = address_of(*m), *longer;

		if (!mentions(list, address) && !mentions(p->from, address)) {
			longer = xasprintf("%s%s%s", list, *list ? ", " : "", address);
			free(list);
			list = longer;
		}
		free(address);
	}
	return list;
}

static void put_headers(const struct triage *t, const struct patch *p, FILE *out)
{
	char *cc = copies(t, p), *subject, *references;
	bool is_reply = !strncasecmp(p->full_subject, "Re:", 3);

	subject = xasprintf("%s%s", is_reply ? "" : "Re: ", p->full_subject);
	if (p->from)
		put_header("To", p->from, out);
	if (*cc)
		put_header("Cc", cc, out);
	put_header("Subject", subject, out);
	if (p->message_id) {
		references = xasprintf("%s%s%s", p->references ? p->references : "", p->references ? " " : "", p->message_id);
		put_header("In-Reply-To", p->message_id, out);
		put_header("References", references, out);
		free(references);
	}
	fputs("MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n", out);
	free(subject);
	free(cc);
}

/* ---- what is said ------------------------------------------------------------------------ */

static void put_wrapped(const char *text, unsigned int indent, FILE *out)
{
	unsigned int column = indent;

	fprintf(out, "%*s", (int)indent, "");
	while (*text) {
		size_t n = strcspn(text, " ");

		if (column > indent && column + n > COLUMNS) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
		}
		fwrite(text, 1, n, out);
		column += (unsigned int)n;
		text += n;
		if (*text == ' ') {
			text++;
			if (*text && column + 1 + strcspn(text, " ") <= COLUMNS) {
				putc(' ', out);
				column++;
			} else if (*text) {
				fprintf(out, "\n%*s", (int)indent, "");
				column = indent;
			}
		}
	}
	putc('\n', out);
}

static void put_paragraph(char *text, unsigned int indent, FILE *out)
{
	put_wrapped(text, indent, out);
	free(text);
}

static void put_steps(const struct finding *f, FILE *out)
{
	for (unsigned int i = 0; i < f->nchains; i++) {
		putc('\n', out);
		for (unsigned int k = 0; k < f->chains[i].nsteps; k++) {
			const struct step *s = &f->chains[i].steps[k];

			fprintf(out, "  %s:%u: %s%s%s%s\n", s->file ? s->file : "<unknown>", s->line,
				s->detail ? s->detail : s->event, s->function ? ", in '" : "", s->function ? s->function : "",
				s->function ? "'" : "");
		}
	}
}

static void put_finding(const struct comparison *c, const struct change_item *item, const struct finding *f,
			bool is_exact, FILE *out)
{
	char *cause = triage_cause(c, item);

	putc('\n', out);
	if (item->is_false_fix) {
		put_paragraph(xasprintf("%s%s%s: %s:%u: %s.", c->claim == CLAIM_GFP ? "The " : "The message speaks of '", c->claimed,
					c->claim == CLAIM_GFP ? " does not remove this" : "', which this does not remove",
					f->file, f->line, f->message), 0, out);
		putc('\n', out);
		put_paragraph(xasprintf("Why: %s.", item->why), 0, out);
	} else {
		put_paragraph(is_exact && !cause ? xasprintf("%s.", f->message) :
						  xasprintf("%s:%u: %s.", f->file, f->line, f->message), 0, out);
		if (cause)
			put_paragraph(xasprintf("This is %s.", cause), 0, out);
	}
	put_steps(f, out);
	for (unsigned int i = 0; i < f->nsites; i++)
		if (f->sites[i].line != f->line || strcmp(f->sites[i].file, f->file))
			fprintf(out, "%s  also %s:%u%s%s%s\n", i ? "" : "\n", f->sites[i].file, f->sites[i].line,
				f->sites[i].function ? ", in '" : "", f->sites[i].function ? f->sites[i].function : "",
				f->sites[i].function ? "'" : "");
	if (f->nfixes)
		putc('\n', out);
	for (unsigned int i = 0; i < f->nfixes; i++)
		put_paragraph(xasprintf("%s %s", i ? "Or:" : "What would help:", f->fixes[i]), 0, out);
	fprintf(out, "\n[%s, confidence %s]\n\n", f->rule, confidence_name(f->confidence));
	free(cause);
}

/* ---- where ---------------------------------------------------------------------------------- */

struct remark {
	const struct change_item *item;
	struct finding finding;
	struct patch_position at;
	bool is_placed;
};

typedef ARRAY(struct remark) remark_array;

static int by_position(const void *a, const void *b)
{
	const struct remark *x = a, *y = b;

	if (x->is_placed != y->is_placed)
		return x->is_placed ? -1 : 1;
	if (x->is_placed && x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;	/* of one array */
	if (x->is_placed && x->at.hunk != y->at.hunk)
		return x->at.hunk < y->at.hunk ? -1 : 1;
	if (x->is_placed && x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

static void collect(const struct comparison *c, struct arena *arena, remark_array *remarks)
{
	for (unsigned int i = 0, next; i < c->items.n; i = next) {
		struct remark r = { .item = &c->items.at[i] };

		next = triage_group(c, i, arena, &r.finding);
		if (r.item->change != CHANGE_NEW && !r.item->is_false_fix)
			continue;
		/* said at the place that the finding stands at */
		for (unsigned int k = i; k < next; k++)
			if (c->items.at[k].site->line == r.finding.line && !strcmp(c->items.at[k].site->file, r.finding.file))
				r.item = &c->items.at[k];
		r.is_placed = triage_position(c, r.item, &r.at);
		array_push(remarks, r);
	}
	if (remarks->n)
		qsort(remarks->at, remarks->n, sizeof(*remarks->at), by_position);
}

static void quote(const char *line, FILE *out)
{
	fprintf(out, "> %s\n", line);
}

static void quote_file(const struct patch_file *f, FILE *out)
{
	const char *old = f->old_path, *new = f->new_path;

	fprintf(out, "> diff --git a/%s b/%s\n", old ? old : new, new ? new : old);
	fprintf(out, "> --- %s%s\n> +++ %s%s\n", old ? "a/" : "", old ? old : "/dev/null", new ? "b/" : "", new ? new : "/dev/null");
}

static void put_remarks(const struct comparison *c, const remark_array *remarks, FILE *out)
{
	const struct remark *before = NULL;
	unsigned int quoted = 0;	/* lines of the hunk so far */

	for_each_in_array(r, remarks) {
		if (r->is_placed) {
			const struct hunk *h = &r->at.file->file->hunks.at[r->at.hunk];
			bool same_file = before && before->at.file == r->at.file;

			if (!same_file)
				quote_file(r->at.file->file, out);
			if (!same_file || before->at.hunk != r->at.hunk) {
				quote(h->head, out);
				quoted = 0;
			}
			if (quoted <= r->at.line && r->at.line - quoted > QUOTED_BEFORE) {
				quote("[...]", out);
				quoted = r->at.line - QUOTED_BEFORE;
			}
			for (; quoted <= r->at.line && quoted < h->lines.n; quoted++)
				quote(h->lines.at[quoted], out);
			before = r;
		}
		put_finding(c, r->item, &r->finding, r->is_placed && r->at.is_exact && !r->item->is_elsewhere, out);
	}
}

static void put_mail(const struct triage *t, const struct triage_patch *p, const remark_array *remarks, FILE *out)
{
	put_headers(t, p->patch, out);
	if (p->patch->from)
		fprintf(out, "%s%s%s%s wrote:\n", p->patch->date ? "On " : "", p->patch->date ? p->patch->date : "",
			p->patch->date ? ", " : "", p->patch->from);
	put_remarks(&p->comparison, remarks, out);
	fprintf(out, "-- \nreclint %s, Linux %s", RECLINT_VERSION, t->kernel ? t->kernel : "of unknown version");
	if (t->base)
		fprintf(out, " at %.12s", t->base);
	fputs(": it reads code and runs nothing, and may be wrong\n", out);
}

void triage_print_mail(const struct triage *t, FILE *out)
{
	unsigned int n = 0, mails = 0;

	for_each_in_array(p, &t->patches)
		mails += p->comparison.nnew || p->comparison.nfalse;
	for_each_in_array(p, &t->patches) {
		struct arena arena = { NULL };
		remark_array remarks = { 0 };

		collect(&p->comparison, &arena, &remarks);
		if (remarks.n && mails > 1)
			fprintf(out, "%sFrom reclint Mon Sep 17 00:00:00 2001\n", n++ ? "\n" : "");
		if (remarks.n)
			put_mail(t, p, &remarks, out);
		array_release(&remarks);
		arena_release(&arena);
	}
}
