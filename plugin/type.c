// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Types: named structs and unions, and fields as seen from them.
 *
 * A lock's identity is struct + field, so it must not depend on how the source
 * happens to reach it.  Pointer types lie (container_of goes through char *),
 * field declarations do not: identity always comes from the FIELD_DECL, whose
 * context is the struct that declares it.  If that struct has no name, the
 * field belongs to the next named struct outside, with the path from there:
 *
 *	struct drm_i915_gem_object { struct { struct mutex lock; } mm; };
 *	obj->mm.lock	is	drm_i915_gem_object "mm.lock"
 *
 * Outwards is easy while there is a chain of COMPONENT_REFs.  A pointer to a
 * nameless struct has none, and C's nameless types do not know where they are
 * declared; so PLUGIN_FINISH_TYPE notes for each nameless member type the
 * field that has it.
 *
 * `typedef struct { ... } t` is nameless in its main variant; the typedef makes
 * a variant that knows the name.
 */
#include "gcc-api.h"
#include "reclint.h"

/* Nameless member type -> the field that has it. */
static hash_map<tree, tree> *outer_field;
static hash_set<tree> *finished;

static tree strip_arrays(tree type)
{
	while (type && TREE_CODE(type) == ARRAY_TYPE)
		type = TREE_TYPE(type);
	return type;
}

static bool is_struct(const_tree type)
{
	return type && (TREE_CODE(type) == RECORD_TYPE || TREE_CODE(type) == UNION_TYPE);
}

const char *rl_type_name(const_tree type)
{
	const_tree main = TYPE_MAIN_VARIANT(type);
	const char *found = NULL;
	tree name = TYPE_NAME(main);

	if (name && TREE_CODE(name) == TYPE_DECL)
		name = DECL_NAME(name);
	if (name)
		return IDENTIFIER_POINTER(name);
	/* Later typedefs come first in the chain; the oldest is meant. */
	for (const_tree v = TYPE_NEXT_VARIANT(main); v; v = TYPE_NEXT_VARIANT(v)) {
		name = TYPE_NAME(v);
		if (name && TREE_CODE(name) == TYPE_DECL)
			name = DECL_NAME(name);
		if (name)
			found = IDENTIFIER_POINTER(name);
	}
	return found;
}

const char *rl_type_file(const_tree type)
{
	tree f = is_struct(type) ? first_field(type) : NULL_TREE;

	return f ? expand_location(DECL_SOURCE_LOCATION(f)).file : NULL;
}

/* A nameless type that belongs to nobody: a variable's own. */
static const char *nameless_tag(const_tree type)
{
	static char buf[256];
	tree f = first_field(type);

	snprintf(buf, sizeof(buf), "@%s",
		 f && DECL_NAME(f) ? IDENTIFIER_POINTER(DECL_NAME(f)) : "");
	return buf;
}

static uint32_t type_fact(struct rl_unit *u, tree main)
{
	uint32_t *known = u->types->get(main);
	const char *name;
	struct fact_type t;
	uint32_t fact;

	if (known)
		return *known;
	name = rl_type_name(main);
	t.tag = facts_string(u->facts, name ? name : nameless_tag(main));
	t.file = rl_file(u, rl_type_file(main));
	t.kind = TREE_CODE(main) == UNION_TYPE ? FTK_UNION : FTK_STRUCT;
	fact = facts_type(u->facts, &t);
	u->types->put(main, fact);
	return fact;
}

uint32_t rl_type(struct rl_unit *u, tree type)
{
	type = strip_arrays(type);
	if (!is_struct(type) || !rl_type_name(type))
		return FACT_NONE;
	return type_fact(u, TYPE_MAIN_VARIANT(type));
}

uint32_t rl_pointed_type(struct rl_unit *u, tree type)
{
	type = strip_arrays(type);
	if (!type || !POINTER_TYPE_P(type))
		return FACT_NONE;
	return rl_type(u, TREE_TYPE(type));
}

