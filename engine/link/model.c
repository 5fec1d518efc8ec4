// SPDX-License-Identifier: GPL-2.0-or-later
#include "link/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "facts/facts.h"
#include "link/program.h"
#include "link/vet.h"

static const struct {
	const char *name, *args;
} verbs[] = {
#define X(name, args) { #name, args },
	MODEL_VERBS(X)
#undef X
};

static const char *const known_scopes[] = {
#define X(name) #name,
	MODEL_SCOPES(X)
#undef X
};

static void parse_version(const char *text, int version[3])
{
	version[0] = version[1] = version[2] = 0;
	if (text)
		sscanf(text, "%d.%d.%d", &version[0], &version[1], &version[2]);
}

void model_init(struct model *m, const char *kernel)
{
	memset(m, 0, sizeof(*m));
	intern_init(&m->strings);
	intern_init(&m->constant_names);
	intern_init(&m->lock_kinds);
	intern_init(&m->scopes);
	keymap_init(&m->function_keys);
	keymap_init(&m->field_keys);
	keymap_init(&m->type_keys);
	arena_init(&m->arena);
	parse_version(kernel, m->version);
	for (unsigned int i = 0; i < SCOPE_KNOWN; i++)
		intern_id(&m->scopes, known_scopes[i]);
}

void model_release(struct model *m)
{
	for (uint32_t i = 0; i < m->functions.n; i++)
		free(m->functions.at[i].clauses);
	for (uint32_t i = 0; i < m->variants.n; i++)
		free(m->variants.at[i].clauses);
	for (uint32_t i = 0; i < m->fields.n; i++)
		free(m->fields.at[i].clauses);
	array_release(&m->functions);
	array_release(&m->variants);
	array_release(&m->fields);
	array_release(&m->types);
	array_release(&m->constants);
	array_release(&m->prefixes);
	array_release(&m->hidden_suffixes);
	array_release(&m->lock_properties);
	array_release(&m->errors);
	keymap_release(&m->function_keys);
	keymap_release(&m->field_keys);
	keymap_release(&m->type_keys);
	intern_release(&m->strings);
	intern_release(&m->constant_names);
	intern_release(&m->lock_kinds);
	intern_release(&m->scopes);
	arena_release(&m->arena);
}

/* ---- versions ------------------------------------------------------------------ */

