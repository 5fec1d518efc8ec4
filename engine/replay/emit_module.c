// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A schedule as a kernel module whose load lockdep judges.
 *
 * Nothing hangs: each task's steps run in a kthread of their own, one task after
 * the other, and what it holds at the end it releases, so lockdep sees every order of
 * locks that the schedule needs.  What reclaim runs is taken out of the task
 * that allocates: a real interval notifier's callback, fired by munmap, or, for the
 * rules about shrinkers, a section of fs_reclaim; the allocation stays where it was.
 */
#include "replay/run.h"

#include <string.h>

#include "replay/held.h"

/* How the kernel says it; NULL: there is no such thing. */
struct lock_words {
	const char *define;
	const char *lock[3], *trylock[3], *unlock[3];	/* by mode */
};

static const struct lock_words words[REPLAY_OBJECT_KINDS] = {
	[REPLAY_MUTEX] = { "DEFINE_MUTEX", { "mutex_lock" }, { "mutex_trylock" }, { "mutex_unlock" } },
	[REPLAY_SPIN] = { "DEFINE_SPINLOCK", { "spin_lock" }, { "spin_trylock" }, { "spin_unlock" } },
	[REPLAY_RWSEM] = { "DECLARE_RWSEM", { "down_write", "down_read" }, { "down_write_trylock", "down_read_trylock" },
			   { "up_write", "up_read" } },
	[REPLAY_RWLOCK] = { "DEFINE_RWLOCK", { "write_lock", "read_lock", "read_lock" },
			    { "write_trylock", "read_trylock", "read_trylock" },
			    { "write_unlock", "read_unlock", "read_unlock" } },
};

struct taken {
	uint32_t object;
	enum replay_mode mode;
};

struct module {
	const struct replay_program *p;
	const struct replay_result *r;
	FILE *out;
	uint32_t tasks[REPLAY_TASKS], n;	/* bodies in the schedule */
	bool reclaims[REPLAY_TASKS];
	/* the function at hand */
	ARRAY(struct taken) taken;
	char *why;
};

static const char head[] =
"#include <linux/completion.h>\n"
"#include <linux/err.h>\n"
"#include <linux/gfp.h>\n"
"#include <linux/kernel.h>\n"
"#include <linux/kthread.h>\n"
"#include <linux/mm.h>\n"
"#include <linux/mman.h>\n"
"#include <linux/mmu_notifier.h>\n"
"#include <linux/module.h>\n"
"#include <linux/mutex.h>\n"
"#include <linux/preempt.h>\n"
"#include <linux/rwsem.h>\n"
"#include <linux/sched/mm.h>\n"
"#include <linux/slab.h>\n"
"#include <linux/spinlock.h>\n"
"\n";

static const char threads[] =
"\n"
"struct job {\n"
"	void (*run)(void);\n"
"	struct completion done;\n"
"};\n"
"\n"
"static int thread(void *data)\n"
"{\n"
"	struct job *job = data;\n"
"\n"
"	job->run();\n"
"	kthread_complete_and_exit(&job->done, 0);\n"
"}\n"
"\n"
"/* To its end: the tasks follow each other. */\n"
"static int run(void (*task)(void), const char *name)\n"
"{\n"
"	struct job job = { .run = task };\n"
"	struct task_struct *t;\n"
"\n"
"	init_completion(&job.done);\n"
"	t = kthread_run(thread, &job, \"%s\", name);\n"
"	if (IS_ERR(t))\n"
"		return PTR_ERR(t);\n"
"	wait_for_completion(&job.done);\n"
"	return 0;\n"
"}\n";

static const char notifier[] =
"\n"
"static bool invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range,\n"
"		       unsigned long seq)\n"
"{\n"
"	if (!mmu_notifier_range_blockable(range))\n"
"		return false;\n"
"	reclaim();\n"
"	return true;\n"
"}\n"
"\n"
"static const struct mmu_interval_notifier_ops ops = { .invalidate = invalidate };\n"
"static struct mmu_interval_notifier notifier;\n"
"\n"
"/* munmap runs the callback as reclaim does, inside the same class. */\n"
"static int fire(void)\n"
"{\n"
"	unsigned long address = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, 0);\n"
"	int ret;\n"
"\n"
"	if (IS_ERR_VALUE(address))\n"
"		return (int)address;\n"
"	ret = mmu_interval_notifier_insert(&notifier, current->mm, address, PAGE_SIZE, &ops);\n"
"	if (ret)\n"
"		return ret;\n"
"	vm_munmap(address, PAGE_SIZE);\n"
"	mmu_interval_notifier_remove(&notifier);\n"
"	return 0;\n"
"}\n";

