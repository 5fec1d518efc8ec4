// SPDX-License-Identifier: GPL-2.0-or-later
/// page_maybe_dma_pinned() or folio_maybe_dma_pinned() says that a page has no
/// pin, where nothing keeps GUP-fast from pinning it at this moment: its entry is
/// still in the page table, and mm->write_protect_seq is not held for write.
///
//# A test that only saves work, or that a later one decides.  Without a
//# sharing of the page behind it the finding is of low confidence.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: _maybe_dma_pinned

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

@initialize:python@
@@
def tests(file, f):
	return any(re.fullmatch("(page|folio)_maybe_dma_pinned", g) for g, _, _ in called[file].get(f, []))

opened = set()		# calls of these, and tests, with no entry cleared before

# Has a function of this file, called before, cleared the entry?
def is_cleared_by_helper(p):
	before = [f for f, q, _ in called[p.file][p.current_element] if int(q.line) < int(p.line)]
	return any(re.match(r"(huge_)?ptep_(get_and_clear|clear_flush)|pmdp_(huge_get_and_clear|huge_clear_flush|invalidate)", g)
		   for f in before for g, _, _ in called[p.file].get(f, []))

@site@
identifier f;
position p;
@@
f@p(...)

@script:python caller@
f << site.f;
p << site.p;
tester;
@@
keep(tests(p[0].file, f))
coccinelle.tester = f

@open_call exists@
identifier f, caller.tester;
identifier clear =~ "^(ptep_get_and_clear(_full)?|get_and_clear_full_ptes|ptep_clear_flush|ptep_modify_prot_start|huge_ptep_(get_and_clear|clear_flush)|pmdp_huge_(get_and_clear(_full)?|clear_flush)|pmdp_collapse_flush|pmdp_invalidate(_ad)?)$";
position site.p;
@@
f(...) {
	... when != clear(...)
	    when != raw_write_seqcount_begin(...)
	    when any
	tester@p(...)
	... when any
}

@script:python@
p << site.p;
f << open_call.f;
@@
opened.add((p[0].file, p[0].line, p[0].column))

@shared_by_caller exists@
identifier caller.tester;
identifier share =~ "^(ClearPageAnonExclusive|set_pte_at|set_ptes|set_pmd_at|set_huge_pte_at|ptep_set_wrprotect|wrprotect_ptes|pmdp_set_wrprotect|(folio|page)_move_anon_rmap)$";
position site.p, q;
@@
tester@p(...)
... when != tester(...)
share@q(...)

// Behind the calls: where none of them is kept, spatch forgets what it matched before.
@test@
identifier t =~ "^(page|folio)_maybe_dma_pinned$";
expression E;
position p;
@@
t@p(E)

// On this path to the test nothing was taken out of the page table, or it is back.
@open_test exists@
identifier f, test.t;
identifier clear =~ "^(ptep_get_and_clear(_full)?|get_and_clear_full_ptes|ptep_clear_flush|ptep_modify_prot_start|huge_ptep_(get_and_clear|clear_flush)|pmdp_huge_(get_and_clear(_full)?|clear_flush)|pmdp_collapse_flush|pmdp_invalidate(_ad)?)$";
position test.p;
@@
f(...) {
	... when != clear(...)
	    when != raw_write_seqcount_begin(...)
	    when any
	t@p(...)
	... when any
}

@put_back exists@
identifier test.t;
identifier put =~ "^(set_pte_at|set_ptes|set_pmd_at|set_huge_pte_at)$";
identifier clear =~ "^(ptep_get_and_clear(_full)?|get_and_clear_full_ptes|ptep_clear_flush|ptep_modify_prot_start|huge_ptep_(get_and_clear|clear_flush)|pmdp_huge_(get_and_clear(_full)?|clear_flush)|pmdp_collapse_flush|pmdp_invalidate(_ad)?)$";
position test.p;
@@
put(...)
... when != clear(...)
    when != raw_write_seqcount_begin(...)
    when any
t@p(...)

@script:python@
p << test.p;
f << open_test.f;
@@
opened.add((p[0].file, p[0].line, p[0].column))

@script:python@
p << test.p;
put << put_back.put;
@@
opened.add((p[0].file, p[0].line, p[0].column))

// What may not be done to a pinned page; a second test decides anew, and what
// comes round a loop is another page.
@shared exists@
identifier test.t;
expression X;
identifier share =~ "^(ClearPageAnonExclusive|set_pte_at|set_ptes|set_pmd_at|set_huge_pte_at|ptep_set_wrprotect|wrprotect_ptes|pmdp_set_wrprotect|(folio|page)_move_anon_rmap)$";
position test.p, q;
@@
t@p(...)
... when != t(...)
    when != X++
    when != X += ...
share@q(...)

@initialize:python@
@@
shares = {}		# (file, function that tests) -> where the page is shared, in it or in a caller

// Behind the test in the text.
@script:python@
p << test.p;
q << shared.q;
@@
if p[0].current_element == q[0].current_element and int(q[0].line) > int(p[0].line):
	shares.setdefault((p[0].file, int(p[0].line)), []).append(q[0])

@script:python@
p << site.p;
tester << caller.tester;
q << shared_by_caller.q;
@@
if (p[0].file, p[0].line, p[0].column) in opened and int(q[0].line) > int(p[0].line):
	shares.setdefault((p[0].file, tester), []).append(q[0])

@script:python@
p << test.p;
@@
file, function = p[0].file, p[0].current_element
calls = [q for g in called[file].values() for f, q, _ in g if f == function]
excluded = calls and not any((q.file, q.line, q.column) in opened for q in calls)
finding = (file, p[0].line, p[0].column) in opened and not excluded and not is_cleared_by_helper(p[0])
keep(finding)
if finding:
	where = shares.get((file, int(p[0].line)), []) + shares.get((file, function), [])
	if where:
		say("dma-pin-race", "medium", p[0], "'%s' makes the page shared on a test for pins that GUP-fast may outrun" % function,
		    [(where[0], "share", "the page is made shared")], "test")
	else:
		say("dma-pin-race", "low", p[0], "test for pins in '%s' may be outrun by GUP-fast" % function, (), "test")

@depends on context@
identifier test.t;
position test.p;
@@
* t@p(...)
