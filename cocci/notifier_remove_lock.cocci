// SPDX-License-Identifier: GPL-2.0-or-later
/// A subscription is removed, a reader begun, or an mm given back under a lock
/// that an invalidate callback of the file takes, or inside a callback.
/// Removing and beginning wait for the callbacks; mmput() may run exit_mmap(),
/// which calls them.  mmput_async() does that in a work item.
///
//# Without a type on both sides a lock is known by the name of its field.
//# Whoever holds another reference to the mm knows that his mmput() is not the
//# last one.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_interval_notifier_ops|mmu_notifier_ops|scan_objects mmput|mmu_interval_notifier_remove|mmu_notifier_unregister|mmu_notifier_synchronize|mmu_interval_read_begin

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

@release@
identifier ops, cb;
position p;
@@
struct mmu_notifier_ops ops = { .release = cb@p, };

@initialize:python@
@@
releases = {}

@script:python@
cb << release.cb;
p << release.p;
@@
releases.setdefault(p[0].file, {})[cb] = "mmu_notifier_ops.release = " + cb

@initialize:python@
@@
waits = "'%s' waits for the mm's invalidations "
enders = {
	"mmput": "'%s' may tear down the mm ",
	"mmu_interval_notifier_remove": waits,
	"mmu_interval_read_begin": waits,
	"mmu_notifier_unregister": "'%s' calls ->release and waits for callbacks ",
	"mmu_notifier_synchronize": "'%s' waits for the callbacks of every mm ",
}

# Whoever calls it may hold another reference.
def is_last_put(p):
	return any(re.search("dec_and_test|dec_and_lock|kref_put", g) for g, q, _ in called[p.file][p.current_element]
		   if int(q.line) < int(p.line))

def wanted(file):
	return {**taken_by(shrinkers, file), **taken_by(releases, file), **taken_by(callbacks, file)}

# (callee, message, steps) of what a call of f gets to.
def ends(f, p):
	if f in enders:
		return [(f, enders[f] % f, [])]
	way = reached(p.file, [f]) if f in called[p.file] else {}
	return [(h, enders[h] % h, [(p, "call", "calls '%s'" % f), *way_down(way, g)[0], (q, "call", "calls '%s'" % h)])
		for g in way for h, q, a in called[p.file][g] if h in enders]

def judge(name, at, f, p):
	findings = 0
	for callee, what, steps in ends(f, p):
		for roots, kind in ((callbacks, "invalidate callback"), (releases, "release callback"), (shrinkers, "shrinker")):
			user = taker(taken_by(roots, p.file), name, at)
			# Only a section may allocate, so that a shrinker is waited for; only the others call ->release.
			if not user or roots is (releases if " waits for the mm" in what else shrinkers):
				continue
			q, down, callback = user
			if callee in ("mmu_notifier_unregister", "mmu_notifier_synchronize") and "interval" in roots[p.file][callback]:
				continue
			text = lock_text(name, at, q)
			findings += 1
			say("notifier-remove-lock", sure(at, q), p,
			    what + "while holding '%s', which %s '%s' takes" % (text, kind, callback),
			    [(at, "acquire", "lock '%s' taken here" % text), *steps, *down,
			     (q, "acquire", "lock '%s' taken here" % text)],
			    "wait", text, roots[p.file][callback])
	keep(findings)

// <held>
@lock@
identifier l =~ "^(mutex_lock(_nested|_interruptible|_killable|_io|_nest_lock)?|down_(read|write)(_killable|_interruptible|_nested)?|down|down_(interruptible|killable)|ww_mutex_lock(_interruptible)?|dma_resv_lock(_interruptible)?|rt_mutex_lock)$";
expression L;
position p;
@@
l@p(L, ...)

@guard@
identifier kind =~ "^(mutex|mutex_intr|rwsem_read|rwsem_write)$";
expression L;
position p;
@@
guard@p(kind)(L)

@scoped@
identifier kind =~ "^(mutex|mutex_intr|rwsem_read|rwsem_write)$";
expression L;
statement S;
position p;
@@
scoped_guard@p(kind, L) S

// The type of what the lock lies in, where a declaration of this file says it.
@typed@
identifier l =~ "^(mutex_lock|down_)";
identifier tag, m;
struct tag *x;
position p;
@@
l@p(&x->m, ...)

@typed_guard depends on guard@
identifier guard.kind, tag, m;
struct tag *x;
position guard.p;
@@
guard@p(kind)(&x->m)

@typed_scoped depends on scoped@
identifier scoped.kind, tag, m;
struct tag *x;
position scoped.p;
statement S;
@@
scoped_guard@p(kind, &x->m) S

@initialize:python@
@@
locks = {}		# file -> [(lock, position)]
tags = {}		# (file, line) -> struct tag

@script:python@
L << lock.L;
p << lock.p;
@@
locks.setdefault(p[0].file, []).append((lock_name(L), p[0]))
if re.fullmatch(r"& *\w+", str(L)):
	tags[p[0].file, p[0].line] = None	# a variable: its name is enough

