// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "link/program.h"

static const uint8_t operands[] = {
#define X(id, name, n) n,
	FACT_NODES(X)
#undef X
};

static const char *const op_names[] = {
#define X(id, name, n) name,
	FACT_NODES(X)
#undef X
};

void exprs_init(struct exprs *x, const struct program *p)
{
	struct atom_set none = { 0 };

	memset(x, 0, sizeof(*x));
	x->program = p;
	x->nexpr_slots = x->natom_slots = 1 << 12;
	x->expr_slots = xcalloc(x->nexpr_slots, sizeof(*x->expr_slots));
	x->atom_slots = xcalloc(x->natom_slots, sizeof(*x->atom_slots));
	keymap_init(&x->set_keys);
	array_push(&x->at, ((struct expr){ .op = FN_COUNT, .flags = XF_LOCAL, .nodes = 1 }));
	atom_set_id(x, &none);
}

void exprs_release(struct exprs *x)
{
	array_release(&x->at);
	array_release(&x->atoms);
	array_release(&x->sets);
	free(x->expr_slots);
	free(x->atom_slots);
	keymap_release(&x->set_keys);
}

/* ---- building -------------------------------------------------------------------- */

static bool is_path_op(enum fact_node_op op)
{
	return op == FN_FIELD || op == FN_LOAD || op == FN_INDEX || op == FN_OFFSET;
}

static uint64_t expr_hash(const struct expr *e)
{
	return hash_mix((uint64_t)e->a << 32 | e->b, e->op | (e->flags & XF_BOOL ? 256u : 0));
}

static bool is_same_expr(const struct expr *a, const struct expr *b)
{
	return a->op == b->op && a->a == b->a && a->b == b->b && !((a->flags ^ b->flags) & XF_BOOL);
}

static void grow_exprs(struct exprs *x)
{
	uint32_t n = x->nexpr_slots * 2;
	uint32_t *slots = xcalloc(n, sizeof(*slots));

	for (uint32_t i = 1; i < x->at.n; i++) {
		uint64_t h = expr_hash(&x->at.at[i]);

		while (slots[h & (n - 1)])
			h++;
		slots[h & (n - 1)] = i + 1;
	}
	free(x->expr_slots);
	x->expr_slots = slots;
	x->nexpr_slots = n;
}

/* Number 0, "unknown", is not in the table: nothing is equal to it. */
static uint32_t find_or_add(struct exprs *x, const struct expr *e)
{
	uint64_t h = expr_hash(e);
	uint32_t slot, recent = h >> 20 & (EXPRS_RECENT - 1);

	x->recent_expr[recent] = *e;
	for (; (slot = x->expr_slots[h & (x->nexpr_slots - 1)]); h++)
		if (is_same_expr(&x->at.at[slot - 1], e))
			return x->recent_exprs[recent] = slot - 1;
	x->recent_exprs[recent] = x->at.n;
	x->expr_slots[h & (x->nexpr_slots - 1)] = x->at.n + 1;
	array_push(&x->at, *e);
	if (x->at.n * 2 > x->nexpr_slots)
		grow_exprs(x);
	return x->at.n - 1;
}

static uint32_t find_recent(const struct exprs *x, const struct expr *e)
{
	uint32_t recent = expr_hash(e) >> 20 & (EXPRS_RECENT - 1);

	return is_same_expr(&x->recent_expr[recent], e) ? x->recent_exprs[recent] : 0;
}

static uint32_t intern_leaf(struct exprs *x, enum fact_node_op op, uint32_t a, uint32_t b)
{
	static const uint8_t flags[FN_COUNT] = {
		[FN_LOCAL] = XF_LOCAL, [FN_VAR] = XF_LOCAL, [FN_RESULT] = XF_LOCAL,
		[FN_OPAQUE] = XF_LOCAL | XF_OPAQUE, [FN_PARAM] = XF_PARAM,
	};
	struct expr e = { .op = op, .a = a, .b = b, .nodes = 1, .flags = flags[op] };
	uint32_t known = find_recent(x, &e);

	return known ? known : find_or_add(x, &e);
}

