/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What native.c writes code with: libgccjit's functions, found in the library when
 * it is loaded, and expressions and statements over the cells of a state.  Where
 * a statement ends a block, the next one needs g->block set anew.
 */
#ifndef RECLINT_REPLAY_JIT_H
#define RECLINT_REPLAY_JIT_H

#include <libgccjit.h>

#include "replay/machine.h"

/* Functions of the library that are used. */
#define FUNCTIONS(X)					\
	X(context_acquire) X(context_release)		\
	X(context_set_int_option)			\
	X(context_get_type) X(context_get_int_type)	\
	X(type_get_pointer) X(type_get_const)		\
	X(context_new_param) X(param_as_rvalue)		\
	X(context_new_function) X(context_get_builtin_function) \
	X(function_new_block) X(function_new_local)	\
	X(context_new_rvalue_from_int)			\
	X(context_new_array_access) X(lvalue_as_rvalue)	\
	X(context_new_binary_op) X(context_new_comparison) \
	X(context_new_cast) X(context_new_call)		\
	X(block_add_eval) X(block_add_assignment)	\
	X(block_end_with_conditional) X(block_end_with_jump) \
	X(block_end_with_return) X(block_end_with_switch) \
	X(context_new_case)				\
	X(context_compile_to_file) X(context_get_first_error)

struct library {
	void *handle;
#define X(name) __typeof__(&gcc_jit_##name) name;
	FUNCTIONS(X)
#undef X
};

typedef gcc_jit_rvalue *value;

struct generator {
	struct library lib;
	const struct machine *m;
	gcc_jit_context *context;
	gcc_jit_type *u32, *u16, *state_type, *out_type, *pointer, *constant_pointer;
	gcc_jit_function *copy;
	/* the function at hand */
	gcc_jit_function *function;
	value state, choice, out;
	gcc_jit_block *block;
	uint32_t t;			/* its task */
	const struct machine_task *task;
};

/* ---- expressions ------------------------------------------------------------------- */

static inline value number(struct generator *g, uint32_t n)
{
	return g->lib.context_new_rvalue_from_int(g->context, g->u32, (int)n);
}

static inline value cell_of(struct generator *g, value array, uint16_t cell)
{
	gcc_jit_lvalue *at;

	if (cell == CELL_NONE)
		return number(g, 0);
	at = g->lib.context_new_array_access(g->context, NULL, array, number(g, cell));
	return g->lib.context_new_cast(g->context, NULL, g->lib.lvalue_as_rvalue(at), g->u32);
}

static inline value before(struct generator *g, uint16_t cell)
{
	return cell_of(g, g->state, cell);
}

static inline value binary(struct generator *g, enum gcc_jit_binary_op op, value a, value b)
{
	return g->lib.context_new_binary_op(g->context, NULL, op, g->u32, a, b);
}

static inline value plus(struct generator *g, value a, value b)
{
	return binary(g, GCC_JIT_BINARY_OP_PLUS, a, b);
}

static inline value minus(struct generator *g, value a, value b)
{
	return binary(g, GCC_JIT_BINARY_OP_MINUS, a, b);
}

static inline value either(struct generator *g, value a, value b)
{
	return binary(g, GCC_JIT_BINARY_OP_BITWISE_OR, a, b);
}

static inline value both(struct generator *g, value a, value b)
{
	return binary(g, GCC_JIT_BINARY_OP_BITWISE_AND, a, b);
}

static inline value times(struct generator *g, value a, uint32_t n)
{
	return binary(g, GCC_JIT_BINARY_OP_MULT, a, number(g, n));
}

/* Comparisons as numbers, 0 or 1. */
static inline value compare(struct generator *g, enum gcc_jit_comparison op, value a, value b)
{
	return g->lib.context_new_cast(g->context, NULL, g->lib.context_new_comparison(g->context, NULL, op, a, b),
				       g->u32);
}

static inline value equals(struct generator *g, value a, uint32_t n)
{
	return compare(g, GCC_JIT_COMPARISON_EQ, a, number(g, n));
}

static inline value exceeds(struct generator *g, value a, value b)
{
	return compare(g, GCC_JIT_COMPARISON_GT, a, b);
}

static inline value is_set(struct generator *g, value a)
{
	return compare(g, GCC_JIT_COMPARISON_NE, a, number(g, 0));
}

/* ---- statements ------------------------------------------------------------------------- */

static inline gcc_jit_block *new_block(struct generator *g)
{
	return g->lib.function_new_block(g->function, NULL);
}

static inline void put(struct generator *g, uint16_t cell, value v)
{
	if (cell == CELL_NONE)
		return;
	g->lib.block_add_assignment(g->block, NULL,
				    g->lib.context_new_array_access(g->context, NULL, g->out, number(g, cell)),
				    g->lib.context_new_cast(g->context, NULL, v, g->u16));
}

static inline void put_number(struct generator *g, uint16_t cell, uint32_t n)
{
	put(g, cell, number(g, n));
}

static inline void give_back(struct generator *g, value flags)
{
	g->lib.block_end_with_return(g->block, NULL, flags);
	g->block = NULL;
}

static inline void refuse(struct generator *g)
{
	give_back(g, number(g, 0));
}

/* What follows is done where the condition holds; the block for where it does not. */
static inline gcc_jit_block *when(struct generator *g, value condition)
{
	gcc_jit_block *yes = new_block(g), *no = new_block(g);

	g->lib.block_end_with_conditional(g->block, NULL,
					  g->lib.context_new_comparison(g->context, NULL, GCC_JIT_COMPARISON_NE,
									condition, number(g, 0)), yes, no);
	g->block = yes;
	return no;
}

/* Go on only if the condition holds. */
static inline void require(struct generator *g, value condition)
{
	gcc_jit_block *no = when(g, condition), *yes = g->block;

	g->block = no;
	refuse(g);
	g->block = yes;
}

/* The step is taken. */
static inline void take_step(struct generator *g)
{
	value arguments[] = {
		g->lib.context_new_cast(g->context, NULL, g->out, g->pointer),
		g->lib.context_new_cast(g->context, NULL, g->state, g->constant_pointer),
		g->lib.context_new_cast(g->context, NULL, number(g, g->m->n_cells * 2),
					g->lib.context_get_type(g->context, GCC_JIT_TYPE_SIZE_T)),
	};

	g->lib.block_add_eval(g->block, NULL, g->lib.context_new_call(g->context, NULL, g->copy, 3, arguments));
}

#endif
