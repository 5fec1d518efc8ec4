// SPDX-License-Identifier: GPL-2.0-or-later
/// A function opens a scope, closes it on some way out, and leaves it open on
/// another: memalloc_*_save() without its restore, dma_fence_begin_signalling(),
/// non_block_start() or fs_reclaim_acquire() without their end.
///
//# A function that is meant to return with the scope open sometimes, and says
//# so by what it returns; a scope that is opened and closed under the same
//# condition.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: memalloc_|dma_fence_begin_signalling|non_block_start|fs_reclaim_acquire

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
found = set()		# where findings are, whether said or not

# steps: (position, event, what happens there), in the order of the path, without the place of the finding.
def say(rule, confidence, p, message, steps=(), event="call", lock=None, entry=None, once=None):
	key = once or (rule, p.file, p.line, p.column)
	found.add((p.file, p.line, p.column))
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

// <calls>
@call@
iterator name scoped_guard, scoped_cond_guard, with_intel_runtime_pm, with_intel_runtime_pm_if_in_use;
iterator name drm_exec_until_all_locked, kvm_for_each_vcpu;
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
// </calls>

@initialize:python@
@@
closers = {
	"memalloc_nofs_save": "memalloc_nofs_restore", "memalloc_noio_save": "memalloc_noio_restore",
	"memalloc_noreclaim_save": "memalloc_noreclaim_restore", "memalloc_pin_save": "memalloc_pin_restore",
	"dma_fence_begin_signalling": "dma_fence_end_signalling",
	"non_block_start": "non_block_end", "fs_reclaim_acquire": "fs_reclaim_release",
}

ways = {}		# where a return stands -> the ways to it: "closed", "unopened"

def note(way, p):
	ways.setdefault((p.file, p.line, p.column), set()).add(way)

def judge(p, start, opener):
	names = [g for g, _, _ in called.get(p.file, {}).get(p.current_element, [])]
	# A return that is reached with the scope never opened, and with it closed: conditions of one kind, as it seems.
	finding = closers[opener] in names and ways.get((p.file, p.line, p.column), set()) != {"closed", "unopened"}
	keep(finding)
	if finding:
		say("scope-imbalance", "medium", p,
		    "scope of '%s' is left open on this way out of '%s'" % (opener, p.current_element),
		    [(start, "enter", "'%s' is called here" % opener)], "return")

// With a cookie: whoever gets the cookie closes the scope, or hands it on.
@cookie exists@
identifier open =~ "^(memalloc_(nofs|noio|noreclaim|pin)_save|dma_fence_begin_signalling)$";
identifier c;
type T;
position p, start;
@@
(
T c;
...
c = open@start();
|
T c = open@start();
)
... when != c
    when any
return@p ...;

@cookie_closed exists@
identifier close =~ "^(memalloc_(nofs|noio|noreclaim|pin)_restore|dma_fence_end_signalling)$";
position cookie.p, q;
@@
close(...)
... when any
return@p@q ...;

@cookie_unopened exists@
identifier f, cookie.open;
position cookie.p, q;
@@
f(...) {
	... when != open()
	    when any
	return@p@q ...;
}

@script:python@
q << cookie_closed.q;
@@
note("closed", q[0])

@script:python@
q << cookie_unopened.q;
@@
note("unopened", q[0])

@script:python@
open << cookie.open;
p << cookie.p;
start << cookie.start;
@@
judge(p[0], start[0], open)

@plain exists@
identifier open =~ "^(non_block_start|fs_reclaim_acquire)$";
position p, start;
@@
open@start(...);
... when != non_block_end()
    when != fs_reclaim_release(...)
    when any
return@p ...;

@plain_closed exists@
identifier close =~ "^(non_block_end|fs_reclaim_release)$";
position plain.p, q;
@@
close(...)
... when any
return@p@q ...;

@plain_unopened exists@
identifier f, plain.open;
position plain.p, q;
@@
f(...) {
	... when != open(...)
	    when any
	return@p@q ...;
}

@script:python@
q << plain_closed.q;
@@
note("closed", q[0])

@script:python@
q << plain_unopened.q;
@@
note("unopened", q[0])

@script:python@
open << plain.open;
p << plain.p;
start << plain.start;
@@
judge(p[0], start[0], open)

@depends on context@
position cookie.p;
@@
* return@p ...;

@depends on context@
position plain.p;
@@
* return@p ...;

// Closing it there is right if every way to that return has it open, and what
// is returned does not need it.
@script:python mend depends on patch@
open << cookie.open;
p << cookie.p;
restore;
@@
keep(not ways.get((p[0].file, p[0].line, p[0].column)))
coccinelle.restore = closers[open]

@depends on patch@
position cookie.p;
identifier cookie.c;
identifier mend.restore;
constant C;
identifier x;
@@
(
+ restore(c);
  return@p;
|
+ restore(c);
  return@p C;
|
+ restore(c);
  return@p -C;
|
+ restore(c);
  return@p x;
)
