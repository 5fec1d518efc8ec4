// SPDX-License-Identifier: GPL-2.0-or-later
/// An invalidate callback or a shrinker waits for a lock that this file
/// initialises, and lockdep is not told so.  It would learn the order only on a
/// machine that runs short of memory while somebody tests.
///
/// Patch mode adds the three lines that tell it, behind the initialisation.
/// Where the callback is in another file, -D lock=FIELD names the lock.
///
//# A callback that takes the lock only for events that reclaim does not send
//# needs no priming (a comparison with MMU_NOTIFY_UNMAP is understood); nor does
//# a lock that another file primes.
//# What callers hold around the initialisation is not known: lockdep is told
//# that reclaim may be entered under it, as by any GFP_KERNEL allocation there.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mutex_init|init_rwsem mmu_interval_notifier_ops|mmu_notifier_ops|shrinker
// Default: off

virtual report
virtual org
virtual context
virtual patch
virtual json

// <report>
@initialize:python@
@@
import re
from json import dumps

form = None		# how findings are said; None: not at all, as in patch mode
said = set()
found_at = set()		# where findings are, whether said or not

# steps: (position, event, what happens there), in the order of the path, without the place of the finding.
def say(rule, confidence, p, message, steps=(), event="call", lock=None, entry=None, once=None):
	key = once or (rule, p.file, p.line, p.column)
	found_at.add((p.file, p.line, p.column))
	if form is None or key in said:
		return
	said.add(key)
	text = "WARNING: %s [-Wreclint-%s]" % (message, rule)
	if form == "json":
		steps = [*steps, (p, event, message)]
		print("reclint: " + dumps({
			"rule": rule, "confidence": confidence, "message": message, "lock": lock, "entry": entry,
			"steps": [{"file": q.file, "line": int(q.line), "column": int(q.column) + 1,
				   "function": q.current_element, "event": e, "detail": d} for q, e, d in steps]}))
	elif form == "org":
		coccilib.org.print_safe_todo(p, text)
		for q, e, d in steps:
			coccilib.org.print_safe_link(q, d)
	else:
		lines = sorted({int(q.line) for q, e, d in steps} - {int(p.line)})
		if lines:
			text += ", see line%s %s" % ("s"[:len(lines) - 1], ", ".join(map(str, lines)))
		coccilib.report.print_report(p, text)

# The match of a rule is a finding; the others are forgotten, so that context and patch do not see them.
def keep(finding):
	if not finding:
		cocci.include_match(False)

@initialize:python depends on report@
@@
form = "report"

@initialize:python depends on org@
@@
form = "org"

@initialize:python depends on json@
@@
form = "json"
// </report>

// <macros>
// Loops and guards that spatch would stumble over, and with them their functions.
@macros@
iterator name scoped_guard, scoped_cond_guard, with_intel_runtime_pm, with_intel_runtime_pm_if_in_use;
iterator name drm_exec_until_all_locked, kvm_for_each_vcpu, intel_wedge_on_timeout;
@@
reclint_is_called_by_nobody()
// </macros>

// <calls>
@call@
identifier f;
expression list args;
position p;
@@
f@p(args)

@initialize:python@
@@
called = {}		# file -> function -> [(callee, position, arguments)]

# What roots call in the same file, however deep: function -> its call, as (caller, position); roots -> None.
def reached(file, roots, calls=None):
	calls = called.get(file, {}) if calls is None else calls
	way = {r: None for r in roots}
	todo = list(way)
	for f in todo:
		for g, p, args in calls.get(f, []):
			if g in called.get(file, {}) and g not in way:
				way[g] = (f, p)
				todo.append(g)
	return way

# The calls from a root down to f, as steps, and the root.
def way_down(way, f):
	steps = []
	while way[f]:
		caller, p = way[f]
		steps.insert(0, (p, "call", "calls '%s'" % f))
		f = caller
	return steps, f

@script:python@
f << call.f;
args << call.args;
p << call.p;
@@
called.setdefault(p[0].file, {}).setdefault(p[0].current_element, []).append((f, p[0], str(args)))
cocci.include_match(False)	# spatch carries every match along
// </calls>

// <locks>
@initialize:python@
@@
# Locks that sleep, and nothing that only tries.
locker = re.compile(
	r"mutex_lock(_nested|_interruptible|_killable|_io|_nest_lock)?|down_(read|write)(_killable|_interruptible|_nested)?"
	r"|down(_interruptible|_killable)?|ww_mutex_lock(_interruptible)?|dma_resv_lock(_interruptible)?|rt_mutex_lock")
