// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Random small programs, always the same ones: the interpreter and the compiled
 * code must agree in all they say, the reduced search must find what the
 * unreduced one finds, and the text form must bring back the same program.
 * RECLINT_TEST_PROGRAMS=N tries more of them.
 *
 * Prints "ok - name" or "not ok - name"; the exit status is 0 if all are ok.
 */
#include <string.h>
#include <time.h>

#include "replay/compile.h"
#include "replay/schedule.h"

#define BATCH		40		/* programs compiled at a time */
#define PROGRAMS	400

static int failed;

static void ok(bool good, const char *name)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failed += !good;
}

/* ---- random programs ----------------------------------------------------------------- */

static uint64_t seed;

static uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 33) % n;
}

static bool chance(uint32_t percent)
{
	return below(100) < percent;
}

struct making {
	struct replay_program p;
	uint32_t objects, tasks, routines;	/* bodies: tasks first */
	uint32_t body;
	uint32_t held[8], n_held;
	uint32_t scopes[4], n_scopes;
	bool in_context;
};

static void add_step(struct making *mk, struct replay_step s)
{
	static const char *const texts[] = { NULL, "a \"text\" with \\ in it", "plain" };

	s.text = texts[below(3)];
	if (chance(30))
		s.place = (struct replay_place){ "drivers/x.c", chance(50) ? "f" : NULL, below(1000) };
	replay_step(&mk->p, mk->body, &s);
}

static enum replay_object_kind kind_of(const struct making *mk, uint32_t object)
{
	return mk->p.objects.at[object].kind;
}

static enum replay_mode random_mode(enum replay_object_kind kind)
{
	if (kind == REPLAY_SRCU || kind == REPLAY_SECTION)
		return REPLAY_READ;
	if (kind == REPLAY_RWSEM)
		return below(2) ? REPLAY_READ : REPLAY_WRITE;
	return kind == REPLAY_RWLOCK ? below(3) : REPLAY_WRITE;
}

static bool is_event(enum replay_object_kind kind)
{
	return kind == REPLAY_COMPLETION || kind == REPLAY_FENCE;
}

static bool is_domain(enum replay_object_kind kind)
{
	return kind == REPLAY_SRCU || kind == REPLAY_SECTION;
}

static uint32_t random_result(void)
{
	return REPLAY_OWN_VARIABLES + 2 + below(2);
}

static void lock_something(struct making *mk)
{
	uint32_t object = below(mk->objects);
	enum replay_object_kind kind = kind_of(mk, object);
	enum replay_mode mode = random_mode(kind);

	if (is_event(kind)) {
		bool times_out = chance(20);

		add_step(mk, (struct replay_step){ .op = chance(50) ? REPLAY_WAIT : REPLAY_SIGNAL, .object = object,
						   .variable = times_out ? random_result() : REPLAY_NONE });
		return;
	}
	if (is_domain(kind) && chance(30)) {
		add_step(mk, (struct replay_step){ .op = REPLAY_WAIT, .object = object, .variable = REPLAY_NONE });
		return;
	}
	if (mk->n_held == 8)
		return;
	add_step(mk, (struct replay_step){ .op = REPLAY_LOCK, .object = object, .mode = mode });
	mk->held[mk->n_held++] = object;
}

/* Mostly what is held, and the last of it. */
static void unlock_something(struct making *mk)
{
	if (!mk->n_held)
		return;
	add_step(mk, (struct replay_step){ .op = REPLAY_UNLOCK, .object = mk->held[--mk->n_held] });
}

