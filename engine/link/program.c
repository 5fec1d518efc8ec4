// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Linking: from units with tables of their own to one numbered program.
 *
 * program_add() numbers a unit's types, fields and defined entities at once;
 * references to globals wait until program_link(), when every definition is
 * known.  A header inline seen in a second unit with the same content is the
 * function already there: more than half of all bodies are such repeats.
 */
#include "link/program.h"

#include "base/message.h"

#include <stdlib.h>
#include <string.h>

void program_init(struct program *p)
{
	memset(p, 0, sizeof(*p));
	intern_init(&p->strings);
	intern_init(&p->image_names);
	intern_init(&p->by_name);
	keymap_init(&p->type_keys);
	keymap_init(&p->field_keys);
	keymap_init(&p->entity_keys);
	keymap_init(&p->function_keys);
}

void program_release(struct program *p)
{
	for (uint32_t i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.at[i];

		facts_free(u->facts);
		free(u->type);
		free(u->field);
		free(u->entity);
		free(u->function);
	}
	array_release(&p->units);
	array_release(&p->types);
	array_release(&p->fields);
	array_release(&p->entities);
	array_release(&p->functions);
	array_release(&p->targets);
	array_release(&p->images);
	array_release(&p->name_first);
	array_release(&p->name_next);
	keymap_release(&p->type_keys);
	keymap_release(&p->field_keys);
	keymap_release(&p->entity_keys);
	keymap_release(&p->function_keys);
	intern_release(&p->by_name);
	intern_release(&p->image_names);
	intern_release(&p->strings);
}

static const char *keep(struct program *p, const char *s)
{
	return intern_text(&p->strings, intern_id(&p->strings, s));
}

static uint32_t keep_id(struct program *p, const char *s)
{
	return intern_id(&p->strings, s);
}

static uint32_t image_number(struct program *p, const char *name)
{
	uint32_t id = intern_id(&p->image_names, name);

	if (id == p->images.n)
		array_push(&p->images, intern_text(&p->image_names, id));
	return id;
}

const char *program_image_name(const struct program *p, uint32_t image)
{
	return image == NONE ? "" : p->images.at[image];
}

static void number_types(struct program *p, struct unit *u)
{
	const struct facts *f = u->facts;

	u->type = xcalloc(f->n_types + 1, sizeof(*u->type));
	for (uint32_t i = 0; i < f->n_types; i++) {
		const struct fact_type *t = &f->types[i];
		uint32_t key[2] = { keep_id(p, facts_str(f, t->tag)), keep_id(p, facts_str(f, t->file)) };
		bool isnew;

		u->type[i] = keymap_id(&p->type_keys, key, sizeof(key), &isnew);
		if (isnew)
			array_push(&p->types, ((struct type){
				.tag = intern_text(&p->strings, key[0]),
				.file = intern_text(&p->strings, key[1]) }));
	}
}

static uint32_t unit_type(const struct unit *u, uint32_t type)
{
	return type == FACT_NONE ? NONE : u->type[type];
}

static void number_fields(struct program *p, struct unit *u)
{
	const struct facts *f = u->facts;

	u->field = xcalloc(f->n_fields + 1, sizeof(*u->field));
	for (uint32_t i = 0; i < f->n_fields; i++) {
		const struct fact_field *t = &f->fields[i];
		uint32_t key[2] = { u->type[t->type], keep_id(p, facts_str(f, t->name)) };
		bool isnew;

		u->field[i] = keymap_id(&p->field_keys, key, sizeof(key), &isnew);
		if (isnew)
			array_push(&p->fields, ((struct field){
				.type = key[0],
				.name = intern_text(&p->strings, key[1]),
				.offset = t->offset,
				.of = unit_type(u, t->of),
				.points_to = unit_type(u, t->points_to) }));
	}
}

static uint32_t new_entity(struct program *p, const struct unit *u, const struct fact_symbol *s)
{
	uint32_t id = p->entities.n;

	array_push(&p->entities, ((struct entity){
		.name = keep(p, facts_str(u->facts, s->name)),
		.file = keep(p, facts_str(u->facts, s->file)),
		.kind = s->flags & FS_FUNCTION ? ENTITY_FUNCTION :
			s->flags & FS_VARIABLE ? ENTITY_VARIABLE : ENTITY_UNKNOWN,
		.image = NONE,
		.function = NONE,
		.type = unit_type(u, s->type),
		.is_noreturn = s->flags & FS_NORETURN }));
	array_push(&p->name_next, NONE);
	return id;
}

