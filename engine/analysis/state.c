// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/state.h"

#include <stddef.h>
#include <string.h>

#include "link/program.h"

void state_copy(struct state *to, const struct state *from)
{
	memcpy(to, from, offsetof(struct state, held));
	memcpy(to->held, from->held, from->nheld * sizeof(*from->held));
	memcpy(to->released, from->released, from->nreleased * sizeof(*from->released));
	memcpy(to->scopes, from->scopes, sizeof(from->scopes));
	to->is_joined = from->is_joined;
	to->marks = from->marks;
	to->unmarked = from->unmarked;
	to->trace = from->trace;
	memcpy(to->atoms, from->atoms, from->natoms * sizeof(*from->atoms));
	memcpy(to->values, from->values, from->nvalues * sizeof(*from->values));
}

/* ---- values -------------------------------------------------------------------- */

static uint32_t find_value(const struct state *st, uint32_t key)
{
	uint32_t i = 0;

	while (i < st->nvalues && st->values[i].key < key)
		i++;
	return i;
}

uint32_t state_value(const struct state *st, uint32_t key)
{
	uint32_t i = find_value(st, key);

	return i < st->nvalues && st->values[i].key == key ? st->values[i].value : EXPR_UNKNOWN;
}

void state_forget_value(struct state *st, uint32_t key)
{
	uint32_t i = find_value(st, key);

	if (i == st->nvalues || st->values[i].key != key)
		return;
	memmove(&st->values[i], &st->values[i + 1], (st->nvalues - i - 1) * sizeof(*st->values));
	st->nvalues--;
}

void state_set_value(struct state *st, uint32_t key, uint32_t value)
{
	uint32_t i;

	if (value == EXPR_UNKNOWN) {
		state_forget_value(st, key);
		return;
	}
	i = find_value(st, key);
	if (i < st->nvalues && st->values[i].key == key) {
		st->values[i].value = value;
		return;
	}
	if (st->nvalues == STATE_VALUES) {
		st->is_joined = true;	/* one fact less is known: adds behaviours */
		return;
	}
	memmove(&st->values[i + 1], &st->values[i], (st->nvalues - i) * sizeof(*st->values));
	st->values[i] = (struct value){ key, value };
	st->nvalues++;
}

/* ---- atoms ---------------------------------------------------------------------- */

enum truth state_decide(const struct solver *s, const struct state *st, uint32_t atom)
{
	const struct atom *a = atom_at(&s->exprs, atom);
	enum truth t = atom_decide(&s->exprs, a);

	for (uint32_t i = 0; i < st->natoms && t == UNDECIDED; i++)
		t = atom_implies(atom_at(&s->exprs, st->atoms[i]), a);
	return t;
}

bool state_assume(const struct solver *s, struct state *st, uint32_t atom)
{
	switch (state_decide(s, st, atom)) {
	case IS_TRUE: return true;
	case IS_FALSE: return false;
	default: break;
	}
	/* what the new one implies need not be kept beside it */
	for (uint32_t i = 0; i < st->natoms;) {
		if (atom_implies(atom_at(&s->exprs, atom), atom_at(&s->exprs, st->atoms[i])) == IS_TRUE)
			memmove(&st->atoms[i], &st->atoms[i + 1], (--st->natoms - i) * sizeof(*st->atoms));
		else
			i++;
	}
	if (st->natoms == STATE_ATOMS) {
		st->is_joined = true;
		return true;
	}
	st->atoms[st->natoms++] = atom;
	return true;
}

/* ---- locks ----------------------------------------------------------------------- */

/* Whoever releases a lock does not say as which subclass it was taken. */
static bool is_same_class(const struct solver *s, uint32_t class, const struct held_lock *h)
{
	return lock_class_base(&s->locks, h->class) == lock_class_base(&s->locks, class);
}

static bool is_same_object(const struct solver *s, uint32_t object, const struct held_lock *h)
{
	return h->object == object || lock_address_plain(&s->locks, h->object) == lock_address_plain(&s->locks, object);
}

static uint32_t find_lock(const struct solver *s, const struct held_lock *at, uint32_t n, uint32_t class, uint32_t object)
{
	for (uint32_t i = n; i-- > 0;)
		if (is_same_class(s, class, &at[i]) && is_same_object(s, object, &at[i]))
			return i;
	for (uint32_t i = n; class > CLASS_UNKNOWN && i-- > 0;)
		if (is_same_class(s, class, &at[i]))
			return i;
	return NONE;
}

static void take_out(struct held_lock *at, uint32_t *n, uint32_t i)
{
	memmove(&at[i], &at[i + 1], (--*n - i) * sizeof(*at));
}