static uint32_t intern_expr(struct exprs *x, enum fact_node_op op, uint32_t a, uint32_t b, unsigned int flags)
{
	struct expr e = { .op = op, .a = a, .b = b, .flags = flags & XF_BOOL };
	uint32_t known = find_recent(x, &e);
	unsigned int nodes = 1;

	if (known)
		return known;
	if (op == FN_LOAD)
		e.flags |= XF_LOAD;
	if (op == FN_ADD || op == FN_SUB || op == FN_MUL || op == FN_SHL || op == FN_XOR || op == FN_NEG || op == FN_COMPL)
		e.flags |= XF_ARITHMETIC;
	if (operands[op] >= 1) {
		const struct expr *l = expr_at(x, a);

		if (a == EXPR_UNKNOWN)
			return EXPR_UNKNOWN;
		e.flags |= l->flags & ~XF_BOOL;
		nodes += l->nodes;
		e.steps = l->steps + is_path_op(op);
	}
	if (operands[op] == 2) {
		const struct expr *r = expr_at(x, b);

		if (b == EXPR_UNKNOWN)
			return EXPR_UNKNOWN;
		e.flags |= r->flags & ~XF_BOOL;
		nodes += r->nodes;
		if (r->steps > e.steps)
			e.steps = r->steps;
	}
	if (nodes > EXPR_NODES || e.steps > 2 * EXPR_STEPS)
		return EXPR_UNKNOWN;
	e.nodes = (uint8_t)nodes;
	return find_or_add(x, &e);
}

uint32_t expr_const(struct exprs *x, int64_t value)
{
	return intern_leaf(x, FN_CONST, (uint32_t)value, (uint32_t)((uint64_t)value >> 32));
}

uint32_t expr_param(struct exprs *x, uint32_t n)
{
	return intern_leaf(x, FN_PARAM, n, 0);
}

bool expr_is_const(const struct exprs *x, uint32_t e, int64_t *value)
{
	const struct expr *c = expr_at(x, e);

	if (c->op != FN_CONST)
		return false;
	*value = (int64_t)((uint64_t)c->b << 32 | c->a);
	return true;
}

static bool fold(enum fact_node_op op, int64_t l, int64_t r, bool is_unsigned, int64_t *v)
{
	switch (op) {
	case FN_NOT: *v = !l; return true;
	case FN_COMPL: *v = ~l; return true;
	case FN_NEG: *v = (int64_t)-(uint64_t)l; return true;
	case FN_AND: *v = l & r; return true;
	case FN_OR: *v = l | r; return true;
	case FN_XOR: *v = l ^ r; return true;
	case FN_ADD: *v = (int64_t)((uint64_t)l + (uint64_t)r); return true;
	case FN_SUB: *v = (int64_t)((uint64_t)l - (uint64_t)r); return true;
	case FN_MUL: *v = (int64_t)((uint64_t)l * (uint64_t)r); return true;
	case FN_SHL: *v = r >= 0 && r < 64 ? (int64_t)((uint64_t)l << r) : 0; return true;
	case FN_SHR: *v = r >= 0 && r < 64 ? l >> r : 0; return true;
	case FN_EQ: *v = l == r; return true;
	case FN_NE: *v = l != r; return true;
	case FN_LT: *v = is_unsigned ? (uint64_t)l < (uint64_t)r : l < r; return true;
	case FN_LE: *v = is_unsigned ? (uint64_t)l <= (uint64_t)r : l <= r; return true;
	default: return false;
	}
}

/*
 * container_of over a field's address is the struct it came from: how a
 * callback's argument meets the lock of the object that its caller passed.
 */
static uint32_t cancel_offset(struct exprs *x, uint32_t base, int32_t bytes)
{
	int64_t left = -(int64_t)bytes;
	uint32_t e = base;

	while (left > 0 && expr_at(x, e)->op == FN_FIELD) {
		left -= x->program->fields.at[expr_at(x, e)->b].offset;
		e = expr_at(x, e)->a;
	}
	return left == 0 ? e : EXPR_UNKNOWN;
}

/*
 * How GCC writes "x == 1 || x == 2": x - 1 <= 1, unsigned.  Brought back to a
 * set of small numbers, as (set >> x) & 1.
 */
static uint32_t small_range(struct exprs *x, enum fact_node_op op, uint32_t a, uint32_t b)
{
	struct expr sum = *expr_at(x, a);
	int64_t width, low, mask = 0;
	uint32_t e;

	if (sum.op == FN_CONST && expr_at(x, b)->op == FN_ADD) {	/* c < x is !(x <= c) */
		e = small_range(x, op == FN_LT ? FN_LE : FN_LT, b, a);
		return e == EXPR_UNKNOWN ? e : expr_make(x, FN_NOT, e, 0, FNF_BOOL);
	}

	if (sum.op != FN_ADD || !expr_is_const(x, b, &width) || !expr_is_const(x, sum.b, &low))
		return EXPR_UNKNOWN;
	low = -(int64_t)(int32_t)low;
	if (op == FN_LT)
		width--;
	if (low < 0 || width < 0 || low + width > 62)
		return EXPR_UNKNOWN;
	for (int64_t v = low; v <= low + width; v++)
		mask |= (int64_t)1 << v;
	return expr_make(x, FN_AND, expr_make(x, FN_SHR, expr_const(x, mask), sum.a, 0), expr_const(x, 1), FNF_BOOL);
}

