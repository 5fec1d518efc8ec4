/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What descriptions of the kernel's own API need beside the contracts of
 * ../reclint.h: what a macro expands to, what an allocator does with its mask,
 * facts about the whole kernel.  Drivers do not.
 *
 * The model says which kinds of locks sleep (__rl_lock_kind).  As for locks, a
 * string may stand wherever P stands for an object (waits, queues).
 */
#ifndef RECLINT_MODEL_VOCABULARY_H
#define RECLINT_MODEL_VOCABULARY_H

#include "../reclint.h"

/* ---- functions: locks ---------------------------------------------------- */

/*
 * Takes the lock in parameter P as lockdep's subclass of the number in parameter Q: a class of its own
 * if that is not 0 (mutex_lock_nested).  Whoever releases it need not say which it was.
 */
#define __rl_subclass(P, Q, ...)		__rl("subclass", P, Q, ##__VA_ARGS__)
/* Gives the lock in (or around) parameter P a lockdep class of its own, named by the key in parameter Q. */
#define __rl_keys(P, Q, ...)			__rl("keys", P, Q, ##__VA_ARGS__)
/* Initialises the lock in parameter P with the lockdep key in parameter Q. */
#define __rl_inits(P, Q, ...)			__rl("inits", P, Q, ##__VA_ARGS__)
/* For lockdep only: "I would take this lock here" (might_lock). */
#define __rl_might_acquire(P, KIND, MODE, ...)	__rl("might_acquire", P, KIND, MODE, ##__VA_ARGS__)
/* Says whether it is held, for an assertion: the author claims that it is (lockdep_assert_held). */
#define __rl_tests_held(P)			__rl("tests_held", P)

/* Says, by bits or as a truth value, that the caller is one of those who may not sleep (preempt_count). */
#define __rl_tests_context(...)			__rl("tests_context", ##__VA_ARGS__)
#define __rl_tests_irqs(...)			__rl("tests_irqs", ##__VA_ARGS__)

/* ---- functions: allocation, faults, sleeping ----------------------------- */

/* Allocates with the gfp mask in parameter P. */
#define __rl_allocates(P, ...)			__rl("allocates", P, ##__VA_ARGS__)
/* ... if parameter Q compares so; operators as for __rl_sleeps_if. */
#define __rl_allocates_if(P, Q, OP, VALUE, ...)	__rl("allocates_if", P, Q, OP, VALUE, ##__VA_ARGS__)
/* Allocates with (parameter P & MASK) | BITS; MASK and BITS are strings of constants joined by '|'. */
#define __rl_allocates_masked(P, MASK, BITS, ...)	__rl("allocates_masked", P, MASK, BITS, ##__VA_ARGS__)
/* Allocates with fixed flags, e.g. "GFP_KERNEL". */
#define __rl_allocates_with(BITS, ...)		__rl("allocates_with", BITS, ##__VA_ARGS__)
/* May fault on user memory or take mmap_lock: KIND "gup" "gup_locked" (mmap_lock is held) "user" "mmap_lock" "register". */
#define __rl_faults(KIND, ...)			__rl("faults", KIND, ##__VA_ARGS__)
/* ... if parameter P compares so (FOLL_FAST_ONLY); operators as for __rl_sleeps_if. */
#define __rl_faults_if(KIND, P, OP, VALUE, ...)	__rl("faults_if", KIND, P, OP, VALUE, ##__VA_ARGS__)
/* ... if FIELD ("tag.field") of what parameter P points to compares so. */
#define __rl_faults_if_field(KIND, P, FIELD, OP, VALUE, ...)	__rl("faults_if_field", KIND, P, FIELD, OP, VALUE, ##__VA_ARGS__)
/* Leaves VALUE in FIELD ("tag.field") of what parameter P points to. */
#define __rl_sets(P, FIELD, VALUE, ...)		__rl("sets", P, FIELD, VALUE, ##__VA_ARGS__)
/* May sleep without reclaiming. */
#define __rl_sleeps(...)			__rl("sleeps", ##__VA_ARGS__)
/* May sleep if parameter P compares so: OP "==" "!=" "&" (some bit of VALUE set) "!&" (none set). */
#define __rl_sleeps_if(P, OP, VALUE, ...)	__rl("sleeps_if", P, OP, VALUE, ##__VA_ARGS__)
/* May sleep, but not when it is called in an interrupt or with bottom halves off: then somebody else does it later. */
#define __rl_sleeps_in_task(...)		__rl("sleeps_in_task", ##__VA_ARGS__)
/* As __rl_waits() if parameter Q compares so (timeouts of 0, non-blocking flags). */
#define __rl_waits_if(P, KIND, Q, OP, VALUE, ...)	__rl("waits_if", P, KIND, Q, OP, VALUE, ##__VA_ARGS__)
/* Queues the work item in parameter P on the work queue in parameter Q; it runs later, without the caller's locks. */
#define __rl_queues(P, Q, ...)			__rl("queues", P, Q, ##__VA_ARGS__)
/* Returns a new work queue; it has a rescuer for reclaim if parameter P has BIT set, by old habit only if also LEGACY. */
#define __rl_makes_queue(P, BIT, LEGACY, ...)	__rl("makes_queue", P, BIT, LEGACY, ##__VA_ARGS__)
/* Fires the mmu notifiers of some mm in the caller's thread: in context "mm", or "own" (range->owner says who asks). */
#define __rl_fires_notifiers(CONTEXT, ...)	__rl("fires_notifiers", CONTEXT, ##__VA_ARGS__)