unlocker = re.compile(r"mutex_unlock|up_(read|write)|up|ww_mutex_unlock|dma_resv_unlock|rt_mutex_unlock|downgrade_write")

# The field or the global that a lock is; None: a pointer, which may point anywhere.
def lock_name(expression):
	text = re.sub(r"\[[^\]]*\]", "", str(expression)).replace(" ", "")
	if not re.search(r"&|->|\.", text):
		return None
	return re.split(r"->|\.", text.strip("&*()"))[-1].strip("&*()")
// </locks>

// <callbacks>
@interval@
identifier ops, cb;
position p;
@@
(
struct mmu_interval_notifier_ops ops = { .invalidate = cb@p, };
|
struct mmu_interval_notifier_ops ops[...] = { ..., { .invalidate = cb@p, }, ... };
)

@range_start@
identifier ops, cb;
position p;
@@
(
struct mmu_notifier_ops ops = { .invalidate_range_start = cb@p, };
|
struct mmu_notifier_ops ops[...] = { ..., { .invalidate_range_start = cb@p, }, ... };
)

@range_end@
identifier ops, cb;
position p;
@@
(
struct mmu_notifier_ops ops = { .invalidate_range_end = cb@p, };
|
struct mmu_notifier_ops ops[...] = { ..., { .invalidate_range_end = cb@p, }, ... };
)

@initialize:python@
@@
callbacks = {}		# file -> invalidate callback -> entry

@script:python@
cb << interval.cb;
p << interval.p;
@@
callbacks.setdefault(p[0].file, {})[cb] = "mmu_interval_notifier_ops.invalidate = " + cb

@script:python@
cb << range_start.cb;
p << range_start.p;
@@
callbacks.setdefault(p[0].file, {})[cb] = "mmu_notifier_ops.invalidate_range_start = " + cb

@script:python@
cb << range_end.cb;
p << range_end.p;
@@
callbacks.setdefault(p[0].file, {})[cb] = "mmu_notifier_ops.invalidate_range_end = " + cb
// </callbacks>

// <shrinkers>
@shrinker@
identifier s, cb;
expression E;
position p;
@@
(
struct shrinker s = { .scan_objects = cb@p, };
|
struct shrinker s = { .count_objects = cb@p, };
|
E->scan_objects@p = cb
|
E->count_objects@p = cb
|
E.scan_objects@p = cb
|
E.count_objects@p = cb
|
E->scan_objects@p = &cb
|
E->count_objects@p = &cb
|
E.scan_objects@p = &cb
|
E.count_objects@p = &cb
)

@initialize:python@
@@
shrinkers = {}		# file -> shrinker callback -> entry

@script:python@
cb << shrinker.cb;
p << shrinker.p;
@@
shrinkers.setdefault(p[0].file, {})[cb] = "shrinker.scan_objects = " + cb
// </shrinkers>

@taken@
identifier l =~ "^(mutex_lock|down_read|down_write)(_nested|_killable|_interruptible|_io)?$";
expression L;
position p;
@@
l@p(L, ...)

@taken_typed@
identifier l =~ "^(mutex_lock|down_read|down_write)";
identifier tag, m;
struct tag *x;
position p;
@@
l@p(&x->m, ...)

@made_typed@
identifier i =~ "^(mutex_init|init_rwsem)$";
identifier tag, m;
struct tag *x;
position p;
@@
i@p(&x->m)

@initialize:python@
@@
tags = {}		# (file, line) -> tag of the struct that the lock there lies in
takers = {}		# file -> lock -> [(position, locking function)], of callbacks

# What stands in such a section, and what a helper is given that is named for it.
def is_primed(file, name):
	for calls in called.get(file, {}).values():
		sections = [int(p.line) for f, p, _ in calls if f == "fs_reclaim_acquire"]
		for f, p, args in calls:
			told = sections and min(sections) < int(p.line) and re.match("might_lock|mutex_lock|down_", f)
			if (told or re.search("taint|prime", f)) and name in map(lock_name, args.split(",")):
				return True
	return False

@script:python@
tag << taken_typed.tag;
p << taken_typed.p;
@@
tags[p[0].file, p[0].line] = tag

@script:python@
tag << made_typed.tag;
p << made_typed.p;
@@
tags[p[0].file, p[0].line] = tag

@script:python@
L << taken.L;
l << taken.l;
p << taken.p;
@@
file = p[0].file
if lock_name(L) and p[0].current_element in reached(file, {**callbacks.get(file, {}), **shrinkers.get(file, {})}):
	takers.setdefault(file, {}).setdefault(lock_name(L), []).append((p[0], l))

