// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link/model.h"
#include "link/program.h"

void locks_init(struct locks *l, const struct program *p, const struct model *m, struct exprs *x)
{
	memset(l, 0, sizeof(*l));
	l->program = p;
	l->model = m;
	l->exprs = x;
	keymap_init(&l->keys);
	keymap_init(&l->gfp_keys);
	keymap_init(&l->set_keys);
	keymap_init(&l->splits);
	arena_init(&l->arena);
	array_push(&l->at, ((struct lock_class){ .base = CLASS_SYMBOLIC, .name = "(of a caller)" }));
	array_push(&l->at, ((struct lock_class){ .base = CLASS_UNKNOWN, .name = "(unknown)" }));
	keymap_id(&l->keys, "0", 1, NULL);
	keymap_id(&l->keys, "1", 1, NULL);
	class_set_id(l, NULL, 0);
}

void locks_release(struct locks *l)
{
	array_release(&l->at);
	array_release(&l->gfps);
	keymap_release(&l->keys);
	map_release(&l->pointed);
	array_release(&l->pointing);
	map_release(&l->named);
	keymap_release(&l->gfp_keys);
	keymap_release(&l->set_keys);
	keymap_release(&l->splits);
	arena_release(&l->arena);
}

static const char *class_name(struct locks *l, enum lock_class_kind kind, uint32_t id)
{
	const struct field *f;

	if (kind == CLASS_VARIABLE)
		return l->program->entities.at[id].name;
	f = &l->program->fields.at[id];
	return arena_printf(&l->arena, "struct %s.%s", l->program->types.at[f->type].tag, f->name);
}

static void set_role(struct lock_class *c, const struct model_field *field)
{
	c->role = field ? field->role : NULL;
	c->is_kernels = c->role && strcmp(c->role, "dma_resv");
	c->is_ordered = c->role && !c->is_kernels;
}

static uint32_t class_id(struct locks *l, enum lock_class_kind kind, uint32_t id, const char *name)
{
	uint32_t key[2] = { kind, id };
	bool isnew;
	uint32_t class = keymap_id(&l->keys, key, sizeof(key), &isnew);

	if (isnew) {
		struct lock_class c = { .kind = kind, .id = id, .base = class };

		c.name = name ? name : class_name(l, kind, id);
		if (kind == CLASS_FIELD)
			set_role(&c, l->program->fields.at[id].model);
		array_push(&l->at, c);
	}
	return class;
}

static bool is_inner_field(const struct program *p, uint32_t field)
{
	const struct type *t = &p->types.at[p->fields.at[field].type];

	return t->is_container || t->is_wrapper || t->lock_kind;
}

/* The struct a field lies in, if that struct itself is embedded in a field. */
static uint32_t outer_field(const struct locks *l, uint32_t field_address)
{
	const struct expr *base = expr_at(l->exprs, expr_at(l->exprs, field_address)->a);

	if (base->op == FN_INDEX)
		base = expr_at(l->exprs, base->a);
	return base->op == FN_FIELD ? base->b : NONE;
}

void lock_class_split(struct locks *l, uint32_t address)
{
	uint32_t key[2];

	/* from dep_map outwards to the lock itself */
	while (address != EXPR_UNKNOWN && expr_at(l->exprs, address)->op == FN_FIELD &&
	       is_inner_field(l->program, expr_at(l->exprs, address)->b))
		address = expr_at(l->exprs, address)->a;
	if (address == EXPR_UNKNOWN || expr_at(l->exprs, address)->op != FN_FIELD)
		return;
	key[0] = expr_at(l->exprs, address)->b;
	key[1] = outer_field(l, address);
	if (key[1] != NONE)
		keymap_id(&l->splits, key, sizeof(key), NULL);
}

