// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Expansion, layout, footprints.
 *
 * A body is expanded with its labels: label i of an expansion is its step i, the
 * last one its end.  A step that makes no instruction (a jump forward, a test of
 * a constant, a return) makes its label stand for another one.  What comes
 * after the end of a routine is what comes after its call.
 */
#include "replay/machine.h"

#include <string.h>

#include "base/message.h"

/* ---- expansion -------------------------------------------------------------------- */

#define UNKNOWN		0xffffffffu

/* A pc, or another label that it stands for. */
struct label {
	uint32_t pc, alias;
};

/* Parameters in force: a list that grows with the nesting. */
struct binding {
	uint32_t variable;
	uint8_t value;
};

struct expansion {
	struct machine *m;
	struct machine_task *task;
	ARRAY(struct label) labels;
	ARRAY(struct binding) bindings;
	ARRAY(uint32_t) active;		/* routines being expanded */
	bool in_reclaim;
	char *why;
};

static uint32_t new_labels(struct expansion *x, uint32_t n)
{
	uint32_t first = x->labels.n;

	for (uint32_t i = 0; i < n; i++)
		array_push(&x->labels, (struct label){ UNKNOWN, UNKNOWN });
	return first;
}

/* The next expansion begins at this label. */
static uint32_t label_of_next_body(struct expansion *x)
{
	uint32_t label = new_labels(x, 1);

	x->labels.at[label].alias = x->labels.n;
	return label;
}

static const struct binding *find_binding(const struct expansion *x, uint32_t variable)
{
	for (uint32_t i = x->bindings.n; i--; )
		if (x->bindings.at[i].variable == variable)
			return &x->bindings.at[i];
	return NULL;
}

static void bind(struct expansion *x, uint32_t first, uint32_t n)
{
	for (uint32_t i = first; i < first + n; i++)
		array_push(&x->bindings, (struct binding){ x->m->program->parameters.at[i].variable,
							   x->m->program->parameters.at[i].value });
}

static uint32_t task_number(const struct machine *m, uint32_t body)
{
	uint32_t t = 0;

	while (m->tasks[t].body != body)
		t++;
	return t;
}

/* next and target are labels until they are resolved. */
static struct instruction *emit(struct expansion *x, uint32_t op, uint32_t body, uint32_t step, uint32_t next)
{
	struct instruction *ins = array_add(&x->task->code);

	*ins = (struct instruction){ .op = op, .body = body, .step = step, .next = next, .target = next,
				     .variable = REPLAY_NONE };
	x->m->steps++;
	return ins;
}

static bool object_sleeps(const struct machine *m, const struct replay_step *s)
{
	switch (m->program->objects.at[s->object].kind) {
	case REPLAY_SPIN:
	case REPLAY_RWLOCK:
	case REPLAY_PSEUDO:
		return false;
	case REPLAY_SRCU:
	case REPLAY_SECTION:
		return s->op == REPLAY_WAIT;
	default:
		return true;
	}
}

static bool step_sleeps(const struct machine *m, const struct replay_step *s)
{
	static const bool sleeps[] = {
#define X(name, keyword, operands, sleeps) sleeps,
		REPLAY_OPS(X)
#undef X
	};

	if (!sleeps[s->op])
		return false;
	if (s->op == REPLAY_ALLOC)
		return s->object != REPLAY_NOWAIT;
	return *replay_op_operands(s->op) != 'o' || object_sleeps(m, s);
}

static void expand(struct expansion *x, uint32_t body, uint32_t after);

static bool is_active(const struct expansion *x, uint32_t body)
{
	for (uint32_t i = 0; i < x->active.n; i++)
		if (x->active.at[i] == body)
			return true;
	return false;
}

static void expand_call(struct expansion *x, uint32_t body, uint32_t step, uint32_t next)
{
	const struct replay_step *s = &x->m->program->bodies.at[body].steps.at[step];
	uint32_t bindings = x->bindings.n;

	if (is_active(x, s->object)) {
		x->m->cut_calls++;
		emit(x, REPLAY_CALL, body, step, next);
		return;
	}
	emit(x, REPLAY_CALL, body, step, label_of_next_body(x));
	bind(x, s->parameters, s->n_parameters);
	expand(x, s->object, next);
	x->bindings.n = bindings;
}

