// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A schedule as a C program: a thread for each task, and a turn that makes them
 * take their steps in the order of the schedule.  After the last one each
 * task that waits for ever does what it waits in, for real, and the main
 * thread looks whether any of them comes back.
 */
#include "replay/run.h"

#include <string.h>

#include "replay/held.h"

/* What every such program begins with. */
static const char prelude[] =
"#include <pthread.h>\n"
"#include <stdio.h>\n"
"#include <time.h>\n"
"#include <unistd.h>\n"
"\n"
"static pthread_mutex_t state = PTHREAD_MUTEX_INITIALIZER;	/* of all that is not a pthread mutex */\n"
"static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;\n"
"static int turn;			/* the step to be taken next */\n"
"static const char *stuck[TASKS];	/* what the task waits in, after the last step */\n"
"static __thread int self, atomic;\n"
"\n"
"static void differs(const char *what)\n"
"{\n"
"	fprintf(stderr, \"the schedule could not be repeated: %s\\n\", what);\n"
"	_exit(2);\n"
"}\n"
"\n"
"static void begin(int step)\n"
"{\n"
"	pthread_mutex_lock(&state);\n"
"	while (turn != step)\n"
"		pthread_cond_wait(&changed, &state);\n"
"	pthread_mutex_unlock(&state);\n"
"}\n"
"\n"
"static __attribute__((unused)) void end(void)\n"
"{\n"
"	pthread_mutex_lock(&state);\n"
"	turn++;\n"
"	pthread_cond_broadcast(&changed);\n"
"	pthread_mutex_unlock(&state);\n"
"}\n"
"\n"
"static __attribute__((unused)) void might_sleep(const char *what)\n"
"{\n"
"	if (!atomic)\n"
"		return;\n"
"	printf(\"%s: may sleep where nobody may: %s\\n\", names[self], what);\n"
"	fflush(stdout);\n"
"	_exit(1);\n"
"}\n"
"\n"
"/* Waits until the condition holds; the statement is done together with that. */\n"
"#define WAIT_UNTIL(condition, statement)		\\\n"
"	do {						\\\n"
"		pthread_mutex_lock(&state);		\\\n"
"		while (!(condition))			\\\n"
"			pthread_cond_wait(&changed, &state); \\\n"
"		statement;				\\\n"
"		pthread_cond_broadcast(&changed);	\\\n"
"		pthread_mutex_unlock(&state);		\\\n"
"	} while (0)\n"
"#define CHANGE(statement)	WAIT_UNTIL(1, statement)\n"
"\n"
"/* A reader waits behind a writer that waits; a free lock goes to anybody. */\n"
"struct rw { int writer, readers, waiting; };\n"
"#define FREE_TO_READ(l)	(!(l).writer && (!(l).readers || !(l).waiting))\n"
"#define FREE_TO_WRITE(l) (!(l).writer && !(l).readers)\n"
"\n"
"/* SRCU and the like: who is inside, and whom each waiter still waits for. */\n"
"struct domain { int inside[TASKS], waits[TASKS][TASKS]; };\n"
"\n"
"static __attribute__((unused)) int nobody(const int *counts)\n"
"{\n"
"	for (int i = 0; i < TASKS; i++)\n"
"		if (counts[i])\n"
"			return 0;\n"
"	return 1;\n"
"}\n"
"\n"
"static __attribute__((unused)) void leave(struct domain *d)\n"
"{\n"
"	d->inside[self]--;\n"
"	for (int i = 0; !d->inside[self] && i < TASKS; i++)\n"
"		d->waits[i][self] = 0;\n"
"}\n"
"\n"
"static __attribute__((unused)) void snapshot(struct domain *d)\n"
"{\n"
"	for (int i = 0; i < TASKS; i++)\n"
"		d->waits[self][i] = d->inside[i] != 0;\n"
"}\n\n";

