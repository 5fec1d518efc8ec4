// SPDX-License-Identifier: GPL-2.0-or-later
/// An invalidate callback fails where it may not: only an invocation that may
/// not block can, with false or -EAGAIN.  The kernel warns about anything else,
/// and goes on as if the callback had done its work.
///
//# A kernel with mmu_notifier_range_mayfail() allows it there too.
///
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_interval_notifier_ops|mmu_notifier_ops

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
def askers(file):
	return {f for f, calls in called.get(file, {}).items()
		if any(re.match("mmu_notifier_range_(blockable|mayfail)$", g) for g, _, _ in calls)}

# Has the function asked before, itself or by a helper of the file?
def has_asked(p):
	file, function = p.file, p.current_element
	return any(f in askers(file) and f != function for f, q, _ in called.get(file, {}).get(function, [])
		   if int(q.line) <= int(p.line))

@bool_failure exists@
identifier interval.cb;
identifier no =~ "^false$";
position p;
@@
cb(...) {
	... when != mmu_notifier_range_blockable(...)
	    when != mmu_notifier_range_mayfail(...)
	    when any
	return@p no;
}

@script:python@
p << bool_failure.p;
@@
if not has_asked(p[0]):
	callback = p[0].current_element
	say("notifier-return", "medium", p[0], "'%s' fails (returns false) in an invocation that may block" % callback, [],
	    "return", None, callbacks[p[0].file][callback])

@failure exists@
identifier range_start.cb;
position p;
@@
cb(...) {
	... when != mmu_notifier_range_blockable(...)
	    when != mmu_notifier_range_mayfail(...)
	    when any
	return@p -EAGAIN;
}

@script:python@
p << failure.p;
@@
if not has_asked(p[0]):
	callback = p[0].current_element
	say("notifier-return", "medium", p[0], "'%s' fails (returns -EAGAIN) in an invocation that may block" % callback, [],
	    "return", None, callbacks[p[0].file][callback])

@other@
identifier range_start.cb;
constant C !~ "^(EAGAIN|EWOULDBLOCK)$";
position p;
@@
cb(...) {
	<...
	return@p -C;
	...>
}

@script:python@
C << other.C;
p << other.p;
@@
for q in p:
	callback = q.current_element
	say("notifier-return", "high", q, "'%s' fails with -%s, which is not -EAGAIN" % (callback, C), [],
	    "return", None, callbacks[q.file][callback])

// The lock was not to be had, and all is said to be well.
@ignored exists@
identifier cb;
identifier try =~ "^(mutex_trylock|down_(read|write)_trylock|spin_trylock)$";
identifier unlock =~ "unlock|^up_";
identifier yes =~ "^true$";
statement S;
position p;
@@
cb(...) {
<+...
(
if (!try@p(...))
	return \(yes\|0\);
|
if (!try@p(...)) {
	unlock(...);
	return \(yes\|0\);
}
|
if (try@p(...)) S
return \(yes\|0\);
)
...+>
}

@script:python@
try << ignored.try;
p << ignored.p;
@@
file, callback = p[0].file, p[0].current_element
harmless = r".*(lock|down|up)_?\w*|down_\w+|up_\w+|container_of|to_\w+|mmu_notifier_range_blockable"
early = [f for f, q, _ in called.get(file, {}).get(callback, []) if int(q.line) < int(p[0].line) and not re.fullmatch(harmless, f)]
entry = callbacks.get(file, {}).get(callback, "")
if entry and ".invalidate_range_end" not in entry and not early:
	say("notifier-return", "medium", p[0], "'%s' reports success without the lock that it has tried to take" % callback,
	    [], "try", None, entry)

@marked@
position p;
@@
return@p ...;

@script:python@
p << marked.p;
@@
keep((p[0].file, p[0].line, p[0].column) in found_at)

@depends on context@
position marked.p;
@@
* return@p ...;