// Reclaim sends CLEAR only.
@unmap_only@
expression E;
identifier unmap =~ "^MMU_NOTIFY_UNMAP$";
position p;
@@
(
E->event@p == unmap
|
E->event@p != unmap
)

@initialize:python@
@@
ignoring = set()	# (file, callback) that reclaim does not concern

# A struct that is not known here is not the one that another initialisation is known to be of.
def is_another(file, name, tag, taken_tag):
	return tag is None and taken_tag and any(
		f in ("mutex_init", "init_rwsem") and lock_name(a) == name and tags.get((file, q.line)) == taken_tag
		for calls in called[file].values() for f, q, a in calls)

@script:python@
p << unmap_only.p;
@@
ignoring.add((p[0].file, p[0].current_element))

@made@
identifier i =~ "^(mutex_init|init_rwsem)$";
expression L;
position p;
@@
i@p(L);

@script:python@
L << made.L;
p << made.p;
@@
file, name = p[0].file, lock_name(L)
tag = tags.get((file, p[0].line))
users = [(q, l) for q, l in takers.get(file, {}).get(name, [])
	 if (tag is None or tags.get((file, q.line)) in (tag, None)) and
	 not is_another(file, name, tag, tags.get((file, q.line)))]
roots = {c: e for c, e in {**shrinkers.get(file, {}), **callbacks.get(file, {})}.items() if (file, c) not in ignoring}
way = reached(file, roots)
users = [(q, l) for q, l in users if q.current_element in way]
found = users and not is_primed(file, name)
keep(found)
if found:
	q, l = users[0]
	steps, callback = way_down(way, q.current_element)
	text = "struct %s.%s" % (tag, name) if tag else name
	say("priming-missing", "low", q, "'%s' takes '%s' in reclaim, and lockdep is not told so beforehand" % (callback, text),
	    [(p[0], "initialise", "'%s' is initialised here" % text), *steps], "acquire", text, roots[callback], (file, name, tag))

@depends on context@
identifier made.i;
position made.p;
@@
* i@p(...);

// Not where a lock is held or given another class, and not in reclaim itself.
@script:python place depends on patch@
L << made.L;
p << made.p;
tell;
@@
file, function, name = p[0].file, p[0].current_element, lock_name(L)
calls = called[file][function]
before = [f for f, q, _ in calls if int(q.line) < int(p[0].line)]
held = sum(1 for f in before if re.match(r"(mutex|spin|raw_spin|read|write)_lock|down_|rcu_read_lock|.*_lock$", f)) > \
	sum(1 for f in before if re.match(r"(mutex|spin|raw_spin|read|write)_unlock|up_|rcu_read_unlock|.*_unlock$", f))
classed = any(f.startswith("lockdep_set_") and lock_name(a.split(",")[0]) == name for f, _, a in calls)
in_reclaim = function in reached(file, {**callbacks.get(file, {}), **shrinkers.get(file, {})})
keep(not held and not classed and not in_reclaim)
shared = all(l.startswith("down_read") for _, l in takers[file][name])
coccinelle.tell = "might_lock_read" if shared else "might_lock"

@here depends on patch@
identifier made.i, place.tell;
expression made.L;
position made.p;
@@
i@p(L);
+ fs_reclaim_acquire(GFP_KERNEL);
+ tell(L);
+ fs_reclaim_release(GFP_KERNEL);

@elsewhere depends on patch && !made@
identifier virtual.lock;
identifier i =~ "^(mutex_init|init_rwsem)$";
expression E;
@@
(
i(&E->lock);
+ fs_reclaim_acquire(GFP_KERNEL);
+ might_lock(&E->lock);
+ fs_reclaim_release(GFP_KERNEL);
|
i(&E.lock);
+ fs_reclaim_acquire(GFP_KERNEL);
+ might_lock(&E.lock);
+ fs_reclaim_release(GFP_KERNEL);
)

@header@
@@
#include <linux/sched/mm.h>

@behind_notifier depends on (here || elsewhere) && !header@
@@
#include <linux/mmu_notifier.h>
+ #include <linux/sched/mm.h>

@behind_shrinker depends on (here || elsewhere) && !header && !behind_notifier@
@@
#include <linux/shrinker.h>
+ #include <linux/sched/mm.h>

@behind_mutex depends on (here || elsewhere) && !header && !behind_notifier && !behind_shrinker@
@@
#include <linux/mutex.h>
+ #include <linux/sched/mm.h>

@behind_slab depends on (here || elsewhere) && !header && !behind_notifier && !behind_shrinker && !behind_mutex@
@@
#include <linux/slab.h>
+ #include <linux/sched/mm.h>