static bool is_commutative(enum fact_node_op op)
{
	return op == FN_AND || op == FN_OR || op == FN_XOR || op == FN_ADD || op == FN_MUL ||
	       op == FN_EQ || op == FN_NE;
}

uint32_t expr_make(struct exprs *x, enum fact_node_op op, uint32_t a, uint32_t b, unsigned int flags)
{
	int64_t l = 0, r = 0, v;
	uint32_t e;

	if (operands[op] == 0)
		return intern_leaf(x, op, a, b);
	if (op == FN_INDEX)		/* elements of an array are one */
		b = 0;
	if (op == FN_OFFSET) {
		if ((int32_t)b == 0)
			return a;
		e = cancel_offset(x, a, (int32_t)b);
		if (e != EXPR_UNKNOWN)
			return e;
	}
	if (is_path_op(op))
		return intern_expr(x, op, a, b, 0);
	if (expr_is_const(x, a, &l) && (operands[op] == 1 || expr_is_const(x, b, &r)) &&
	    fold(op, l, r, flags & FNF_UNSIGNED, &v))
		return expr_const(x, v);
	if (is_commutative(op) && expr_at(x, a)->op == FN_CONST) {
		uint32_t t = a;

		a = b;
		b = t;
	}
	if (op == FN_AND && expr_is_const(x, b, &r) && r == 0)
		return expr_const(x, 0);
	if (op == FN_OR && expr_is_const(x, b, &r) && r == 0)
		return a;
	/* bits set or cleared again, as in a loop: one mask, or there is a new value each time */
	if ((op == FN_AND || op == FN_OR) && expr_at(x, a)->op == op && expr_is_const(x, b, &r) &&
	    expr_is_const(x, expr_at(x, a)->b, &l))
		return expr_make(x, op, expr_at(x, a)->a, expr_const(x, op == FN_AND ? l & r : l | r), flags);
	if ((op == FN_LT || op == FN_LE) && (flags & FNF_UNSIGNED)) {
		e = small_range(x, op, a, b);
		if (e != EXPR_UNKNOWN)
			return e;
		/* x >= -4095 unsigned: IS_ERR; as a signed test it is x in -4095..-1 */
		if (op == FN_LE && expr_is_const(x, a, &l) && l < 0)
			return expr_make(x, FN_LT, b, expr_const(x, 0), 0);
		if (op == FN_LT && expr_is_const(x, a, &l) && l < 0)
			return expr_make(x, FN_LT, b, expr_const(x, 0), 0);
		if (op == FN_LT && expr_is_const(x, b, &r) && r < 0)
			return expr_make(x, FN_LE, expr_const(x, 0), a, 0);
	}
	return intern_expr(x, op, a, b, flags & FNF_BOOL || (op >= FN_EQ && op <= FN_LE) || op == FN_NOT ? XF_BOOL : 0);
}

/* ---- text ---------------------------------------------------------------------------- */

static void put(char *buf, size_t size, const char *s)
{
	size_t len = strlen(buf);

	if (len + 1 < size)
		snprintf(buf + len, size - len, "%s", s);
}

static void print(const struct exprs *x, uint32_t id, char *buf, size_t size);

/* What lies at the address, as C names it: "p->a.b[]". */
static void print_place(const struct exprs *x, uint32_t address, char *buf, size_t size)
{
	const struct expr *e = expr_at(x, address);
	enum fact_node_op base = e->op == FN_FIELD || e->op == FN_INDEX ? expr_at(x, e->a)->op : FN_COUNT;
	bool is_inside = base == FN_FIELD || base == FN_INDEX || base == FN_SYMBOL || base == FN_LOCAL;

	if (e->op == FN_LOCAL) {
		print(x, address, buf, size);
		return;
	}
	if (e->op == FN_SYMBOL) {
		put(buf, size, x->program->entities.at[e->a].name);
		return;
	}
	if (e->op != FN_FIELD && e->op != FN_INDEX) {
		put(buf, size, "*");
		print(x, address, buf, size);
		return;
	}
	if (is_inside)
		print_place(x, e->a, buf, size);
	else
		print(x, e->a, buf, size);
	if (e->op == FN_INDEX) {
		put(buf, size, "[]");
		return;
	}
	put(buf, size, is_inside ? "." : "->");
	put(buf, size, x->program->fields.at[e->b].name);
}