static const char watchdog[] =
"/* All steps are taken within ten seconds; a second later nobody who is dead may have come back. */\n"
"int main(void)\n"
"{\n"
"	struct timespec limit, second = { .tv_sec = 1 };\n"
"	pthread_t thread;\n"
"	int dead = 0;\n"
"\n"
"	clock_gettime(CLOCK_REALTIME, &limit);\n"
"	limit.tv_sec += 10;\n"
"	for (int i = 0; i < TASKS; i++)\n"
"		if (pthread_create(&thread, NULL, tasks[i], NULL))\n"
"			differs(\"no thread\");\n"
"	pthread_mutex_lock(&state);\n"
"	while (turn != STEPS)\n"
"		if (pthread_cond_timedwait(&changed, &state, &limit))\n"
"			differs(\"a step did not end\");\n"
"	pthread_mutex_unlock(&state);\n"
"	nanosleep(&second, NULL);\n"
"	for (int i = 0; i < TASKS; i++) {\n"
"		if (stuck[i])\n"
"			printf(\"%s hangs: %s\\n\", names[i], stuck[i]);\n"
"		dead += stuck[i] != NULL;\n"
"	}\n"
"	fflush(stdout);\n"
"	_exit(dead == DEAD && DEAD ? 1 : 0);\n"
"}\n";

struct emission {
	const struct replay_program *p;
	const struct replay_result *r;
	uint32_t steps;			/* the moves before the last ones, which wait */
	uint32_t tasks[REPLAY_TASKS], n;	/* bodies in the schedule */
	FILE *out;
};

static uint32_t thread_of(const struct emission *e, uint32_t body)
{
	uint32_t i = 0;

	while (i < e->n && e->tasks[i] != body)
		i++;
	return i;
}

static void find_tasks(struct emission *e)
{
	for (uint32_t i = 0; i < e->r->schedule.n; i++) {
		e->steps += !move_is_end(e->r, i);
		if (thread_of(e, e->r->schedule.at[i].body) == e->n)
			e->tasks[e->n++] = e->r->schedule.at[i].body;
	}
}

/* Inside a comment or a string. */
static void put_text(const char *text, FILE *out)
{
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		if (!strncmp(text, "*/", 2))
			fputs("* ", out);
		else
			fputc(*text, out);
	}
}

/* ---- objects ---------------------------------------------------------------------- */

enum primitive { MUTEX, RW, DOMAIN, COUNT, NOTHING };

static enum primitive primitive_of(const struct emission *e, uint32_t object)
{
	switch (e->p->objects.at[object].kind) {
	case REPLAY_RWSEM:
	case REPLAY_RWLOCK:
		return RW;
	case REPLAY_SRCU:
	case REPLAY_SECTION:
		return DOMAIN;
	case REPLAY_COMPLETION:
	case REPLAY_FENCE:
		return COUNT;
	case REPLAY_PSEUDO:
		return NOTHING;
	default:
		return MUTEX;
	}
}

static bool is_used(const struct emission *e, uint32_t object)
{
	/* Of the step that sleeps, no more is written than that. */
	uint32_t n = e->r->defect == REPLAY_IS_SLEEP ? e->steps : e->r->schedule.n;

	for (uint32_t i = 0; i < n; i++) {
		const struct replay_move *m = &e->r->schedule.at[i];

		if (m->step != REPLAY_NONE) {
			const struct replay_step *s = &e->p->bodies.at[m->in].steps.at[m->step];

			if (*replay_op_operands(s->op) == 'o' && s->object == object)
				return true;
		}
	}
	return false;
}

static void emit_objects(const struct emission *e)
{
	static const char *const types[] = { "pthread_mutex_t", "struct rw", "struct domain", "int" };

	for (uint32_t i = 0; i < e->p->objects.n; i++) {
		enum primitive primitive = primitive_of(e, i);

		if (primitive == NOTHING || !is_used(e, i))
			continue;
		fprintf(e->out, "static %s o%u%s;	/* %s ", types[primitive], i,
			primitive == MUTEX ? " = PTHREAD_MUTEX_INITIALIZER" : "",
			replay_object_keyword(e->p->objects.at[i].kind));
		put_text(object_text(e->p, i), e->out);
		fputs(" */\n", e->out);
	}
}

/* ---- steps ----------------------------------------------------------------------------- */

static bool is_spinning(const struct emission *e, uint32_t object)
{
	return e->p->objects.at[object].kind == REPLAY_SPIN || e->p->objects.at[object].kind == REPLAY_RWLOCK;
}