/* trylock, and what is to be done only if it succeeded. */
static void try_something(struct making *mk)
{
	uint32_t object = below(mk->objects), result = random_result(), jump;
	enum replay_object_kind kind = kind_of(mk, object);

	if (is_event(kind) || is_domain(kind) || kind == REPLAY_PSEUDO)
		return;
	add_step(mk, (struct replay_step){ .op = REPLAY_TRYLOCK, .object = object, .mode = random_mode(kind),
					   .variable = result });
	/* The result is shared: another task may change it, and then this is a fault. Both engines must say so. */
	jump = mk->p.bodies.at[mk->body].steps.n;
	add_step(mk, (struct replay_step){ .op = REPLAY_UNLESS, .variable = result, .value = 1, .target = jump });
	add_step(mk, (struct replay_step){ .op = REPLAY_UNLOCK, .object = object });
	replay_aim(&mk->p, mk->body, jump, jump + 2);
}

/* Of the choices only the second: the first is a parameter of routines. */
static void change_variable(struct making *mk)
{
	if (chance(50))
		add_step(mk, (struct replay_step){ .op = REPLAY_SET, .variable = random_result(), .value = below(3) });
	else if (chance(50))
		add_step(mk, (struct replay_step){ .op = REPLAY_SET, .variable = REPLAY_OWN_VARIABLES + 1,
						   .value = below(3) });
	else
		add_step(mk, (struct replay_step){ .op = REPLAY_FORGET, .variable = REPLAY_OWN_VARIABLES + 1 });
}

static void branch(struct making *mk)
{
	uint32_t n = mk->p.bodies.at[mk->body].steps.n, target = n + 1 + below(2);

	if (chance(10) && n && !mk->n_held && !mk->n_scopes)
		target = n - 1;
	add_step(mk, (struct replay_step){ .op = chance(50) ? REPLAY_IF : REPLAY_UNLESS,
					   .variable = below(REPLAY_OWN_VARIABLES + 4), .value = below(3),
					   .target = target });
	if (target > n)
		add_step(mk, (struct replay_step){ .op = chance(15) ? REPLAY_PARK : REPLAY_SLEEP });
	if (target > n + 1)
		add_step(mk, (struct replay_step){ .op = REPLAY_NOTE });
}

static void scope(struct making *mk)
{
	if (mk->n_scopes && chance(60)) {
		add_step(mk, (struct replay_step){ .op = REPLAY_LEAVE, .object = mk->scopes[--mk->n_scopes] });
	} else if (mk->n_scopes < 4) {
		uint32_t s = below(REPLAY_SCOPE_KINDS);

		add_step(mk, (struct replay_step){ .op = REPLAY_ENTER, .object = s });
		mk->scopes[mk->n_scopes++] = s;
	}
}

static void task_step(struct making *mk)
{
	static const enum replay_op ops[] = { REPLAY_START, REPLAY_JOIN, REPLAY_CANCEL };

	add_step(mk, (struct replay_step){ .op = ops[below(3)], .object = below(mk->tasks) });
}

static void context_step(struct making *mk)
{
	uint32_t object = below(mk->objects);

	if (kind_of(mk, object) == REPLAY_WW && chance(70)) {
		uint32_t result = random_result(), jump;

		add_step(mk, (struct replay_step){ .op = REPLAY_WW_LOCK, .object = object, .variable = result });
		jump = mk->p.bodies.at[mk->body].steps.n;
		add_step(mk, (struct replay_step){ .op = REPLAY_UNLESS, .variable = result, .value = 0 });
		add_step(mk, (struct replay_step){ .op = REPLAY_UNLOCK, .object = object });
		replay_aim(&mk->p, mk->body, jump, jump + 2);
		return;
	}
	add_step(mk, (struct replay_step){ .op = mk->in_context ? REPLAY_WW_END : REPLAY_WW_BEGIN });
	mk->in_context = !mk->in_context;
}

static void call_something(struct making *mk)
{
	uint32_t step, routine = mk->tasks + below(mk->routines);

	add_step(mk, (struct replay_step){ .op = REPLAY_CALL, .object = routine });
	step = mk->p.bodies.at[mk->body].steps.n - 1;
	if (chance(50))
		replay_parameter(&mk->p, mk->body, step, REPLAY_OWN_VARIABLES, below(2));
}