static void print(const struct exprs *x, uint32_t id, char *buf, size_t size)
{
	static const char *const infix[FN_COUNT] = {
		[FN_EQ] = "==", [FN_NE] = "!=", [FN_LT] = "<", [FN_LE] = "<=", [FN_AND] = "&", [FN_OR] = "|",
	};
	const struct expr *e = expr_at(x, id);
	char n[32];
	int64_t v;

	if (id == EXPR_UNKNOWN) {
		put(buf, size, "?");
		return;
	}
	switch (e->op) {
	case FN_CONST:
		expr_is_const(x, id, &v);
		snprintf(n, sizeof(n), v > 4096 ? "%#llx" : "%lld", (long long)v);
		put(buf, size, n);
		return;
	case FN_PARAM: case FN_LOCAL: case FN_VAR: case FN_RESULT: case FN_OPAQUE:
		snprintf(n, sizeof(n), "%s%u", op_names[e->op], e->op == FN_OPAQUE ? e->b : e->a);
		put(buf, size, n);
		return;
	case FN_LOAD:
		print_place(x, e->a, buf, size);
		return;
	case FN_SYMBOL: case FN_FIELD: case FN_INDEX:
		put(buf, size, "&");
		print_place(x, id, buf, size);
		return;
	case FN_OFFSET:
		snprintf(n, sizeof(n), "%+d)", (int32_t)e->b);
		put(buf, size, "(");
		print(x, e->a, buf, size);
		put(buf, size, n);
		return;
	default:
		put(buf, size, "(");
		if (operands[e->op] == 2 && infix[e->op]) {
			print(x, e->a, buf, size);
			put(buf, size, " ");
			put(buf, size, infix[e->op]);
			put(buf, size, " ");
			print(x, e->b, buf, size);
			put(buf, size, ")");
			return;
		}
		put(buf, size, op_names[e->op]);
		put(buf, size, " ");
		print(x, e->a, buf, size);
		if (operands[e->op] == 2) {
			put(buf, size, " ");
			print(x, e->b, buf, size);
		}
		put(buf, size, ")");
	}
}

void expr_print(const struct exprs *x, uint32_t e, char *buf, size_t size)
{
	buf[0] = 0;
	print(x, e, buf, size);
}

/* need: flags of the leaf, which are in everything that mentions it. */
static bool mentions(const struct exprs *x, uint32_t expr, uint32_t leaf, unsigned int need)
{
	const struct expr *e;

	if (expr == leaf)
		return true;
	if (expr < leaf)		/* operands are older than their users */
		return false;
	e = expr_at(x, expr);
	if (need & ~e->flags)
		return false;
	if (operands[e->op] >= 1 && mentions(x, e->a, leaf, need))
		return true;
	return operands[e->op] == 2 && mentions(x, e->b, leaf, need);
}

bool expr_mentions(const struct exprs *x, uint32_t expr, uint32_t leaf)
{
	return mentions(x, expr, leaf, expr_at(x, leaf)->flags & ~XF_BOOL);
}

bool expr_loads_field(const struct exprs *x, uint32_t expr, uint32_t field)
{
	const struct expr *e = expr_at(x, expr);

	if (!(e->flags & XF_LOAD) || expr == EXPR_UNKNOWN)
		return false;
	if (e->op == FN_LOAD && expr_at(x, e->a)->op == FN_FIELD && expr_at(x, e->a)->b == field)
		return true;
	if (operands[e->op] >= 1 && expr_loads_field(x, e->a, field))
		return true;
	return operands[e->op] == 2 && expr_loads_field(x, e->b, field);
}

uint32_t expr_root(const struct exprs *x, uint32_t expr)
{
	while (expr != EXPR_UNKNOWN && is_path_op(expr_at(x, expr)->op))
		expr = expr_at(x, expr)->a;
	return expr;
}

/* ---- atoms ------------------------------------------------------------------------------ */

static uint64_t atom_hash(const struct atom *a)
{
	return hash_mix((uint64_t)a->expr << 32 | a->op, (uint64_t)a->value);
}

static void grow_atoms(struct exprs *x)
{
	uint32_t n = x->natom_slots * 2;
	uint32_t *slots = xcalloc(n, sizeof(*slots));

	for (uint32_t i = 0; i < x->atoms.n; i++) {
		uint64_t h = atom_hash(&x->atoms.at[i]);

		while (slots[h & (n - 1)])
			h++;
		slots[h & (n - 1)] = i + 1;
	}
	free(x->atom_slots);
	x->atom_slots = slots;
	x->natom_slots = n;
}

