// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/splat.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define FRAME	"       "	/* print_lock_trace(task, 6) and stack_trace_print()'s own space */

static const char *member(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static long long number(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

void splat_wrap(const char *text, unsigned int column, unsigned int indent, FILE *out)
{
	size_t lead = strspn(text, " ");
	bool is_first = true;

	fprintf(out, "%.*s", (int)lead, text);
	column += (unsigned int)lead;
	text += lead;
	while (*text) {
		size_t word = strcspn(text, " ");

		if (!is_first && column + 1 + word > SPLAT_COLUMNS) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (!is_first) {
			putc(' ', out);
			column++;
		}
		fprintf(out, "%.*s", (int)word, text);
		column += (unsigned int)word;
		text += word;
		text += strspn(text, " ");
		is_first = false;
	}
	putc('\n', out);
}

/* ---- chains as call traces --------------------------------------------------------------- */

/*
 * A holder's chain: callers, the steps that took the lock and have returned, the
 * way down to the event.  Only the first and the last are on the stack.
 */
struct trace {
	const json_t *steps;
	size_t n;
	size_t taken, taken_end;	/* the steps in between: where the lock was taken */
	bool is_callback;		/* begins with what calls the callback */
};

static const json_t *step_at(const struct trace *t, size_t i)
{
	return json_array_get(t->steps, i);
}

static bool is_event(const json_t *step, const char *event)
{
	return !strcmp(member(step, "event"), event);
}

/* link: of the circle, which has a chain; NULL: the first chain. */
static struct trace trace_of(const json_t *finding, const json_t *link)
{
	size_t chain = link ? (size_t)number(link, "chain") : 0;
	struct trace t = { .steps = json_array_get(json_object_get(finding, "chains"), chain) };
	const char *holder;

	t.n = json_array_size(t.steps);
	t.is_callback = t.n && is_event(step_at(&t, 0), "enter");
	for (size_t i = 0; i + 1 < t.n; i++) {
		if (!is_event(step_at(&t, i), "acquire"))
			continue;
		/* it began in the function that goes on after it */
		holder = member(step_at(&t, i + 1), "function");
		t.taken = i;
		t.taken_end = i + 1;
		for (size_t k = i; k-- > 0 && strcmp(member(step_at(&t, i), "function"), holder); )
			if (!strcmp(member(step_at(&t, k), "function"), holder)) {
				t.taken = k;
				break;
			}
		break;
	}
	return t;
}

/* Who does it: the outermost function. */
static const char *task_of(const struct trace *t)
{
	return t->n ? member(step_at(t, 0), "function") : "?";
}

/* What is said about a call that not every reader would see: "(one of 5 targets)". */
static const char *remark_of(const json_t *step)
{
	const char *detail = member(step, "detail"), *remark = strchr(detail, '(');

	if (remark && !strncmp(remark, "(one of", 7))
		return remark;
	return strstr(detail, "through a pointer") ? "(through a pointer)" : "";
}

static void print_frame(const json_t *step, const char *text, FILE *out)
{
	char *line = xasprintf("%s (%s:%lld)%s%s", member(step, "function"), member(step, "file"), number(step, "line"),
			       *text ? " " : "", text);

	fputs(FRAME, out);
	splat_wrap(line, sizeof(FRAME) - 1, sizeof(FRAME) + 1, out);
	free(line);
}

/* Innermost first, as the kernel prints them. */
static void print_trace(const struct trace *t, FILE *out)
{
	for (size_t i = t->n; i-- > 0; ) {
		const json_t *step = step_at(t, i);

		if (i >= t->taken && i < t->taken_end)
			continue;
		if (i + 1 == t->n)
			print_frame(step, member(step, "detail"), out);
		else if (i > 0 || !t->is_callback)
			print_frame(step, remark_of(step), out);
		if (i == 0 && t->is_callback) {
			char *line = xasprintf("[%s]", member(step, "detail"));

			fputs(FRAME, out);
			splat_wrap(line, sizeof(FRAME) - 1, sizeof(FRAME), out);
			free(line);
		}
	}
}

/* ---- locks ---------------------------------------------------------------------------------- */

/* What is no lock has its parentheses already; lockdep puts them around every name. */
static bool is_enclosed(const char *lock)
{
	size_t n = strlen(lock);

	return n && *lock == '(' && strchr(lock, ')') == lock + n - 1;
}

/* "(struct x.lock){....}" */
static char *name_of(const char *lock)
{
	return xasprintf(is_enclosed(lock) ? "%s{....}" : "(%s){....}", lock);
}

/* prefix: where it stands in a list of locks held, or "". */
static void print_lock_at(const char *prefix, const char *lock, const json_t *step, FILE *out)
{
	char *name = name_of(lock), *line;

	if (step)
		line = xasprintf("%s%s, at: %s (%s:%lld)", prefix, name, member(step, "function"), member(step, "file"),
				 number(step, "line"));
	else
		line = xasprintf("%s%s", prefix, name);
	splat_wrap(line, 0, 4, out);
	free(line);
	free(name);
}

/* Where the chain takes its lock: the place in the function that holds it. */
static const json_t *taken_at(const struct trace *t)
{
	return t->taken_end ? step_at(t, t->taken) : NULL;
}

static const json_t *last_of(const struct trace *t)
{
	return t->n ? step_at(t, t->n - 1) : NULL;
}

/* A callback runs under what its caller holds. */
static const json_t *held_at(const struct trace *t)
{
	return t->is_callback ? step_at(t, 0) : taken_at(t);
}

static void print_held(const char *task, const char *lock, const json_t *at, FILE *out)
{
	fprintf(out, "\n1 lock held by '%s':\n", task);
	print_lock_at(" #0: ", lock, at, out);
}

static void print_rule(char c, unsigned int n, FILE *out)
{
	while (n--)
		putc(c, out);
	putc('\n', out);
}

static void print_head(const char *title, const char *kernel, FILE *out)
{
	unsigned int n = (unsigned int)strlen(title);

	print_rule('=', n, out);
	fprintf(out, "%s\n", title);
	if (kernel)
		fprintf(out, "%s\n", kernel);
	print_rule('-', n, out);
}

/* ---- kernel/locking/lockdep.c ------------------------------------------------------------------ */

static void print_link(const json_t *finding, const json_t *link, size_t n, FILE *out)
{
	char *name = name_of(member(link, "taken"));
	struct trace t;

	fprintf(out, "\n-> #%zu %s:\n", n, name);
	free(name);
	if (json_is_integer(json_object_get(link, "chain"))) {
		t = trace_of(finding, link);
		print_trace(&t, out);
	} else {
		fputs(FRAME, out);
		splat_wrap(member(link, "detail"), sizeof(FRAME) - 1, sizeof(FRAME) + 1, out);
	}
}

static void print_column(unsigned int column, const char *lock, FILE *out)
{
	fprintf(out, is_enclosed(lock) ? "%*slock%s;\n" : "%*slock(%s);\n", (int)column, "", lock);
}

/* print_circular_lock_scenario() */
static void print_scenario(const char *wanted, const char *before, const char *held, FILE *out)
{
	if (strcmp(before, wanted)) {
		char *line = xasprintf("  %s --> %s --> %s", wanted, before, held);

		fputs("Chain exists of:\n", out);
		splat_wrap(line, 0, 4, out);
		putc('\n', out);
		free(line);
	}
	fputs(" Possible unsafe locking scenario:\n\n"
	      "       CPU0                    CPU1\n"
	      "       ----                    ----\n", out);
	print_column(2, held, out);
	print_column(31, before, out);
	print_column(31, held, out);
	print_column(2, wanted, out);
	fputs("\n *** DEADLOCK ***\n", out);
}

static void print_circular(const json_t *finding, const char *kernel, FILE *out)
{
	const json_t *cycle = json_object_get(finding, "cycle"), *first = json_array_get(cycle, 0);
	size_t n = json_array_size(cycle);
	const char *wanted = member(first, "taken"), *held = member(first, "held");
	struct trace t = trace_of(finding, first);

	print_head("WARNING: possible circular locking dependency detected", kernel, out);
	fprintf(out, "'%s' is trying to acquire lock:\n", task_of(&t));
	print_lock_at("", wanted, last_of(&t), out);
	fputs("\nbut task is already holding lock:\n", out);
	print_lock_at("", held, held_at(&t), out);
	fputs("\nwhich lock already depends on the new lock.\n\n"
	      "\nthe existing dependency chain (in reverse order) is:\n", out);
	for (size_t i = n; i-- > 0; )
		print_link(finding, json_array_get(cycle, i), i, out);
	fputs("\nother info that might help us debug this:\n\n", out);
	print_scenario(wanted, member(json_array_get(cycle, n - 1), "held"), held, out);
	print_held(task_of(&t), held, held_at(&t), out);
}

/*
 * The same lock again in the same thread: in one chain, or the callback's on top
 * of the one that makes the kernel call it.
 */
static void print_recursive(const json_t *finding, const char *kernel, FILE *out)
{
	const json_t *cycle = json_object_get(finding, "cycle"), *first = json_array_get(cycle, 0);
	size_t n = json_array_size(cycle);
	const char *held = member(first, "held");
	struct trace outer = trace_of(finding, first);
	struct trace inner = trace_of(finding, json_array_get(cycle, n - 1));

	print_head("WARNING: possible recursive locking detected", kernel, out);
	fprintf(out, "'%s' is trying to acquire lock:\n", task_of(&outer));
	print_lock_at("", held, last_of(&inner), out);
	fputs("\nbut task is already holding lock:\n", out);
	print_lock_at("", held, held_at(&outer), out);
	fputs("\nother info that might help us debug this:\n"
	      " Possible unsafe locking scenario:\n\n"
	      "       CPU0\n"
	      "       ----\n", out);
	print_column(2, held, out);
	print_column(2, held, out);
	fputs("\n *** DEADLOCK ***\n", out);
	print_held(task_of(&outer), held, held_at(&outer), out);
	fputs("\nstack backtrace:\n", out);
	if (inner.steps != outer.steps)
		print_trace(&inner, out);
	print_trace(&outer, out);
}

/* ---- kernel/sched/core.c, kernel/workqueue.c ------------------------------------------------------ */

static void print_sleep(const json_t *finding, bool is_nonblock, FILE *out)
{
	struct trace t = trace_of(finding, NULL);
	const json_t *last = last_of(&t);

	fprintf(out, "BUG: sleeping function called from invalid context at %s:%lld\n", member(last, "file"),
		number(last, "line"));
	fprintf(out, "in_atomic(): %d, irqs_disabled(): ?, non_block: %d, name: '%s'\n", !is_nonblock, is_nonblock,
		task_of(&t));
	if (is_nonblock && !strncmp(member(finding, "entry"), "mmu_interval_notifier_ops.", 26))
		fputs("(the kernel sets no non_block around an interval notifier, and stays silent)\n", out);
	if (t.taken_end)
		print_held(task_of(&t), member(finding, "lock"), taken_at(&t), out);
	fputs("\nCall Trace:\n", out);
	print_trace(&t, out);
}

static void print_flush(const json_t *finding, FILE *out)
{
	struct trace t = trace_of(finding, NULL);

	fputs("WARNING: at check_flush_dependency (kernel/workqueue.c)\n", out);
	fprintf(out, "workqueue: '%s' is flushing a !WQ_MEM_RECLAIM work queue\n", task_of(&t));
	fputs("\nCall Trace:\n", out);
	print_trace(&t, out);
}

/* In the order of events: nothing in the kernel prints these. */
static void print_steps(const json_t *finding, FILE *out)
{
	size_t i, k;
	json_t *chain, *step;

	fputs("the kernel's own checkers do not report this; the steps:\n", out);
	json_array_foreach(json_object_get(finding, "chains"), i, chain) {
		putc('\n', out);
		json_array_foreach(chain, k, step) {
			int n = fprintf(out, FRAME "%s (%s:%lld): ", member(step, "function"), member(step, "file"),
					number(step, "line"));

			splat_wrap(member(step, "detail"), n > 0 ? (unsigned int)n : 0, sizeof(FRAME) + 1, out);
		}
	}
}

void splat_print(const json_t *finding, const char *kernel, FILE *out)
{
	const char *symptom = member(finding, "symptom");

	if (!strcmp(symptom, "circular-locking"))
		print_circular(finding, kernel, out);
	else if (!strcmp(symptom, "recursive-locking"))
		print_recursive(finding, kernel, out);
	else if (!strcmp(symptom, "sleep-in-atomic") || !strcmp(symptom, "sleep-in-nonblock"))
		print_sleep(finding, symptom[9] == 'n', out);
	else if (!strcmp(symptom, "flush-dependency"))
		print_flush(finding, out);
	else
		print_steps(finding, out);
}
