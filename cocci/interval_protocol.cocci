// SPDX-License-Identifier: GPL-2.0-or-later
/// The protocol of interval notifiers: mmu_interval_set_seq() and
/// mmu_interval_read_retry() are called under the lock that both sides share,
/// and what mmu_interval_read_begin() and mmu_interval_read_retry() return is
/// used.  Else a reader maps pages that are gone.
///
//# A lock that a function of another file takes, or that the caller holds, is
//# not seen; mmu_interval_check_retry() needs none.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_interval_read_retry|mmu_interval_read_begin

virtual report
virtual org
virtual context
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

@initialize:python@
@@
locking = re.compile(r"(?!.*(unlock|assert|init|unpin|block))\w*(lock|down_read|down_write|guard)\w*|guard")

# Does the function, or the one that calls it in the file, take a lock of whatever kind before that?
def is_locked(p, depth=0):
	calls = called.get(p.file, {})
	if any((locking.fullmatch(f) or f.startswith("lockdep_assert_held")) and (int(q.line) < int(p.line))
	       for f, q, _ in calls.get(p.current_element, [])):
		return True
	callers = [q for c in calls.values() for f, q, _ in c if f == p.current_element]
	return depth < 4 and bool(callers) and all(is_locked(q, depth + 1) for q in callers)

# Under some callers only?
def is_locked_sometimes(p):
	calls = called.get(p.file, {})
	return any(is_locked(q, 1) for c in calls.values() for f, q, _ in c if f == p.current_element)

# Who checks the sequence, and under which locks, a locked one first.
def readers(file):
	found = [(f, held.get((file, q.line), set()), int(q.line)) for f, calls in called.get(file, {}).items()
		 for g, q, _ in calls if g == "mmu_interval_read_retry"]
	return sorted(found, key=lambda r: (not r[1], r[2]))

// On some path the lock that was taken is still held.
@held exists@
identifier f =~ "^(mmu_interval_read_retry|mmu_interval_set_seq)$";
identifier l !~ "unlock|assert|init|unpin|block";
expression L;
position p;
@@
l(L, ...)
... when != mutex_unlock(L)
    when != up_read(L)
    when != up_write(L)
    when != spin_unlock(L)
    when != spin_unlock_irq(L)
    when != spin_unlock_irqrestore(L, ...)
    when != read_unlock(L)
    when != write_unlock(L)
    when any
f@p(...)

@initialize:python@
@@
held = {}		# (file, line) -> names of the locks held there

@script:python@
l << held.l;
L << held.L;
p << held.p;
@@
if locking.fullmatch(l):
	held.setdefault((p[0].file, p[0].line), set()).add(lock_name(L) or str(L))

@set@
position p;
@@
mmu_interval_set_seq@p(...)

@initialize:python@
@@
settings = {}		# file -> [where the sequence is set]

def is_bare(p):
	local = any(locking.fullmatch(f) for f, _, _ in called[p.file][p.current_element])
	return (p.file, p.line) not in held and (local or not is_locked(p))

# The locks of the side that sets it; None if some are not known.
def setters_locks(file):
	known = [held.get((file, p.line)) for p in settings.get(file, [])]
	return set.union(*known) if known and all(known) else None

@script:python@
p << set.p;
@@
settings.setdefault(p[0].file, []).append(p[0])

@script:python@
p << set.p;
@@
file, function = p[0].file, p[0].current_element
locks, others = held.get((file, p[0].line), set()), readers(file)
reader, theirs, line = others[0] if others else (None, set(), 0)
# Another lock than each of them has: whose locks are not known may have any.
differs = locks and others and all(r[1] and not r[1] & locks for r in others)
if others and (differs or is_bare(p[0])):
	entry = callbacks.get(file, {}).get(function)
	how = "'%s' sets the sequence without '%s', under which '%s' checks it" % (function, min(theirs), reader) if theirs else \
		"'%s' sets the sequence without any lock, and '%s' checks it without one" % (function, reader)
	say("interval-protocol", "medium" if entry else "low", p[0], how, [], "call", min(theirs, default=None), entry)

@private@
identifier f;
position p;
@@
static f@p(...) { ... }

@initialize:python@
@@
static = set()		# (file, function)

@script:python@
f << private.f;
p << private.p;
@@
static.add((p[0].file, f))

@retry@
position p;
@@
mmu_interval_read_retry@p(...)