HOST_WIDE_INT rl_field_offset(const_tree field)
{
	tree bytes = DECL_FIELD_OFFSET(field);
	tree bits = DECL_FIELD_BIT_OFFSET(field);

	if (!bytes || !bits || !tree_fits_shwi_p(bytes) || !tree_fits_shwi_p(bits))
		return 0;	/* behind a variable-length member: a GNU C oddity */
	return tree_to_shwi(bytes) + tree_to_shwi(bits) / BITS_PER_UNIT;
}

struct rl_field *rl_field(struct rl_unit *u, tree type, const char *name,
			  HOST_WIDE_INT offset, tree fieldtype)
{
	struct rl_field *f;
	tree id = get_identifier(name);
	unsigned int i;

	/* Only paths through nameless structs come here: few. */
	FOR_EACH_VEC_ELT(u->all_fields, i, f)
		if (f->type == type && f->name == id && f->offset == offset)
			return f;
	f = XNEW(struct rl_field);
	f->type = type;
	f->name = id;
	f->fieldtype = fieldtype;
	f->offset = offset;
	f->fact = FACT_NONE;
	u->all_fields.safe_push(f);
	return f;
}

struct rl_field *rl_field_decl(struct rl_unit *u, tree decl)
{
	struct rl_field **known = u->fields->get(decl);
	struct rl_field *f;

	if (known)
		return *known;
	f = XNEW(struct rl_field);
	f->type = TYPE_MAIN_VARIANT(DECL_CONTEXT(decl));
	f->name = DECL_NAME(decl) ? DECL_NAME(decl) : get_identifier("");
	f->fieldtype = TREE_TYPE(decl);
	f->offset = rl_field_offset(decl);
	f->fact = FACT_NONE;
	u->fields->put(decl, f);
	return f;
}

/* The name of `inner` as reached through `outer`; a nameless one adds nothing. */
static void prepend(char *name, size_t size, const_tree outer)
{
	const char *id = DECL_NAME(outer) ? IDENTIFIER_POINTER(DECL_NAME(outer)) : "";
	size_t len = strlen(id);
	size_t have = strlen(name);
	size_t dot = len && have ? 1 : 0;

	if (!len || len + dot + have + 1 > size)
		return;
	memmove(name + len + dot, name, have + 1);
	memcpy(name, id, len);
	if (dot)
		name[len] = '.';
}

struct rl_field *rl_field_of_ref(struct rl_unit *u, tree ref, tree *base, tree *index,
				 HOST_WIDE_INT *back)
{
	tree decl = TREE_OPERAND(ref, 1);
	tree type = TYPE_MAIN_VARIANT(DECL_CONTEXT(decl));
	tree fieldtype = TREE_TYPE(decl);
	HOST_WIDE_INT offset;
	char name[512] = "";

	*base = TREE_OPERAND(ref, 0);
	*index = NULL_TREE;
	*back = 0;
	if (rl_type_name(type))
		return rl_field_decl(u, decl);
	prepend(name, sizeof(name), decl);
	offset = rl_field_offset(decl);
	while (!rl_type_name(type)) {
		tree outer = *base;
		tree *known;

		while (TREE_CODE(outer) == ARRAY_REF) {
			if (!*index)
				*index = TREE_OPERAND(outer, 1);
			outer = TREE_OPERAND(outer, 0);
		}
		if (TREE_CODE(outer) == COMPONENT_REF) {
			decl = TREE_OPERAND(outer, 1);
			*base = TREE_OPERAND(outer, 0);
		} else {
			known = outer_field ? outer_field->get(type) : NULL;
			if (!known || DECL_P(outer))
				break;
			decl = *known;
			*back += rl_field_offset(decl);
		}
		offset += rl_field_offset(decl);
		type = TYPE_MAIN_VARIANT(DECL_CONTEXT(decl));
		prepend(name, sizeof(name), decl);
	}
	return rl_field(u, type, name, offset, fieldtype);
}

uint32_t rl_field_fact(struct rl_unit *u, struct rl_field *f)
{
	struct fact_field r;

	if (f->fact != FACT_NONE)
		return f->fact;
	memset(&r, 0, sizeof(r));
	r.type = type_fact(u, f->type);
	r.name = facts_string(u->facts, IDENTIFIER_POINTER(f->name));
	r.offset = (uint32_t)f->offset;
	r.of = rl_type(u, f->fieldtype);
	r.points_to = rl_pointed_type(u, f->fieldtype);
	f->fact = facts_field(u->facts, &r);
	return f->fact;
}

