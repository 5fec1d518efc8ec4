// SPDX-License-Identifier: GPL-2.0-or-later
/// Says with the macros of annotations/reclint.h what a function of several
/// files does with a lock: it asserts at once that its caller holds it, or it is
/// nothing but a lock or unlock of its argument's lock.  Whoever looks at a file
/// that calls it then knows without looking at this one.
///
/// Without reclint's plugin the macros are empty.  The header belongs in
/// include/linux/.
///
//# An assertion says what the author believes.  A function that is given
//# NULL, and only then holds no lock, is not told apart.
///
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.0.8
// Tokens: lockdep_assert_held|mutex_lock|mutex_unlock|mutex_trylock|down_|up_

virtual report
virtual org
virtual context
virtual patch

// Contracts of static functions are not read: everybody sees those.
@private@
identifier f;
position p;
@@
static f@p(...) { ... }

@holds forall@
identifier assert =~ "^lockdep_assert_held(_write|_read)?$";
identifier f, tag, d, m;
type T;
position p != private.p;
@@
T f@p(..., struct tag *d, ...)
{
	... when != d = ...
	    when strict
	assert(&d->m)
	...
}

@takes@
identifier lock =~ "^(mutex_(lock|unlock)|(down|up)_(read|write))$";
identifier f, tag, d, m;
type T;
position p != private.p;
@@
T f@p(..., struct tag *d, ...)
{
	lock(&d->m);
}

@tries@
identifier try =~ "^(mutex_trylock|down_(read|write)_trylock)$";
identifier f, tag, d, m;
type T;
position p != private.p;
@@
T f@p(..., struct tag *d, ...)
{
	return try(&d->m);
}

@initialize:python@
@@
annotated = {}		# (file, line) of a function -> it with its contracts

def contract(lock, name):
	read = "read" in lock
	kind, mode = ("rwsem", "read" if read else "write") if lock[0] in "du" else ("mutex", "write")
	if "assert" in lock:
		return '__rl_must_hold("%s") __rl_use_body()' % name
	if "trylock" in lock:
		return '__rl_try_acquires("nonzero", "%s", "%s", "%s")' % (name, kind, mode)
	if lock == "mutex_unlock" or lock.startswith("up_"):
		return '__rl_releases("%s", "%s")' % (name, kind)
	return '__rl_acquires("%s", "%s", "%s")' % (name, kind, mode)

def has_contract(p):
	with open(p.file, encoding="utf-8", errors="replace") as source:
		return "__rl_" in "".join(source.readlines()[max(0, int(p.line) - 3):int(p.line)])

# The first of several; all in one identifier, with the type, which stands behind the contracts.
def annotate(p, f, T, lock, tag, m):
	key = p.file, p.line
	if key in annotated or has_contract(p):
		cocci.include_match(False)
		return f
	text = contract(lock, "struct %s.%s" % (tag, m))
	annotated[key] = text
	return "%s\n%s%s%s" % (text, T, "" if str(T).endswith("*") else " ", f)

@script:python held_contract@
f << holds.f;
T << holds.T;
lock << holds.assert;
tag << holds.tag;
m << holds.m;
p << holds.p;
with_contract;
@@
coccinelle.with_contract = annotate(p[0], f, T, lock, tag, m)

@script:python lock_contract@
f << takes.f;
T << takes.T;
lock << takes.lock;
tag << takes.tag;
m << takes.m;
p << takes.p;
with_contract;
@@
coccinelle.with_contract = annotate(p[0], f, T, lock, tag, m)

@script:python try_contract@
f << tries.f;
T << tries.T;
lock << tries.try;
tag << tries.tag;
m << tries.m;
p << tries.p;
with_contract;
@@
coccinelle.with_contract = annotate(p[0], f, T, lock, tag, m)

@script:python depends on report@
p << holds.p;
c << held_contract.with_contract;
@@
coccilib.report.print_report(p[0], "'%s' could say %s" % (p[0].current_element, annotated[p[0].file, p[0].line]))

@script:python depends on org@
p << holds.p;
c << held_contract.with_contract;
@@
coccilib.org.print_todo(p[0], "'%s' could say %s" % (p[0].current_element, annotated[p[0].file, p[0].line]))

@depends on context && held_contract@
identifier holds.f;
@@
* f(...)
  { ... }

@script:python depends on report@
p << takes.p;
c << lock_contract.with_contract;
@@
coccilib.report.print_report(p[0], "'%s' could say %s" % (p[0].current_element, annotated[p[0].file, p[0].line]))

@script:python depends on org@
p << takes.p;
c << lock_contract.with_contract;
@@
coccilib.org.print_todo(p[0], "'%s' could say %s" % (p[0].current_element, annotated[p[0].file, p[0].line]))

@depends on context && lock_contract@
identifier takes.f;
@@
* f(...)
  { ... }

@script:python depends on report@
p << tries.p;
c << try_contract.with_contract;
@@
coccilib.report.print_report(p[0], "'%s' could say %s" % (p[0].current_element, annotated[p[0].file, p[0].line]))

@script:python depends on org@
p << tries.p;
c << try_contract.with_contract;
@@
coccilib.org.print_todo(p[0], "'%s' could say %s" % (p[0].current_element, annotated[p[0].file, p[0].line]))

@depends on context && try_contract@
identifier tries.f;
@@
* f(...)
  { ... }

@annotate_held depends on patch@
identifier holds.f, held_contract.with_contract;
type holds.T;
@@
- T f
+ with_contract
  (...) { ... }

@annotate_lock depends on patch@
identifier takes.f, lock_contract.with_contract;
type takes.T;
@@
- T f
+ with_contract
  (...) { ... }

@annotate_try depends on patch@
identifier tries.f, try_contract.with_contract;
type tries.T;
@@
- T f
+ with_contract
  (...) { ... }

@header@
@@
#include <linux/reclint.h>

@behind_mutex depends on (annotate_held || annotate_lock || annotate_try) && !header@
@@
#include <linux/mutex.h>
+ #include <linux/reclint.h>

@behind_rwsem depends on (annotate_held || annotate_lock || annotate_try) && !header && !behind_mutex@
@@
#include <linux/rwsem.h>
+ #include <linux/reclint.h>

@behind_slab depends on (annotate_held || annotate_lock || annotate_try) && !header && !behind_mutex && !behind_rwsem@
@@
#include <linux/slab.h>
+ #include <linux/reclint.h>
