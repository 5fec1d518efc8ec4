// SPDX-License-Identifier: GPL-2.0-or-later
/// An allocation that may enter direct reclaim stands where reclaim itself
/// waits for the code: in an invalidate callback, in a shrinker, between
/// non_block_start() and non_block_end(), or on the way to a dma-fence's
/// signal; GFP_NOFS and GFP_NOIO change nothing about it.  GFP_NOWAIT is right
/// where a failure is dealt with.
///
//# In a shrinker the task has PF_MEMALLOC and does not reclaim again: there it
//# only takes from the emergency reserves.  What a callback does only for
//# MMU_NOTIFY_RELEASE may allocate.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_interval_notifier_ops|mmu_notifier_ops|scan_objects|non_block_start|dma_fence_begin_signalling|drm_sched_backend_ops

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

// <shrinkers>
@shrinker@
identifier s, cb;
expression E;
position p;
@@
(
struct shrinker s = { .scan_objects = cb@p, };
|
struct shrinker s = { .count_objects = cb@p, };
|
E->scan_objects@p = cb
|
E->count_objects@p = cb
|
E.scan_objects@p = cb
|
E.count_objects@p = cb
|
E->scan_objects@p = &cb
|
E->count_objects@p = &cb
|
E.scan_objects@p = &cb
|
E.count_objects@p = &cb
)

@initialize:python@
@@
shrinkers = {}		# file -> shrinker callback -> entry

@script:python@
cb << shrinker.cb;
p << shrinker.p;
@@
shrinkers.setdefault(p[0].file, {})[cb] = "shrinker.scan_objects = " + cb
// </shrinkers>

@backend@
identifier ops, cb;
position p;
@@
(
struct drm_sched_backend_ops ops = { .run_job = cb@p, };
|
struct drm_sched_backend_ops ops = { .timedout_job = cb@p, };
|
struct drm_sched_backend_ops ops = { .prepare_job = cb@p, };
)

@initialize:python@
@@
signallers = {}

# The allocations of f itself and of what it calls, with the steps to them.
def allocations(file, f, args=""):
	way = reached(file, [f])
	for g in way:
		for h, q, a in called.get(file, {}).get(g, []):
			gfp = gfp_of(h, a)
			if not gfp and allocator.fullmatch(h) and not re.search(r"~|\bGFP_", a):
				gfp = mask_of(args)	# the mask of the caller
			steps = way_down(way, g)[0]
			if gfp and not any(is_noreclaim(r) for r in [q, *(r for r, _, _ in steps)]):
				yield h, q, gfp, steps

def judge_roots(roots, file, rule, confidence, message):
	for callback, entry in roots.get(file, {}).items():
		for h, q, gfp, steps in allocations(file, callback):
			say(rule, confidence, q, message % {"callee": h, "gfp": gfp, "callback": callback}, steps,
			    "allocate", None, entry)

def judge_section(file, f, args, p, start, opener, rule, message):
	gfp = gfp_of(f, args)
	direct = [(f, p, gfp, [])] if gfp else []
	for h, q, gfp, steps in direct or (allocations(file, f, args) if f in called.get(file, {}) else []):
		steps = [(start, "enter", "%s is called here" % opener), *([] if direct else [(p, "call", "calls '%s'" % f)]), *steps]
		say(rule, "medium", q, message % {"callee": h}, steps, "allocate")

@script:python@
cb << backend.cb;
p << backend.p;
@@
signallers.setdefault(p[0].file, {})[cb] = "drm_sched_backend_ops = " + cb

@once@
position p;
identifier f;
@@
f@p(...) { ... }

@script:python@
p << once.p;
@@
file = p[0].file
judge_roots(callbacks, file, "reclaim-recursion", "medium",
	    "'%(callee)s' with %(gfp)s may enter reclaim again from invalidate callback '%(callback)s'")
judge_roots(signallers, file, "fence-signal-reclaim", "medium",
	    "'%(callee)s' may enter direct reclaim on the way to a fence's signal in '%(callback)s'")
judge_roots(shrinkers, file, "reclaim-recursion", "low",
	    "'%(callee)s' with %(gfp)s in '%(callback)s', which reclaim calls, takes from the emergency reserves")

@nonblock exists@
identifier f;
expression list args;
position p, start;
@@
non_block_start@start()
... when != non_block_end()
    when any
f@p(args)

@script:python@
f << nonblock.f;
args << nonblock.args;
p << nonblock.p;
start << nonblock.start;
@@
judge_section(p[0].file, f, args, p[0], start[0], "non_block_start()", "nonblock-sleep",
	      "'%(callee)s' may sleep between non_block_start() and non_block_end()")

@signalling exists@
identifier f;
expression list args;
position p, start;
@@
dma_fence_begin_signalling@start()
... when != dma_fence_end_signalling(...)
    when any
f@p(args)

@script:python@
f << signalling.f;
args << signalling.args;
p << signalling.p;
start << signalling.start;
@@
judge_section(p[0].file, f, args, p[0], start[0], "dma_fence_begin_signalling()", "fence-signal-reclaim",
	      "'%(callee)s' may enter direct reclaim in a fence signalling section")

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

// <nowait>
// GFP_NOWAIT is right only where the next thing is to see whether it has failed.
@checked depends on patch@
identifier f !~ "vmalloc|kvmalloc|dma_alloc|workqueue|kthread|mempool";
identifier y;
expression x;
type T;
position p;
statement S;
@@
(
x = f@p(...);
if (\(!x\|x == NULL\|x < 0\|IS_ERR(x)\)) S
|
T y = f@p(...);
if (\(!y\|y == NULL\|y < 0\|IS_ERR(y)\)) S
)

@script:python@
p << checked.p;
@@
keep((p[0].file, p[0].line, p[0].column) in found_at)

@depends on patch@
identifier checked.f;
identifier implicit =~ "_(obj|objs|flex)$";
expression list[n] args;
position checked.p;
@@
(
f@p(...,
	<+...
(
- GFP_KERNEL
+ GFP_NOWAIT
|
- GFP_USER
+ GFP_NOWAIT
|
- GFP_NOFS
+ GFP_NOWAIT
|
- GFP_NOIO
+ GFP_NOWAIT
)
	...+>
 ,...)
|
- implicit@p(args)
+ implicit(args, GFP_NOWAIT)
)
// </nowait>