static int compare_version(const int a[3], const int b[3])
{
	for (int i = 0; i < 3; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/* Is the kernel analysed in "since X" or "before X"?  No version: the newest, where contracts of one function differ. */
static bool in_range(const struct model *m, const char *what, const char *version)
{
	int v[3];
	bool unknown = !m->version[0];

	parse_version(version, v);
	if (!strcmp(what, "since"))
		return unknown || compare_version(m->version, v) >= 0;
	return !unknown && compare_version(m->version, v) < 0;
}

/* ---- contracts ------------------------------------------------------------------ */

static enum model_verb find_verb(const char *name)
{
	for (int v = 0; v < MV_COUNT; v++)
		if (!strcmp(verbs[v].name, name))
			return v;
	return MV_COUNT;
}

static const char *keep(struct model *m, const char *s)
{
	return intern_text(&m->strings, intern_id(&m->strings, s));
}

/* Once, however many units see it. */
static void error(struct model *m, const struct facts *f, const struct fact_contract *c, const char *text)
{
	const char *line = arena_printf(&m->arena, "%s:%u: contract '%s' of '%s': %s", facts_str(f, c->file), c->line,
					facts_str(f, c->verb), facts_str(f, c->name), text);

	if (intern_find(&m->strings, line) == INTERN_NONE)
		array_push(&m->errors, keep(m, line));
}

const char *model_verb_arguments(enum model_verb verb)
{
	return verbs[verb].args;
}

/*
 * Fill clause from the contract's arguments.  False: not for this kernel, or
 * malformed (told).
 */
static bool read_clause(struct model *m, const struct facts *f, const struct fact_contract *c, bool is_source,
			struct model_clause *clause)
{
	const struct fact_clause *args = &f->clauses[c->clause_first];
	uint32_t n = c->nclauses;
	const char *shape, *wrong;

	memset(clause, 0, sizeof(*clause));
	clause->verb = find_verb(facts_str(f, c->verb));
	if (clause->verb == MV_COUNT) {
		error(m, f, c, "unknown contract");
		return false;
	}
	shape = verbs[clause->verb].args;
	if (n < strlen(shape)) {
		error(m, f, c, "too few arguments");
		return false;
	}
	for (uint32_t i = 0; i < n; i++) {
		const char *text = args[i].text == FACT_NONE ? NULL : facts_str(f, args[i].text);
		char what[8];

		if (i < strlen(shape)) {
			if (shape[i] == 's' && !text) {
				error(m, f, c, "string expected");
				return false;
			}
			clause->arg[i].text = text ? keep(m, text) : NULL;
			clause->arg[i].value = args[i].value;
			continue;
		}
		if (!text || sscanf(text, "%7s", what) != 1 ||
		    (strcmp(what, "since") && strcmp(what, "before")) || !strchr(text, ' ') ||
		    !vet_version(strchr(text, ' ') + 1)) {
			error(m, f, c, "\"since X.Y\" or \"before X.Y\" expected");
			return false;
		}
		if (!in_range(m, what, strchr(text, ' ') + 1))
			return false;
	}
	clause->nargs = (uint32_t)strlen(shape);
	wrong = is_source ? vet_contract(m, &m->arena, c, clause) : NULL;
	if (wrong)
		error(m, f, c, wrong);
	return !wrong;
}

static void add_clause(struct model_clause **clauses, uint32_t *n, const struct model_clause *c)
{
	*clauses = xrealloc(*clauses, (*n + 1) * sizeof(**clauses));
	(*clauses)[(*n)++] = *c;
}

/* The entry of fn's name with so many parameters, made if there is none. */
static struct model_function *variant_of(struct model *m, struct model_function *fn, uint32_t nparams)
{
	uint32_t *link = &fn->variant, id = m->variants.n;

	if (fn->nparams == nparams)
		return fn;
	for (; *link != NONE; link = &m->variants.at[*link].variant)
		if (m->variants.at[*link].nparams == nparams)
			return &m->variants.at[*link];
	*link = id;
	array_push(&m->variants, ((struct model_function){ .name = fn->name, .nparams = nparams, .variant = NONE }));
	return &m->variants.at[id];
}

/* The function's key, and whose it is: NULL file, everybody's. */
struct owner {
	const char *name, *file;
	bool is_source;
	uint32_t unit;
};

/* Says what callers or the body must keep to, and nothing about what the body does. */
static bool is_claim(enum model_verb verb)
{
	switch (verb) {
	case MV_must_hold:
	case MV_must_hold_shared:
	case MV_must_hold_either:
	case MV_must_not_hold:
	case MV_unchecked_at:
	case MV_claims_acquires:
	case MV_claims_acquires_if:
	case MV_claims_releases:
	case MV_never_sleeps:
	case MV_never_reclaims:
	case MV_nonblockable_if:
	case MV_runs_in:
	case MV_tells:
	case MV_unchecked:
	case MV_unseen:
		return true;
	default:
		return false;
	}
}

static bool has_claims_only(const struct model_function *fn)
{
	for (uint32_t i = 0; i < fn->nclauses; i++)
		if (!is_claim(fn->clauses[i].verb))
			return false;
	return !fn->has_no_effect;
}

static void begin_entry(struct model_function *fn, bool is_authors)
{
	free(fn->clauses);
	*fn = (struct model_function){ .name = fn->name, .nparams = fn->nparams, .variant = fn->variant, .is_authors = is_authors };
}

/*
 * What the source says that a function does takes the place of the model's entry;
 * mere claims do not: the kernel's own headers make them about spin_unlock().
 */
static bool is_entry_of(struct model_function *fn, bool isnew, const struct owner *owner, const struct model_clause *c)
{
	if (isnew) {
		fn->is_authors = owner->is_source;
		fn->unit = owner->unit;
	}
	if (fn->is_authors == owner->is_source)
		return true;
	if (owner->is_source ? is_claim(c->verb) : !has_claims_only(fn))
		return false;
	begin_entry(fn, owner->is_source);
	fn->unit = owner->unit;
	return true;
}

static bool is_same_clause(const struct model_clause *a, const struct model_clause *b)
{
	/* texts are interned */
	return a->verb == b->verb && a->nargs == b->nargs && !memcmp(a->arg, b->arg, sizeof(a->arg));
}

/* Does another unit say it again, which sees the same prototype?  A unit says it twice on purpose. */
static bool is_repeated(const struct model_function *fn, const struct owner *owner, const struct model_clause *c)
{
	for (uint32_t i = 0; fn->is_authors && fn->unit != owner->unit && i < fn->nclauses; i++)
		if (is_same_clause(&fn->clauses[i], c))
			return true;
	return false;
}

static void on_function(struct model *m, const struct owner *owner, uint32_t nparams, const struct model_clause *c)
{
	const char *key = owner->file ? arena_printf(&m->arena, "%s:%s", owner->file, owner->name) : owner->name;
	struct model_function *fn;
	bool isnew;
	uint32_t id = keymap_id(&m->function_keys, key, strlen(key), &isnew), nvariants = m->variants.n;

	if (isnew)
		array_push(&m->functions, ((struct model_function){ .name = keep(m, owner->name), .nparams = nparams, .variant = NONE }));
	fn = variant_of(m, &m->functions.at[id], nparams);
	if (!is_entry_of(fn, isnew || m->variants.n != nvariants, owner, c) || is_repeated(fn, owner, c))
		return;
	if (c->verb == MV_event_unless)
		fn->event = c->arg[0].text;	/* and the clause says when not */
	if (c->verb == MV_use_body)
		fn->is_body_used = true;
	else if (c->verb == MV_unchecked)
		fn->is_unchecked = true;
	else if (c->verb == MV_unseen)
		fn->is_unseen = true;
	else if (c->verb == MV_no_effect)
		fn->has_no_effect = true;
	else if (c->verb == MV_dies)
		fn->is_death = true;
	else if (c->verb == MV_returns_new)
		fn->returns_new = true;
	else if (c->verb == MV_selftest)
		fn->is_selftest = true;
	else if (c->verb == MV_final_put)
		fn->is_final_put = true;
	else if (c->verb == MV_tests_last)
		fn->last = c->arg[0].text;
	else if (c->verb == MV_event)
		fn->event = c->arg[0].text;
	else if (c->verb == MV_subclass)
		fn->subclassed = c->arg[0].value, fn->subclass = c->arg[1].value;
	else
		add_clause(&fn->clauses, &fn->nclauses, c);
}


/* tag: the struct's; of a variable its file, "" where everybody knows it */
static void on_field(struct model *m, const struct facts *f, const struct fact_contract *at, const char *tag, const char *name,
		     const struct model_clause *c)
{
	struct model_field *field;
	bool isnew;
	const char *key = arena_printf(&m->arena, "%s.%s", tag, name);
	uint32_t id = keymap_id(&m->field_keys, key, strlen(key), &isnew);

	if (isnew)
		array_push(&m->fields, ((struct model_field){ .tag = keep(m, tag), .name = keep(m, name) }));
	field = &m->fields.at[id];
	field->file = keep(m, facts_str(f, at->file));
	field->line = at->line;
	if (c->verb == MV_role)
		field->role = c->arg[0].text;
	else if (c->verb == MV_not_called)
		field->is_not_called = true;
	else if (c->verb == MV_scope_counter)
		field->scope = c->arg[0].text;
	else if (c->verb == MV_guarded_by || c->verb == MV_write_guarded_by)
		field->guard = (struct model_guard){ c->arg[0].text, c->verb == MV_guarded_by };
	else if (c->verb == MV_pt_guarded_by)
		field->pointee = (struct model_guard){ c->arg[0].text, true };
	else
		add_clause(&field->clauses, &field->nclauses, c);
}

static void on_type(struct model *m, const char *tag, const struct model_clause *c)
{
	bool isnew;
	uint32_t id = keymap_id(&m->type_keys, tag, strlen(tag), &isnew);

	if (isnew)
		array_push(&m->types, ((struct model_type){ .tag = keep(m, tag) }));
	if (c->verb == MV_container)
		m->types.at[id].is_container = true;
	else if (c->verb == MV_bridge)
		m->types.at[id].is_bridge = true;
	else if (c->verb == MV_lock)
		m->types.at[id].lock_kind = c->arg[0].text;
}

static enum lock_property lock_property(const char *text)
{
	if (!strcmp(text, "domain"))
		return LOCK_DOMAIN;
	return strcmp(text, "sleeps") ? LOCK_ATOMIC : LOCK_SLEEPS;
}

/* Facts about the whole kernel; the declaration that carries them says nothing. */
static bool on_anything(struct model *m, const struct model_clause *c)
{
	uint32_t id;

	switch (c->verb) {
	case MV_constant:
		id = intern_id(&m->constant_names, c->arg[0].text);
		if (id == m->constants.n)
			array_push(&m->constants, c->arg[1].value);
		m->constants.at[id] = c->arg[1].value;
		return true;
	case MV_lock_kind:
		id = intern_id(&m->lock_kinds, c->arg[0].text);
		if (id == m->lock_properties.n)
			array_push(&m->lock_properties, LOCK_SLEEPS);
		m->lock_properties.at[id] = lock_property(c->arg[1].text);
		return true;
	case MV_scope_kind:
		id = model_scope(m, c->arg[0].text);
		if (id == SCOPE_MAX)
			return true;
		if (!strcmp(c->arg[1].text, "paired"))
			m->scope_is_paired[id] = true;
		else
			m->scope_is_atomic[id] = !strcmp(c->arg[1].text, "atomic");
		return true;
	case MV_no_effect_prefix:
		array_push(&m->prefixes, c->arg[0].text);
		return true;
	case MV_hidden_suffix:
		array_push(&m->hidden_suffixes, c->arg[0].text);
		return true;
	case MV_no_validate:
		m->no_validate = c->arg[0].text;
		return true;
	default:
		return false;
	}
}

/* Is the declaration that contract i stands on meant for this kernel? */
static bool declaration_in_range(const struct model *m, const struct facts *f, uint32_t i)
{
	const struct fact_contract *c = &f->contracts[i];

	/* whatever is called is there: an entry for what the newest kernel lacks is in no other's way */
	if (!m->version[0])
		return true;
	/* contracts of one declaration stand together */
	while (i > 0 && f->contracts[i - 1].name == c->name && f->contracts[i - 1].on == c->on &&
	       f->contracts[i - 1].field == c->field && f->contracts[i - 1].line == c->line)
		i--;
	for (; i < f->n_contracts; i++) {
		const struct fact_contract *o = &f->contracts[i];
		const char *verb = facts_str(f, o->verb);

		if (o->name != c->name || o->on != c->on || o->field != c->field || o->line != c->line)
			break;
		if ((!strcmp(verb, "since") || !strcmp(verb, "before")) && o->nclauses &&
		    f->clauses[o->clause_first].text != FACT_NONE &&
		    vet_version(facts_str(f, f->clauses[o->clause_first].text)) &&
		    !in_range(m, verb, facts_str(f, f->clauses[o->clause_first].text)))
			return false;
	}
	return true;
}

/* The file whose static function this is, or NULL. */
static const char *static_file(const struct facts *f, uint32_t name)
{
	for (uint32_t i = 0; i < f->n_symbols; i++) {
		const struct fact_symbol *s = &f->symbols[i];

		if (s->name == name && (s->flags & FS_STATIC) && (s->flags & FS_MODEL) && !(s->flags & FS_HEADER))
			return facts_str(f, s->file);
	}
	return NULL;
}

static bool is_for_variables(enum model_verb verb)
{
	return verb == MV_guarded_by || verb == MV_write_guarded_by || verb == MV_pt_guarded_by;
}

/* Of a static variable that has a contract, "" for another. */
static const char *variable_file(const struct facts *f, uint32_t name)
{
	for (uint32_t i = 0; i < f->n_symbols; i++) {
		const struct fact_symbol *s = &f->symbols[i];

		if (s->name == name && (s->flags & FS_VARIABLE) && (s->flags & FS_STATIC) && (s->flags & FS_MODEL))
			return facts_str(f, s->file);
	}
	return "";
}

void model_add(struct model *m, const struct facts *f, bool is_source)
{
	m->nunits++;
	for (uint32_t i = 0; i < f->n_contracts; i++) {
		const struct fact_contract *c = &f->contracts[i];
		struct model_clause clause;

		if (!declaration_in_range(m, f, i) || !read_clause(m, f, c, is_source, &clause))
			continue;
		if (clause.verb == MV_since || clause.verb == MV_before || clause.verb == MV_despite ||
		    on_anything(m, &clause))
			continue;
		if (c->on == FCO_FUNCTION)
			on_function(m, &(struct owner){ facts_str(f, c->name), static_file(f, c->name), is_source, m->nunits },
				    c->nparams, &clause);
		else if (c->on == FCO_FIELD)
			on_field(m, f, c, facts_str(f, c->name), facts_str(f, c->field), &clause);
		else if (c->on == FCO_TYPE)
			on_type(m, facts_str(f, c->name), &clause);
		else if (is_for_variables(clause.verb))
			on_field(m, f, c, variable_file(f, c->name), facts_str(f, c->name), &clause);
		else
			error(m, f, c, "not for variables");
	}
}

/* Numbers may be given as constants' names; all names must exist: found out once, here. */
static void resolve_constants(struct model *m, struct model_clause *clauses, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct model_clause *c = &clauses[i];
		const char *shape = verbs[c->verb].args;

		for (uint32_t k = 0; k < c->nargs; k++)
			if (shape[k] == 'n' && c->arg[k].text)
				c->arg[k].value = model_constant(m, c->arg[k].text);
		if (c->verb == MV_allocates_with)
			c->arg[0].value = model_constant(m, c->arg[0].text);
		if (c->verb == MV_allocates_masked || c->verb == MV_scope_flag)
			c->arg[1].value = model_constant(m, c->arg[1].text);
		if (c->verb == MV_allocates_masked)
			c->arg[2].value = model_constant(m, c->arg[2].text);
	}
}

static void use_bodies(struct model_function *functions, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		functions[i].is_body_used |= functions[i].is_authors && has_claims_only(&functions[i]);
}

void model_finish(struct model *m)
{
	use_bodies(m->functions.at, m->functions.n);
	use_bodies(m->variants.at, m->variants.n);
	for (uint32_t i = 0; i < m->functions.n; i++)
		resolve_constants(m, m->functions.at[i].clauses, m->functions.at[i].nclauses);
	for (uint32_t i = 0; i < m->variants.n; i++)
		resolve_constants(m, m->variants.at[i].clauses, m->variants.at[i].nclauses);
	for (uint32_t i = 0; i < m->fields.n; i++)
		resolve_constants(m, m->fields.at[i].clauses, m->fields.at[i].nclauses);
}

/* ---- asking ------------------------------------------------------------------------ */

const struct model_function *model_find_function(const struct model *m, const char *name)
{
	static const struct model_function silent = { .name = "", .has_no_effect = true, .variant = NONE };
	uint32_t id = keymap_find(&m->function_keys, name, strlen(name));

	if (id != KEYMAP_NONE)
		return &m->functions.at[id];
	for (uint32_t i = 0; i < m->prefixes.n; i++)
		if (!strncmp(name, m->prefixes.at[i], strlen(m->prefixes.at[i])))
			return &silent;
	return NULL;
}

const struct model_function *model_find_static(const struct model *m, const char *file, const char *name)
{
	char key[512];
	uint32_t id;

	if (snprintf(key, sizeof(key), "%s:%s", file, name) >= (int)sizeof(key))
		return NULL;
	id = keymap_find(&m->function_keys, key, strlen(key));
	return id == KEYMAP_NONE ? NULL : &m->functions.at[id];
}

const struct model_function *model_variant(const struct model *m, const struct model_function *fn, uint32_t nparams)
{
	const struct model_function *v = fn;

	while (v->nparams != nparams && v->variant != NONE)
		v = &m->variants.at[v->variant];
	return v->nparams == nparams ? v : fn;
}

const char *model_spelling(struct model *m, const char *name)
{
	size_t len = strlen(name);

	for (uint32_t i = 0; i < m->hidden_suffixes.n; i++) {
		size_t n = strlen(m->hidden_suffixes.at[i]);

		if (len > n && !strcmp(name + len - n, m->hidden_suffixes.at[i]))
			return arena_printf(&m->arena, "%.*s", (int)(len - n), name);
	}
	return name;
}

const struct model_field *model_find_field(const struct model *m, const char *tag, const char *name)
{
	char key[256];
	uint32_t id;

	if (snprintf(key, sizeof(key), "%s.%s", tag, name) >= (int)sizeof(key))
		return NULL;
	id = keymap_find(&m->field_keys, key, strlen(key));
	return id == KEYMAP_NONE ? NULL : &m->fields.at[id];
}

const struct model_type *model_find_type(const struct model *m, const char *tag)
{
	uint32_t id = keymap_find(&m->type_keys, tag, strlen(tag));

	return id == KEYMAP_NONE ? NULL : &m->types.at[id];
}

int64_t model_constant(struct model *m, const char *text)
{
	int64_t value = 0;

	while (*text) {
		size_t len = strcspn(text, "|");
		bool invert = *text == '~';
		char name[64];
		uint32_t id;
		char *end;
		int64_t v;

		if (len - invert >= sizeof(name)) {
			array_push(&m->errors, "constant name too long");
			return value;
		}
		memcpy(name, text + invert, len - invert);
		name[len - invert] = 0;
		v = strtoll(name, &end, 0);
		if (!*name || *end) {
			id = intern_find(&m->constant_names, name);
			if (id == INTERN_NONE) {
				array_push(&m->errors, (const char *)arena_printf(&m->arena, "unknown constant '%s'", name));
				v = 0;
			} else {
				v = m->constants.at[id];
			}
		}
		value |= invert ? ~v : v;
		text += len + (text[len] == '|');
	}
	return value;
}

bool model_lock_sleeps(const struct model *m, const char *kind)
{
	uint32_t id = intern_find(&m->lock_kinds, kind);

	return id != INTERN_NONE && m->lock_properties.at[id] != LOCK_ATOMIC;
}

bool model_lock_is_domain(const struct model *m, const char *kind)
{
	uint32_t id = intern_find(&m->lock_kinds, kind);

	return id != INTERN_NONE && m->lock_properties.at[id] == LOCK_DOMAIN;
}

bool model_lock_spins(const struct model *m, const char *kind)
{
	uint32_t id = intern_find(&m->lock_kinds, kind);

	return id != INTERN_NONE && m->lock_properties.at[id] == LOCK_ATOMIC;
}

uint32_t model_scope(struct model *m, const char *name)
{
	uint32_t id = intern_find(&m->scopes, name);

	if (id != INTERN_NONE)
		return id < SCOPE_MAX ? id : SCOPE_MAX;
	if (intern_count(&m->scopes) >= SCOPE_MAX) {
		array_push(&m->errors, (const char *)arena_printf(&m->arena, "scope '%s': no more than %d scopes", name, SCOPE_MAX));
		return SCOPE_MAX;
	}
	return intern_id(&m->scopes, name);
}

const char *model_scope_name(const struct model *m, uint32_t scope)
{
	return intern_text(&m->scopes, scope);
}