/* Among the definitions of a global name. */
static void remember_name(struct program *p, uint32_t entity)
{
	uint32_t id = intern_id(&p->by_name, p->entities.at[entity].name);

	if (id == p->name_first.n)
		array_push(&p->name_first, NONE);
	p->name_next.at[entity] = p->name_first.at[id];
	p->name_first.at[id] = entity;
}

enum entity_scope { SCOPE_IMAGE, SCOPE_UNIT, SCOPE_HEADER, SCOPE_UNDEFINED, SCOPE_ABSENT };

struct entity_key {
	uint32_t scope, where, file, name;
	uint64_t hash[2];
};

static uint32_t entity_by_key(struct program *p, struct unit *u, const struct fact_symbol *s,
			      struct entity_key *key, bool *isnew)
{
	uint32_t id;

	key->file = keep_id(p, facts_str(u->facts, s->file));
	key->name = keep_id(p, facts_str(u->facts, s->name));
	id = keymap_id(&p->entity_keys, key, sizeof(*key), isnew);
	if (*isnew && new_entity(p, u, s) != id)
		BUG("entity keys and entities are numbered apart");
	return id;
}

static void add_function(struct program *p, struct unit *u, uint32_t unit_number, uint32_t index)
{
	const struct facts *f = u->facts;
	const struct fact_function *body = &f->functions[index];
	const struct fact_symbol *s = &f->symbols[body->symbol];
	struct entity_key key = { .where = unit_number };
	struct entity *e;
	uint32_t id;
	bool isnew;

	if (s->flags & FS_HEADER) {
		key = (struct entity_key){ .scope = SCOPE_HEADER, .hash = { body->hash[0], body->hash[1] } };
	} else if (s->flags & FS_STATIC) {
		key.scope = SCOPE_UNIT;
	} else {
		key = (struct entity_key){ .scope = SCOPE_IMAGE, .where = u->image };
	}
	id = entity_by_key(p, u, s, &key, &isnew);
	u->entity[body->symbol] = id;
	e = &p->entities.at[id];
	e->kind = ENTITY_FUNCTION;
	if (!isnew && e->function != NONE) {
		struct function *old = &p->functions.at[e->function];

		u->function[index] = e->function;
		if (old->is_weak && !(s->flags & FS_WEAK)) {
			old->unit = unit_number;
			old->body = body;
			old->file = keep(p, facts_str(f, body->file));
			old->line = body->line;
			old->is_weak = false;
			p->stats.weak_overridden++;
		} else if (s->flags & FS_HEADER) {
			p->stats.repeated_functions++;
		}
		return;
	}
	e->function = p->functions.n;
	e->image = s->flags & FS_HEADER ? NONE : u->image;
	u->function[index] = e->function;
	array_push(&p->functions, ((struct function){
		.entity = id,
		.unit = unit_number,
		.body = body,
		.name = e->name,
		.file = keep(p, facts_str(f, body->file)),
		.line = body->line,
		.image = e->image,
		.is_weak = s->flags & FS_WEAK,
		.is_header = s->flags & FS_HEADER,
		.is_address_taken = body->flags & FF_ADDRESS }));
	p->stats.opaque_values += body->nopaque;
	if (key.scope == SCOPE_IMAGE)
		remember_name(p, id);
}

static void add_variables(struct program *p, struct unit *u, uint32_t unit_number)
{
	const struct facts *f = u->facts;

	for (uint32_t i = 0; i < f->n_symbols; i++) {
		const struct fact_symbol *s = &f->symbols[i];
		struct entity_key key = { .scope = SCOPE_IMAGE, .where = u->image };
		struct entity *e;
		bool isnew;

		if (!(s->flags & FS_VARIABLE) || !(s->flags & FS_DEFINED))
			continue;
		if (s->flags & FS_STATIC)
			key = (struct entity_key){ .scope = SCOPE_UNIT, .where = unit_number };
		u->entity[i] = entity_by_key(p, u, s, &key, &isnew);
		e = &p->entities.at[u->entity[i]];
		e->image = u->image;
		if (isnew && key.scope == SCOPE_IMAGE)
			remember_name(p, u->entity[i]);
	}
}

