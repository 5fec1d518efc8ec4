// SPDX-License-Identifier: GPL-2.0-or-later
/// GFP_NOFS, GFP_NOIO, memalloc_nofs_save() and memalloc_noio_save() do not
/// keep reclaim out of mmu notifiers: an allocation with one of these under a
/// lock that an invalidate callback of the file takes is as wrong as one with
/// GFP_KERNEL.  GFP_NOWAIT is right where a failure is dealt with.
///
//# Without a type on both sides a lock is known by the name of its field.
///
// Confidence: Moderate
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: mmu_interval_notifier_ops|mmu_notifier_ops mutex|down_|dma_resv_lock|guard( GFP_NOFS|GFP_NOIO|memalloc_nofs_save|memalloc_noio_save

virtual patch
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

// <faults>
@initialize:python@
@@
# What faults or takes mmap_lock.
faulter = re.compile(
	r"(get|pin)_user_pages(_fast|_remote|_unlocked)?|hmm_range_fault|(__)?copy_(to|from)_user|(__)?(get|put)_user|clear_user"
	r"|strncpy_from_user|strndup_user|memdup_user(_nul)?|vmemdup_user|fault_in_\w+|fixup_user_fault|handle_mm_fault"
	r"|mmap_(read|write)_lock(_killable|_nested)?|mmu_interval_notifier_insert|mmu_notifier_(register|get)|access_process_vm"
	r"|mm_populate|vm_mmap|vm_munmap|do_mmap")
// </faults>

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

@initialize:python@
@@
def wanted(file):
	return taken_by(callbacks, file)

// <held>
@lock@
identifier l =~ "^(mutex_lock(_nested|_interruptible|_killable|_io|_nest_lock)?|down_(read|write)(_killable|_interruptible|_nested)?|down|down_(interruptible|killable)|ww_mutex_lock(_interruptible)?|dma_resv_lock(_interruptible)?|rt_mutex_lock)$";
expression L;
position p;
@@
l@p(L, ...)

@guard@
identifier kind =~ "^(mutex|mutex_intr|rwsem_read|rwsem_write)$";
expression L;
position p;
@@
guard@p(kind)(L)

@scoped@
identifier kind =~ "^(mutex|mutex_intr|rwsem_read|rwsem_write)$";
expression L;
statement S;
position p;
@@
scoped_guard@p(kind, L) S

// The type of what the lock lies in, where a declaration of this file says it.
@typed@
identifier l =~ "^(mutex_lock|down_)";
identifier tag, m;
struct tag *x;
position p;
@@
l@p(&x->m, ...)

@typed_guard depends on guard@
identifier guard.kind, tag, m;
struct tag *x;
position guard.p;
@@
guard@p(kind)(&x->m)

@typed_scoped depends on scoped@
identifier scoped.kind, tag, m;
struct tag *x;
position scoped.p;
statement S;
@@
scoped_guard@p(kind, &x->m) S

@initialize:python@
@@
locks = {}		# file -> [(lock, position)]
tags = {}		# (file, line) -> struct tag

@script:python@
L << lock.L;
p << lock.p;
@@
locks.setdefault(p[0].file, []).append((lock_name(L), p[0]))
if re.fullmatch(r"& *\w+", str(L)):
	tags[p[0].file, p[0].line] = None	# a variable: its name is enough

@script:python@
L << guard.L;
p << guard.p;
@@
locks.setdefault(p[0].file, []).append((lock_name(L), p[0]))

@script:python@
L << scoped.L;
p << scoped.p;
@@
locks.setdefault(p[0].file, []).append((lock_name(L), p[0]))

@script:python@
tag << typed.tag;
p << typed.p;
@@
tags[p[0].file, p[0].line] = tag

@script:python@
tag << typed_guard.tag;
p << guard.p;
@@
tags[p[0].file, p[0].line] = tag

@script:python@
tag << typed_scoped.tag;
p << scoped.p;
@@
tags[p[0].file, p[0].line] = tag

@initialize:python@
@@
# The places where callbacks take locks: lock -> [(position, steps, callback)].
def taken_by(roots, file):
	way = reached(file, roots.get(file, {}))
	taken = {}
	for name, p in locks.get(file, []):
		if name and p.current_element in way:
			steps, callback = way_down(way, p.current_element)
			taken.setdefault(name, []).append((p, steps, callback))
	return taken

# The callback that takes the lock taken at p; by its type if both are known.
def taker(taken, name, p):
	tag = tags.get((p.file, p.line))
	for q, steps, callback in taken.get(name, []):
		other = tags.get((q.file, q.line))
		if not tag or not other or tag == other:
			return q, steps, callback
	return None

def lock_text(name, p, q=None):
	tag = tags.get((p.file, p.line)) or (q and tags.get((q.file, q.line)))
	return "struct %s.%s" % (tag, name) if tag else name

# guard() ends with its block.
def is_in_block(p, q):
	depth = 0
	with open(p.file, errors="replace") as f:
		for line in f.readlines()[int(p.line):int(q.line) - 1]:
			for c in re.sub(r"/[*].*?[*]/", "", line):
				depth += (c == "{") - (c == "}")
				if depth < 0:
					return False
	return True

# With types on both sides it is a lock class; without, just a name.
def sure(p, q):
	return "medium" if (p.file, p.line) in tags and (q.file, q.line) in tags else "low"

# Only locks that a callback takes are followed.
@script:python@
L << lock.L;
p << lock.p;
@@
keep(taker(wanted(p[0].file), lock_name(L), p[0]))

@script:python@
L << guard.L;
p << guard.p;
@@
keep(taker(wanted(p[0].file), lock_name(L), p[0]))

@script:python@
L << scoped.L;
p << scoped.p;
@@
keep(taker(wanted(p[0].file), lock_name(L), p[0]))

@under exists@
identifier lock.l;
expression lock.L;
position lock.p;
identifier f;
expression list args;
position at;
@@
l@p(L, ...)
... when != mutex_unlock(L)
    when != up_read(L)
    when != up_write(L)
    when != up(L)
    when != dma_resv_unlock(L)
    when != ww_mutex_unlock(L)
    when != rt_mutex_unlock(L)
    when any
f@at(args)

@under_guard exists@
identifier guard.kind;
expression guard.L;
position guard.p;
identifier f;
expression list args;
position at;
@@
{
	... when any
	guard@p(kind)(L);
	... when any
	f@at(args)
	... when any
}

@under_scoped exists@
identifier scoped.kind;
expression scoped.L;
position scoped.p;
identifier f;
expression list args;
position at;
@@
scoped_guard@p(kind, L) {
	... when any
	f@at(args)
	... when any
}
// </held>

@initialize:python@
@@
def verdict(event, callee, gfp, cure, kind):
	if not cure or event != "allocate" or kind == "shrinker":
		return None
	return "notifier-lock-false-fix", \
		"%s does not keep reclaim out of mmu notifiers: '%s' while holding %%s" % (cure, callee)

// <over>
@initialize:python@
@@
def is_in_scope(p, save, restore):
	calls = called[p.file].get(p.current_element, [])
	return any(g == save and int(q.line) < int(p.line) for g, q, _ in calls) and \
		any(g == restore and int(q.line) > int(p.line) for g, q, _ in calls)

# What is meant to make the allocation safe, and does not.
def cure(p, gfp):
	for name in "nofs", "noio":
		if is_in_scope(p, "memalloc_%s_save" % name, "memalloc_%s_restore" % name):
			return "memalloc_%s_save()" % name
	weak = set((gfp or "").split(" | ")) & {"GFP_NOFS", "GFP_NOIO"}
	return weak.pop() if weak else None

# What a call of f may do: (event, callee, gfp, steps).
def effects(f, args, p, lock):
	file, found = p.file, []
	gfp = gfp_of(f, args)
	if gfp:
		return [("allocate", f, gfp, [])]
	if faulter.fullmatch(f):
		return [] if "FOLL_FAST_ONLY" in str(args) else [("fault", f, None, [])]
	if f not in called[file]:
		return []
	way = reached(file, [f])
	for g in way:
		# It drops the lock: what it does after that is not known.
		if any(unlocker.fullmatch(h) and lock_name(a) == lock for h, _, a in called[file][g]):
			return []
		if any(h == "memalloc_noreclaim_save" for h, _, _ in called[file][g]):
			continue
		for h, q, a in called[file][g]:
			gfp = gfp_of(h, a)
			if not gfp and allocator.fullmatch(h) and not re.search(r"~|\bGFP_", a):
				gfp = mask_of(args)		# the mask of the caller
			if gfp or faulter.fullmatch(h):
				steps = [(p, "call", "calls '%s'" % f)] + way_down(way, g)[0]
				found.append(("allocate" if gfp else "fault", h, gfp, [*steps, (q, "call", "calls '%s'" % h)]))
	return found

def judge(name, at, f, args, p):
	file, findings = p.file, 0
	for event, callee, gfp, steps in effects(f, args, p, name):
		if is_in_scope(p, "memalloc_noreclaim_save", "memalloc_noreclaim_restore"):
			continue
		if event == "fault" and is_in_scope(p, "pagefault_disable", "pagefault_enable"):
			continue
		for roots, kind in ((callbacks, "invalidate callback"), (shrinkers, "shrinker")):
			user = taker(taken_by(roots, file), name, at)
			if not user:
				continue
			q, down, callback = user
			text = lock_text(name, at, q)
			rule, message = verdict(event, callee, gfp, cure(p, gfp), kind) or (None, None)
			if not rule:
				continue
			findings += 1
			say(rule, sure(at, q), p, message % ("'%s', which %s '%s' takes" % (text, kind, callback)),
			    [(at, "acquire", "lock '%s' taken here" % text), *steps, *down,
			     (q, "acquire", "lock '%s' taken here" % text)],
			    event, text, roots[file][callback])
	keep(findings)

@script:python@
L << lock.L;
p << lock.p;
f << under.f;
args << under.args;
at << under.at;
@@
judge(lock_name(L), p[0], f, args, at[0])

@script:python@
L << guard.L;
p << guard.p;
f << under_guard.f;
args << under_guard.args;
at << under_guard.at;
@@
keep(is_in_block(p[0], at[0]))
if is_in_block(p[0], at[0]):
	judge(lock_name(L), p[0], f, args, at[0])

@script:python@
L << scoped.L;
p << scoped.p;
f << under_scoped.f;
args << under_scoped.args;
at << under_scoped.at;
@@
judge(lock_name(L), p[0], f, args, at[0])
// </over>

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