uint32_t atom_id(struct exprs *x, uint32_t expr, enum atom_op op, int64_t value)
{
	struct atom a = { .expr = expr, .op = op, .value = value };
	uint64_t h;
	uint32_t slot, recent;

	/* one spelling for one test */
	if (op == ATOM_LT && value == INT64_MIN)
		value = a.value = 0;
	if ((op == ATOM_SOME || op == ATOM_ZERO) && value == -1)
		a = (struct atom){ .expr = expr, .op = op == ATOM_SOME ? ATOM_NE : ATOM_EQ };
	h = atom_hash(&a);
	recent = h >> 20 & (EXPRS_RECENT - 1);
	if (x->recent_atoms[recent] && !memcmp(&x->recent_atom[recent], &a, sizeof(a)))
		return x->recent_atoms[recent] - 1;
	x->recent_atom[recent] = a;
	for (; (slot = x->atom_slots[h & (x->natom_slots - 1)]); h++)
		if (!memcmp(&x->atoms.at[slot - 1], &a, sizeof(a)))
			return (x->recent_atoms[recent] = slot) - 1;
	x->recent_atoms[recent] = x->atoms.n + 1;
	x->atom_slots[h & (x->natom_slots - 1)] = x->atoms.n + 1;
	array_push(&x->atoms, a);
	if (x->atoms.n * 2 > x->natom_slots)
		grow_atoms(x);
	return x->atoms.n - 1;
}

uint32_t atom_negate(struct exprs *x, uint32_t a)
{
	static const uint8_t other[] = {
		[ATOM_EQ] = ATOM_NE, [ATOM_NE] = ATOM_EQ, [ATOM_ZERO] = ATOM_SOME,
		[ATOM_SOME] = ATOM_ZERO, [ATOM_LT] = ATOM_GE, [ATOM_GE] = ATOM_LT, [ATOM_IN] = ATOM_IN,
	};
	struct atom at = *atom_at(x, a);

	return atom_id(x, at.expr, other[at.op], at.op == ATOM_IN ? ~at.value : at.value);
}

bool atom_holds(const struct atom *a, int64_t v)
{
	switch (a->op) {
	case ATOM_EQ: return v == a->value;
	case ATOM_NE: return v != a->value;
	case ATOM_ZERO: return !(v & a->value);
	case ATOM_SOME: return v & a->value;
	case ATOM_LT: return v < a->value;
	case ATOM_GE: return v >= a->value;
	default: return v >= 0 && v < 64 && (a->value >> v & 1);
	}
}

enum truth atom_implies(const struct atom *k, const struct atom *q)
{
	if (k->expr != q->expr)
		return UNDECIDED;
	if (k->op == ATOM_EQ)
		return atom_holds(q, k->value) ? IS_TRUE : IS_FALSE;
	if (k->op == ATOM_IN) {
		bool yes = false, no = false;

		for (int v = 0; v < 64; v++) {
			if (!(k->value >> v & 1))
				continue;
			if (atom_holds(q, v))
				yes = true;
			else
				no = true;
		}
		return yes && no ? UNDECIDED : yes ? IS_TRUE : IS_FALSE;
	}
	if (q->op == ATOM_EQ)
		return atom_holds(k, q->value) ? UNDECIDED : IS_FALSE;
	if (q->op == ATOM_NE && !atom_holds(k, q->value))
		return IS_TRUE;
	switch (k->op) {
	case ATOM_ZERO:
		if (q->op == ATOM_ZERO && !(q->value & ~k->value))
			return IS_TRUE;
		if (q->op == ATOM_SOME && !(q->value & ~k->value))
			return IS_FALSE;
		break;
	case ATOM_SOME:
		if (q->op == ATOM_SOME && !(k->value & ~q->value))
			return IS_TRUE;
		if (q->op == ATOM_ZERO && !(k->value & ~q->value))
			return IS_FALSE;
		break;
	case ATOM_LT:
		if (q->op == ATOM_LT && q->value >= k->value)
			return IS_TRUE;
		if (q->op == ATOM_GE && q->value >= k->value)
			return IS_FALSE;
		break;
	case ATOM_GE:
		if (q->op == ATOM_GE && q->value <= k->value)
			return IS_TRUE;
		if (q->op == ATOM_LT && q->value <= k->value)
			return IS_FALSE;
		break;
	default:
		break;
	}
	return UNDECIDED;
}

enum truth atom_decide(const struct exprs *x, const struct atom *a)
{
	const struct expr *e = expr_at(x, a->expr);
	int64_t v;