/* One routine run by an allocation; then the allocation is done. */
static void expand_reclaim(struct expansion *x, uint32_t routine, uint32_t next)
{
	const struct replay_body *r = &x->m->program->bodies.at[routine];
	uint32_t bindings = x->bindings.n, leave = new_labels(x, 1), active = x->active.n;
	ARRAY(uint32_t) outer = {0};

	/* What the task runs already may run once more, from here: that is no recursion without end. */
	for (uint32_t i = 0; i < active; i++)
		array_push(&outer, x->active.at[i]);
	array_clear(&x->active);
	array_push(&x->m->entries, (struct reclaim_entry){ routine, label_of_next_body(x) });
	bind(x, r->parameters, r->n_parameters);
	x->in_reclaim = true;
	expand(x, routine, leave);
	x->in_reclaim = false;
	x->bindings.n = bindings;
	x->labels.at[leave].pc = x->task->code.n + 1;
	emit(x, INS_LEAVE_RECLAIM, routine, REPLAY_NONE, next);
	array_clear(&x->active);
	for (uint32_t i = 0; i < active; i++)
		array_push(&x->active, outer.at[i]);
	array_release(&outer);
}

static void expand_alloc(struct expansion *x, uint32_t body, uint32_t step, uint32_t next)
{
	const struct replay_program *p = x->m->program;
	const struct replay_step *s = &p->bodies.at[body].steps.at[step];
	struct instruction *ins = emit(x, REPLAY_ALLOC, body, step, next);
	uint32_t at = x->task->code.n - 1, first = x->m->entries.n, n = 0;
	ARRAY(uint32_t) routines = {0};

	ins->object = s->object;
	ins->sleeps = step_sleeps(x->m, s);
	for (uint32_t i = 0; i < p->bodies.n; i++)
		if (p->bodies.at[i].from_reclaim && s->object != REPLAY_NOWAIT && !x->in_reclaim)
			array_push(&routines, i);
	for (uint32_t i = 0; i < routines.n && !x->why; i++) {
		expand_reclaim(x, routines.at[i], next);
		n++;
	}
	/* In reclaim nothing is expanded, so these entries are in a row. */
	x->task->code.at[at].routines = first;
	x->task->code.at[at].n_routines = n;
	array_release(&routines);
}

/* A test, a jump: an instruction where the outcome is open or a round is counted. */
static void expand_jump(struct expansion *x, uint32_t body, uint32_t step, uint32_t labels)
{
	const struct replay_step *s = &x->m->program->bodies.at[body].steps.at[step];
	const struct binding *bound = s->op == REPLAY_GOTO ? NULL : find_binding(x, s->variable);
	bool back = s->target <= step;
	struct instruction *ins;

	if (s->op != REPLAY_GOTO && !bound) {
		ins = emit(x, INS_TEST, body, step, labels + step + 1);
		ins->variable = s->variable;
		ins->value = s->value;
		ins->negated = s->op == REPLAY_UNLESS;
		ins->target = labels + s->target;
		ins->target_back = back;
		return;
	}
	if (bound && (bound->value == s->value) != (s->op == REPLAY_IF)) {
		x->labels.at[labels + step] = (struct label){ UNKNOWN, labels + step + 1 };
	} else if (back) {
		ins = emit(x, REPLAY_GOTO, body, step, labels + s->target);
		ins->back = true;
	} else {
		x->labels.at[labels + step] = (struct label){ UNKNOWN, labels + s->target };
	}
}

static void expand_plain(struct expansion *x, uint32_t body, uint32_t step, uint32_t next)
{
	const struct replay_step *s = &x->m->program->bodies.at[body].steps.at[step];
	const char *operands = replay_op_operands(s->op);
	struct instruction *ins = emit(x, s->op, body, step, next);

	ins->object = *operands == 't' ? task_number(x->m, s->object) : s->object;
	ins->mode = strchr(operands, 'm') ? s->mode : REPLAY_WRITE;
	ins->value = s->value;
	ins->sleeps = step_sleeps(x->m, s);
	if (!strpbrk(operands, "vVW"))
		return;
	ins->variable = s->variable;
	if (s->variable != REPLAY_NONE && find_binding(x, s->variable) && !x->why)
		x->why = xasprintf("'%s', step %u: sets '%s', which is a parameter", x->m->program->bodies.at[body].name,
				   step + 1, x->m->program->variables.at[s->variable].name);
}

