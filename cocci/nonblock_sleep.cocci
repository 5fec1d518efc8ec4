// SPDX-License-Identifier: GPL-2.0-or-later
/// An invalidate callback sleeps on a path on which it has not asked
/// mmu_notifier_range_blockable(), or something between non_block_start() and
/// non_block_end() sleeps.  The OOM reaper calls the callbacks of mmu notifiers
/// so that they may not: a sleeping lock is tried there, and when it is not to
/// be had the callback returns false or -EAGAIN.
///
//# A callback that asks for the event first may be unable to get there when
//# the range is not blockable.  Helpers with a bool parameter are left out,
//# and so are those in other files.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_interval_notifier_ops|mmu_notifier_ops|non_block_start

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

// <allocations>
@initialize:python@
@@
# Allocators: with a gfp mask among the arguments, or with GFP_KERNEL when they are given none.
allocator = re.compile(
	r"(devm_|drmm_)?k(v)?([mz]alloc|calloc)(_array|_node|_array_node|_noprof|_obj|_objs|_flex)?"
	r"|kv?realloc(_array)?|(devm_)?k(memdup|strdup|strndup|asprintf|vasprintf)(_const|_nul|_array)?|kmem_cache_z?alloc(_node|_bulk|_lru)?"
	r"|alloc_pages?(_node|_vma|_bulk_array)?|folio_alloc|(__)?get_(free_pages?|zeroed_page)|(__)?vmalloc(_node)?|mempool_alloc"
	r"|bitmap_z?alloc(_node)?|idr_(alloc(_cyclic|_u32)?|preload)|ida_(simple_get|alloc(_min|_max|_range)?)|xa_(alloc|store|insert|reserve)\w*"
	r"|radix_tree_preload|(__)?sg_alloc_table\w*|dma_(alloc|pool_z?alloc)\w*|alloc_skb|bio_alloc\w*|__alloc_percpu_gfp")
implicit = re.compile(
	r"(devm_|drmm_)?k(v)?[mz]alloc_(obj|objs|flex)|v[mz]alloc(_user|_32|_node|_array)?|vcalloc|vmap|vm_map_ram|ioremap\w*"
	r"|__?alloc_percpu|alloc_percpu|dma_resv_reserve_fences|dma_fence_chain_alloc|dma_fence_array_create|alloc_workqueue"
	r"|alloc_ordered_workqueue|kthread_create|kthread_run|xa_(store|insert|alloc)_obj")
blocking = {"GFP_KERNEL", "GFP_KERNEL_ACCOUNT", "GFP_USER", "GFP_HIGHUSER", "GFP_HIGHUSER_MOVABLE", "GFP_TRANSHUGE",
	    "GFP_NOFS", "GFP_NOIO", "__GFP_DIRECT_RECLAIM", "__GFP_RECLAIM"}

# A mask among the arguments that lets direct reclaim in, else None; one in a variable is taken to be harmless.
def mask_of(args, otherwise=()):
	args = str(args)
	mask = re.sub(r"~\s*(\w+|\([^()]*\))", "", args)
	cleared = set(re.findall(r"\w*GFP_\w+", args)) - set(re.findall(r"\w*GFP_\w+", mask))
	names = re.findall(r"\b(?:__)?GFP_\w+", mask)
	if not names and not re.search(r"\bgfp\w*\b", args):
		names = list(otherwise)
	bases = [n for n in names if not n.startswith("__") or n in blocking]
	if not bases or not blocking.issuperset(bases) or "__GFP_NOLOCKDEP" in names:
		return None
	if cleared & {"__GFP_DIRECT_RECLAIM", "__GFP_RECLAIM"}:
		return None
	if "__GFP_FS" in cleared:
		return "GFP_NOIO" if "__GFP_IO" in cleared else "GFP_NOFS"
	return " | ".join(dict.fromkeys(names))

# The mask of a call, if it is an allocation that may enter direct reclaim.
def gfp_of(f, args):
	if implicit.fullmatch(f):
		return mask_of(args, ["GFP_KERNEL"])
	return mask_of(args) if allocator.fullmatch(f) else None
// </allocations>

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

// <sleepers>
@initialize:python@
@@
waiter = re.compile(
	r"wait_event(_\w+)?|wait_for_completion(_\w+)?|flush_(work|workqueue|delayed_work)|drain_workqueue|cancel_(delayed_)?work_sync"
	r"|msleep(_interruptible)?|usleep_range|ssleep|fsleep|synchronize_(s?rcu|srcu_expedited|rcu_expedited|irq)|schedule_timeout(_\w+)?"
	r"|dma_fence_wait(_timeout|_any_timeout)?|dma_resv_wait_timeout|might_sleep|kthread_stop|mmap_(read|write)_lock(_killable)?"
	r"|lock_page(_killable)?|folio_lock(_killable)?|set_page_dirty_lock|mmput|mmu_notifier_unregister|mmu_interval_notifier_remove")

# Does the call sleep, whatever its arguments are called?
def sleeps(f, args):
	return bool(locker.fullmatch(f) or waiter.fullmatch(f) or gfp_of(f, args))
// </sleepers>

// <headers>
@initialize:python@
@@
from os.path import dirname, join

headers = {}		# file -> inline function of a header beside it -> its body

# Drivers keep their names for lock and unlock there; spatch, with --no-includes, sees a call only.
def inlines(file):
	if file not in headers:
		headers[file] = {}
		for name in re.findall(r"^#include [^<](\w+\.h)", open(file, errors="replace").read(), re.M):
			try:
				text = open(join(dirname(file), name), errors="replace").read()
			except OSError:
				continue
			for function, body in re.findall(r"^static inline [\w \t*]*?(\w+)\([^)]*\)\s*^\{(.*?)^\}", text, re.M | re.S):
				headers[file][function] = body
	return headers[file]