/* Where a lock has been taken there is an object: its address is neither NULL nor an error. */
static void assume_object(struct solver *s, struct state *st, uint32_t lock)
{
	const struct expr *e = expr_at(&s->exprs, lock);
	uint32_t at = lock;

	while (e->op == FN_FIELD || e->op == FN_INDEX || e->op == FN_OFFSET) {
		at = e->a;
		e = expr_at(&s->exprs, at);
	}
	if (at != lock && (e->op == FN_LOAD || e->op == FN_RESULT || e->op == FN_VAR))
		state_assume(s, st, atom_id(&s->exprs, at, ATOM_GE, 1));
}

void state_acquire(struct solver *s, struct state *st, uint32_t class, uint32_t object, uint32_t acquisition, bool shared)
{
	uint32_t i;

	if (class != CLASS_SYMBOLIC && !lock_is_held_in_states(&s->locks, class))
		return;
	if (class != CLASS_SYMBOLIC)
		object = lock_address_plain(&s->locks, object);
	i = find_lock(s, st->released, st->nreleased, class, object);
	if (i != NONE && (lock_class_base(&s->locks, class) == class || is_same_object(s, object, &st->released[i]))) {
		take_out(st->released, &st->nreleased, i);	/* the caller's lock is back */
		return;
	}
	for (i = 0; i < st->nheld; i++)
		if (st->held[i].class == class && st->held[i].object == object)
			return;		/* in a loop: once is enough */
	if (st->nheld == STATE_LOCKS) {
		st->is_joined = true;
		return;
	}
	st->held[st->nheld++] = (struct held_lock){ .class = class, .object = object, .acquisition = acquisition, .shared = shared };
	assume_object(s, st, lock_address_plain(&s->locks, object));
}

struct held_lock state_release(struct solver *s, struct state *st, uint32_t class, uint32_t object, bool in_loop)
{
	struct held_lock released = { .class = class, .object = object, .in_loop = in_loop };
	uint32_t i;

	if (class != CLASS_SYMBOLIC && !lock_is_held_in_states(&s->locks, class))
		return released;
	i = find_lock(s, st->held, st->nheld, class, object);
	if (i != NONE) {
		released = st->held[i];
		take_out(st->held, &st->nheld, i);
		return released;
	}
	i = find_lock(s, st->released, st->nreleased, class, object);
	if (i != NONE && (in_loop || st->released[i].object == object))
		return released;
	if (st->nreleased == STATE_LOCKS)
		st->is_joined = true;
	else
		st->released[st->nreleased++] = released;
	return released;
}

void state_assert_held(const struct solver *s, struct state *st, uint32_t class, uint32_t object, uint32_t acquisition)
{
	if (!lock_is_held_in_states(&s->locks, class) || find_lock(s, st->held, st->nheld, class, object) != NONE ||
	    find_lock(s, st->released, st->nreleased, class, object) != NONE || st->nheld == STATE_LOCKS)
		return;
	st->held[st->nheld++] = (struct held_lock){ .class = class, .object = object, .acquisition = acquisition, .is_asserted = true };
}

unsigned int state_scopes(const struct state *st)
{
	unsigned int set = 0;

	for (int i = 0; i < SCOPE_MAX; i++)
		if (st->scopes[i] > 0)
			set |= 1u << i;
	return set;
}

bool state_holds(const struct state *st)
{
	return st->nheld || st->scopes[SCOPE_nonblock] > 0 || st->scopes[SCOPE_fs_reclaim] > 0 ||
	       st->scopes[SCOPE_signalling] > 0;
}

bool state_is_in(const struct state *st, unsigned int scopes)
{
	return state_scopes(st) & scopes;
}

bool state_has_left(const struct state *st, unsigned int scopes)
{
	for (int i = 0; i < SCOPE_MAX; i++)
		if ((scopes >> i & 1) && st->scopes[i] < 0)
			return true;
	return false;
}

/* ---- joins -------------------------------------------------------------------------- */

static bool same_lock_list(const struct held_lock *a, uint32_t n, const struct held_lock *b, uint32_t m)
{
	if (n != m)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (a[i].class != b[i].class || a[i].object != b[i].object)
			return false;
	return true;
}

static bool same_trace(const struct trace *a, const struct trace *b)
{
	if (a == b)
		return true;
	if (a->nopenings != b->nopenings || a->ncounters != b->ncounters || a->missed != b->missed ||
	    a->has_worked != b->has_worked || a->has_unknown_lock != b->has_unknown_lock || a->closed != b->closed)
		return false;
	for (uint32_t i = 0; i < a->nopenings; i++)
		if (a->openings[i].event != b->openings[i].event || a->openings[i].key != b->openings[i].key ||
		    a->openings[i].lost != b->openings[i].lost || a->openings[i].is_kept != b->openings[i].is_kept)
			return false;
	for (uint32_t i = 0; i < a->ncounters; i++)
		if (a->counters[i].address != b->counters[i].address || a->counters[i].net != b->counters[i].net)
			return false;
	return true;
}

