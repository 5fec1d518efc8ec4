/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A triage in its forms: one file per form, one row here.  As in
 * report/report.h a form writes to out and does not close it; same triage, same
 * bytes.
 */
#ifndef RECLINT_TRIAGE_PRINT_H
#define RECLINT_TRIAGE_PRINT_H

#include <stdio.h>

#include "triage/compare.h"
#include "triage/tree.h"

#define TRIAGE_FORMATS(X)							\
	X(text)		/* for the terminal */					\
	X(markdown)	/* for a reply */					\
	X(json)		/* docs/triage.schema.json */				\
	X(mail)		/* replies, findings below the quoted hunks */		\
	X(checkpatch)	/* checkpatch.pl's */					\
	X(b4)		/* for b4's review checks */

enum triage_format {
#define X(name) TRIAGE_##name,
	TRIAGE_FORMATS(X)
#undef X
	TRIAGE_FORMATS_END
};

struct checkpatch_options;

struct triage_patch {
	const struct patch *patch;
	struct comparison comparison;
	unsigned int remade;		/* units compiled for it */
	unsigned int gone;		/* units that it removes */
	path_array failed;		/* units that do not compile since this patch */
	path_array unbuilt;		/* C files that the configuration does not build */
};

struct triage {
	const struct series *series;
	ARRAY(struct triage_patch) patches;
	const char *kernel;		/* version */
	const char *base;		/* commit, or NULL: the tree as it is */
	enum confidence min;
	const struct checkpatch_options *checkpatch;	/* of that form; NULL: another */
	path_array maintainers;		/* "Jane Doe <j@x> (maintainer:DRM DRIVERS)" */
	const char *no_maintainers;	/* why there are none although they were asked for, or NULL */
};

typedef void triage_print_fn(const struct triage *t, FILE *out);
#define X(name) triage_print_fn triage_print_##name;
TRIAGE_FORMATS(X)
#undef X

/* By its number; names are those of the rows. */
void triage_print(enum triage_format format, const struct triage *t, FILE *out);
/* TRIAGE_FORMATS_END: there is none of that name. */
enum triage_format triage_format_find(const char *name);

/* ---- shared among forms --------------------------------------------------------- */

/*
 * The items from the i-th on that are about one finding and changed the same way;
 * returns the index of the next after them.  f is that finding with these places
 * only: it stands where it stood if the patch touches that, else at the surest of
 * them.  Texts are the results', arrays are in the arena.
 */
unsigned int triage_group(const struct comparison *c, unsigned int i, struct arena *a, struct finding *f);

/* "1 new, 2 fixed" and so on; what is zero is left out, but for new. */
char *triage_counts(const struct comparison *c);
/* "caused by this patch, in a file it does not touch: it changes 'f' (a.c:12)"; NULL: it stands in what it touches. */
char *triage_cause(const struct comparison *c, const struct change_item *item);

struct patch_position {
	const struct touched_file *file;
	unsigned int hunk, line;	/* indices */
	bool is_exact;			/* that very line; else the hunk nearest to it */
};
/* Where in the patch to speak of it; false: the patch has no such place. */
bool triage_position(const struct comparison *c, const struct change_item *item, struct patch_position *p);
/* The line of the input. */
unsigned int triage_patch_line(const struct patch *p, const struct patch_position *at);

/* Is there no unit in the base that the patch makes another? */
bool triage_is_beside(const struct triage_patch *p);

/* Something new, or a fix that is none, as far as the form lets it through? */
bool triage_has_news(const struct triage *t);

#endif