static const char shrinker[] =
"\n"
"static int fire(void)\n"
"{\n"
"	fs_reclaim_acquire(GFP_KERNEL);\n"
"	reclaim();\n"
"	fs_reclaim_release(GFP_KERNEL);\n"
"	return 0;\n"
"}\n";

/* ---- what the module can say --------------------------------------------------------- */

static bool refuse(struct module *m, char *why)
{
	if (m->why)
		free(why);
	else
		m->why = why;
	return false;
}

static uint32_t thread_of(const struct module *m, uint32_t body)
{
	uint32_t i = 0;

	while (i < m->n && m->tasks[i] != body)
		i++;
	return i;
}

static const struct replay_step *step_of(const struct module *m, const struct replay_move *move)
{
	return move->step == REPLAY_NONE ? NULL : &m->p->bodies.at[move->in].steps.at[move->step];
}

static bool can_say(struct module *m, const struct replay_step *s)
{
	const char *operands = replay_op_operands(s->op);

	if (*operands == 'o' && m->p->objects.at[s->object].kind != REPLAY_PSEUDO &&
	    !words[m->p->objects.at[s->object].kind].define)
		return refuse(m, xasprintf("a module that lockdep can judge has no %s ('%s')",
					   replay_object_keyword(m->p->objects.at[s->object].kind),
					   object_text(m->p, s->object)));
	if (s->op == REPLAY_JOIN || s->op == REPLAY_CANCEL)
		return refuse(m, xasprintf("it waits for the task '%s', which the module would have to be",
					   m->p->bodies.at[s->object].name));
	return true;
}

static bool look(struct module *m)
{
	for (uint32_t i = 0; i < m->r->schedule.n; i++) {
		const struct replay_move *move = &m->r->schedule.at[i];
		const struct replay_step *s = step_of(m, move);

		if (thread_of(m, move->body) == m->n)
			m->tasks[m->n++] = move->body;
		if (!s)
			continue;
		m->reclaims[thread_of(m, move->body)] |= s->op == REPLAY_ALLOC && move->choice;
		/* Of the step that sleeps no more is said than that. */
		if (!(m->r->defect == REPLAY_IS_SLEEP && move_is_end(m->r, i)) && !can_say(m, s))
			return false;
	}
	return true;
}

/* ---- steps ------------------------------------------------------------------------------- */

static bool is_taken(const struct module *m, uint32_t object, enum replay_mode mode)
{
	for (uint32_t i = 0; i < m->taken.n; i++)
		if (m->taken.at[i].object == object && (mode == REPLAY_WRITE || m->taken.at[i].mode == REPLAY_WRITE))
			return true;
	return false;
}

static void put_call(const struct module *m, const char *function, uint32_t object)
{
	fprintf(m->out, "\t%s(&o%u);\n", function, object);
}

static bool put_lock(struct module *m, const struct replay_step *s)
{
	const struct lock_words *w = &words[m->p->objects.at[s->object].kind];

	if (!w->define)
		return true;
	if (is_taken(m, s->object, s->mode))
		return refuse(m, xasprintf("a task takes '%s' twice with no reclaim in between: loading the module would hang",
					   object_text(m->p, s->object)));
	put_call(m, w->lock[s->mode], s->object);
	array_push(&m->taken, (struct taken){ s->object, s->mode });
	return true;
}

static void put_trylock(struct module *m, const struct replay_step *s)
{
	fprintf(m->out, "\tif (WARN_ON(!%s(&o%u)))\n\t\treturn;\n", words[m->p->objects.at[s->object].kind].trylock[s->mode],
		s->object);
	array_push(&m->taken, (struct taken){ s->object, s->mode });
}

/* The last one taken of it; in a callback it may be the task's, and stays. */
static void put_unlock(struct module *m, uint32_t object)
{
	for (uint32_t i = m->taken.n; i--; ) {
		if (m->taken.at[i].object != object)
			continue;
		put_call(m, words[m->p->objects.at[object].kind].unlock[m->taken.at[i].mode], object);
		memmove(&m->taken.at[i], &m->taken.at[i + 1], (m->taken.n - i - 1) * sizeof(*m->taken.at));
		m->taken.n--;
		return;
	}
}