/* The class of a lock in field f at this address, which may be split. */
static uint32_t class_of_field(struct locks *l, uint32_t address, uint32_t f)
{
	uint32_t key[2] = { f, outer_field(l, address) }, split = KEYMAP_NONE;
	const struct field *in, *out;

	if (key[1] != NONE)
		split = keymap_find(&l->splits, key, sizeof(key));
	if (split == KEYMAP_NONE)
		return class_id(l, CLASS_FIELD, f, NULL);
	in = &l->program->fields.at[f];
	out = &l->program->fields.at[key[1]];
	return class_id(l, CLASS_KEYED, split,
			arena_printf(&l->arena, "struct %s.%s.%s", l->program->types.at[out->type].tag, out->name, in->name));
}

void lock_class_points(struct locks *l, uint32_t field, uint32_t class)
{
	map_insert(&l->pointed, field, class);
}

bool lock_is_vm(const char *role)
{
	return role && (!strcmp(role, "folio") || !strcmp(role, "i_mmap_rwsem") || !strcmp(role, "anon_vma"));
}

static uint32_t class_at(struct locks *l, uint32_t address)
{
	uint32_t wrapper = EXPR_UNKNOWN;
	bool is_loaded = false;

	/* fields of locks and containers are walked outwards: they name nothing by themselves */
	while (address != EXPR_UNKNOWN) {
		const struct expr *e = expr_at(l->exprs, address);
		const uint32_t *pointed = is_loaded && e->op == FN_FIELD ? map_find(&l->pointed, e->b) : NULL;

		if (pointed)
			return *pointed;
		is_loaded = e->op == FN_LOAD;
		switch (e->op) {
		case FN_FIELD:
			if (!is_inner_field(l->program, e->b))
				return class_of_field(l, address, e->b);
			if (l->program->types.at[l->program->fields.at[e->b].type].is_wrapper)
				wrapper = address;
			break;
		case FN_SYMBOL:
			return class_id(l, CLASS_VARIABLE, e->a, NULL);
		case FN_PARAM:
			return CLASS_SYMBOLIC;
		case FN_INDEX:
		case FN_OFFSET:
		case FN_LOAD:		/* a pointer to a lock: the class of the field that holds it */
			break;
		case FN_ADD:		/* a per-CPU variable: its symbol and this CPU's offset */
			if (expr_at(l->exprs, e->b)->op == FN_SYMBOL) {
				address = e->b;
				continue;
			}
			if (expr_at(l->exprs, e->a)->op == FN_SYMBOL)
				break;
			return CLASS_UNKNOWN;
		default:
			address = EXPR_UNKNOWN;
			continue;
		}
		address = e->a;
	}
	return wrapper == EXPR_UNKNOWN ? CLASS_UNKNOWN : class_of_field(l, wrapper, expr_at(l->exprs, wrapper)->b);
}

uint32_t lock_class_sub(struct locks *l, uint32_t class, int64_t subclass)
{
	struct lock_class c = l->at.at[class];
	uint32_t key[3] = { CLASS_SUBCLASS, class, (uint32_t)subclass }, id;
	bool isnew;

	if (class <= CLASS_UNKNOWN || subclass <= 0 || subclass >= LOCK_SUBCLASSES || c.role || c.is_kernels)
		return class;
	id = keymap_id(&l->keys, key, sizeof(key), &isnew);
	if (isnew) {
		c.name = arena_printf(&l->arena, "%s/%u", c.name, key[2]);
		array_push(&l->at, c);
	}
	return id;
}

/* What is or-ed to the address; 0: nothing. */
static int64_t subclass_in(const struct locks *l, uint32_t address)
{
	const struct expr *e = expr_at(l->exprs, address);
	int64_t subclass;

	return e->op == FN_OR && expr_is_const(l->exprs, e->b, &subclass) ? subclass : 0;
}

uint32_t lock_address_sub(struct locks *l, uint32_t address, int64_t subclass)
{
	if (address == EXPR_UNKNOWN)
		return address;
	return expr_make(l->exprs, FN_OR, address, expr_const(l->exprs, subclass), 0);
}

uint32_t lock_address_plain(const struct locks *l, uint32_t address)
{
	return subclass_in(l, address) ? expr_at(l->exprs, address)->a : address;
}