bool state_same_locks(const struct state *a, const struct state *b)
{
	return same_lock_list(a->held, a->nheld, b->held, b->nheld) &&
	       same_lock_list(a->released, a->nreleased, b->released, b->nreleased) &&
	       a->marks == b->marks && a->unmarked == b->unmarked && !memcmp(a->scopes, b->scopes, sizeof(a->scopes)) &&
	       same_trace(a->trace, b->trace);
}

static bool has_atom(const struct state *st, uint32_t atom)
{
	for (uint32_t i = 0; i < st->natoms; i++)
		if (st->atoms[i] == atom)
			return true;
	return false;
}

static bool covers(const struct solver *s, const struct state *a, const struct state *b,
		   bool (*live)(const void *, uint32_t), const void *data)
{
	for (uint32_t i = 0; i < a->nvalues; i++)
		if (state_value(b, a->values[i].key) != a->values[i].value && live(data, a->values[i].key))
			return false;
	for (uint32_t i = 0; i < a->natoms; i++)
		if (!has_atom(b, a->atoms[i]) && live(data, atom_at(&s->exprs, a->atoms[i])->expr))
			return false;
	return true;
}

bool state_same(const struct solver *s, const struct state *a, const struct state *b,
		bool (*live)(const void *, uint32_t), const void *data)
{
	return state_same_locks(a, b) && covers(s, a, b, live, data) && covers(s, b, a, live, data);
}

/* Two constants of one variable: keep what both satisfy (error or not, NULL or not). */
static void widen_value(struct solver *s, struct state *a, const struct state *b, uint32_t key, uint32_t x)
{
	uint32_t y = state_value(b, key);
	static const struct { enum atom_op op; int64_t value; } signs[] = {
		{ ATOM_LT, 0 }, { ATOM_GE, 1 }, { ATOM_NE, 0 }, { ATOM_GE, 0 }, { ATOM_LT, 1 },
	};
	const struct expr *e = expr_at(&s->exprs, key);
	int64_t v, w;

	if ((e->op != FN_VAR && e->op != FN_RESULT) || !expr_is_const(&s->exprs, x, &v))
		return;
	if (y == EXPR_UNKNOWN)		/* b was widened before */
		for (uint32_t i = 0; i < b->natoms; i++)
			if (atom_at(&s->exprs, b->atoms[i])->expr == key &&
			    atom_holds(atom_at(&s->exprs, b->atoms[i]), v))
				state_assume(s, a, b->atoms[i]);
	if (!expr_is_const(&s->exprs, y, &w))
		return;
	for (unsigned int i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		struct atom atom = { key, signs[i].op, signs[i].value };

		if (atom_holds(&atom, v) && atom_holds(&atom, w)) {
			state_assume(s, a, atom_id(&s->exprs, key, signs[i].op, signs[i].value));
			return;
		}
	}
}

bool state_meet(struct solver *s, struct state *a, const struct state *b)
{
	struct value gone[STATE_VALUES];
	uint32_t n = 0, ngone = 0, before = a->natoms;

	if (a->natoms == b->natoms && a->nvalues == b->nvalues &&
	    !memcmp(a->atoms, b->atoms, a->natoms * sizeof(*a->atoms)) &&
	    !memcmp(a->values, b->values, a->nvalues * sizeof(*a->values))) {
		a->is_joined |= b->is_joined;
		return false;
	}
	/*
	 * An atom survives if b says so too; a value in b says so for an atom
	 * about the variable.
	 */
	for (uint32_t i = 0; i < a->natoms; i++) {
		const struct atom *at = atom_at(&s->exprs, a->atoms[i]);
		uint32_t v = state_value(b, at->expr);
		struct atom on_value = { v, at->op, at->value };

		if (has_atom(b, a->atoms[i]) || state_decide(s, b, a->atoms[i]) == IS_TRUE ||
		    (v != EXPR_UNKNOWN && atom_decide(&s->exprs, &on_value) == IS_TRUE))
			a->atoms[n++] = a->atoms[i];
	}
	a->natoms = n;
	n = 0;
	for (uint32_t i = 0; i < a->nvalues; i++) {
		if (state_value(b, a->values[i].key) == a->values[i].value)
			a->values[n++] = a->values[i];
		else
			gone[ngone++] = a->values[i];
	}
	a->nvalues = n;
	for (uint32_t i = 0; i < ngone; i++)
		widen_value(s, a, b, gone[i].key, gone[i].value);
	a->is_joined |= b->is_joined;
	return ngone || a->natoms != before;
}
