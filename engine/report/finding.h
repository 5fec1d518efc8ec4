/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A finding is data: what rule, where, why, how sure.  Rules make them, the
 * engine groups and sorts them, reports print them.  Reports know findings,
 * not rules; rules do not print.
 *
 * The JSON form (findings.json, docs/findings.md) is the stable interface:
 * members here and there carry the same names.
 */
#ifndef RECLINT_REPORT_FINDING_H
#define RECLINT_REPORT_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum confidence { CONF_HIGH, CONF_MEDIUM, CONF_LOW };

/* One place on a chain.  Strings live as long as the result; NULL: does not apply. */
struct step {
	const char *file;
	unsigned int line;
	unsigned int column;		/* 0 unknown */
	const char *function;		/* the function the line is in */
	const char *event;		/* "acquire" "call" "allocate" "fault" "sleep" "wait" "enter" "release" ... */
	const char *detail;		/* in words: "lock 'struct x.l' taken here" */
};

struct chain {
	struct step *steps;
	unsigned int nsteps;
};

/* Why a finding or a site is not counted, although it is there. */
struct suppression {
	const char *kind;		/* "in-source", "baseline", "history" */
	const char *reason;		/* in the words of who said so, or NULL */
};

/* What others made of a finding; each member may be NULL. */
struct verdict {
	const char *judged;		/* "true", "false", "wontfix": by a person, from the history */
	const char *note;		/* theirs */
	const char *replay;		/* "confirmed", "refuted", "undecided" */
};

/* One place that shows the root cause; a finding has at least one. */
struct site {
	uint64_t fingerprint[2];	/* XXH3-128 of names, not lines */
	const char *file;
	unsigned int line;
	unsigned int column;
	const char *function;
	const char *event;
	enum confidence confidence;
	const char *message;		/* what is wrong at this very place */
	struct chain chain;		/* holder's side, down to the event */
	const char *baseline;		/* "new", "unchanged"; NULL: there was no baseline */
	const struct suppression *suppressed;	/* NULL: it is not */
};

/*
 * One link of the circle that lockdep would draw: somebody takes (or waits for)
 * one thing while holding another.  Names of lock classes, of lockdep's pseudo
 * locks ("fs_reclaim", "mmu_notifier_invalidate_range_start") and of items.
 */
#define NO_CHAIN	(~0u)		/* the kernel's own order */

struct dependency {
	const char *held, *taken;
	const char *detail;		/* kernel's own: who does so, else NULL */
	unsigned int chain;		/* the finding's chain that shows it, or NO_CHAIN */
};

/* A condition on the way of a chain, and why it does not rule the finding out. */
struct guard {
	unsigned int chain;
	const char *file;		/* of the function; of the call that decides */
	unsigned int line;
	const char *function;		/* whose condition it is */
	const char *condition;		/* over its parameters and globals: "range->flags & 0x1" */
	const char *status;		/* "given" by the context, "implied" by that, "decided" by a caller, "open" */
	const char *why;
};

struct finding {
	const char *rule;		/* id, e.g. "notifier-lock-alloc" */
	enum confidence confidence;
	uint64_t fingerprint[2];
	const char *origin;		/* "engine" or "cocci" */
	const char *file;
	unsigned int line;
	unsigned int column;
	const char *function;
	const char *lock;		/* "struct amdgpu_device.notifier_lock" or NULL */
	const char *entry;		/* "mmu_interval_notifier_ops.invalidate = amdgpu_mn_invalidate_gfx" or NULL */
	const char *message;
	struct chain *chains;		/* holder's side first, then the callback's, then workers */
	unsigned int nchains;
	struct site *sites;		/* sorted by file, line, function */
	unsigned int nsites;
	const char **limits;		/* bounds hit, sentences */
	unsigned int nlimits;
	const char **fixes;		/* real ones here, best first */
	unsigned int nfixes;
	const char *symptom;		/* what a debugging kernel would say, see docs/findings.md; NULL: nothing */
	struct dependency *cycle;	/* the holder's link first; each begins where the one before ends */
	unsigned int ncycle;
	struct guard *guards;		/* by chain, from the outermost call inwards */
	unsigned int nguards;
	const char **also_found_by;	/* semantic patches */
	unsigned int nalso;
	const struct verdict *verdict;	/* NULL: nobody said anything */
	const char *baseline;		/* "new" if one of its sites is that is not suppressed, "unchanged"; NULL: no baseline */
	const struct suppression *suppressed;	/* if all its sites are, why the first is */
};

