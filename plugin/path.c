// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Paths: memory references as addresses, step by step from a base.
 *
 *	dev->mm.lock		FIELD(dev, device "mm.lock")
 *	container_of(w, ...)	OFFSET(w, -24)
 *	*(T *)(p + 16)		the FIELD there, if p's type has one
 *	a[i].lock		FIELD(INDEX(a, i), ...)
 *
 * An OFFSET that undoes the FIELDs below it gives back their base, so that
 * container_of(&x->work, struct foo, work) is x.  In a register, the address
 * of a member and the sum of pointer and constant are different trees for one
 * thing; here they are one path.
 */
#include "gcc-api.h"
#include "reclint.h"

uint32_t rl_address_step(struct rl_function *f, unsigned int op, uint32_t base, uint32_t b,
			 const void *ref)
{
	return rl_value_make(f, op, FNF_POINTER, base, b, ref);
}

static uint32_t field_of(struct rl_function *f, uint32_t base, const struct rl_field *field)
{
	return rl_address_step(f, FN_FIELD, base, 0, field);
}

/* The base that lies `bytes` before v along its FIELDs; NONE: no such. */
static uint32_t undo(struct rl_function *f, uint32_t v, HOST_WIDE_INT bytes)
{
	HOST_WIDE_INT sum = 0;

	while (f->values[v].op == FN_FIELD) {
		sum += ((const struct rl_field *)f->values[v].ref)->offset;
		v = f->values[v].a;
		if (sum == bytes)
			return v;
		if (sum > bytes)
			break;
	}
	return FACT_NONE;
}

/*
 * Is the field itself what is wanted, rather than something inside it?  At
 * offset 0 of an embedded struct both have one address; the type decides.
 */
static bool is_wanted(const struct rl_field *field, HOST_WIDE_INT rest, tree want)
{
	tree type = field->fieldtype;

	if (rest)
		return false;
	return !want || TREE_CODE(type) != RECORD_TYPE ||
	       TYPE_MAIN_VARIANT(type) == TYPE_MAIN_VARIANT(want);
}

uint32_t rl_address_offset(struct rl_function *f, uint32_t base, HOST_WIDE_INT bytes,
			   tree type, tree want)
{
	uint32_t v = base;

	if (!bytes)
		return base;
	if (f->values[base].op == FN_OFFSET) {
		bytes += (int32_t)f->values[base].b;
		base = f->values[base].a;
		if (!bytes)
			return base;
		v = base;
		type = NULL_TREE;
	}
	if (bytes < 0) {
		v = undo(f, base, -bytes);
		if (v != FACT_NONE)
			return v;
	}
	v = base;
	for (HOST_WIDE_INT rest = bytes; type && rest >= 0;) {
		struct rl_field *field = rl_field_at(f->unit, type, rest, want);

		if (!field)
			break;
		v = field_of(f, v, field);
		rest -= field->offset;
		if (is_wanted(field, rest, want))
			return v;
		type = field->fieldtype;
	}
	if (bytes != (int32_t)bytes)
		return rl_value_opaque(f, FO_OTHER);
	return rl_address_step(f, FN_OFFSET, base, (uint32_t)(int32_t)bytes, NULL);
}

static uint32_t component(struct rl_function *f, tree ref)
{
	tree base, index;
	HOST_WIDE_INT back;
	struct rl_field *field = rl_field_of_ref(f->unit, ref, &base, &index, &back);
	uint32_t v = rl_address(f, base);

	if (back)
		v = rl_address_offset(f, v, -back, NULL_TREE, NULL_TREE);
	v = field_of(f, v, field);
	if (index)
		v = rl_address_step(f, FN_INDEX, v, rl_value(f, index), NULL);
	return v;
}

static uint32_t local(struct rl_function *f, tree decl)
{
	unsigned int i;
	tree other;

	FOR_EACH_VEC_ELT(f->locals, i, other)
		if (other == decl)
			break;
	if (i == f->locals.length())
		f->locals.safe_push(decl);
	return rl_value_make(f, FN_LOCAL, FNF_POINTER, 0, 0, decl);
}

static uint32_t memory(struct rl_function *f, tree ref)
{
	tree p = TREE_OPERAND(ref, 0);
	uint32_t base = rl_value(f, p);
	HOST_WIDE_INT bytes = (HOST_WIDE_INT)TREE_INT_CST_LOW(TREE_OPERAND(ref, 1));

	return rl_address_offset(f, base, bytes, TREE_TYPE(TREE_TYPE(p)), TREE_TYPE(ref));
}

static uint32_t bits(struct rl_function *f, tree ref)
{
	uint32_t base = rl_address(f, TREE_OPERAND(ref, 0));
	tree pos = TREE_OPERAND(ref, 2);

	if (!tree_fits_shwi_p(pos))
		return rl_value_opaque(f, FO_OTHER);
	return rl_address_offset(f, base, tree_to_shwi(pos) / BITS_PER_UNIT, NULL_TREE,
				 NULL_TREE);
}

uint32_t rl_address(struct rl_function *f, tree ref)
{
	switch (TREE_CODE(ref)) {
	case COMPONENT_REF:
		return component(f, ref);
	case ARRAY_REF:
	case ARRAY_RANGE_REF: {
		uint32_t base = rl_address(f, TREE_OPERAND(ref, 0));

		return rl_address_step(f, FN_INDEX, base, rl_value(f, TREE_OPERAND(ref, 1)), NULL);
	}
	case MEM_REF:
		return memory(f, ref);
	case INDIRECT_REF:		/* of the parser */
		return rl_value(f, TREE_OPERAND(ref, 0));
	case BIT_FIELD_REF:
		return bits(f, ref);
	case VIEW_CONVERT_EXPR:
	case WITH_SIZE_EXPR:
		return rl_address(f, TREE_OPERAND(ref, 0));
	case FUNCTION_DECL:
		return rl_value_make(f, FN_SYMBOL, FNF_POINTER, 0, 0, ref);
	case VAR_DECL:
	case PARM_DECL:
	case RESULT_DECL:
		if (rl_is_symbol(ref))
			return rl_value_make(f, FN_SYMBOL, FNF_POINTER, 0, 0, ref);
		if (VAR_P(ref) && DECL_HARD_REGISTER(ref))
			return rl_value_opaque(f, FO_ASM);
		return local(f, ref);
	case STRING_CST:
		return rl_value_make(f, FN_STRING, FNF_POINTER, 0, 0, ref);
	default:
		return rl_value_opaque(f, FO_OTHER);
	}
}