/* ---- functions: scopes ---------------------------------------------------- */

/*
 * SCOPE: "nofs" "noio" "noreclaim" "nonblock" "nofault" (pagefaults off)
 * "user_mm" (a kernel thread has a user's memory) "rcu" "preempt" "irq" "bh" "fs_reclaim" (lockdep's section) "signalling".
 * Scopes count; "bh" and the like make the caller atomic (__rl_scope_kind).
 */
#define __rl_enters(SCOPE, ...)			__rl("enters", SCOPE, ##__VA_ARGS__)
#define __rl_leaves(SCOPE, ...)			__rl("leaves", SCOPE, ##__VA_ARGS__)
/* Enters or leaves it if parameter P compares so. */
#define __rl_enters_when(SCOPE, P, OP, VALUE, ...)	__rl("enters_when", SCOPE, P, OP, VALUE, ##__VA_ARGS__)
#define __rl_leaves_when(SCOPE, P, OP, VALUE, ...)	__rl("leaves_when", SCOPE, P, OP, VALUE, ##__VA_ARGS__)
/* Takes the flags in parameter P away: with 0 it ends nothing. */
#define __rl_leaves_flags(SCOPE, P, ...)	__rl("leaves_flags", SCOPE, P, ##__VA_ARGS__)
/* Within one function, the scope of what parameter P points to begins and ends: nothing that callers or callees know of. */
#define __rl_opens(SCOPE, P, ...)		__rl("opens", SCOPE, P, ##__VA_ARGS__)
#define __rl_closes(SCOPE, P, ...)		__rl("closes", SCOPE, P, ##__VA_ARGS__)
/* Enters it exactly if the return value is COND. */
#define __rl_enters_if(COND, SCOPE, ...)	__rl("enters_if", COND, SCOPE, ##__VA_ARGS__)

/* ---- functions: memory ---------------------------------------------------- */

/* Adds STEP to the counter in parameter P. */
#define __rl_counts(P, STEP, ...)		__rl("counts", P, STEP, ##__VA_ARGS__)

/* ---- functions: control ---------------------------------------------------- */

/* Has no effect that matters here; its body is not looked at (printk, tracing). */
#define __rl_no_effect(...)			__rl("no_effect", ##__VA_ARGS__)
/* Is a self test, and so is what else its file defines. */
#define __rl_selftest(...)			__rl("selftest", ##__VA_ARGS__)
/* Does not return because the machine stops: what leads only there is of no interest. */
#define __rl_dies(...)				__rl("dies", ##__VA_ARGS__)
/* Drops a reference; what the last one does is a separate, weaker edge and is not entered. */
#define __rl_final_put(...)			__rl("final_put", ##__VA_ARGS__)
/* Drops a reference and says by COND that it was the last: what happens then is as weak as a final put. */
#define __rl_tests_last(COND, ...)		__rl("tests_last", COND, ##__VA_ARGS__)
/* Calls the function in parameter P, here and now, with its parameter Q (0: unknown) as first argument. */
#define __rl_calls(P, Q, ...)			__rl("calls", P, Q, ##__VA_ARGS__)
/* Same, as the release of a reference: weaker (kref_put). */
#define __rl_calls_final(P, Q, ...)		__rl("calls_final", P, Q, ##__VA_ARGS__)
/* Stores the function in parameter P in field "tag.field" of what parameter Q points to (timer_setup). */
#define __rl_stores(P, Q, FIELD, ...)		__rl("stores", P, Q, FIELD, ##__VA_ARGS__)
/*
 * Runs the function in parameter P later, in context CTX, not under the caller's locks (call_rcu).
 * What it returns stands for that: to wait for it is to wait for the function (kthread_create).
 */
#define __rl_defers(P, CTX, ...)		__rl("defers", P, CTX, ##__VA_ARGS__)
/* Returns its parameter P unchanged. */
#define __rl_returns(P)				__rl("returns", P)
/* Returns memory that nobody else knows yet, or NULL. */
#define __rl_returns_new()			__rl("returns_new")
/* The return value is never CLASS: "zero" "negative" "nonzero". */
#define __rl_never_returns(CLASS, ...)		__rl("never_returns", CLASS, ##__VA_ARGS__)
/* ... if parameter P compares so (ww_mutex_lock without a context cannot fail). */
#define __rl_never_returns_if(CLASS, P, OP, VALUE, ...)	__rl("never_returns_if", CLASS, P, OP, VALUE, ##__VA_ARGS__)
/* Path rules know this call, or calls of this field, as the event NAME; beside other contracts it changes nothing. */
#define __rl_event(NAME, ...)			__rl("event", NAME, ##__VA_ARGS__)
/* ... unless parameter P certainly compares so; operators as for __rl_sleeps_if. */
#define __rl_event_unless(NAME, P, OP, VALUE, ...)	__rl("event_unless", NAME, P, OP, VALUE, ##__VA_ARGS__)
/* The function in FIELD of what parameter P points to is called by the kernel from CONTEXT (see __rl_entry). */
#define __rl_registers(P, FIELD, CONTEXT, ...)	__rl("registers", P, FIELD, CONTEXT, ##__VA_ARGS__)