static void expand_step(struct expansion *x, uint32_t body, uint32_t step, uint32_t labels)
{
	uint32_t next = labels + step + 1, end = labels + x->m->program->bodies.at[body].steps.n;

	x->labels.at[labels + step].pc = x->task->code.n + 1;
	switch (x->m->program->bodies.at[body].steps.at[step].op) {
	case REPLAY_CALL:
		expand_call(x, body, step, next);
		break;
	case REPLAY_ALLOC:
		expand_alloc(x, body, step, next);
		break;
	case REPLAY_IF:
	case REPLAY_UNLESS:
	case REPLAY_GOTO:
		expand_jump(x, body, step, labels);
		break;
	case REPLAY_RETURN:
		x->labels.at[labels + step] = (struct label){ UNKNOWN, end };
		break;
	default:
		expand_plain(x, body, step, next);
		break;
	}
}

/* after: the label of what comes then. */
static void expand(struct expansion *x, uint32_t body, uint32_t after)
{
	uint32_t n = x->m->program->bodies.at[body].steps.n, labels = new_labels(x, n + 1);

	array_push(&x->active, body);
	x->labels.at[labels + n].alias = after;
	for (uint32_t i = 0; i < n && !x->why; i++) {
		expand_step(x, body, i, labels);
		if (x->m->steps > REPLAY_STEPS)
			x->why = xasprintf("more than %u steps when routines are expanded", REPLAY_STEPS);
	}
	x->active.n--;
}

static uint32_t resolve(const struct expansion *x, uint32_t label)
{
	while (x->labels.at[label].pc == UNKNOWN)
		label = x->labels.at[label].alias;
	return x->labels.at[label].pc;
}

static bool expand_task(struct machine *m, struct machine_task *task, char **why)
{
	struct expansion x = { .m = m, .task = task };
	uint32_t end = new_labels(&x, 1), first_entry = m->entries.n;

	x.labels.at[end].pc = PC_IDLE;
	emit(&x, INS_BEGIN, task->body, REPLAY_NONE, label_of_next_body(&x));
	expand(&x, task->body, end);
	for (uint32_t i = 0; !x.why && i < task->code.n; i++) {
		task->code.at[i].next = resolve(&x, task->code.at[i].next);
		task->code.at[i].target = resolve(&x, task->code.at[i].target);
	}
	for (uint32_t i = first_entry; !x.why && i < m->entries.n; i++)
		m->entries.at[i].pc = resolve(&x, m->entries.at[i].pc);
	array_release(&x.labels);
	array_release(&x.bindings);
	array_release(&x.active);
	*why = x.why;
	return !x.why;
}

/* ---- layout ------------------------------------------------------------------------- */

static void use(struct machine *m, uint16_t *cell)
{
	if (*cell == CELL_NONE)
		*cell = m->n_cells++;
}

static void use_object(struct machine *m, uint32_t t, const struct instruction *ins)
{
	struct machine_object *o = &m->objects[ins->object];
	bool is_domain = o->kind == REPLAY_SRCU || o->kind == REPLAY_SECTION;
	bool is_shared = o->kind == REPLAY_RWSEM || o->kind == REPLAY_RWLOCK;

	if (o->kind == REPLAY_PSEUDO)
		return;
	if (!is_domain)
		use(m, &o->value);
	if (is_domain || (is_shared && (ins->mode != REPLAY_WRITE || ins->op == REPLAY_DOWNGRADE)))
		use(m, &o->readers[t]);
	if (o->kind == REPLAY_SRCU && ins->op == REPLAY_WAIT)
		use(m, &o->syncs[t]);
	if (is_shared && ins->op == REPLAY_LOCK && ins->mode == REPLAY_WRITE) {
		use(m, &o->waiting);
		use(m, &m->tasks[t].queued);
	}
	if (o->kind == REPLAY_SPIN || o->kind == REPLAY_RWLOCK)
		use(m, &m->tasks[t].spins);
	if (ins->op == REPLAY_WW_LOCK)
		use(m, &m->tasks[t].stamp);
}

static void use_instruction(struct machine *m, uint32_t t, const struct instruction *ins)
{
	struct machine_task *task = &m->tasks[t];

	if (ins->op < REPLAY_OPERATIONS && *replay_op_operands(ins->op) == 'o')
		use_object(m, t, ins);
	if (ins->variable != REPLAY_NONE && ins->variable >= REPLAY_OWN_VARIABLES)
		use(m, &m->variables[ins->variable].cell);
	if (ins->back || ins->target_back)
		use(m, &task->rounds);
	if (ins->n_routines) {
		use(m, &task->gfp);
		use(m, &task->scopes[REPLAY_SCOPE_NORECLAIM]);
	}
	if (ins->op == REPLAY_ENTER || ins->op == REPLAY_LEAVE)
		use(m, &task->scopes[ins->object]);
	if (ins->op == REPLAY_START)
		use(m, &m->tasks[ins->object].again);
	if (ins->op == REPLAY_WW_BEGIN || ins->op == REPLAY_WW_END)
		use(m, &task->stamp);
}

