// SPDX-License-Identifier: GPL-2.0-or-later
/// The pages from index i on are unpinned, and then i + 1, or the count of
/// before, is returned or stored as the number of pages that are pinned.  Whoever
/// believes it uses a page without a pin, and unpins it once more.
///
//# A number that means something else, pages looked at for instance.
///
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: unpin_user_pages|release_pages

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

@tail@
identifier unpin =~ "^(unpin_user_pages(_dirty_lock)?|release_pages)$";
expression pages, n;
identifier i;
position p;
@@
(
unpin@p(&pages[i], n - i, ...)
|
unpin@p(pages + i, n - i, ...)
)

// From another round on, i and n are others.
@returned exists@
identifier tail.unpin, tail.i;
expression tail.n, count;
position tail.p;
position q;
@@
unpin@p(...)
... when != i = ...
    when != i++
    when != ++i
    when != n = ...
    when != n += ...
    when != n -= ...
(
return@q i + 1;
|
return@q n;
|
count@q = i + 1
|
count@q = n
)

@script:python@
unpin << tail.unpin;
p << tail.p;
q << returned.q;
@@
if p[0].current_element == q[0].current_element:
	say("gup-partial-unpin", "medium", q[0], "count of pinned pages in '%s' includes pages that '%s' has unpinned" %
	    (q[0].current_element, unpin), [(p[0], "unpin", "gives back the last pages")], "return")

@depends on context@
position returned.q;
identifier tail.i;
expression tail.n, count;
@@
(
* return@q i + 1;
|
* return@q n;
|
* count@q = i + 1
|
* count@q = n
)

// Between the two there is no way in that has unpinned nothing.
@depends on patch@
identifier tail.unpin, tail.i;
expression tail.n, count;
position tail.p, returned.q;
@@
unpin@p(...);
(
  return@q
- i + 1
+ i
  ;
|
  return@q
- n
+ i
  ;
|
  count@q =
- i + 1
+ i
  ;
|
  count@q =
- n
+ i
  ;
)
