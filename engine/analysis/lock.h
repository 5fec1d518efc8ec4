/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lock classes and gfp masks, interned.
 *
 * A lock's class is what lockdep's would be: the innermost named struct and
 * field the lock lies in (a driver initialises a lock of one field at one
 * place), the variable for a lock that is in none, a pseudo class for the
 * kernel's own ("fs_reclaim", "nonblock").  Locks inside generic containers
 * are named after the field the container is embedded in.  A bare pointer
 * parameter has no class of its own: it is symbolic until a caller says what
 * it points to.
 *
 * What is taken as another subclass than 0 (mutex_lock_nested()) is a class
 * beside its base.  Where the lock is symbolic, the subclass goes into the low
 * bits of its address: "param0 | 1".
 */
#ifndef RECLINT_ANALYSIS_LOCK_H
#define RECLINT_ANALYSIS_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/expr.h"
#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"

#define CLASS_SYMBOLIC	0u	/* known to some caller */
#define CLASS_UNKNOWN	1u	/* not known to anybody */

#define LOCK_SUBCLASSES	8	/* MAX_LOCKDEP_SUBCLASSES */

enum lock_class_kind { CLASS_FIELD = 2, CLASS_VARIABLE, CLASS_PSEUDO, CLASS_KEYED, CLASS_SUBCLASS };

struct lock_class {
	enum lock_class_kind kind;
	uint32_t id;		/* field, entity; pseudo: scope number; keyed: see locks.splits */
	uint32_t base;		/* subclass: of this class, whose kind and id it has; else itself */
	const char *name;	/* "struct amdgpu_device.notifier_lock"; subclass: ".../1", as lockdep prints it */
	const char *role;	/* "mmap_lock" ... or NULL */
	bool is_kernels;	/* its role is the kernel's own, no driver shares it; or its author keeps it from lockdep */
	uint16_t asks;		/* kinds of effects that matter while it is held: bit set of enum effect_kind */
	bool is_tracked;
	bool is_listed;		/* callbacks tell of it, no more */
	bool is_sleeping;	/* ... as a lock that may sleep */
	bool is_near;		/* taken in an invalidate callback or not far below */
	bool is_ordered;	/* sleeps, and is near, or taken while one is held that is */
	bool is_signalled;	/* taken in, or not far below, a function with a fence signalling section */
	bool is_waited;		/* no lock but an item, and a callback waits for it */
	bool is_waited_under;	/* ... or somebody does who holds a lock that callbacks take */
	bool is_fence;		/* no lock but a dma-fence, or what points to one */
	bool is_atomic;		/* taken by spinning: whoever holds it must not sleep */
	bool is_domain;		/* taking it waits for its readers */
	bool is_ownerless;	/* a semaphore: whoever takes it need not be who drops it */
};

/* (expr & mask) | bits; constant when expr is EXPR_UNKNOWN and !is_unknown. */
struct gfp {
	uint32_t expr;
	uint32_t is_unknown;
	int64_t mask, bits;
};

struct model;

/* The node's function has to do with what points to a lock of that class. */
struct pointing {
	uint32_t class, node;
};

struct locks {
	const struct program *program;
	const struct model *model;
	struct exprs *exprs;
	ARRAY(struct lock_class) at;
	struct keymap keys;
	struct keymap gfp_keys;
	ARRAY(struct gfp) gfps;
	struct keymap splits;		/* { field, outer field }: keyed apart by lockdep_set_class() */
	struct map pointed;		/* by field: class of what it points to */
	ARRAY(struct pointing) pointing;	/* who says so */
	struct map named;		/* classes by the address of their text in the model */
	struct keymap set_keys;		/* sets of classes: sorted arrays */
	struct arena arena;
};

void locks_init(struct locks *l, const struct program *p, const struct model *m, struct exprs *x);
void locks_release(struct locks *l);

/*
 * Do states remember that a lock of this class is held?  Locks that play a part
 * in the kernel's own order are tracked, so that callbacks tell of them, but are
 * no driver's to share: whoever holds them is nobody's finding.
 */
static inline bool lock_is_held_in_states(const struct locks *l, uint32_t class)
{
	return class > CLASS_UNKNOWN && l->at.at[class].is_tracked && !l->at.at[class].is_kernels;
}

/* Is there anybody who asks where it is taken? */
static inline bool lock_is_told_of(const struct locks *l, uint32_t class)
{
	const struct lock_class *c = &l->at.at[class];

	return class > CLASS_UNKNOWN && (c->is_tracked || c->is_ordered || c->is_listed);
}

/* Does the mm hold a lock of this role around callbacks, besides mmap_lock? */
bool lock_is_vm(const char *role);

/* The class of the lock at this address, with the subclass in it. */
uint32_t lock_class_of(struct locks *l, uint32_t address);
/*
 * The class when it is taken as this subclass; once locks are tracked, because
 * it begins with what is known of the base.  Locks of the kernel's own order
 * have no subclasses: nobody shares them.
 */
uint32_t lock_class_sub(struct locks *l, uint32_t class, int64_t subclass);
static inline uint32_t lock_class_base(const struct locks *l, uint32_t class)
{
	return l->at.at[class].base;
}
/* The address with a subclass in it; without. */
uint32_t lock_address_sub(struct locks *l, uint32_t address, int64_t subclass);
uint32_t lock_address_plain(const struct locks *l, uint32_t address);
/* ... and without the fields within a lock: the address of the lock itself, as its users have it. */
uint32_t lock_address_whole(const struct locks *l, uint32_t address);
/*
 * The lock at this address gets a lockdep key of its own: locks of this field
 * in structs embedded in this very outer field are a class apart.  A key given
 * to a lock that is not embedded so splits nothing: which object it is cannot
 * be told where the lock is taken.
 */
void lock_class_split(struct locks *l, uint32_t address);
/* Whatever the field points to is a lock of that class (pointed.h). */
void lock_class_points(struct locks *l, uint32_t field, uint32_t class);
/* The author keeps the lock at this address out of lockdep's sight. */
void lock_class_unchecked(struct locks *l, uint32_t address);
/* "struct tag.field" of the model; the text stays where it is. */
uint32_t lock_class_named(struct locks *l, const char *text);
/* Before it is asked for: the text is the name of a variable, if there is one only. */
void lock_class_of_variable(struct locks *l, const char *text);
uint32_t lock_class_pseudo(struct locks *l, uint32_t scope, const char *name);

uint32_t gfp_id(struct locks *l, const struct gfp *g);
static inline const struct gfp *gfp_at(const struct locks *l, uint32_t g)
{
	return &l->gfps.at[g];
}

/* Sets of lock classes; 0 is empty. */
uint32_t class_set_id(struct locks *l, uint32_t *classes, uint32_t n);
const uint32_t *class_set_at(const struct locks *l, uint32_t set, uint32_t *n);
bool class_set_has(const struct locks *l, uint32_t set, uint32_t class);
/* Is all of a in b? */
bool class_set_within(const struct locks *l, uint32_t a, uint32_t b);
uint32_t class_set_union(struct locks *l, uint32_t a, uint32_t b);
uint32_t class_set_common(struct locks *l, uint32_t a, uint32_t b);

#endif