static void layout(struct machine *m)
{
	const struct replay_program *p = m->program;

	m->objects = arena_alloc(&m->arena, p->objects.n * sizeof(*m->objects));
	m->variables = arena_alloc(&m->arena, p->variables.n * sizeof(*m->variables));
	for (uint32_t i = 0; i < p->objects.n; i++) {
		memset(&m->objects[i], 0xff, sizeof(m->objects[i]));
		m->objects[i].kind = p->objects.at[i].kind;
	}
	for (uint32_t i = 0; i < p->variables.n; i++)
		m->variables[i] = (struct machine_variable){ .cell = CELL_NONE };
	for (uint32_t t = 0; t < m->n_tasks; t++)
		use(m, &m->tasks[t].pc);
	for (uint32_t t = 0; t < m->n_tasks; t++)
		for_each_in_array(ins, &m->tasks[t].code)
			use_instruction(m, t, ins);
}

/* ---- footprints ------------------------------------------------------------------------ */

/* Things that tasks may share, numbered: objects, variables, tasks, the order of ww contexts. */
struct things {
	uint32_t variables, tasks, contexts, n;
	uint64_t *bits;
};

struct touch {
	struct things *things;
	struct footprint *footprint;	/* NULL: only who touches what */
	uint8_t *users, user;
};

static void touch(struct touch *t, uint32_t thing, bool writes)
{
	t->users[thing] |= t->user;
	if (!t->footprint)
		return;
	if (writes)
		t->footprint->writes |= t->things->bits[thing];
	else
		t->footprint->reads |= t->things->bits[thing];
}

static void touch_instruction(const struct machine *m, uint32_t task, const struct instruction *ins, struct touch *t)
{
	const char *operands = ins->op < REPLAY_OPERATIONS ? replay_op_operands(ins->op) : "";

	if (*operands == 'o' && m->objects[ins->object].kind != REPLAY_PSEUDO)
		touch(t, ins->object, !(ins->op == REPLAY_WAIT && m->objects[ins->object].kind == REPLAY_FENCE));
	if (*operands == 't')
		touch(t, t->things->tasks + ins->object, ins->op != REPLAY_JOIN);
	if (ins->variable != REPLAY_NONE && m->variables[ins->variable].cell != CELL_NONE)
		touch(t, t->things->variables + ins->variable,
		      ins->op != INS_TEST || m->program->variables.at[ins->variable].is_choice);
	if (ins->op == REPLAY_WW_BEGIN || ins->op == REPLAY_WW_END || ins->op == REPLAY_WW_LOCK)
		touch(t, t->things->contexts, ins->op != REPLAY_WW_LOCK);
	if (ins->op == REPLAY_PARK)
		return;
	if (ins->op == REPLAY_SET || ins->op == REPLAY_FORGET)
		m->variables[ins->variable].is_written = true;
	if (ins->op == INS_BEGIN || ins->next == PC_IDLE || ins->target == PC_IDLE)
		touch(t, t->things->tasks + task, true);
}

static bool add(struct footprint *to, const struct footprint *from)
{
	struct footprint before = *to;

	to->reads |= from->reads;
	to->writes |= from->writes;
	return to->reads != before.reads || to->writes != before.writes;
}

/* One round over a task, backwards; what may be started counts as if done by who starts it. */
static bool spread(struct machine *m, struct machine_task *task)
{
	bool changed = false;

	for (uint32_t pc = task->code.n; pc; pc--) {
		const struct instruction *ins = &task->code.at[pc - 1];
		struct footprint *f = &task->future[pc];

		if (ins->op == REPLAY_PARK)
			continue;
		changed |= add(f, &task->own[pc]);
		changed |= add(f, &task->future[ins->next]);
		changed |= add(f, &task->future[ins->target]);
		for (uint32_t i = 0; i < ins->n_routines; i++)
			changed |= add(f, &task->future[m->entries.at[ins->routines + i].pc]);
		if (ins->op == REPLAY_START)
			changed |= add(f, &m->tasks[ins->object].future[1]);
		if (task->again != CELL_NONE)
			changed |= add(f, &task->future[1]);
	}
	return changed;
}