static void put_downgrade(struct module *m, const struct replay_step *s)
{
	put_call(m, "downgrade_write", s->object);
	for_each_in_array(t, &m->taken)
		if (t->object == s->object)
			t->mode = REPLAY_READ;
}

static void put_scope(const struct module *m, const struct replay_step *s)
{
	static const char *const enter[] = { "memalloc_nofs_save()", "memalloc_noio_save()", "memalloc_noreclaim_save()",
					     "non_block_start()", "preempt_disable()" };
	static const char *const leave[] = { "memalloc_nofs_restore(nofs)", "memalloc_noio_restore(noio)",
					     "memalloc_noreclaim_restore(noreclaim)", "non_block_end()",
					     "preempt_enable()" };
	bool has_cookie = s->object <= REPLAY_SCOPE_NORECLAIM;

	if (s->op == REPLAY_ENTER && has_cookie)
		fprintf(m->out, "\t%s = ", replay_scope_keyword(s->object));
	else
		fputc('\t', m->out);
	fprintf(m->out, "%s;\n", s->op == REPLAY_ENTER ? enter[s->object] : leave[s->object]);
}

static bool put_step(struct module *m, const struct replay_step *s, const struct replay_move *move)
{
	static const char *const flags[] = { "GFP_NOWAIT", "GFP_NOIO", "GFP_NOFS", "GFP_KERNEL" };

	switch (s->op) {
	case REPLAY_LOCK:
		return put_lock(m, s);
	case REPLAY_TRYLOCK:
		if (move->choice)
			put_trylock(m, s);
		return true;
	case REPLAY_UNLOCK:
		put_unlock(m, s->object);
		return true;
	case REPLAY_DOWNGRADE:
		put_downgrade(m, s);
		return true;
	case REPLAY_ENTER:
	case REPLAY_LEAVE:
		put_scope(m, s);
		return true;
	case REPLAY_ALLOC:
		fprintf(m->out, "\tkfree(kmalloc(64, %s));\n", flags[s->object]);
		return true;
	case REPLAY_SLEEP:
		fputs("\tmight_sleep();\n", m->out);
		return true;
	default:
		return true;
	}
}

static void put_comment(const struct module *m, const struct replay_step *s)
{
	char *text = step_text(m->p, s), *end;

	while ((end = strstr(text, "*/")))
		end[0] = ' ';
	fprintf(m->out, "\t/* %s", text);
	if (s->place.file)
		fprintf(m->out, " (%s:%u)", s->place.file, s->place.line);
	fputs(" */\n", m->out);
	free(text);
}

/* ---- functions --------------------------------------------------------------------------- */

static bool uses_scope(const struct module *m, uint32_t body, enum replay_scope scope)
{
	for (uint32_t i = 0; i < m->r->schedule.n; i++) {
		const struct replay_step *s = step_of(m, &m->r->schedule.at[i]);

		if (m->r->schedule.at[i].body == body && s && s->op == REPLAY_ENTER && s->object == scope)
			return true;
	}
	return false;
}

static void put_cookies(const struct module *m, uint32_t body)
{
	bool any = false;

	for (int scope = REPLAY_SCOPE_NOFS; scope <= REPLAY_SCOPE_NORECLAIM; scope++)
		if (uses_scope(m, body, scope)) {
			fprintf(m->out, "\tunsigned int %s __maybe_unused = 0;\n", replay_scope_keyword(scope));
			any = true;
		}
	if (any)
		fputc('\n', m->out);
}

/* Whatever is still held; lockdep has seen what it needs. */
static void put_releases(struct module *m)
{
	while (m->taken.n)
		put_unlock(m, m->taken.at[m->taken.n - 1].object);
}

static bool is_last_step_of_sleep(const struct module *m, uint32_t i)
{
	return m->r->defect == REPLAY_IS_SLEEP && move_is_end(m->r, i);
}

