// SPDX-License-Identifier: GPL-2.0-or-later
/// A subscription whose invalidate_range_start can fail also has an
/// invalidate_range_end.  When the start of one subscription fails the ends of
/// the others are called, and nobody tells this one whose start it was.
///
//# In a kernel with mmu_notifier_range_mayfail() an end may be made to cope.
///
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_notifier_ops invalidate_range_end

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

@pair@
identifier ops, begin, end;
@@
struct mmu_notifier_ops ops = {
	.invalidate_range_start = begin,
	.invalidate_range_end = end,
};

@tolerant@
identifier pair.begin;
@@
begin(...) {
	<+...
	mmu_notifier_range_mayfail(...)
	...+>
}

@failure depends on !tolerant@
identifier pair.begin;
constant C;
position p;
@@
begin(...) {
	<...
	return@p -C;
	...>
}

@either depends on !tolerant@
identifier pair.begin;
expression E;
constant C;
position p;
@@
begin(...) {
	<...
(
	return@p E ? 0 : -C;
|
	return@p E ? -C : 0;
)
	...>
}

@script:python@
begin << pair.begin;
end << pair.end;
p << failure.p;
@@
for q in p:
	say("notifier-end-after-fail", "high", q, "'%s' fails, and '%s' is called all the same" % (begin, end), [],
	    "return", None, "mmu_notifier_ops.invalidate_range_start = " + begin)

@script:python@
begin << pair.begin;
end << pair.end;
p << either.p;
@@
for q in p:
	say("notifier-end-after-fail", "high", q, "'%s' fails, and '%s' is called all the same" % (begin, end), [],
	    "return", None, "mmu_notifier_ops.invalidate_range_start = " + begin)

@depends on context@
position failure.p;
@@
* return@p ...;

@depends on context@
position either.p;
@@
* return@p ...;
