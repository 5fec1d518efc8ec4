// SPDX-License-Identifier: GPL-2.0-or-later
/// "Not pinned", said by page_maybe_dma_pinned() or folio_maybe_dma_pinned(),
/// is certain only while GUP-fast is shut out: mm->write_protect_seq is held
/// for write, or the page-table entry was cleared before.  Else GUP-fast may
/// pin the page between the test and what is done because of it.
///
//# A test that only steers effort may be outrun: a miss costs time.
///
// Confidence: Low
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: maybe_dma_pinned

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

@test@
identifier f =~ "^(page|folio)_maybe_dma_pinned$";
position p;
@@
f@p(...)

// Where the seqcount is held, or the entry is out, the answer is certain.
@certain exists@
identifier clear =~ "^(raw_write_seqcount_begin|(ptep|pmdp)_(huge_)?(clear_flush|get_and_clear|get_and_clear_full|invalidate))$";
identifier f =~ "^(page|folio)_maybe_dma_pinned$";
position test.p, q;
@@
clear(...)
... when any
f@p@q(...)

// Because of it the page is made shared, or its entry written.
@acts exists@
identifier f =~ "^(page|folio)_maybe_dma_pinned$";
identifier act =~ "^(ptep_set_wrprotect|pmdp_set_wrprotect|ClearPageAnonExclusive|set_(pte|pmd)_at|(pte|pmd)_wrprotect|page_dup_anon_rmap|ksm_.*)$";
position test.p, q;
@@
f@p(...)
... when any
act@q(...)

@initialize:python@
@@
sure = set()
clearing = re.compile(r"raw_write_seqcount_begin|(ptep|pmdp)_(huge_)?(clear_flush|get_and_clear|get_and_clear_full|invalidate)")

# Have all callers in the file taken the entry out before?
def is_cleared_by_callers(p):
	calls = called.get(p.file, {})
	callers = [(c, q) for c in calls.values() for f, q, _ in c if f == p.current_element]
	return bool(callers) and all(any(clearing.fullmatch(f) and int(r.line) < int(q.line) for f, r, _ in c) for c, q in callers)

def is_finding(p):
	# Of an inline function in a header nobody knows the name.
	return (p.file, p.line) not in sure and not p.current_element.endswith("_maybe_dma_pinned") and \
		p.current_element != "something_else" and not is_cleared_by_callers(p)

@script:python@
q << certain.q;
@@
sure.add((q[0].file, q[0].line))

@script:python@
p << test.p;
q << acts.q;
act << acts.act;
@@
if is_finding(p[0]):
	say("dma-pin-race", "low", p[0],
	    "'%s' makes the page shared on a test for pins that GUP-fast may outrun" % p[0].current_element,
	    [(q[0], "call", "'%s' is called because of it" % act)], once=("dma-pin-race", p[0].file, p[0].line))

@script:python@
p << test.p;
@@
if is_finding(p[0]):
	say("dma-pin-race", "low", p[0], "test for pins in '%s' may be outrun by GUP-fast" % p[0].current_element, [], "call",
	    once=("dma-pin-race", p[0].file, p[0].line))

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
keep((p[0].file, p[0].line, p[0].column) in found)

@depends on context@
identifier marked.f;
position marked.p;
@@
* f@p(...)
// </marks>