void program_add(struct program *p, struct facts *f, const char *path)
{
	uint32_t number = p->units.n;
	struct unit *u = array_add(&p->units);

	u->facts = f;
	u->path = keep(p, path);
	u->source = keep(p, facts_str(f, f->units[0].source));
	u->image = image_number(p, facts_str(f, f->units[0].image));
	u->entity = xcalloc(f->n_symbols + 1, sizeof(*u->entity));
	u->function = xcalloc(f->n_functions + 1, sizeof(*u->function));
	for (uint32_t i = 0; i < f->n_symbols; i++)
		u->entity[i] = NONE;
	number_types(p, u);
	number_fields(p, u);
	for (uint32_t i = 0; i < f->n_functions; i++)
		add_function(p, u, number, i);
	add_variables(p, u, number);
	for (uint32_t i = 0; i < f->n_drops; i++)
		p->stats.dropped += f->drops[i].count;
	p->stats.units++;
}

/* ---- resolving --------------------------------------------------------------- */

/* The definition a global name means in an image: own image, else the only one. */
static uint32_t find_global(struct program *p, const char *name, uint32_t image, bool *ambiguous)
{
	uint32_t id = intern_find(&p->by_name, name);
	uint32_t found = NONE, strong = 0;

	*ambiguous = false;
	if (id == INTERN_NONE)
		return NONE;
	for (uint32_t e = p->name_first.at[id]; e != NONE; e = p->name_next.at[e]) {
		const struct entity *en = &p->entities.at[e];
		bool weak = en->function != NONE && p->functions.at[en->function].is_weak;

		if (en->image == image)
			return e;
		if (!weak && strong++)
			*ambiguous = true;
		if (!weak || found == NONE)
			found = e;
	}
	return *ambiguous ? NONE : found;
}

static void resolve_unit(struct program *p, struct unit *u)
{
	const struct facts *f = u->facts;

	for (uint32_t i = 0; i < f->n_symbols; i++) {
		const struct fact_symbol *s = &f->symbols[i];
		struct entity_key key = { .scope = SCOPE_UNDEFINED };
		bool ambiguous = false, isnew;

		if (u->entity[i] != NONE)
			continue;
		if (!(s->flags & FS_STATIC))
			u->entity[i] = find_global(p, facts_str(f, s->name), u->image, &ambiguous);
		if (u->entity[i] != NONE)
			continue;
		u->entity[i] = entity_by_key(p, u, s, &key, &isnew);
		if (ambiguous) {
			p->entities.at[u->entity[i]].is_ambiguous = true;
			p->stats.ambiguous++;
		}
	}
}

/* An alias is a second name: whoever means it, means its target. */
static void resolve_aliases(struct program *p, struct unit *u)
{
	const struct facts *f = u->facts;

	for (uint32_t i = 0; i < f->n_aliases; i++) {
		struct entity *e = &p->entities.at[u->entity[f->aliases[i].symbol]];
		const struct entity *t = &p->entities.at[u->entity[f->aliases[i].target]];

		if (e->function == NONE && t->function != NONE) {
			e->function = t->function;
			e->kind = ENTITY_FUNCTION;
			e->image = t->image;
		}
	}
}

/* ---- function pointers in fields ------------------------------------------------ */

static void add_target(struct program *p, const struct unit *u, uint32_t field, uint32_t entity,
		       uint32_t outer, uint32_t table)
{
	array_push(&p->targets, ((struct target){
		.field = field, .function = entity, .outer = outer, .table = table, .image = u->image,
		.unit = (uint32_t)(u - p->units.at) }));
	if (p->entities.at[entity].function != NONE)
		p->functions.at[p->entities.at[entity].function].is_address_taken = true;
}