/* Did the task join the waiters with its last move? */
static bool has_queued(const struct emission *e, uint32_t move)
{
	const struct replay_move *m = &e->r->schedule.at[move];

	for (uint32_t i = move; i--; )
		if (e->r->schedule.at[i].body == m->body)
			return e->r->schedule.at[i].waits;
	return false;
}

static void emit_lock(const struct emission *e, const struct replay_step *s, uint32_t move)
{
	uint32_t o = s->object;

	switch (primitive_of(e, o)) {
	case MUTEX:
		fprintf(e->out, "\tpthread_mutex_lock(&o%u);\n", o);
		break;
	case RW:
		if (s->mode != REPLAY_WRITE)
			fprintf(e->out, s->mode == REPLAY_READ ? "\tWAIT_UNTIL(FREE_TO_READ(o%u), o%u.readers++);\n" :
								 "\tWAIT_UNTIL(!o%u.writer, o%u.readers++);\n", o, o);
		else if (has_queued(e, move))
			fprintf(e->out, "\tWAIT_UNTIL(FREE_TO_WRITE(o%u), (o%u.waiting--, o%u.writer = self + 1));\n", o, o, o);
		else
			fprintf(e->out, "\tWAIT_UNTIL(FREE_TO_WRITE(o%u), o%u.writer = self + 1);\n", o, o);
		break;
	case DOMAIN:
		fprintf(e->out, "\tCHANGE(o%u.inside[self]++);\n", o);
		break;
	default:
		break;
	}
	if (is_spinning(e, o))
		fputs("\tatomic++;\n", e->out);
}

/* The move that only joins the waiters: the wait itself comes with the next move. */
static void emit_queue(const struct emission *e, const struct replay_step *s)
{
	if (primitive_of(e, s->object) == RW)
		fprintf(e->out, "\tCHANGE(o%u.waiting++);\n", s->object);
	else
		fprintf(e->out, "\tCHANGE(snapshot(&o%u));\n", s->object);
}

static void emit_trylock(const struct emission *e, const struct replay_step *s, uint32_t got)
{
	uint32_t o = s->object;

	if (primitive_of(e, o) == MUTEX)
		fprintf(e->out, "\tif (%spthread_mutex_trylock(&o%u))\n", got ? "" : "!", o);
	else if (got)
		fprintf(e->out, "\tCHANGE(o%u.%s);\n\tif (0)\n", o, s->mode == REPLAY_WRITE ? "writer = self + 1" : "readers++");
	else
		fprintf(e->out, "\tif (%s(o%u))\n", s->mode == REPLAY_WRITE ? "FREE_TO_WRITE" : "FREE_TO_READ", o);
	fputs("\t\tdiffers(\"a trylock\");\n", e->out);
	if (got && is_spinning(e, o))
		fputs("\tatomic++;\n", e->out);
}

static void emit_unlock(const struct emission *e, const struct replay_step *s)
{
	uint32_t o = s->object;

	if (primitive_of(e, o) == MUTEX)
		fprintf(e->out, "\tpthread_mutex_unlock(&o%u);\n", o);
	else if (primitive_of(e, o) == RW)
		fprintf(e->out, "\tCHANGE(o%u.writer == self + 1 ? (o%u.writer = 0) : o%u.readers--);\n", o, o, o);
	else if (primitive_of(e, o) == DOMAIN)
		fprintf(e->out, "\tCHANGE(leave(&o%u));\n", o);
	if (is_spinning(e, o))
		fputs("\tatomic--;\n", e->out);
}

static void emit_wait(const struct emission *e, const struct replay_step *s, uint32_t move)
{
	uint32_t o = s->object;

	switch (e->p->objects.at[o].kind) {
	case REPLAY_SRCU:
		if (!has_queued(e, move))
			emit_queue(e, s);
		fprintf(e->out, "\tWAIT_UNTIL(nobody(o%u.waits[self]), (void)0);\n", o);
		break;
	case REPLAY_SECTION:
		fprintf(e->out, "\tWAIT_UNTIL(nobody(o%u.inside), (void)0);\n", o);
		break;
	case REPLAY_FENCE:
		fprintf(e->out, "\tWAIT_UNTIL(o%u, (void)0);\n", o);
		break;
	default:
		fprintf(e->out, "\tWAIT_UNTIL(o%u, o%u -= o%u < 1000000);\n", o, o, o);
		break;
	}
}