static void find_futures(struct machine *m)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (uint32_t t = 0; t < m->n_tasks; t++)
			changed |= spread(m, &m->tasks[t]);
	}
}

/* A bit for each thing that several tasks touch; beyond 64 they share. */
static void give_bits(struct machine *m, struct things *things, const uint8_t *users)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < things->n; i++)
		if (users[i] & (users[i] - 1))
			things->bits[i] = 1ull << (n++ % 64);
	m->shares_bits = n > 64;
	for (uint32_t i = 0; i < m->program->variables.n; i++)
		m->variables[i].bit = things->bits[things->variables + i];
}

static void find_footprints(struct machine *m)
{
	struct things things = { .variables = m->program->objects.n };
	uint8_t *users;

	things.tasks = things.variables + m->program->variables.n;
	things.contexts = things.tasks + m->n_tasks;
	things.n = things.contexts + 1;
	things.bits = xcalloc(things.n, sizeof(*things.bits));
	users = xcalloc(things.n, 1);
	for (int round = 0; round < 2; round++) {
		for (uint32_t t = 0; t < m->n_tasks; t++)
			for (uint32_t pc = 1; pc <= m->tasks[t].code.n; pc++) {
				struct touch who = { &things, round ? &m->tasks[t].own[pc] : NULL, users, 1u << t };

				touch_instruction(m, t, &m->tasks[t].code.at[pc - 1], &who);
			}
		if (!round)
			give_bits(m, &things, users);
	}
	find_futures(m);
	free(users);
	free(things.bits);
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* Which tasks may, by whatever way, lead to another start of themselves. */
static void count_starts(struct machine *m)
{
	uint32_t starts[REPLAY_TASKS] = {0};

	for (uint32_t t = 0; t < m->n_tasks; t++)
		for_each_in_array(ins, &m->tasks[t].code)
			if (ins->op == REPLAY_START)
				starts[t] |= 1u << ins->object;
	for (uint32_t round = 0; round < m->n_tasks; round++)
		for (uint32_t t = 0; t < m->n_tasks; t++)
			for (uint32_t u = 0; u < m->n_tasks; u++)
				if (starts[t] & 1u << u)
					starts[t] |= starts[u];
	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (starts[t] & 1u << t)
			use(m, &m->tasks[t].starts);
}

static void init_task(struct machine *m, uint32_t body)
{
	struct machine_task *task = &m->tasks[m->n_tasks++];

	memset(task, 0xff, sizeof(*task));
	task->body = body;
	task->name = m->program->bodies.at[body].name;
	task->is_idle = m->program->bodies.at[body].start == REPLAY_IDLE;
	task->code = (__typeof__(task->code)){0};
}

bool machine_init(struct machine *m, const struct replay_program *p, uint32_t rounds, char **why)
{
	*m = (struct machine){ .program = p, .rounds = rounds };
	*why = NULL;
	for (uint32_t i = 0; i < p->bodies.n; i++)
		if (!p->bodies.at[i].is_routine)
			init_task(m, i);
	for (uint32_t t = 0; t < m->n_tasks; t++)
		if (!expand_task(m, &m->tasks[t], why)) {
			machine_release(m);
			return false;
		}
	layout(m);
	count_starts(m);
	/* No instruction brings more than three. */
	BUG_ON(m->n_cells >= CELL_NONE, "%u cells of %u steps", m->n_cells, m->steps);
	for (uint32_t t = 0; t < m->n_tasks; t++) {
		size_t size = (m->tasks[t].code.n + 1) * sizeof(struct footprint);

		m->tasks[t].own = arena_alloc(&m->arena, size);
		m->tasks[t].future = arena_alloc(&m->arena, size);
	}
	find_footprints(m);
	machine_find_live(m);
	return true;
}

void machine_release(struct machine *m)
{
	for (uint32_t t = 0; t < m->n_tasks; t++)
		array_release(&m->tasks[t].code);
	array_release(&m->entries);
	arena_release(&m->arena);
}

void machine_start(const struct machine *m, uint16_t *state)
{
	memset(state, 0, m->n_cells * sizeof(*state));
	for (uint32_t i = 0; i < m->program->variables.n; i++)
		if (m->variables[i].cell != CELL_NONE && !m->program->variables.at[i].is_choice)
			state[m->variables[i].cell] = m->program->variables.at[i].value;
	for (uint32_t t = 0; t < m->n_tasks; t++)
		state[m->tasks[t].pc] = m->tasks[t].is_idle ? PC_IDLE : (uint16_t)m->tasks[t].code.at[0].next;
}