	if (expr_is_const(x, a->expr, &v))
		return atom_holds(a, v) ? IS_TRUE : IS_FALSE;
	/* an address of something is not NULL */
	if ((e->op == FN_SYMBOL || e->op == FN_LOCAL || e->op == FN_STRING) && a->value == 0) {
		if (a->op == ATOM_EQ || a->op == ATOM_LT)
			return IS_FALSE;
		if (a->op == ATOM_NE || a->op == ATOM_GE)
			return IS_TRUE;
	}
	/* ... nor that of a field, as the kernel writes it */
	if (e->op == FN_FIELD && a->value == 0) {
		if (a->op == ATOM_EQ)
			return IS_FALSE;
		if (a->op == ATOM_NE)
			return IS_TRUE;
	}
	/* (x | c) & c */
	if ((a->op == ATOM_SOME || a->op == ATOM_ZERO) && e->op == FN_OR && expr_is_const(x, e->b, &v) &&
	    (v & a->value))
		return a->op == ATOM_SOME ? IS_TRUE : IS_FALSE;
	if ((a->op == ATOM_SOME || a->op == ATOM_ZERO) && e->op == FN_AND && expr_is_const(x, e->b, &v) &&
	    !(v & a->value))
		return a->op == ATOM_SOME ? IS_FALSE : IS_TRUE;
	return UNDECIDED;
}

/* Of a | b, the side that alone has bits of the mask; NONE: both may. */
static uint32_t side_with(const struct exprs *x, const struct expr *or, int64_t mask)
{
	const uint32_t side[] = { or->a, or->b };
	int64_t c;

	for (unsigned int i = 0; i < 2; i++) {
		const struct expr *e = expr_at(x, side[i]);

		if ((e->op == FN_AND && expr_is_const(x, e->b, &c) && !(c & mask)) ||
		    (expr_is_const(x, side[i], &c) && !(c & mask)))
			return side[!i];
	}
	return NONE;
}

/* (e op value), with masks, negations and shifts of e brought to normal form. */
uint32_t atom_normal(struct exprs *x, uint32_t e, enum atom_op op, int64_t value, enum truth *decided)
{
	for (;;) {
		const struct expr *at = expr_at(x, e);
		bool zero = (op == ATOM_EQ || op == ATOM_NE) && value == 0;
		int64_t c;

		if (at->op == FN_AND && zero && expr_is_const(x, at->b, &c)) {
			op = op == ATOM_EQ ? ATOM_ZERO : ATOM_SOME;
			value = c;
			e = at->a;
			continue;
		}
		if (at->op == FN_AND && (op == ATOM_ZERO || op == ATOM_SOME) && expr_is_const(x, at->b, &c)) {
			value &= c;
			e = at->a;
			continue;
		}
		/* the sign bit of an int */
		if (at->op == FN_OR && (op == ATOM_LT || op == ATOM_GE) && value == 0 && expr_is_const(x, at->b, &c) &&
		    (int32_t)c < 0) {
			*decided = op == ATOM_LT ? IS_TRUE : IS_FALSE;
			return NONE;
		}
		/* x | c has all bits of c, and keeps the others of x */
		if (at->op == FN_OR && (op == ATOM_ZERO || op == ATOM_SOME) && expr_is_const(x, at->b, &c) && (c & value)) {
			*decided = op == ATOM_SOME ? IS_TRUE : IS_FALSE;
			return NONE;
		}
		if (at->op == FN_OR && (op == ATOM_ZERO || op == ATOM_SOME) && side_with(x, at, value) != NONE) {
			e = side_with(x, at, value);
			continue;
		}
		if (at->op == FN_SHR && (op == ATOM_ZERO || op == ATOM_SOME) && expr_is_const(x, at->b, &c) &&
		    c >= 0 && c < 64) {
			value = (int64_t)((uint64_t)value << c);
			e = at->a;
			continue;
		}
		if ((at->op == FN_NOT || (at->flags & XF_BOOL)) && (op == ATOM_SOME || op == ATOM_ZERO) && (value & 1)) {
			op = op == ATOM_SOME ? ATOM_NE : ATOM_EQ;
			value = 0;
			continue;
		}
		if (at->op == FN_SHR && (op == ATOM_ZERO || op == ATOM_SOME) && value == 1 &&
		    expr_is_const(x, at->a, &c)) {
			value = op == ATOM_SOME ? c : ~c;
			op = ATOM_IN;
			e = at->b;
			continue;
		}
		if ((at->flags & XF_BOOL) && ((op == ATOM_LT && value <= 0) || (op == ATOM_GE && value <= 0))) {
			*decided = op == ATOM_LT ? IS_FALSE : IS_TRUE;
			return NONE;
		}
		if ((at->flags & XF_BOOL) && (op == ATOM_LT || op == ATOM_GE) && value == 1) {
			op = op == ATOM_LT ? ATOM_EQ : ATOM_NE;
			value = 0;
			continue;
		}
		if ((at->flags & XF_BOOL) && (op == ATOM_EQ || op == ATOM_NE) && value == 1) {
			op = op == ATOM_EQ ? ATOM_NE : ATOM_EQ;
			value = 0;
			continue;
		}
		if (at->op == FN_ADD && (op == ATOM_LT || op == ATOM_GE || op == ATOM_EQ || op == ATOM_NE) &&
		    !(at->flags & XF_BOOL) && expr_is_const(x, at->b, &c)) {
			/* sizes and counts; a wrap is not meant */
			if (c > INT32_MAX && c <= (int64_t)UINT32_MAX)
				c = (int32_t)c;
			value -= c;
			e = at->a;
			continue;
		}
		if (at->op == FN_NOT && zero) {
			op = op == ATOM_EQ ? ATOM_NE : ATOM_EQ;
			e = at->a;
			continue;
		}
		if ((at->op == FN_EQ || at->op == FN_NE) && zero && expr_is_const(x, at->b, &c)) {
			op = (at->op == FN_EQ) == (op == ATOM_NE) ? ATOM_EQ : ATOM_NE;
			value = c;
			e = at->a;
			continue;
		}
		if ((at->op == FN_LT || at->op == FN_LE) && zero) {
			bool truth = op == ATOM_NE;

			if (expr_is_const(x, at->b, &c) && (at->op == FN_LT || c < INT64_MAX)) {
				op = truth ? ATOM_LT : ATOM_GE;		/* a < c; a <= c is a < c+1 */
				value = at->op == FN_LT ? c : c + 1;
				e = at->a;
				continue;
			}
			if (expr_is_const(x, at->a, &c) && (at->op == FN_LE || c < INT64_MAX)) {
				op = truth ? ATOM_GE : ATOM_LT;		/* c < b is b >= c+1; c <= b is b >= c */
				value = at->op == FN_LE ? c : c + 1;
				e = at->b;
				continue;
			}
		}
		break;
	}
	*decided = UNDECIDED;
	if (e == EXPR_UNKNOWN)
		return NONE;
	{
		struct atom a = { .expr = e, .op = op, .value = value };

		*decided = atom_decide(x, &a);
	}
	return *decided == UNDECIDED ? atom_id(x, e, op, value) : NONE;
}