static void some_step(struct making *mk)
{
	uint32_t what = below(100);

	if (what < 32)
		lock_something(mk);
	else if (what < 58)
		unlock_something(mk);
	else if (what < 64)
		try_something(mk);
	else if (what < 74)
		branch(mk);
	else if (what < 79)
		scope(mk);
	else if (what < 85)
		task_step(mk);
	else if (what < 89)
		context_step(mk);
	else if (what < 92)
		change_variable(mk);
	else if (what < 97)
		add_step(mk, (struct replay_step){ .op = REPLAY_ALLOC, .object = below(4) });
	else if (mk->routines)
		call_something(mk);
}

static void make_body(struct making *mk, uint32_t body, uint32_t steps)
{
	mk->body = body;
	mk->n_held = mk->n_scopes = 0;
	mk->in_context = false;
	for (uint32_t i = 0; i < steps; i++)
		some_step(mk);
	if (mk->p.bodies.at[body].is_routine || chance(90)) {
		while (mk->n_held)
			unlock_something(mk);
		while (mk->n_scopes)
			add_step(mk, (struct replay_step){ .op = REPLAY_LEAVE, .object = mk->scopes[--mk->n_scopes] });
		if (mk->in_context)
			add_step(mk, (struct replay_step){ .op = REPLAY_WW_END });
	}
	/* A last jump may have nothing behind it. */
	add_step(mk, (struct replay_step){ .op = REPLAY_NOTE });
}

static void make_program(struct making *mk, uint32_t tasks, uint32_t objects, uint32_t steps)
{
	static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G", "H" };
	static const char *const task_names[] = { "CPU0", "CPU1", "kworker", "CPU3" };

	*mk = (struct making){ .objects = objects, .tasks = tasks, .routines = below(2) };
	replay_program_init(&mk->p);
	mk->p.goal = chance(75) ? REPLAY_DEADLOCK : REPLAY_SLEEPING;
	for (uint32_t i = 0; i < objects; i++)
		replay_object(&mk->p, chance(40) ? (uint32_t)REPLAY_MUTEX : below(REPLAY_OBJECT_KINDS), names[i],
			      chance(50) ? "struct x.lock" : NULL);
	replay_choice(&mk->p, "c", 2, "blockable");
	replay_choice(&mk->p, "d", 3, NULL);
	replay_result(&mk->p, "r", 0, NULL);
	replay_result(&mk->p, "s", 1, "result");
	for (uint32_t i = 0; i < tasks; i++)
		replay_task(&mk->p, task_names[i], i && chance(25) ? REPLAY_IDLE : REPLAY_RUNNING, NULL);
	for (uint32_t i = 0; i < mk->routines; i++) {
		uint32_t body = replay_routine(&mk->p, "callback", "callback()");

		if (chance(80))
			replay_parameter(&mk->p, body, REPLAY_NONE, REPLAY_OWN_VARIABLES, below(2));
	}
	for (uint32_t i = 0; i < tasks + mk->routines; i++)
		make_body(mk, i, steps);
}

/* ---- comparisons -------------------------------------------------------------------------- */

static char *print(const struct replay_program *p)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	replay_print(p, out);
	fclose(out);
	return text;
}

static void show(const struct replay_program *p, const char *what)
{
	char *text = print(p);

	printf("# %s:\n%s\n", what, text);
	free(text);
}

static bool comes_back(const struct replay_program *p)
{
	struct replay_program again;
	char *text = print(p), *second = NULL, *why;
	bool same;

	replay_program_init(&again);
	same = replay_parse(&again, "text", text, &why);
	if (same)
		second = print(&again);
	same = same && !strcmp(text, second) && again.bodies.n == p->bodies.n;
	if (!same)
		printf("# %s\n%s", why ? why : "differs:", text);
	free(why);
	free(text);
	free(second);
	replay_program_release(&again);
	return same;
}

static struct exploration run(const struct machine *m, const struct replay_bounds *b, replay_next_fn *next)
{
	struct exploration e = { .m = m, .bounds = b, .next = next, .engine = m };