static bool covers(tree field, HOST_WIDE_INT at, HOST_WIDE_INT offset)
{
	tree size = DECL_SIZE_UNIT(field);

	if (offset == at)
		return true;
	return size && tree_fits_shwi_p(size) && offset > at &&
	       offset < at + tree_to_shwi(size);
}

static bool same_type(tree a, tree b)
{
	if (TYPE_MAIN_VARIANT(a) == TYPE_MAIN_VARIANT(b))
		return true;
	return POINTER_TYPE_P(a) && POINTER_TYPE_P(b);
}

/* Depth first below nameless members; an exact type beats the first that covers. */
static struct rl_field *field_at(struct rl_unit *u, tree type, tree named, char *path,
				 HOST_WIDE_INT start, HOST_WIDE_INT offset, tree want,
				 bool exact)
{
	for (tree d = TYPE_FIELDS(type); d; d = DECL_CHAIN(d)) {
		HOST_WIDE_INT at = start + rl_field_offset(d);
		struct rl_field *f;
		char name[512];

		if (TREE_CODE(d) != FIELD_DECL || !covers(d, at, offset))
			continue;
		snprintf(name, sizeof(name), "%s%s%s", path, *path && DECL_NAME(d) ? "." : "",
			 DECL_NAME(d) ? IDENTIFIER_POINTER(DECL_NAME(d)) : "");
		if (is_struct(TREE_TYPE(d)) && !rl_type_name(TREE_TYPE(d))) {
			f = field_at(u, TREE_TYPE(d), named, name, at, offset, want, exact);
			if (f)
				return f;
			continue;
		}
		if (!DECL_NAME(d) || DECL_BIT_FIELD(d))
			continue;
		if (exact && (at != offset || (want && !same_type(TREE_TYPE(d), want))))
			continue;
		if (!exact && !is_struct(TREE_TYPE(d)))
			continue;
		if (type == named)
			return rl_field_decl(u, d);
		return rl_field(u, named, name, at, TREE_TYPE(d));
	}
	return NULL;
}

struct rl_field *rl_field_at(struct rl_unit *u, tree type, HOST_WIDE_INT offset, tree want)
{
	struct rl_field *f;
	char none[1] = "";

	type = TYPE_MAIN_VARIANT(type);
	if (!is_struct(type) || !rl_type_name(type) || offset < 0)
		return NULL;
	f = field_at(u, type, type, none, 0, offset, want, true);
	return f ? f : field_at(u, type, type, none, 0, offset, want, false);
}

void rl_type_finished(void *gcc_data, void *user_data)
{
	struct rl_unit *u = (struct rl_unit *)user_data;
	tree type = (tree)gcc_data;

	/* Also called for every use; a type is looked at once it is complete. */
	if (!is_struct(type) || !COMPLETE_TYPE_P(type))
		return;
	if (!finished) {
		finished = new hash_set<tree>;
		outer_field = new hash_map<tree, tree>;
	}
	type = TYPE_MAIN_VARIANT(type);
	if (finished->add(type))
		return;
	for (tree d = TYPE_FIELDS(type); d; d = DECL_CHAIN(d)) {
		tree t = strip_arrays(TREE_TYPE(d));

		if (TREE_CODE(d) == FIELD_DECL && is_struct(t) && !TYPE_NAME(TYPE_MAIN_VARIANT(t)))
			outer_field->put(TYPE_MAIN_VARIANT(t), d);
	}
	rl_contract_type(u, type);
}

static bool mark_outer(const tree &type, tree *field, void *)
{
	tree t = type;

	gt_ggc_mx(t);
	gt_ggc_mx(*field);
	return true;
}

/* Both tables hold trees across collections: nothing else may keep those alive. */
void rl_type_mark(void *, void *)
{
	if (!finished)
		return;
	outer_field->traverse<void *, mark_outer>(NULL);
	for (hash_set<tree>::iterator i = finished->begin(); i != finished->end(); ++i) {
		tree t = *i;

		gt_ggc_mx(t);
	}
}