static bool is_bool(const struct exprs *x, uint32_t e)
{
	const struct expr *at = expr_at(x, e);

	return (at->flags & XF_BOOL) || at->op == FN_NOT || (at->op >= FN_EQ && at->op <= FN_LE);
}

/* Look through "!= 0" and "!" down to a conjunction. */
static uint32_t strip_negations(const struct exprs *x, uint32_t e, bool *truth)
{
	for (;;) {
		const struct expr *at = expr_at(x, e);
		int64_t c;

		if (at->op == FN_NOT) {
			*truth = !*truth;
			e = at->a;
		} else if ((at->op == FN_EQ || at->op == FN_NE) && expr_is_const(x, at->b, &c) && c == 0 &&
			   is_bool(x, at->a)) {
			if (at->op == FN_EQ)
				*truth = !*truth;
			e = at->a;
		} else {
			return e;
		}
	}
}

/*
 * (x & mask) == value is a conjunction: an atom for each bit that is set, and
 * one for those that are not.  0: it is not that.
 */
static unsigned int mask_atoms(struct exprs *x, uint32_t cond, bool truth, uint32_t *atoms, unsigned int max)
{
	const struct expr *e = expr_at(x, cond), *and;
	int64_t value, mask;
	unsigned int n = 0;
	uint32_t of;

	if (e->op != (truth ? FN_EQ : FN_NE) || !expr_is_const(x, e->b, &value))
		return 0;
	and = expr_at(x, e->a);
	if (and->op != FN_AND || !expr_is_const(x, and->b, &mask) || !(value & mask) || (value & ~mask) ||
	    (unsigned int)__builtin_popcountll((uint64_t)value) + (value != mask) + 1 > max)
		return 0;
	of = and->a;
	/* as a whole, too: its contrary is no conjunction */
	atoms[n++] = atom_id(x, e->a, ATOM_EQ, value);
	for (uint64_t left = (uint64_t)value; left; left &= left - 1)
		atoms[n++] = atom_id(x, of, ATOM_SOME, (int64_t)(left & -left));
	if (value != mask)
		atoms[n++] = atom_id(x, of, ATOM_ZERO, mask & ~value);
	return n;
}

unsigned int cond_atoms(struct exprs *x, uint32_t cond, bool truth, uint32_t *atoms, unsigned int max,
			enum truth *decided)
{
	uint32_t e = strip_negations(x, cond, &truth), a;
	const struct expr at = *expr_at(x, e);
	unsigned int n = 0;

