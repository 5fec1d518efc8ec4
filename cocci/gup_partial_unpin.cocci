// SPDX-License-Identifier: GPL-2.0-or-later
/// The tail of an array of pinned pages is given back, and the count that the
/// caller gets includes pages of it.
///
//# None known.
///
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: unpin_user_page

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

// The page at the index is the first one that is given back.
@tail exists@
identifier f =~ "^unpin_user_pages(_dirty_lock)?$";
expression pages, E;
identifier i, n;
position start, p;
@@
(
f@start(&pages[i], ...);
|
f@start(pages + i, ...);
)
... when != i = E
    when != i++
    when != i--
(
return i + 1@p;
|
n = i + 1@p
)

// The whole count goes back although its tail does not.
@whole exists@
identifier f =~ "^unpin_user_pages(_dirty_lock)?$";
expression pages, E;
identifier i, n;
position start, p;
@@
(
f@start(&pages[i], n - i);
|
f@start(pages + i, n - i);
)
... when != n = E
    when != n -= E
    when != n--
    when != --n
    when != i = E
return n@p;

@script:python@
f << tail.f;
p << tail.p;
start << tail.start;
@@
say("gup-partial-unpin", "high", p[0],
    "count of pinned pages in '%s' includes pages that '%s' has unpinned" % (p[0].current_element, f),
    [(start[0], "release", "'%s' gives the tail back" % f)], "return")

@script:python@
f << whole.f;
p << whole.p;
start << whole.start;
@@
say("gup-partial-unpin", "high", p[0],
    "count of pinned pages in '%s' includes pages that '%s' has unpinned" % (p[0].current_element, f),
    [(start[0], "release", "'%s' gives the tail back" % f)], "return")

@depends on context@
identifier tail.i;
position tail.p;
@@
* i + 1@p

@depends on context@
identifier whole.n;
position whole.p;
@@
* return n@p;

@depends on patch@
identifier tail.i;
position tail.p;
@@
- i + 1@p
+ i