static void collect_initialisers(struct program *p, const struct unit *u)
{
	const struct facts *f = u->facts;

	for (uint32_t i = 0; i < f->n_inits; i++) {
		const struct fact_init *in = &f->inits[i];
		uint32_t target = u->entity[in->target];

		if (p->entities.at[target].kind != ENTITY_FUNCTION)
			continue;
		if (in->field == FACT_NONE) {
			if (p->entities.at[target].function != NONE)
				p->functions.at[p->entities.at[target].function].is_address_taken = true;
			continue;
		}
		add_target(p, u, u->field[in->field], target,
			   in->outer == FACT_NONE ? NONE : u->field[in->outer], u->entity[in->symbol]);
	}
}

uint32_t program_outer_field(const struct program *p, const struct function *fn, uint32_t node)
{
	const struct fact_node *n = function_node(p, fn, node);
	uint32_t field;

	for (;;) {
		if (n->op == FN_INDEX)
			n = function_node(p, fn, n->a);
		if (n->op != FN_FIELD)
			return NONE;
		field = p->units.at[fn->unit].field[n->b];
		if (!p->types.at[p->fields.at[field].type].is_container)
			return field;
		n = function_node(p, fn, n->a);
	}
}

static void collect_stores(struct program *p, const struct function *fn)
{
	const struct unit *u = &p->units.at[fn->unit];

	for (uint32_t i = 0; i < fn->body->nevents; i++) {
		const struct fact_event *e = function_event(p, fn, i);
		const struct fact_node *to, *value;
		uint32_t entity;

		if (e->kind != FEV_STORE)
			continue;
		value = function_node(p, fn, e->b);
		to = function_node(p, fn, e->a);
		if (value->op == FN_CONST && to->op == FN_FIELD && !fact_const_value(value))
			p->fields.at[u->field[to->b]].is_cleared = true;
		if (value->op != FN_SYMBOL)
			continue;
		entity = u->entity[value->a];
		if (p->entities.at[entity].kind != ENTITY_FUNCTION)
			continue;
		if (to->op != FN_FIELD) {
			if (p->entities.at[entity].function != NONE)
				p->functions.at[p->entities.at[entity].function].is_address_taken = true;
			continue;
		}
		add_target(p, u, u->field[to->b], entity, program_outer_field(p, fn, to->a), NONE);
	}
}

static int by_field(const void *a, const void *b)
{
	const struct target *x = a, *y = b;

	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	if (x->table != y->table)
		return x->table < y->table ? -1 : 1;
	return x->outer < y->outer ? -1 : x->outer > y->outer;
}

void program_sort_targets(struct program *p)
{
	uint32_t n = 0;

	if (p->targets.n)
		qsort(p->targets.at, p->targets.n, sizeof(*p->targets.at), by_field);
	for (uint32_t i = 0; i < p->targets.n; i++)
		if (!n || by_field(&p->targets.at[n - 1], &p->targets.at[i]))
			p->targets.at[n++] = p->targets.at[i];
	p->targets.n = n;
	for (uint32_t i = 0; i < p->fields.n; i++)
		p->fields.at[i].ntargets = 0;
	for (uint32_t i = n; i-- > 0;) {
		struct field *f = &p->fields.at[p->targets.at[i].field];

		f->targets = i;
		f->ntargets++;
	}
}

/* ---- units that are not there ---------------------------------------------------- */

/* Is it one of its unit's own, whatever others call so? */
static bool is_static_entity(const struct program *p, uint32_t entity, uint32_t unit)
{
	const struct unit *u = &p->units.at[unit];

	for (uint32_t i = 0; i < u->facts->n_symbols; i++)
		if (u->entity[i] == entity)
			return u->facts->symbols[i].flags & FS_STATIC;
	return false;
}

struct absent_target program_describe_target(const struct program *p, const struct target *t)
{
	const struct field *field = &p->fields.at[t->field];
	const struct field *outer = t->outer == NONE ? NULL : &p->fields.at[t->outer];

	return (struct absent_target){
		.tag = p->types.at[field->type].tag, .file = p->types.at[field->type].file, .field = field->name,
		.outer_tag = outer ? p->types.at[outer->type].tag : NULL,
		.outer_file = outer ? p->types.at[outer->type].file : NULL,
		.outer_field = outer ? outer->name : NULL,
		.function = p->entities.at[t->function].name,
		.table = t->table == NONE ? NULL : p->entities.at[t->table].name,
		.image = program_image_name(p, t->image), .unit = t->unit,
		.is_function_static = is_static_entity(p, t->function, t->unit),
		.is_table_static = t->table != NONE && is_static_entity(p, t->table, t->unit),
	};
}