uint32_t lock_address_whole(const struct locks *l, uint32_t address)
{
	address = lock_address_plain(l, address);
	while (expr_at(l->exprs, address)->op == FN_FIELD && is_inner_field(l->program, expr_at(l->exprs, address)->b))
		address = expr_at(l->exprs, address)->a;
	return address;
}

uint32_t lock_class_of(struct locks *l, uint32_t address)
{
	int64_t subclass = subclass_in(l, address);

	return subclass ? lock_class_sub(l, class_at(l, expr_at(l->exprs, address)->a), subclass) : class_at(l, address);
}

void lock_class_unchecked(struct locks *l, uint32_t address)
{
	uint32_t class = lock_class_of(l, address);

	if (class > CLASS_UNKNOWN)
		l->at.at[class].is_kernels = true;
}

/* "struct a.b struct c.lock", "*" before it for what a field points to: as an address in a nameless object. */
static uint32_t address_named(struct locks *l, const char *text)
{
	uint32_t address = expr_make(l->exprs, FN_OPAQUE, FO_OTHER, NONE, 0);
	bool is_loaded = *text == '*';

	text += is_loaded;
	while (!strncmp(text, "struct ", 7)) {
		const char *name = text + 7, *dot = strchr(name, '.');
		const char *end = name + strcspn(name, " ");
		char tag[128], member[128];
		uint32_t field;

		if (!dot || dot > end || dot - name >= (int)sizeof(tag) || end - dot > (int)sizeof(member))
			return EXPR_UNKNOWN;
		snprintf(tag, sizeof(tag), "%.*s", (int)(dot - name), name);
		snprintf(member, sizeof(member), "%.*s", (int)(end - dot - 1), dot + 1);
		field = program_find_field(l->program, tag, member);
		if (field == NONE)
			return EXPR_UNKNOWN;
		address = expr_make(l->exprs, FN_FIELD, address, field, 0);
		text = end + (*end == ' ');
	}
	return is_loaded ? expr_make(l->exprs, FN_LOAD, address, 0, 0) : address;
}

static bool is_pointed(struct locks *l, uint32_t loaded)
{
	const struct expr *field = expr_at(l->exprs, expr_at(l->exprs, loaded)->a);

	return map_find(&l->pointed, field->b);
}

static uint32_t find_named(struct locks *l, const char *text)
{
	const char *name = strncmp(text, "struct ", 7) ? text : text + 7;
	const char *dot = strchr(name, '.');
	const struct model_field *known = NULL;
	uint32_t field = NONE, class, n = 0;
	char tag[128];

	if (dot && dot - name < (int)sizeof(tag)) {
		memcpy(tag, name, dot - name);
		tag[dot - name] = 0;
		field = program_find_field(l->program, tag, dot + 1);
		known = model_find_field(l->model, tag, dot + 1);
	}
	if (*text == '*' || strchr(name, ' ')) {
		uint32_t address = address_named(l, text);

		/* what a field points to that may point to several locks is none of them */
		if (address == EXPR_UNKNOWN || (*text == '*' && !is_pointed(l, address)))
			return CLASS_UNKNOWN;
		return lock_class_of(l, address);
	}
	if (field != NONE)
		return class_id(l, CLASS_FIELD, field, NULL);
	/* nothing of that name in this program: a class by its text alone */
	for (const char *c = text; *c; c++)
		n = n * 131 + (unsigned char)*c;
	class = class_id(l, CLASS_PSEUDO, n | 0x80000000u, arena_strdup(&l->arena, text));
	set_role(&l->at.at[class], known);
	return class;
}

uint32_t lock_class_named(struct locks *l, const char *text)
{
	const uint32_t *known = map_find(&l->named, (uintptr_t)text);
	uint32_t class;

	if (known)
		return *known;
	class = find_named(l, text);
	map_insert(&l->named, (uintptr_t)text, class);
	return class;
}