	exploration_run(&e);
	return e;
}

static bool are_equal(const struct exploration *a, const struct exploration *b)
{
	return a->defect == b->defect && a->is_goal == b->is_goal && a->has_fault == b->has_fault &&
	       a->bound == b->bound && a->states == b->states && a->transitions == b->transitions &&
	       a->terminals == b->terminals && a->schedules == b->schedules && a->cut_states == b->cut_states &&
	       a->schedule.n == b->schedule.n &&
	       (!a->schedule.n || !memcmp(a->schedule.at, b->schedule.at, a->schedule.n * sizeof(*a->schedule.at)));
}

struct tally {
	uint32_t programs, differ, wrongly_reduced, longer, confirmed, faulty, bounded, cut, not_shown, lost;
	uint64_t states, unreduced;
};

/* The reduced search against the full one. */
static void compare_reduction(struct tally *t, const struct machine *m, const struct exploration *reduced)
{
	struct replay_bounds b;
	struct exploration full;

	replay_bounds_init(&b);
	b.unreduced = true;
	b.states = 200000;
	b.walks = 0;
	full = run(m, &b, interpret_next);
	t->bounded += full.bound != NULL;
	/* Where a search stops at a fault or a bound, what it saw before is chance. */
	if (!full.bound && !full.has_fault && !reduced->has_fault) {
		/* A sleep may be met later when reduced: what does not matter for it may come before. */
		if (full.is_goal != reduced->is_goal || (!full.is_goal && full.states < reduced->states)) {
			t->wrongly_reduced++;
			show(m->program, "wrongly reduced");
		}
		if (full.is_goal && full.defect == REPLAY_IS_DEADLOCK && full.schedule.n != reduced->schedule.n)
			t->longer++;
		t->states += reduced->states;
		t->unreduced += full.states;
	}
	exploration_release(&full);
}

/* The shortened schedule must still show the defect. */
static bool is_shown(struct exploration *e)
{
	uint16_t *state;
	uint32_t flags;
	bool good;

	if (!e->is_goal)
		return true;
	schedule_shorten(e);
	state = xcalloc(e->m->n_cells, sizeof(*state));
	good = schedule_run(e->m, e->schedule.at, e->schedule.n, state, &flags);
	good = good && (e->defect == REPLAY_IS_SLEEP ? flags & NEXT_SLEEPS : find_dead(e->m, state));
	free(state);
	return good;
}

static void compare_one(struct tally *t, const struct machine *m, replay_next_fn *compiled)
{
	struct replay_bounds b;
	struct exploration interpreted, native;

	replay_bounds_init(&b);
	b.states = 200000;
	b.walks = 50;
	interpreted = run(m, &b, interpret_next);
	t->programs++;
	t->confirmed += interpreted.is_goal;
	t->faulty += interpreted.has_fault;
	t->cut += interpreted.cut_states != 0;
	if (compiled) {
		native = run(m, &b, compiled);
		if (!are_equal(&interpreted, &native)) {
			t->differ++;
			show(m->program, "the engines differ");
		}
		exploration_release(&native);
	}
	compare_reduction(t, m, &interpreted);
	t->not_shown += !is_shown(&interpreted);
	exploration_release(&interpreted);
}

static void compare_batch(struct tally *t, uint32_t n, bool is_compiled)
{
	struct making programs[BATCH];
	struct machine machines[BATCH];
	struct compiled *c = NULL;
	char *why = NULL;

	for (uint32_t i = 0; i < n; i++) {
		make_program(&programs[i], 2 + below(2), 2 + below(3), 3 + below(5));
		if (!replay_check(&programs[i].p, &why) || !machine_init(&machines[i], &programs[i].p, 2, &why)) {
			printf("# %s\n", why);
			exit(1);
		}
		t->lost += !comes_back(&programs[i].p);
	}
	if (is_compiled)
		c = compile_machines(machines, n, 0, &why);
	if (is_compiled && !c)
		printf("not ok - %s\n", why);
	failed += is_compiled && !c;
	for (uint32_t i = 0; i < n; i++)
		compare_one(t, &machines[i], c ? compiled_next(c, i) : NULL);
	for (uint32_t i = 0; i < n; i++) {
		machine_release(&machines[i]);
		replay_program_release(&programs[i].p);
	}
	compiled_free(c);
	free(why);
}