/* The task's own steps, or those that reclaim runs in it. */
static bool put_function(struct module *m, uint32_t t, bool in_reclaim)
{
	bool inside = false, good = true;

	array_clear(&m->taken);
	fprintf(m->out, "\n/* %s%s */\nstatic void %s_%u(void)\n{\n", in_reclaim ? "what reclaim runs in " : "",
		m->p->bodies.at[m->tasks[t]].name, in_reclaim ? "reclaim" : "task", t);
	put_cookies(m, m->tasks[t]);
	for (uint32_t i = 0; good && i < m->r->schedule.n; i++) {
		const struct replay_move *move = &m->r->schedule.at[i];
		const struct replay_step *s = step_of(m, move);

		if (move->body != m->tasks[t])
			continue;
		if (s && inside == in_reclaim && !(move->waits && !move_is_end(m->r, i))) {
			put_comment(m, s);
			if (is_last_step_of_sleep(m, i) && s->op != REPLAY_ALLOC)
				fputs("\tmight_sleep();\n", m->out);
			else
				good = put_step(m, s, move);
		}
		inside = s && s->op == REPLAY_ALLOC && move->choice ? true : inside && !move->leaves_reclaim;
	}
	put_releases(m);
	fputs("}\n", m->out);
	return good;
}

static void put_objects(const struct module *m)
{
	for (uint32_t i = 0; i < m->p->objects.n; i++)
		if (words[m->p->objects.at[i].kind].define)
			fprintf(m->out, "static __maybe_unused %s(o%u);	/* %s */\n", words[m->p->objects.at[i].kind].define, i,
				object_text(m->p, i));
}

static void put_head(const struct module *m)
{
	fprintf(m->out,
		"// SPDX-License-Identifier: GPL-2.0-or-later\n"
		"/*\n"
		" * case:   %s\n"
		" * rule:   %s\n"
		" * origin: a schedule found by reclint replay\n"
		" * lab:    lockdep reports it when the module is loaded\n"
		" */\n",
		m->p->title ? m->p->title : "a schedule that deadlocks", m->p->rule ? m->p->rule : "none");
	fputs(head, m->out);
}

/* The callback of all that reclaim; then who calls it. */
static bool put_reclaim(struct module *m)
{
	bool any = false;

	for (uint32_t t = 0; t < m->n; t++) {
		if (m->reclaims[t] && !put_function(m, t, true))
			return false;
		any |= m->reclaims[t];
	}
	if (!any)
		return true;
	fputs("\nstatic void reclaim(void)\n{\n", m->out);
	for (uint32_t t = 0; t < m->n; t++)
		if (m->reclaims[t])
			fprintf(m->out, "\treclaim_%u();\n", t);
	fputs("}\n", m->out);
	fputs(m->p->rule && !strncmp(m->p->rule, "shrinker", 8) ? shrinker : notifier, m->out);
	return true;
}

static void put_init(const struct module *m)
{
	bool any = false;

	for (uint32_t t = 0; t < m->n; t++)
		any |= m->reclaims[t];
	fputs(threads, m->out);
	fprintf(m->out, "\nstatic int __init replay_init(void)\n{\n\tint ret = %s;\n\n", any ? "fire()" : "0");
	for (uint32_t t = 0; t < m->n; t++)
		fprintf(m->out, "\tif (!ret)\n\t\tret = run(task_%u, \"%s\");\n", t, m->p->bodies.at[m->tasks[t]].name);
	fputs("\treturn ret;\n}\n\n"
	      "static void __exit replay_exit(void)\n{\n}\n\n"
	      "module_init(replay_init);\nmodule_exit(replay_exit);\n"
	      "MODULE_LICENSE(\"GPL\");\nMODULE_DESCRIPTION(\"a schedule found by reclint replay\");\n", m->out);
}

bool replay_emit_module(const struct replay_program *p, const struct replay_result *r, FILE *out, char **why)
{
	struct module m = { .p = p, .r = r, .out = out };
	bool good;

	if (r->verdict != REPLAY_CONFIRMED) {
		*why = xstrdup("there is no schedule to write: the program is not confirmed");
		return false;
	}
	if (r->defect == REPLAY_IS_DEADLOCK && r->is_orphan) {
		*why = xstrdup("nobody does what is waited for, which lockdep does not see");
		return false;
	}
	good = look(&m);
	if (good) {
		put_head(&m);
		put_objects(&m);
		good = put_reclaim(&m);
	}
	for (uint32_t t = 0; good && t < m.n; t++)
		good = put_function(&m, t, false);
	if (good)
		put_init(&m);
	array_release(&m.taken);
	*why = m.why;
	return good;
}