static void emit_task_step(const struct emission *e, const struct replay_step *s)
{
	uint32_t t = thread_of(e, s->object);

	/* A task that does nothing in the schedule has no thread. */
	if (s->op == REPLAY_START && t < e->n)
		fprintf(e->out, "\tCHANGE(running[%u] = 1);\n", t);
	else if (s->op == REPLAY_JOIN && t < e->n)
		fprintf(e->out, "\tWAIT_UNTIL(!running[%u], (void)0);\n", t);
	else if (s->op == REPLAY_CANCEL && t < e->n)
		fprintf(e->out, "\tCHANGE(running[%u] = 0);\n", t);
}

static void emit_action(const struct emission *e, const struct replay_step *s, uint32_t move)
{
	const struct replay_move *m = &e->r->schedule.at[move];

	switch (s->op) {
	case REPLAY_LOCK:
		emit_lock(e, s, move);
		break;
	case REPLAY_WW_LOCK:
		if (m->choice == 0)
			emit_lock(e, s, move);
		break;
	case REPLAY_TRYLOCK:
		emit_trylock(e, s, m->choice);
		break;
	case REPLAY_UNLOCK:
		emit_unlock(e, s);
		break;
	case REPLAY_DOWNGRADE:
		fprintf(e->out, "\tCHANGE((o%u.writer = 0, o%u.readers++));\n", s->object, s->object);
		break;
	case REPLAY_WAIT:
		if (s->variable == REPLAY_NONE || m->choice)
			emit_wait(e, s, move);
		else
			fprintf(e->out, "\tif (o%u)\n\t\tdiffers(\"a timeout\");\n", s->object);
		break;
	case REPLAY_SIGNAL:
		fprintf(e->out, "\tCHANGE(o%u++);\n", s->object);
		break;
	case REPLAY_SIGNAL_ALL:
		fprintf(e->out, "\tCHANGE(o%u = 1000000);\n", s->object);
		break;
	case REPLAY_RESET:
		fprintf(e->out, "\tCHANGE(o%u = 0);\n", s->object);
		break;
	case REPLAY_ENTER:
	case REPLAY_LEAVE:
		if (s->object == REPLAY_SCOPE_NONBLOCK || s->object == REPLAY_SCOPE_ATOMIC)
			fprintf(e->out, "\tatomic%s;\n", s->op == REPLAY_ENTER ? "++" : "--");
		break;
	default:
		emit_task_step(e, s);
		break;
	}
}

static void emit_comment(const struct emission *e, const struct replay_step *s, const char *more)
{
	char *text = step_text(e->p, s);

	fputs("\t/* ", e->out);
	put_text(text, e->out);
	fputs(more, e->out);
	if (s->place.file)
		fprintf(e->out, " (%s:%u)", s->place.file, s->place.line);
	fputs(" */\n", e->out);
	free(text);
}

static void emit_string(const struct emission *e, const struct replay_step *s)
{
	char *text = step_text(e->p, s);

	fputc('"', e->out);
	put_text(text, e->out);
	if (s->place.file)
		fprintf(e->out, " at %s:%u", s->place.file, s->place.line);
	fputc('"', e->out);
	free(text);
}

static void emit_move(const struct emission *e, uint32_t move)
{
	const struct replay_move *m = &e->r->schedule.at[move];
	const struct replay_step *s = m->step == REPLAY_NONE ? NULL : &e->p->bodies.at[m->in].steps.at[m->step];

	fprintf(e->out, "\n\tbegin(%u);\n", move);
	if (!s)
		fprintf(e->out, "\t/* %s %s */\n", m->leaves_reclaim ? "back from" : "begins", e->p->bodies.at[m->in].name);
	else
		emit_comment(e, s, m->waits ? ": joins the waiters" : s->op == REPLAY_ALLOC && m->choice ? ": reclaims" : "");
	if (s && m->waits)
		emit_queue(e, s);
	else if (s)
		emit_action(e, s, move);
	if (m->ends)
		fprintf(e->out, "\tCHANGE(running[self] = 0);\n");
	fputs("\tend();\n", e->out);
}