static void test_random(bool is_compiled)
{
	const char *wish = getenv("RECLINT_TEST_PROGRAMS");
	uint32_t total = wish ? (uint32_t)strtoul(wish, NULL, 10) : PROGRAMS;
	struct tally t = {0};

	seed = 0x2545f4914f6cdd1dull;
	for (uint32_t done = 0; done < total; done += BATCH)
		compare_batch(&t, total - done < BATCH ? total - done : BATCH, is_compiled);
	printf("# %u programs, %u confirmed, %u with a wrong release, %u with cut loops, %u beyond the bound unreduced\n",
	       t.programs, t.confirmed, t.faulty, t.cut, t.bounded);
	printf("# %lu states reduced, %lu unreduced\n", (unsigned long)t.states, (unsigned long)t.unreduced);
	ok(!t.lost, "programs come back from their text");
	ok(!t.wrongly_reduced, "the reduction loses no defect");
	ok(!t.longer, "the reduction loses no shortest schedule");
	ok(!t.not_shown, "a shortened schedule shows the defect");
	ok(t.confirmed > t.programs / 10 && t.confirmed < t.programs * 9 / 10, "the programs are not all alike");
	if (is_compiled)
		ok(!t.differ, "the compiled code and the interpreter agree");
}

/* ---- speed ------------------------------------------------------------------------------------ */

#define SAMPLE	4000

static uint32_t sample(const struct machine *m, uint16_t *states)
{
	uint16_t out[m->n_cells];
	uint32_t n = 0;

	while (n < SAMPLE) {
		uint16_t state[m->n_cells];
		uint32_t idle = 0;

		machine_start(m, state);
		while (n < SAMPLE && idle < 20) {
			memcpy(states + (size_t)n++ * m->n_cells, state, sizeof(state));
			idle++;
			if (interpret_next(m, state, below(m->n_tasks), 0, out)) {
				memcpy(state, out, sizeof(state));
				idle = 0;
			}
		}
	}
	return n;
}

/* Nanoseconds of processor time a transition. */
static double measure(const struct machine *m, replay_next_fn *next, const uint16_t *states, uint32_t n, uint32_t repeat)
{
	uint16_t out[m->n_cells];
	uint64_t steps = 0;
	clock_t start = clock();

	for (uint32_t round = 0; round < repeat; round++)
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t t = 0; t < m->n_tasks; t++)
				steps += next(m, states + (size_t)i * m->n_cells, t, 0, out) != 0;
	return (double)(clock() - start) / CLOCKS_PER_SEC * 1e9 / (double)(steps ? steps : 1);
}

/* Six tasks that take six locks in one order: nothing to be found, and much to look at. */
static void make_ladder(struct replay_program *p)
{
	static const char *const names[] = { "L0", "L1", "L2", "L3", "L4", "L5", "L6" };
	static const char *const tasks[] = { "CPU0", "CPU1", "CPU2", "CPU3", "CPU4", "CPU5" };

	replay_program_init(p);
	for (uint32_t i = 0; i < 7; i++)
		replay_object(p, REPLAY_RWSEM, names[i], NULL);
	for (uint32_t t = 0; t < 6; t++) {
		uint32_t body = replay_task(p, tasks[t], REPLAY_RUNNING, NULL);

		for (uint32_t i = 0; i < 6; i++)
			replay_step(p, body, &(struct replay_step){ .op = REPLAY_LOCK, .object = i + t % 2,
								    .mode = (t + i) % 3 ? REPLAY_WRITE : REPLAY_READ });
		for (uint32_t i = 6; i--; )
			replay_step(p, body, &(struct replay_step){ .op = REPLAY_UNLOCK, .object = i + t % 2 });
	}
}