/* NONE: no unit here knows the struct. */
static uint32_t known_field(struct program *p, const char *tag, const char *file, const char *name)
{
	uint32_t type[2] = { intern_find(&p->strings, tag), intern_find(&p->strings, file) }, field[2], id;
	bool isnew;

	if (type[0] == INTERN_NONE || type[1] == INTERN_NONE)
		return NONE;
	field[0] = keymap_find(&p->type_keys, type, sizeof(type));
	if (field[0] == KEYMAP_NONE)
		return NONE;
	field[1] = keep_id(p, name);
	id = keymap_id(&p->field_keys, field, sizeof(field), &isnew);
	if (isnew)
		array_push(&p->fields, ((struct field){
			.type = field[0], .name = intern_text(&p->strings, field[1]), .of = NONE, .points_to = NONE }));
	return id;
}

static uint32_t absent_entity(struct program *p, const char *name, const struct absent_target *t, uint32_t image,
			      bool is_static, enum entity_kind kind)
{
	struct entity_key key = { .scope = is_static ? SCOPE_ABSENT : SCOPE_UNDEFINED, .where = is_static ? t->unit : 0,
				  .file = keep_id(p, ""), .name = keep_id(p, name) };
	bool ambiguous, isnew;
	uint32_t id = is_static ? NONE : find_global(p, name, image, &ambiguous);

	if (id != NONE)
		return id;
	id = keymap_id(&p->entity_keys, &key, sizeof(key), &isnew);
	if (!isnew)
		return id;
	array_push(&p->entities, ((struct entity){
		.name = intern_text(&p->strings, key.name), .file = intern_text(&p->strings, key.file), .kind = kind,
		.image = image, .function = NONE, .type = NONE }));
	array_push(&p->name_next, NONE);
	return id;
}

void program_add_absent(struct program *p, const struct absent_target *t)
{
	uint32_t field = known_field(p, t->tag, t->file, t->field), image;

	if (field == NONE)
		return;
	image = image_number(p, t->image);
	array_push(&p->targets, ((struct target){
		.field = field,
		.function = absent_entity(p, t->function, t, image, t->is_function_static, ENTITY_FUNCTION),
		.outer = t->outer_tag ? known_field(p, t->outer_tag, t->outer_file, t->outer_field) : NONE,
		.table = t->table ? absent_entity(p, t->table, t, image, t->is_table_static, ENTITY_VARIABLE) : NONE,
		.image = image, .unit = NONE }));
}

void program_add_target(struct program *p, uint32_t unit, uint32_t field, uint32_t entity, uint32_t outer)
{
	add_target(p, &p->units.at[unit], field, entity, outer, NONE);
}

void program_link(struct program *p)
{
	for (uint32_t i = 0; i < p->units.n; i++)
		resolve_unit(p, &p->units.at[i]);
	for (uint32_t i = 0; i < p->units.n; i++)
		resolve_aliases(p, &p->units.at[i]);
}

void program_find_targets(struct program *p)
{
	for (uint32_t i = 0; i < p->units.n; i++)
		collect_initialisers(p, &p->units.at[i]);
	for (uint32_t i = 0; i < p->functions.n; i++)
		collect_stores(p, &p->functions.at[i]);
	program_sort_targets(p);
}

uint32_t program_find_field(const struct program *p, const char *tag, const char *name)
{
	for (uint32_t i = 0; i < p->fields.n; i++) {
		const struct field *f = &p->fields.at[i];

		if (!strcmp(f->name, name) && !strcmp(p->types.at[f->type].tag, tag))
			return i;
	}
	return NONE;
}

uint32_t program_make_field(struct program *p, const char *tag, const char *name)
{
	uint32_t field = program_find_field(p, tag, name);

	for (uint32_t i = 0; i < p->types.n && field == NONE; i++) {
		if (strcmp(p->types.at[i].tag, tag))
			continue;
		field = p->fields.n;
		array_push(&p->fields, ((struct field){ .type = i, .name = keep(p, name), .of = NONE, .points_to = NONE }));
	}
	return field;
}