/* Everything a report may print: deterministic, no time, host or absolute path. */
struct stat_row {
	const char *name;		/* JSON member */
	uint64_t value;
};

struct limit_row {
	const char *name;		/* the bound's name, as in --bound NAME=N */
	uint64_t value;			/* its setting */
	uint64_t hits;			/* how often it was hit */
};

struct result {
	const char *kernel;		/* "6.1.192" or NULL when unknown */
	const char *config;		/* one line, or NULL */
	struct finding *findings;	/* sorted: file, line, rule, fingerprint */
	unsigned int nfindings;
	struct stat_row *stats;		/* fixed order */
	unsigned int nstats;
	struct limit_row *limits;
	unsigned int nlimits;
	const char **failed;		/* units that could not be compiled or read */
	unsigned int nfailed;
	const char **meaningless;	/* annotations that say nothing, "FILE:LINE: WHY" */
	unsigned int nmeaningless;
	struct finding *absent;		/* what the baseline has and is gone, baseline "absent"; sorted as the others */
	unsigned int nabsent;
	const struct result *cocci;	/* statistics of the semantic patches that were folded in, or NULL */
	const struct lock_table *locks;	/* for reports with a table of them, or NULL */
};

/*
 * A row of `reclint locks`: a lock class taken in an mmu-notifier callback or
 * a shrinker.
 */
struct lock_user {
	const char *entry;		/* "tag.field = function" */
	const char *context;		/* "reclaim", "mm", "oom", "shrinker", "release" */
	unsigned int depth;		/* calls from the callback to the acquisition */
	bool blocking;			/* else only by trylock */
	struct chain chain;
};

struct lock_row {
	const char *lock;
	struct lock_user *users;
	unsigned int nusers;
	unsigned int held_over_reclaim;	/* sites, whatever their confidence */
};

struct lock_table {
	struct lock_row *rows;		/* sorted by lock */
	unsigned int nrows;
};

const char *confidence_name(enum confidence c);
/* 32 digits and a NUL. */
void fingerprint_to_hex(const uint64_t fingerprint[2], char hex[33]);
/* How sure all in all: what replay refuted is low, whatever the rule made of it. */
enum confidence finding_confidence(const struct finding *f);
/* "replay confirmed it", or NULL: it was not replayed. */
const char *finding_replayed(const struct finding *f);
/* Is it reported, and does it make the exit status 1?  Not when it is suppressed, or known already. */
bool finding_counts(const struct finding *f, enum confidence min);
/* The same of one place, whatever its confidence. */
bool site_counts(const struct site *s);
/* Told at this one of its sites: place, message, confidence, the holder's chain. */
void finding_stand_at(struct finding *f, const struct site *s);
/*
 * After its sites were compared or suppressed: what that makes of the finding,
 * whose own suppression by whoever judges anew is gone by then.
 * One that stands at a site which does not count, while others do, moves to the
 * best of these.
 */
void finding_settle(struct finding *f);
/* With all that belongs to it, onto the arena (copy.c); nobody has judged or suppressed it yet. */
struct arena;
void finding_copy(struct arena *a, struct finding *to, const struct finding *from);
/* For qsort: the order of every report, file, line, column, rule, fingerprint. */
int finding_by_place(const void *a, const void *b);
void report_locks_text(const struct lock_table *t, FILE *out);
void report_locks_json(const struct lock_table *t, FILE *out);

#endif
