/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The linked program: the units' facts with every name resolved.
 *
 * Units keep their own tables; this module numbers what they share (types,
 * fields, entities, functions) program wide and says for each unit index
 * which program number it is.  Everything is numbered in the order the units
 * were added, so equal input gives equal numbers.
 *
 *	entity		something a name stands for: a function or a variable.
 *			Globals are one entity per name and image, statics one
 *			per unit, header inlines one per name, file and content.
 *	function	an entity with a body
 *	image		what is linked together: vmlinux or one module
 *
 * A call from a unit goes to the definition in the unit, else in its image,
 * else to the only one elsewhere.  Several elsewhere: ambiguous, counted, not
 * followed.
 */
#ifndef RECLINT_LINK_PROGRAM_H
#define RECLINT_LINK_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/memory.h"
#include "facts/facts.h"

#define NONE	0xffffffffu

struct model_function;
struct model_field;

/* A unit's facts and the program's numbers for its indices. */
struct unit {
	struct facts *facts;
	const char *path;
	const char *source;
	uint32_t image;
	uint32_t *type;			/* by fact type */
	uint32_t *field;		/* by fact field */
	uint32_t *entity;		/* by fact symbol */
	uint32_t *function;		/* by fact function: program function, also for repeats */
};

struct type {
	const char *tag;
	const char *file;
	bool is_container;		/* model: locks inside are named after the outer field */
	bool is_wrapper;		/* of a lock whose key callers give: the same, where there is an outer field */
	bool is_bridge;			/* model: calls through it may change drivers */
	const char *lock_kind;		/* model: this is a lock, or NULL */
};

struct field {
	uint32_t type;
	const char *name;
	uint32_t of, points_to;		/* types or NONE */
	uint32_t offset;		/* bytes */
	const struct model_field *model;	/* entry contexts, role; or NULL */
	uint32_t targets;		/* first of this field's targets, see program.targets */
	uint32_t ntargets;
	bool is_cleared;		/* some code stores 0 to it */
};

enum entity_kind { ENTITY_UNKNOWN, ENTITY_FUNCTION, ENTITY_VARIABLE };

struct entity {
	const char *name;
	const char *file;		/* statics: where; else "" */
	enum entity_kind kind;
	uint32_t image;			/* of the definition, NONE: not defined here */
	uint32_t function;		/* program function or NONE */
	uint32_t type;			/* variable: its struct type or NONE */
	bool is_ambiguous;
	bool is_noreturn;
	const struct model_function *model;
};

struct function {
	uint32_t entity;
	uint32_t unit;			/* the unit whose tables the body is in */
	const struct fact_function *body;
	const char *name;
	const char *file;
	uint32_t line;
	uint32_t image;			/* NONE for header inlines */
	bool is_weak;
	bool is_address_taken;
	bool is_header;
};

/* Function pointer stored in a field: by initialiser or by code. */
struct target {
	uint32_t field;
	uint32_t function;		/* entity */
	uint32_t outer;			/* field the struct itself is embedded in, or NONE */
	uint32_t table;			/* variable (entity) that is initialised, or NONE: stored by code */
	uint32_t image;			/* who fills it */
	uint32_t unit;			/* ... and where; NONE: in a unit that was not added */
};

/* The same by names, for a program that lacks the unit.  Strings may be NULL where numbers are NONE. */
struct absent_target {
	const char *tag, *file, *field;		/* of the field: its struct, where that is from */
	const char *outer_tag, *outer_file, *outer_field;
	const char *function, *table, *image;
	uint32_t unit;				/* any number that tells the absent units apart */
	bool is_function_static, is_table_static;
};

struct program_stats {
	uint32_t units, repeated_functions, ambiguous, weak_overridden, opaque_values, dropped;
};

struct program {
	struct intern strings;		/* owns every name below */
	ARRAY(struct unit) units;
	ARRAY(struct type) types;
	ARRAY(struct field) fields;
	ARRAY(struct entity) entities;
	ARRAY(struct function) functions;
	ARRAY(struct target) targets;	/* sorted by field, function; then table, outer */
	ARRAY(const char *) images;	/* by image number */
	struct program_stats stats;

	struct intern image_names;
	struct keymap type_keys, field_keys, entity_keys, function_keys;
	struct intern by_name;		/* global function names -> definitions */
	ARRAY(uint32_t) name_first;	/* by by_name id: first definition, chained: */
	ARRAY(uint32_t) name_next;	/* by entity: next definition of that name */
};

void program_init(struct program *p);
void program_release(struct program *p);

/* Takes f over. Before program_link(). */
void program_add(struct program *p, struct facts *f, const char *path);

/* One more function pointer stored in a field (model: stores). Then sort again. */
void program_add_target(struct program *p, uint32_t unit, uint32_t field, uint32_t entity, uint32_t outer);
void program_sort_targets(struct program *p);

/* Of a target that a unit stored. */
struct absent_target program_describe_target(const struct program *p, const struct target *t);
/*
 * After program_find_targets(): what a unit that was not added stores in fields that are
 * known here.  A call through such a field has as many targets as it would have
 * with the unit; the function itself, unless another unit defines it, has no body.
 * Then sort again.
 */
void program_add_absent(struct program *p, const struct absent_target *t);

/* No units after this point: resolve names. */
void program_link(struct program *p);
/* Collect stored function pointers; types are known for what they are. */
void program_find_targets(struct program *p);
/* The field in which the struct at this address is embedded, past containers (delayed_work), or NONE. */
uint32_t program_outer_field(const struct program *p, const struct function *fn, uint32_t node);

/* Field number of "tag.name", whatever file the type is from; NONE if unknown. */
uint32_t program_find_field(const struct program *p, const char *tag, const char *name);
/* The same, and it is made if no unit names this field of a struct that is known. */
uint32_t program_make_field(struct program *p, const char *tag, const char *name);

const char *program_image_name(const struct program *p, uint32_t image);

/* Shorthands for a function's body. */
static inline const struct facts *function_facts(const struct program *p, const struct function *f)
{
	return p->units.at[f->unit].facts;
}

static inline const struct fact_event *function_event(const struct program *p, const struct function *f,
						      uint32_t event)
{
	return &function_facts(p, f)->events[f->body->event_first + event];
}

static inline const struct fact_node *function_node(const struct program *p, const struct function *f,
						    uint32_t node)
{
	return &function_facts(p, f)->nodes[f->body->node_first + node];
}

static inline uint32_t function_arg(const struct program *p, const struct function *f,
				    const struct fact_event *e, uint32_t n)
{
	return function_facts(p, f)->args[f->body->arg_first + e->arg + n];
}

#endif