/*
 * For scripts/model-check only: the kernel's code contradicts the entry by WHAT ("sleeps" "allocates" "takes a lock" ...),
 * by a call of CALLEE (several: joined by '|'; "": in its body), and the entry stands all the same; its reason says why.
 */
#define __rl_despite(WHAT, CALLEE, ...)		__rl("despite", WHAT, CALLEE, ##__VA_ARGS__)

/* ---- fields: callbacks ------------------------------------------------------ */

/* In that context, FIELD of what parameter P points to is so (FIELD "": P itself). */
#define __rl_given(CONTEXT, P, FIELD, OP, VALUE, ...)	__rl("given", CONTEXT, P, FIELD, OP, VALUE, ##__VA_ARGS__)
/* ... or one of these events only: VALUES is a bit mask over the values of FIELD (bit n: value n). */
#define __rl_given_set(CONTEXT, P, FIELD, VALUES, ...)	__rl("given_set", CONTEXT, P, FIELD, VALUES, ##__VA_ARGS__)
/* In that context the callback returns something that compares so with VALUE (OP "==" "!="); several: one of them. */
#define __rl_result(CONTEXT, OP, VALUE, ...)	__rl("result", CONTEXT, OP, VALUE, ##__VA_ARGS__)
/* ... or VALUE, if it has seen a bit of MASK in FIELD of what parameter P points to. */
#define __rl_result_when(CONTEXT, VALUE, P, FIELD, MASK, ...)	__rl("result_when", CONTEXT, VALUE, P, FIELD, MASK, ##__VA_ARGS__)
/* The kernel calls FIELD of the same table afterwards, whatever this one returned. */
#define __rl_followed_by(FIELD, ...)		__rl("followed_by", FIELD, ##__VA_ARGS__)
/* This lock plays a part in the kernel's own order: "mmap_lock" "i_mmap_rwsem" "anon_vma" "folio" "gup_fast"; "vfs": its own affair; "dma_resv". */
#define __rl_role(ROLE)				__rl("role", ROLE)
/* Adding to this field of the running task enters SCOPE, subtracting leaves it (non_block_start). */
#define __rl_scope_counter(SCOPE, ...)		__rl("scope_counter", SCOPE, ##__VA_ARGS__)
/* Setting BITS in this field of the running task enters SCOPE, clearing them leaves it (PF_MEMALLOC set by hand). */
#define __rl_scope_flag(SCOPE, BITS, ...)	__rl("scope_flag", SCOPE, BITS, ##__VA_ARGS__)
/* Function pointers stored here are called by nobody the engine should follow. */
#define __rl_not_called(...)			__rl("not_called", ##__VA_ARGS__)

/* ---- types -------------------------------------------------------------------- */

/* A lock of KIND. */
#define __rl_lock(KIND)				__rl("lock", KIND)
/* Generic container or lock-internal type: a lock in it is named after the field it is embedded in. */
#define __rl_container				__rl("container")
/* Calls through this ops type legitimately lead from one driver into another (dma-buf). */
#define __rl_bridge				__rl("bridge")

/* ---- carriers of facts about the whole kernel (on any variable) --------------- */

#define __rl_constant(NAME, VALUE, ...)		__rl("constant", NAME, VALUE, ##__VA_ARGS__)
/* PROPERTY: "sleeps" "atomic"; "domain": readers wait for nobody, who takes it waits asleep for them and holds nothing then */
#define __rl_lock_kind(KIND, PROPERTY)		__rl("lock_kind", KIND, PROPERTY)
/* PROPERTY: "atomic" "sleepable"; "paired": whoever enters it leaves it on every way out, or hands the cookie on */
#define __rl_scope_kind(SCOPE, PROPERTY)	__rl("scope_kind", SCOPE, PROPERTY)
/* The lockdep key of this name takes a lock out of lockdep's sight: the author answers for its order. */
#define __rl_no_validate(KEY)			__rl("no_validate", KEY)
/* Functions whose name begins so have no effect that matters. */
#define __rl_no_effect_prefix(PREFIX)		__rl("no_effect_prefix", PREFIX)
/* The source calls NAME what a macro makes NAME with SUFFIX: told by the first. */
#define __rl_hidden_suffix(SUFFIX)		__rl("hidden_suffix", SUFFIX)

#endif
