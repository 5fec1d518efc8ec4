/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the kernel enters callbacks, and what they do then.
 *
 *	entry	a callback (a function stored in a field that the model gives
 *		contexts) in one of its contexts, with what holds there about
 *		its parameters
 *	act	an effect of an entry that is possible in its context
 *
 * An entry is walked anew under its context's assumptions: "blockable" and the
 * event decide which acts are there at all.
 */
#ifndef RECLINT_ANALYSIS_ENTRY_H
#define RECLINT_ANALYSIS_ENTRY_H

#include "analysis/claim.h"
#include "analysis/fence.h"
#include "analysis/item.h"
#include "analysis/summary.h"
#include "analysis/told.h"
#include "link/program.h"

/*
 * Kinds of contexts.  Of mmu notifiers everything is followed far down; of the
 * rest, locks only near the callback: further down nearly all of them are some
 * other layer's.
 */
enum context_kind {
	CONTEXT_NOTIFIER, CONTEXT_RELEASE, CONTEXT_SHRINKER, CONTEXT_SIGNALLING, CONTEXT_ATOMIC, CONTEXT_FAULT, CONTEXT_WORK,
	CONTEXT_ITEM, CONTEXT_ENDER, CONTEXT_FENCE, CONTEXT_RESCUER, CONTEXT_KINDS
};

struct entry {
	const char *context;	/* "reclaim", "mm", "oom", "shrinker", ... */
	uint8_t kind;		/* enum context_kind */
	uint32_t field;		/* of the operations table, or NONE */
	uint32_t item;		/* "work", "signaller", "fence": class of what it ends, else NONE */
	uint32_t event;		/* "signaller", "fence": where it does */
	uint32_t end;		/* ... which of items.ends it is */
	uint32_t node;
	uint32_t assume;	/* atom set */
	bool is_contract;	/* no callback: its author says that it is so */
	const char *name;	/* "mmu_interval_notifier_ops.invalidate = amdgpu_mn_invalidate_gfx" */
};

struct act {
	uint32_t entry;
	struct effect effect;
};

struct entries {
	ARRAY(struct entry) at;
	ARRAY(struct act) acts;		/* by entry, in order */
	struct items items;
	struct fences fences;
	struct claims claims;
	struct tolds tolds;
	struct arena arena;
};

/* CONTEXT_KINDS: none that is followed. */
enum context_kind context_kind_of(const char *context);
/* Find them (before solving: their locks are the ones worth tracking). */
void entries_find(struct entries *e, struct solver *s);
void entries_release(struct entries *e);
/* The function's parameter of this number (from 1), or what this field of the struct it points to holds ("": itself). */
uint32_t entry_parameter(struct solver *s, const struct function *f, int64_t number, const char *field_name);
/* Mark the lock classes that entries may take, so that solve() follows them (track.c). */
void entries_track_locks(struct entries *e, struct solver *s);
/* After solve(): walk each entry under its assumptions. */
void entries_walk(struct entries *e, struct solver *s);

#endif