	*decided = UNDECIDED;
	if (!max || e == EXPR_UNKNOWN)
		return 0;
	/* a & b of booleans: both hold, or nothing is known which does not */
	if ((at.op == FN_AND || at.op == FN_OR) && is_bool(x, at.a) && is_bool(x, at.b)) {
		enum truth l, r;
		bool is_and = at.op == FN_AND;

		if (truth == is_and) {
			n = cond_atoms(x, at.a, truth, atoms, max, &l);
			n += cond_atoms(x, at.b, truth, atoms + n, max - n, &r);
			if (l == IS_FALSE || r == IS_FALSE)
				*decided = IS_FALSE;
			else if (l == IS_TRUE && r == IS_TRUE)
				*decided = IS_TRUE;
			return *decided == UNDECIDED ? n : 0;
		}
		/* a disjunction: only when one side is settled */
		n = cond_atoms(x, at.a, truth, atoms, max, &l);
		if (l == IS_TRUE) {
			*decided = IS_TRUE;
			return 0;
		}
		if (l == IS_FALSE)
			return cond_atoms(x, at.b, truth, atoms, max, decided);
		n = cond_atoms(x, at.b, truth, atoms, max, &r);
		if (r == IS_TRUE)
			*decided = IS_TRUE;
		if (r == IS_FALSE)
			return cond_atoms(x, at.a, truth, atoms, max, decided);
		return 0;
	}
	n = mask_atoms(x, e, truth, atoms, max);
	if (n)
		return n;
	a = atom_normal(x, e, truth ? ATOM_NE : ATOM_EQ, 0, decided);
	if (a == NONE)
		return 0;
	atoms[0] = a;
	return 1;
}

bool cond_is_conjunction(struct exprs *x, uint32_t cond, bool truth)
{
	uint32_t e = strip_negations(x, cond, &truth);
	const struct expr at = *expr_at(x, e);

	if (e == EXPR_UNKNOWN)
		return false;
	if ((at.op != FN_AND && at.op != FN_OR) || !is_bool(x, at.a) || !is_bool(x, at.b))
		return true;
	return truth == (at.op == FN_AND) && cond_is_conjunction(x, at.a, truth) && cond_is_conjunction(x, at.b, truth);
}

/* ---- sets of atoms -------------------------------------------------------------------------- */

/* They are few. */
static void sort_atoms(uint32_t *at, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		uint32_t a = at[i], k = i;

		for (; k > 0 && at[k - 1] > a; k--)
			at[k] = at[k - 1];
		at[k] = a;
	}
}

uint32_t atom_set_id(struct exprs *x, struct atom_set *set)
{
	bool isnew;
	uint32_t id, n = 0, recent = 0;

	if (!set->n && x->sets.n)
		return 0;
	sort_atoms(set->atom, set->n);
	for (uint32_t i = 0; i < set->n; i++)
		if (!n || set->atom[n - 1] != set->atom[i])
			set->atom[n++] = set->atom[i];
	set->n = n;
	for (uint32_t i = n; i < GUARDS_MAX; i++)
		set->atom[i] = 0;
	for (uint32_t i = 0; i < n; i++)
		recent = recent * 0x9e3779b1u + set->atom[i];
	recent = (recent ^ recent >> 15) & (EXPRS_RECENT - 1);
	if (x->recent_sets[recent] && !memcmp(&x->recent_set[recent], set, sizeof(*set)))
		return x->recent_sets[recent];
	id = keymap_id(&x->set_keys, set, sizeof(*set), &isnew);
	if (isnew)
		array_push(&x->sets, *set);
	x->recent_sets[recent] = id;
	x->recent_set[recent] = *set;
	return id;
}

bool atom_sets_contradict(const struct exprs *x, uint32_t a, uint32_t b)
{
	const struct atom_set *s = atom_set_at(x, a), *t = atom_set_at(x, b);

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < t->n; j++)
			if (atom_implies(atom_at(x, s->atom[i]), atom_at(x, t->atom[j])) == IS_FALSE)
				return true;
	return false;
}

uint32_t atom_set_common(struct exprs *x, uint32_t a, uint32_t b)
{
	struct atom_set s = *atom_set_at(x, a), out = { 0 };
	const struct atom_set *t = atom_set_at(x, b);

	if (a == b)
		return a;
	for (uint32_t i = 0; i < s.n; i++)
		for (uint32_t j = 0; j < t->n; j++)
			if (s.atom[i] == t->atom[j])
				out.atom[out.n++] = s.atom[i];
	return atom_set_id(x, &out);
}

bool atom_set_within(const struct exprs *x, uint32_t a, uint32_t b)
{
	const struct atom_set *s = atom_set_at(x, a), *t = atom_set_at(x, b);
	uint32_t j = 0;

	for (uint32_t i = 0; i < s->n; i++) {
		while (j < t->n && t->atom[j] < s->atom[i])
			j++;
		if (j == t->n || t->atom[j] != s->atom[i])
			return false;
	}
	return true;
}