# On the way to an allocation the task was given PF_MEMALLOC, perhaps by the lock function of a driver.
def is_noreclaim(p):
	return any(f == "memalloc_noreclaim_save" or "memalloc_noreclaim_save" in inlines(p.file).get(f, "")
		   for f, q, _ in called.get(p.file, {}).get(p.current_element, []) if int(q.line) < int(p.line))
// </headers>

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

@flagged@
identifier f, b;
parameter list[n] P;
position p;
@@
f@p(P, bool b, ...) { ... }

@initialize:python@
@@
told = {}		# file -> functions that a bool tells what they may do
unasked = {}		# like called: the calls on paths where nobody has asked
ends = set()		# files whose start may not fail

# The OOM reaper, which alone may not block, sends MMU_NOTIFY_UNMAP: is the call in another arm of a switch?
def is_other_event(p):
	lines = open(p.file, errors="replace").read().split("\n")[:int(p.line)]
	labels = None
	for line in lines:
		if line.startswith("}"):
			labels = None		# the end of a function
		elif re.match(r"\s+switch \(\w+->event\)", line):
			labels = []
		elif labels is not None and re.match(r"\s+(case MMU_NOTIFY_\w+|default)\s*:", line):
			labels.append(line.strip().rstrip(":"))
	return bool(labels) and labels[-1] != "case MMU_NOTIFY_UNMAP" and \
		(labels[-1] != "default" or "case MMU_NOTIFY_UNMAP" in labels)

# A call of an inline that does nothing else first.
def sleeps_inline(file, g):
	first = re.match(r"\s*(\w+)\((.*?)\);", inlines(file).get(g, ""), re.S)
	return bool(first) and sleeps(first.group(1), first.group(2))

# Helpers that ask for their callers.
def askers(file):
	return {f for f, calls in called[file].items() if any(g == "mmu_notifier_range_blockable" for g, _, _ in calls)}

@script:python@
f << flagged.f;
p << flagged.p;
@@
told.setdefault(p[0].file, set()).add(f)

@script:python@
p << range_end.p;
@@
ends.add(p[0].file)

// The functions that a callback gets to.
@inside@
identifier f;
position p;
@@
f@p(...) { ... }

@script:python@
f << inside.f;
p << inside.p;
@@
file = p[0].file
keep(f in reached(file, callbacks.get(file, {})) and f not in told.get(file, set()))

@path exists@
identifier inside.f, g;
expression list args;
position p;
@@
f(...) {
	... when != mmu_notifier_range_blockable(...)
	    when any
	g@p(args)
	... when any
}

@script:python@
g << path.g;
args << path.args;
p << path.p;
@@
if "mmu_notifier_range_blockable" not in str(args) and not is_other_event(p[0]):
	unasked.setdefault(p[0].file, {}).setdefault(p[0].current_element, []).append((g, p[0], str(args)))

@script:python@
g << path.g;
args << path.args;
p << path.p;
@@
file, function = p[0].file, p[0].current_element
way = reached(file, callbacks.get(file, {}), unasked.get(file, {}))
asked = [f for f, q, _ in called[file][function] if int(q.line) < int(p[0].line) and f in askers(file)]
finding = function in way and (sleeps(g, args) or sleeps_inline(file, g)) and not asked
steps, callback = way_down(way, function) if finding else ([], None)
if gfp_of(g, args) and any(is_noreclaim(r) for r in [p[0], *(r for r, _, _ in steps)]):
	finding = False
keep(finding)
if finding:
	say("nonblock-sleep", "medium", p[0], "'%s' may sleep in a non-blockable invocation of '%s'" % (g, callback),
	    steps, "sleep", None, callbacks[file][callback])

@section exists@
identifier g;
expression list args;
position p, start;
@@
non_block_start@start()
... when != non_block_end()
    when any
g@p(args)

@script:python@
g << section.g;
args << section.args;
p << section.p;
start << section.start;
@@
finding = sleeps(g, args) and not gfp_of(g, args)	# those are left to blocking_alloc
keep(finding)
if finding:
	say("nonblock-sleep", "medium", p[0], "'%s' may sleep between non_block_start() and non_block_end()" % g,
	    [(start[0], "enter", "non_block_start() is called here")], "sleep")

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

// The idiom is right where nothing has happened yet that a failure would have to undo.
@script:python first depends on patch@
p << path.p;
g << path.g;
cb;
lock;
try_lock;
failure;
@@
file, function = p[0].file, p[0].current_element
names = {"mutex_lock": "mutex_trylock", "down_read": "down_read_trylock", "down_write": "down_write_trylock"}
before = [f for f, q, args in called[file][function]
	  if int(q.line) < int(p[0].line) and f not in ("container_of", "lockdep_assert_held", "WARN_ON", "WARN_ON_ONCE")]
entry = callbacks[file].get(function, "")
interval = entry.startswith("mmu_interval_notifier_ops.")
start = entry.startswith("mmu_notifier_ops.invalidate_range_start") and file not in ends
keep(g in names and (interval or start) and not before)
coccinelle.cb = function
coccinelle.lock = g
coccinelle.try_lock = names.get(g, g)
coccinelle.failure = cocci.make_expr("false" if interval else "-EAGAIN")

@depends on patch@
identifier first.cb, range;
identifier first.lock, first.try_lock;
expression first.failure;
position path.p;
expression L;
@@
cb(..., const struct mmu_notifier_range *range, ...)
{
<...
- lock@p(L);
+ if (mmu_notifier_range_blockable(range))
+	lock(L);
+ else if (!try_lock(L))
+	return failure;
...>
}