@script:python@
p << retry.p;
@@
file, function = p[0].file, p[0].current_element
locks, theirs = held.get((file, p[0].line), set()), setters_locks(file)
local = any(locking.fullmatch(f) for f, _, _ in called[file][function])
# What callers in other files hold is not known.
confidence = "low" if is_locked_sometimes(p[0]) or not local and (file, function) not in static else "medium"
if is_bare(p[0]):
	if theirs:
		say("interval-protocol", confidence, p[0],
		    "'%s' checks the sequence without '%s', under which it is set" % (function, min(theirs)), [], "call", min(theirs))
	else:
		say("interval-protocol", confidence, p[0], "'%s' checks the sequence without any lock" % function)
elif locks and theirs and not locks & theirs and any(r[1] & theirs for r in readers(file)):
	# Some others have the right one: this may be an early look.
	say("interval-protocol", "low", p[0],
	    "'%s' checks the sequence without '%s', under which it is set" % (function, min(theirs)), [], "call", min(theirs))

// Which struct the subscription lies in, on both sides.
@container@
identifier interval.cb, mni, tag, f;
@@
cb(struct mmu_interval_notifier *mni, ...) {
	<+...
	container_of(mni, struct tag, f)
	...+>
}

@read@
identifier tag, f;
struct tag *x;
position p;
@@
mmu_interval_read_retry@p(&x->f, ...)

@initialize:python@
@@
containers = {}		# (file, callback) -> struct
read_tags = {}		# file -> structs whose sequence is checked

@script:python@
cb << interval.cb;
p << interval.p;
tag << container.tag;
@@
containers[p[0].file, cb] = tag

@script:python@
tag << read.tag;
p << read.p;
@@
read_tags.setdefault(p[0].file, set()).add(tag)

// It does something, has not looked at the event, and says that it has invalidated.
@silent exists@
identifier interval.cb, mni, range;
identifier lock =~ "^(mutex_lock|down_read|down_write|spin_lock|write_lock)(_nested|_irq|_irqsave|_bh)?$";
identifier yes =~ "^true$";
position p;
@@
cb(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, ...) {
	... when != mmu_interval_set_seq(...)
	    when != range->event
	    when any
	lock@p(...)
	... when != mmu_interval_set_seq(...)
	    when != range->event
	    when any
	return yes;
}

@script:python@
p << silent.p;
@@
file, callback = p[0].file, p[0].current_element
# In a helper it may be set on this path too.
helpers = [f for f in reached(file, [callback]) if f != callback and
	   any(g == "mmu_interval_set_seq" for g, _, _ in called[file].get(f, []))]
if containers.get((file, callback)) in read_tags.get(file, ()) and not helpers:
	say("interval-protocol", "medium", p[0], "'%s' invalidates and returns true on a path that does not set the sequence" %
	    callback, [], "acquire", None, callbacks[file][callback], once=("silent", file, callback))

@unused@
position p;
@@
mmu_interval_read_retry@p(...);

@script:python@
p << unused.p;
@@
say("interval-protocol", "high", p[0], "'%s' does not look at what mmu_interval_read_retry() says" % p[0].current_element,
    once=("unused", p[0].file, p[0].line))

@lost@
position p;
@@
mmu_interval_read_begin@p(...);

// Where nobody ever checks, it is called for the waiting.
@script:python@
p << lost.p;
@@
if readers(p[0].file):
	say("interval-protocol", "low", p[0], "nobody checks the sequence that '%s' begins with" % p[0].current_element)

// Into a variable of the function, which is not looked at again.
@begun@
identifier f, seq;
type T;
expression E;
position p;
@@
f(...) {
	...
(
	T seq;
	... when != seq
	seq = mmu_interval_read_begin@p(E);
|
	T seq = mmu_interval_read_begin@p(E);
)
	... when != seq
}

@script:python@
p << begun.p;
@@
if readers(p[0].file):
	say("interval-protocol", "medium", p[0], "nobody checks the sequence that '%s' begins with" % p[0].current_element)

// ... or into a range of the function's own, which only hmm_range_fault() sees.
@in_range@
identifier f, r;
identifier other !~ "^hmm_range_fault$";
expression E;
position p;
@@
f(...) {
	... when any
	r.notifier_seq = mmu_interval_read_begin@p(E)
	... when != mmu_interval_read_retry(...)
	    when != r.notifier_seq
	    when != other(..., &r, ...)
	    when strict
}

@script:python@
p << in_range.p;
@@
say("interval-protocol", "medium", p[0], "nobody checks the sequence that '%s' begins with" % p[0].current_element)

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
