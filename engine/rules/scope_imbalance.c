// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * scope-imbalance: a scope of the running task or of lockdep that is opened and
 * not closed on some way out, closed twice, or closed with the cookie of another.
 *
 *	bad	flags = memalloc_nofs_save();	good	flags = memalloc_nofs_save();
 *		if (prepare(d))				err = prepare(d);
 *			return -EIO;			memalloc_nofs_restore(flags);
 *		memalloc_nofs_restore(flags);		return err;
 *
 * A function that leaves the scope open wherever it succeeds, or keeps the
 * cookie where another finds it, is one end of a pair: its callers are asked.
 */
#include "rules/rule.h"

static const char *const leak_fixes[] = {
	"close the scope on this way out too: go to the label that does, or do the work in a function of its own",
	NULL,
};

static const char *const close_fixes[] = {
	"one end for each beginning, with the cookie that this beginning returned",
	NULL,
};

static const char *callee_of(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	/* a scope that is counted in a field has no call of its own */
	return c->ncallees ? s->program->entities.at[s->graph->callees.at[c->callee].entity].name : NULL;
}

/* The name of what opens or closes the scope there. */
static const char *name_of(struct reporter *r, uint32_t node, uint32_t event, uint32_t scope, bool opens)
{
	const char *name = callee_of(r->s, node, event);

	if (name)
		return name;
	if (scope == SCOPE_nonblock)
		return opens ? "non_block_start" : "non_block_end";
	return arena_printf(r->arena, "the %s of scope '%s'", opens ? "beginning" : "end", model_scope_name(r->s->model, scope));
}

static bool is_primitive(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	return !c->ncallees || s->graph->callees.at[c->callee].node == NONE;
}

static enum confidence confidence_of(const struct solver *s, uint32_t node, uint32_t event, bool is_joined)
{
	if (is_joined)
		return CONF_LOW;
	return is_primitive(s, node, event) ? CONF_HIGH : CONF_MEDIUM;
}

static void report_leak(struct reporter *r, const struct leak *l)
{
	const char *opener = name_of(r, l->node, l->event, l->scope, true);
	struct step chain[2] = {
		witness_step(r->s, l->node, l->event, "enter", arena_printf(r->arena, "'%s' opens the scope", opener)),
	};
	struct path_report p = {
		.rule = "scope-imbalance", .node = l->node, .event = l->event, .at = chain[0], .chain = { chain, 1 },
		.confidence = confidence_of(r->s, l->node, l->event, l->is_joined), .is_joined = l->is_joined,
		.fixes = leak_fixes,
	};

	if (l->is_entry) {
		p.message = arena_printf(r->arena, "scope of '%s' is still open when callback '%s' returns", opener,
					 function_name_of(r->s, l->node));
	} else {
		p.message = arena_printf(r->arena, "scope of '%s' is left open on this way out of '%s'", opener,
					 function_name_of(r->s, l->node));
		p.at.event = "leave";
		if (l->line) {
			p.at.line = l->line;
			p.at.column = 0;
		}
		chain[1] = p.at;
		chain[1].detail = "from here on nothing closes it";
		p.chain.nsteps = 2;
	}
	p.chain.steps = arena_memdup(r->arena, chain, sizeof(chain));
	report_path(r, &p);
}

static void report_misclosing(struct reporter *r, const struct misclosing *m)
{
	const char *closer = name_of(r, m->node, m->event, m->scope, false);
	struct step chain[2];
	struct path_report p = {
		.rule = "scope-imbalance", .node = m->node, .event = m->event,
		.confidence = m->is_joined ? CONF_LOW : m->opened == NONE ? CONF_MEDIUM : CONF_HIGH,
		.is_joined = m->is_joined, .fixes = close_fixes,
	};
	unsigned int n = 0;

	if (m->opened != NONE)
		chain[n++] = witness_step(r->s, m->node, m->opened, "enter", arena_printf(r->arena, "'%s' opens the scope",
					  name_of(r, m->node, m->opened, m->scope, true)));
	chain[n++] = p.at = witness_step(r->s, m->node, m->event, "leave", arena_printf(r->arena, "'%s' ends it", closer));
	if (m->how == CLOSED_OTHER)
		p.message = arena_printf(r->arena, "'%s' is given the cookie of '%s'", closer,
					 name_of(r, m->node, m->opened, m->scope, true));
	else if (m->how == CLOSED_NEVER)
		p.message = arena_printf(r->arena, "'%s' closes a scope that was not opened on this way", closer);
	else
		p.message = arena_printf(r->arena, "'%s' closes a scope that is closed already", closer);
	p.chain = (struct chain){ arena_memdup(r->arena, chain, n * sizeof(*chain)), n };
	report_path(r, &p);
}

void rule_scope_imbalance(struct reporter *r);
void rule_scope_imbalance(struct reporter *r)
{
	for (uint32_t i = 0; i < r->outcomes->leaks.n; i++)
		report_leak(r, &r->outcomes->leaks.at[i]);
	for (uint32_t i = 0; i < r->outcomes->misclosings.n; i++)
		report_misclosing(r, &r->outcomes->misclosings.at[i]);
}