/* "name", the only variable of that name, or "name@file"; NONE: there is none, or *is_ambiguous. */
static uint32_t variable_named(const struct program *p, const char *text, bool *is_ambiguous)
{
	const char *at = strchr(text, '@');
	size_t n = at ? (size_t)(at - text) : strlen(text);
	uint32_t found = NONE;

	*is_ambiguous = false;
	for (uint32_t i = 0; i < p->entities.n; i++) {
		const struct entity *e = &p->entities.at[i];

		if (e->kind != ENTITY_VARIABLE || strncmp(e->name, text, n) || e->name[n] || (at && strcmp(e->file, at + 1)))
			continue;
		*is_ambiguous |= found != NONE;
		found = i;
	}
	return *is_ambiguous ? NONE : found;
}

void lock_class_of_variable(struct locks *l, const char *text)
{
	bool is_ambiguous;
	uint32_t entity = variable_named(l->program, text, &is_ambiguous);

	if (entity != NONE || is_ambiguous)
		map_insert(&l->named, (uintptr_t)text, is_ambiguous ? CLASS_UNKNOWN : class_id(l, CLASS_VARIABLE, entity, NULL));
}

uint32_t lock_class_pseudo(struct locks *l, uint32_t scope, const char *name)
{
	return class_id(l, CLASS_PSEUDO, scope, name);
}

uint32_t gfp_id(struct locks *l, const struct gfp *g)
{
	struct gfp key = *g;
	bool isnew;
	uint32_t id;

	if (key.is_unknown)
		key = (struct gfp){ .is_unknown = 1 };
	if (key.expr == EXPR_UNKNOWN)
		key.mask = 0;
	id = keymap_id(&l->gfp_keys, &key, sizeof(key), &isnew);
	if (isnew)
		array_push(&l->gfps, key);
	return id;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

uint32_t class_set_id(struct locks *l, uint32_t *classes, uint32_t n)
{
	uint32_t m = 0;

	if (!n && l->set_keys.n)
		return 0;
	if (n > 1)
		qsort(classes, n, sizeof(*classes), by_number);
	for (uint32_t i = 0; i < n; i++)
		if (!m || classes[m - 1] != classes[i])
			classes[m++] = classes[i];
	return keymap_id(&l->set_keys, m ? (const void *)classes : "", m * sizeof(*classes), NULL);
}

const uint32_t *class_set_at(const struct locks *l, uint32_t set, uint32_t *n)
{
	size_t len;
	const void *key = keymap_key(&l->set_keys, set, &len);

	*n = (uint32_t)(len / sizeof(uint32_t));
	return key;
}

bool class_set_has(const struct locks *l, uint32_t set, uint32_t class)
{
	uint32_t n;
	const uint32_t *at = class_set_at(l, set, &n);

	for (uint32_t i = 0; i < n; i++)
		if (at[i] == class)
			return true;
	return false;
}

bool class_set_within(const struct locks *l, uint32_t a, uint32_t b)
{
	uint32_t n;
	const uint32_t *at = class_set_at(l, a, &n);

	if (a == b)
		return true;
	for (uint32_t i = 0; i < n; i++)
		if (!class_set_has(l, b, at[i]))
			return false;
	return true;
}

uint32_t class_set_common(struct locks *l, uint32_t a, uint32_t b)
{
	uint32_t common[32], n, k = 0;
	const uint32_t *at = class_set_at(l, a, &n);

	for (uint32_t i = 0; i < n && k < sizeof(common) / sizeof(*common); i++)
		if (class_set_has(l, b, at[i]))
			common[k++] = at[i];
	return class_set_id(l, common, k);
}

uint32_t class_set_union(struct locks *l, uint32_t a, uint32_t b)
{
	uint32_t all[64], n, m;
	const uint32_t *at;

	if (a == b || !b)
		return a;
	if (!a)
		return b;
	at = class_set_at(l, a, &n);
	if (n > 32)
		n = 32;
	memcpy(all, at, n * sizeof(*all));
	at = class_set_at(l, b, &m);
	if (m > 32)
		m = 32;
	memcpy(all + n, at, m * sizeof(*all));
	return class_set_id(l, all, n + m);
}