@script:python@
L << guard.L;
p << guard.p;
@@
locks.setdefault(p[0].file, []).append((lock_name(L), p[0]))

@script:python@
L << scoped.L;
p << scoped.p;
@@
locks.setdefault(p[0].file, []).append((lock_name(L), p[0]))

@script:python@
tag << typed.tag;
p << typed.p;
@@
tags[p[0].file, p[0].line] = tag

@script:python@
tag << typed_guard.tag;
p << guard.p;
@@
tags[p[0].file, p[0].line] = tag

@script:python@
tag << typed_scoped.tag;
p << scoped.p;
@@
tags[p[0].file, p[0].line] = tag

@initialize:python@
@@
# The places where callbacks take locks: lock -> [(position, steps, callback)].
def taken_by(roots, file):
	way = reached(file, roots.get(file, {}))
	taken = {}
	for name, p in locks.get(file, []):
		if name and p.current_element in way:
			steps, callback = way_down(way, p.current_element)
			taken.setdefault(name, []).append((p, steps, callback))
	return taken

# The callback that takes the lock taken at p; by its type if both are known.
def taker(taken, name, p):
	tag = tags.get((p.file, p.line))
	for q, steps, callback in taken.get(name, []):
		other = tags.get((q.file, q.line))
		if not tag or not other or tag == other:
			return q, steps, callback
	return None

def lock_text(name, p, q=None):
	tag = tags.get((p.file, p.line)) or (q and tags.get((q.file, q.line)))
	return "struct %s.%s" % (tag, name) if tag else name

# guard() ends with its block.
def is_in_block(p, q):
	depth = 0
	with open(p.file, errors="replace") as f:
		for line in f.readlines()[int(p.line):int(q.line) - 1]:
			for c in re.sub(r"/[*].*?[*]/", "", line):
				depth += (c == "{") - (c == "}")
				if depth < 0:
					return False
	return True

# With types on both sides it is a lock class; without, just a name.
def sure(p, q):
	return "medium" if (p.file, p.line) in tags and (q.file, q.line) in tags else "low"

# Only locks that a callback takes are followed.
@script:python@
L << lock.L;
p << lock.p;
@@
keep(taker(wanted(p[0].file), lock_name(L), p[0]))

@script:python@
L << guard.L;
p << guard.p;
@@
keep(taker(wanted(p[0].file), lock_name(L), p[0]))

@script:python@
L << scoped.L;
p << scoped.p;
@@
keep(taker(wanted(p[0].file), lock_name(L), p[0]))

@under exists@
identifier lock.l;
expression lock.L;
position lock.p;
identifier f;
expression list args;
position at;
@@
l@p(L, ...)
... when != mutex_unlock(L)
    when != up_read(L)
    when != up_write(L)
    when != up(L)
    when != dma_resv_unlock(L)
    when != ww_mutex_unlock(L)
    when != rt_mutex_unlock(L)
    when any
f@at(args)

@under_guard exists@
identifier guard.kind;
expression guard.L;
position guard.p;
identifier f;
expression list args;
position at;
@@
{
	... when any
	guard@p(kind)(L);
	... when any
	f@at(args)
	... when any
}

@under_scoped exists@
identifier scoped.kind;
expression scoped.L;
position scoped.p;
identifier f;
expression list args;
position at;
@@
scoped_guard@p(kind, L) {
	... when any
	f@at(args)
	... when any
}
// </held>

@script:python@
L << lock.L;
p << lock.p;
f << under.f;
at << under.at;
@@
judge(lock_name(L), p[0], f, at[0])

@script:python@
L << guard.L;
p << guard.p;
f << under_guard.f;
at << under_guard.at;
@@
keep(is_in_block(p[0], at[0]))
if is_in_block(p[0], at[0]):
	judge(lock_name(L), p[0], f, at[0])

@script:python@
L << scoped.L;
p << scoped.p;
f << under_scoped.f;
at << under_scoped.at;
@@
judge(lock_name(L), p[0], f, at[0])

@ender@
identifier f =~ "^(mmput|mmu_interval_notifier_remove|mmu_interval_read_begin|mmu_notifier_unregister|mmu_notifier_synchronize)$";
position p;
@@
f@p(...)

@script:python@
f << ender.f;
p << ender.p;
@@
way = reached(p[0].file, callbacks.get(p[0].file, {}))
if p[0].current_element in way:
	steps, callback = way_down(way, p[0].current_element)
	say("notifier-remove-lock", "low" if is_last_put(p[0]) else "medium", p[0], enders[f] % f + "inside callback '%s'" % callback, steps, "wait",
	    None, callbacks[p[0].file][callback])

// <marks>
// Whatever was said, or would have been in another mode, is marked or mended.
@marked@
identifier f;
position p;
@@
f@p(...)

@script:python@
p << marked.p;
@@
keep((p[0].file, p[0].line, p[0].column) in found_at)

@depends on context@
identifier marked.f;
position marked.p;
@@
* f@p(...)
// </marks>

@depends on patch@
position marked.p;
expression E;
@@
- mmput@p(E)
+ mmput_async(E)
