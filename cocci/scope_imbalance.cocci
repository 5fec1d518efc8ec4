// SPDX-License-Identifier: GPL-2.0-or-later
/// A function opens a scope, closes it on some way out, and leaves it open on
/// another: memalloc_*_save() without its restore, dma_fence_begin_signalling(),
/// non_block_start() or fs_reclaim_acquire() without their end.  Or it closes one
/// twice, or with the cookie of another one.
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

@initialize:python@
@@
closers = {
	"memalloc_nofs_save": "memalloc_nofs_restore", "memalloc_noio_save": "memalloc_noio_restore",
	"memalloc_noreclaim_save": "memalloc_noreclaim_restore", "memalloc_pin_save": "memalloc_pin_restore",
	"dma_fence_begin_signalling": "dma_fence_end_signalling",
	"non_block_start": "non_block_end", "fs_reclaim_acquire": "fs_reclaim_release",
}

ways = {}		# where a return stands -> the ways to it: "closed", "unopened"
returns = {}		# (file, function) -> the values of returns behind the end of a scope

def note(way, p):
	ways.setdefault((p.file, p.line, p.column), set()).add(way)

def is_failure(value):
	return bool(re.match(r"- *E[A-Z]+$|false$|NULL$|(err|ret|rc|r|error|retval)$|ERR_PTR|PTR_ERR", str(value)))

# It leaves the scope to its caller when it succeeds.
def is_half(p, value):
	ends = returns.get((p.file, p.current_element), ())
	return not is_failure(value) and bool(ends) and all(map(is_failure, ends))

mends = {}		# where a return stands -> what closes the scope there

# Closing it there is right if every way to that return has it open.
def judge(p, start, opener, args):
	names = [g for g, _, _ in called.get(p.file, {}).get(p.current_element, [])]
	# A return that is reached with the scope never opened, and with it closed: conditions of one kind, as it seems.
	how = ways.get((p.file, p.line, p.column), set())
	finding = closers[opener] in names and how != {"closed", "unopened"}
	keep(finding)
	if finding:
		if not how:
			mends[p.file, p.line, p.column] = "%s(%s)" % (closers[opener], args)
		say("scope-imbalance", "low" if how == {"unopened"} else "medium", p,
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
c << cookie.c;
p << cookie.p;
start << cookie.start;
@@
judge(p[0], start[0], open, c)

@plain exists@
identifier open =~ "^(non_block_start|fs_reclaim_acquire)$";
expression list args;
expression value;
position p, start;
@@
open@start(args);
... when != non_block_end()
    when != fs_reclaim_release(...)
    when any
(
return@p;
|
return@p value;
)

@ended exists@
identifier close =~ "^(non_block_end|fs_reclaim_release)$";
expression value;
position q;
@@
close(...);
... when != non_block_start()
    when != fs_reclaim_acquire(...)
    when any
return@q value;

@script:python@
value << ended.value;
q << ended.q;
@@
returns.setdefault((q[0].file, q[0].current_element), set()).add(str(value))

// fs_reclaim_acquire() of a mask without reclaim opens nothing.
@script:python@
args << plain.args;
value << plain.value = "";
p << plain.p;
@@
keep(not re.search("GFP_(NOWAIT|ATOMIC)", str(args)) and not is_half(p[0], value))

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
args << plain.args;
p << plain.p;
start << plain.start;
@@
judge(p[0], start[0], open, args)

// The cookie of another scope.
@crossed exists@
identifier open =~ "^(memalloc_(nofs|noio|noreclaim|pin)_save|dma_fence_begin_signalling)$";
identifier close =~ "^(memalloc_(nofs|noio|noreclaim|pin)_restore|dma_fence_end_signalling)$";
identifier c;
expression E;
type T;
position p, start;
@@
(
c = open@start();
|
T c = open@start();
)
... when != c = E
    when any
close@p(c)

@script:python@
open << crossed.open;
close << crossed.close;
c << crossed.c;
p << crossed.p;
start << crossed.start;
@@
if closers[open] != close and p[0].current_element == start[0].current_element and \
   not any(g == closers[open] and args == str(c) for g, _, args in called[p[0].file][p[0].current_element]):
	say("scope-imbalance", "medium", p[0], "'%s' is given the cookie of '%s'" % (close, open),
	    [(start[0], "enter", "'%s' is called here" % open)], "leave")

@twice exists@
identifier close =~ "^(memalloc_(nofs|noio|noreclaim|pin)_restore|dma_fence_end_signalling)$";
identifier c;
expression E;
position p, first;
@@
close@first(c);
... when != c = E
    when any
close@p(c);

@plain_twice exists@
identifier close =~ "^(non_block_end|fs_reclaim_release)$";
position p, first;
@@
close@first(...);
... when != non_block_start()
    when != fs_reclaim_acquire(...)
    when any
close@p(...);

@initialize:python@
@@
# Scopes nest: of several it may be another one that ends.
def judge_twice(p, first, close):
	names = [g for g, _, _ in called[p.file][p.current_element]]
	openers = [o for o, c in closers.items() if c == close]
	if sum(names.count(o) for o in openers) == 1 and int(first.line) < int(p.line):
		say("scope-imbalance", "medium", p, "'%s' closes a scope that is closed already" % close,
		    [(first, "leave", "it is closed here")], "leave")

@script:python@
close << twice.close;
p << twice.p;
first << twice.first;
@@
judge_twice(p[0], first[0], close)

@script:python@
close << plain_twice.close;
p << plain_twice.p;
first << plain_twice.first;
@@
judge_twice(p[0], first[0], close)

@depends on context@
position cookie.p;
@@
* return@p ...;

@depends on context@
position plain.p;
@@
* return@p ...;

@way_out depends on patch@
position p;
@@
return@p ...;

@script:python mend@
p << way_out.p;
close;
@@
close = mends.get((p[0].file, p[0].line, p[0].column))
keep(close)
coccinelle.close = cocci.make_expr(close or "0")

// What is returned may need the scope, but for a value.
@depends on patch@
position way_out.p;
expression mend.close;
constant C;
identifier x;
@@
(
+ close;
  return@p;
|
+ close;
  return@p C;
|
+ close;
  return@p -C;
|
+ close;
  return@p x;
)