static double search_time(const struct machine *m, replay_next_fn *next, uint64_t *states)
{
	struct replay_bounds b;
	clock_t start = clock();
	struct exploration e;

	replay_bounds_init(&b);
	e = run(m, &b, next);
	*states = e.states;
	exploration_release(&e);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* A whole search, most of which is the table of states. */
static void measure_search(void)
{
	struct replay_program p;
	struct machine m;
	struct compiled *c;
	char *why = NULL;
	uint64_t states, same;

	make_ladder(&p);
	if (!machine_init(&m, &p, 2, &why))
		exit(1);
	c = compile_machines(&m, 1, 0, &why);
	if (c) {
		double slow = search_time(&m, interpret_next, &states), fast = search_time(&m, compiled_next(c, 0), &same);

		printf("# a search of %lu states takes %.2f s interpreted, %.3f s compiled: ratio %.1f\n",
		       (unsigned long)states, slow, fast, slow / fast);
		ok(states == same, "a large search: the same number of states");
	}
	free(why);
	compiled_free(c);
	machine_release(&m);
	replay_program_release(&p);
}

static void test_speed(void)
{
	struct making programs[8];
	struct machine machines[8];
	struct compiled *c;
	char *why = NULL;
	double interpreted = 0, native = 0;

	seed = 0x9e3779b97f4a7c15ull;
	for (uint32_t i = 0; i < 8; i++) {
		make_program(&programs[i], 4, 6, 14);
		if (!machine_init(&machines[i], &programs[i].p, 2, &why))
			exit(1);
	}
	c = compile_machines(machines, 8, 0, &why);
	for (uint32_t i = 0; c && i < 8; i++) {
		uint16_t *some = xmalloc(SAMPLE * machines[i].n_cells * sizeof(*some));
		uint32_t n = sample(&machines[i], some);

		interpreted += measure(&machines[i], interpret_next, some, n, 2);
		native += measure(&machines[i], compiled_next(c, i), some, n, 20);
		free(some);
	}
	printf("# a transition takes %.0f ns interpreted, %.1f ns compiled: ratio %.1f\n", interpreted / 8, native / 8,
	       interpreted / native);
	ok(c && interpreted >= 5 * native, "compiled code is at least five times faster");
	for (uint32_t i = 0; i < 8; i++) {
		machine_release(&machines[i]);
		replay_program_release(&programs[i].p);
	}
	compiled_free(c);
	free(why);
}

/* Half a million states: begun by the interpreter, done by compiled code, if there is any. */
static void test_either(void)
{
	static const char *const tasks[] = { "CPU0", "CPU1", "CPU2", "CPU3", "CPU4", "CPU5" };
	struct replay_program p;
	struct replay_bounds b;
	struct replay_result r;
	char *why = NULL;
	bool good;

	replay_program_init(&p);
	for (uint32_t t = 0; t < 6; t++) {
		uint32_t body = replay_task(&p, tasks[t], REPLAY_RUNNING, NULL);

		for (uint32_t i = 0; i < 8; i++)
			replay_step(&p, body, &(struct replay_step){ .op = REPLAY_NOTE });
	}
	replay_bounds_init(&b);
	b.milliseconds = 60000;
	b.unreduced = true;
	replay_result_init(&r);
	good = replay_run(&p, &b, REPLAY_EITHER, &r, &why);
	ok(good && r.verdict == REPLAY_REFUTED && r.states == 531441 && !r.bound, "a long search by either engine");
	replay_result_release(&r);
	replay_program_release(&p);
	free(why);
}

int main(void)
{
	const char *missing = replay_missing();

	test_random(!missing);
	test_either();
	if (missing) {
		printf("skipped: compiled programs: %s\n", missing);
		return failed != 0;
	}
	test_speed();
	measure_search();
	return failed != 0;
}