static void emit_last(const struct emission *e, uint32_t move)
{
	const struct replay_move *m = &e->r->schedule.at[move];
	const struct replay_step *s = &e->p->bodies.at[m->in].steps.at[m->step];

	fputs("\n\tbegin(STEPS);\n", e->out);
	emit_comment(e, s, e->r->defect == REPLAY_IS_SLEEP ? ": may sleep" : ": for ever");
	if (e->r->defect == REPLAY_IS_SLEEP) {
		fputs("\tmight_sleep(", e->out);
		emit_string(e, s);
		fputs(");\n", e->out);
		return;
	}
	fputs("\tstuck[self] = ", e->out);
	emit_string(e, s);
	fputs(";\n", e->out);
	if (s->op == REPLAY_CANCEL)
		fprintf(e->out, "\tWAIT_UNTIL(!running[%u], (void)0);\n", thread_of(e, s->object));
	else if (s->op == REPLAY_WW_LOCK)
		emit_lock(e, s, move);
	else
		emit_action(e, s, move);
	fputs("\tstuck[self] = NULL;\n", e->out);
}

static void emit_thread(const struct emission *e, uint32_t t)
{
	fprintf(e->out, "\nstatic void *task_%u(void *unused)	/* %s */\n{\n\tself = %u;\n\t(void)unused;\n", t,
		e->p->bodies.at[e->tasks[t]].name, t);
	for (uint32_t i = 0; i < e->r->schedule.n; i++) {
		if (e->r->schedule.at[i].body != e->tasks[t])
			continue;
		if (i < e->steps)
			emit_move(e, i);
		else
			emit_last(e, i);
	}
	fputs("\treturn NULL;\n}\n", e->out);
}

static void emit_head(const struct emission *e)
{
	fputs("/*\n", e->out);
	if (e->p->title) {
		fputs(" * ", e->out);
		put_text(e->p->title, e->out);
		fputc('\n', e->out);
	}
	fputs(" *\n"
	      " * A schedule found by reclint replay, in user space.  Build with: gcc -pthread FILE.c\n"
	      " * Exit status 1: it hangs (or sleeps where it may not), as foretold; 0: it does not;\n"
	      " * 2: the schedule could not be repeated.\n"
	      " */\n"
	      "#define _GNU_SOURCE\n", e->out);
	fprintf(e->out, "#define TASKS	%u\n#define STEPS	%u\n#define DEAD	%u\n\n", e->n, e->steps,
		e->r->defect == REPLAY_IS_SLEEP ? 0 : e->r->schedule.n - e->steps);
	fputs("static const char *const names[TASKS] = {", e->out);
	for (uint32_t t = 0; t < e->n; t++)
		fprintf(e->out, "%s \"%s\"", t ? "," : "", e->p->bodies.at[e->tasks[t]].name);
	fputs(" };\nstatic __attribute__((unused)) int running[TASKS] = {", e->out);
	for (uint32_t t = 0; t < e->n; t++)
		fprintf(e->out, "%s %d", t ? "," : "", e->p->bodies.at[e->tasks[t]].start == REPLAY_RUNNING);
	fputs(" };\n\n", e->out);
}

bool replay_emit_c(const struct replay_program *p, const struct replay_result *r, FILE *out, char **why)
{
	struct emission e = { .p = p, .r = r, .out = out };

	if (r->verdict != REPLAY_CONFIRMED) {
		*why = xstrdup("there is no schedule to write: the program is not confirmed");
		return false;
	}
	find_tasks(&e);
	emit_head(&e);
	fputs(prelude, out);
	emit_objects(&e);
	for (uint32_t t = 0; t < e.n; t++)
		emit_thread(&e, t);
	fputs("\nstatic void *(*const tasks[TASKS])(void *) = {", out);
	for (uint32_t t = 0; t < e.n; t++)
		fprintf(out, "%s task_%u", t ? "," : "", t);
	fputs(" };\n\n", out);
	fputs(watchdog, out);
	return true;
}
