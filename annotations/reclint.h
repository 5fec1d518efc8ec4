/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Contracts about locks, reclaim and callbacks, for those who write drivers.
 * Works with the kernels 6.1 and 6.12, in their trees and out of them.
 *
 *	declarations	__rl_...	what a function or a field promises: the
 *					reclint plugin reads and checks it, sparse
 *					counts the locks, nobody else sees it
 *	statements	rl_...		scopes and lock order: the kernel's own calls,
 *					which sparse counts, too, and lockdep learns from
 *
 * Without plugin, sparse and lockdep all of it is nothing: the same code.
 * docs/annotations.md shows each in use; model/vocabulary.h has what only
 * descriptions of the kernel's own API need.
 *
 * Parameters count from 1, as in GCC's nonnull; 0 is the return value.  Several
 * contracts may stand on one declaration, behind the parameters:
 *
 *	int foo_map(struct foo *f, gfp_t gfp) __rl_must_hold("struct foo.lock") __rl_may_reclaim(2);
 *
 * On a definition C wants them before the type, and sparse wants those about locks
 * there even if a prototype has them:
 *
 *	__rl_must_hold("struct foo.lock")
 *	static void foo_update(struct foo *f)
 *	{
 *
 * The body is held to all of it: a function that breaks its own contract is a
 * finding (contract-body).  Where a contract says what a function does, callers see
 * it in the place of the body: sleeping, reclaim, faults, waits, sleeping locks
 * taken inside and locks left over that it does not mention are kept from them, and
 * so are findings, too.  Mention them, or add __rl_use_body().
 *
 * A trailing "since X.Y" or "before X.Y" string limits one contract to kernel
 * versions; __rl_since()/__rl_before() limit the whole declaration.
 */
#ifndef RECLINT_ANNOTATIONS_H
#define RECLINT_ANNOTATIONS_H

#ifdef __has_attribute
# if __has_attribute(reclint)
#  define __rl(...)	__attribute__((reclint(__VA_ARGS__)))
# endif
#endif
#ifndef __rl
# define __rl(...)
#endif

/* Sparse has one counter for all of a function's locks and scopes. */
#ifdef __CHECKER__
# define __rl_context(IN, OUT)	__attribute__((context(reclint, IN, OUT)))
# define __rl_step(STEP)	__context__(reclint, STEP)
#else
# define __rl_context(IN, OUT)
# define __rl_step(STEP)	(void)0
#endif

/*
 * CALL, which took a lock if its value is so; elsewhere it is just CALL.  Sparse follows it into conditions, and into
 * a variable that is returned as it is; it loses "err = CALL; if (err) return -EAGAIN;".
 *	if (!rl_if_nonzero(foo_trylock(f)))
 *		return -EAGAIN;
 */
#ifdef __CHECKER__
# define rl_if_zero(CALL)	((CALL) || ({ __rl_step(1); 0; }))
# define rl_if_nonzero(CALL)	((CALL) && ({ __rl_step(1); 1; }))
# define rl_if_valid(CALL)	({ __typeof__(CALL) __rl_value = (CALL); if (!IS_ERR(__rl_value)) __rl_step(1); __rl_value; })
#else
# define rl_if_zero(CALL)	(CALL)
# define rl_if_nonzero(CALL)	(CALL)
# define rl_if_valid(CALL)	(CALL)
#endif

/* ---- functions: locks ---------------------------------------------------- */

/*
 * P is the parameter that points to the lock; or a string that names a class
 * outright: "struct tag.field", or the name of a global.
 * KIND of a lock: "mutex" "rtmutex" "rwsem" "percpu_rwsem" "ww" "semaphore"
 * "folio" "socket" "spin" "rwlock" "seqcount" "srcu" "bit" "lockdep" (a map that
 * stands for a lock of unknown kind).
 * MODE: "write" (exclusive), "read" (shared: waits for writers, so it makes edges
 * like a writer) or "recursive" (shared, and readers may nest whoever waits:
 * rwlock, srcu, rcu).
 *
 * Several contracts on one function take effect in the order in which they are
 * written: "acquires releases" takes the lock and drops it inside, "releases
 * sleeps acquires" drops the caller's lock, sleeps, and takes it again.
 */

/*
 * Returns with the lock held on every way out, in that mode, having waited for it.
 *	void foo_lock(struct foo *f) __rl_acquires("struct foo.lock", "mutex", "write");
 */
#define __rl_acquires(P, KIND, MODE, ...)	__rl("acquires", P, KIND, MODE, ##__VA_ARGS__) __rl_context(0, 1)

/*
 * Waits for it, and holds it exactly if the return value is COND: "zero" "nonzero" "negative" "valid" (no ERR_PTR).
 *	int foo_lock_killable(struct foo *f) __rl_acquires_if("zero", "struct foo.lock", "mutex", "write");
 * Sparse cannot read that from a declaration.  Its callers are counted if rl_if_zero() and the like stand around
 * the call, which a macro of the function's name does once for all; its definition then has the name in parentheses:
 *	#define foo_lock_killable(F)	rl_if_zero(foo_lock_killable(F))
 *	int (foo_lock_killable)(struct foo *f)
 */
#define __rl_acquires_if(COND, P, KIND, MODE, ...)	__rl("acquires_if", COND, P, KIND, MODE, ##__VA_ARGS__)

/*
 * Does not wait; holds it exactly if the return value is COND ("always": whatever it is).
 *	bool foo_trylock(struct foo *f) __rl_try_acquires("nonzero", "struct foo.lock", "mutex", "write");
 */
#define __rl_try_acquires(COND, P, KIND, MODE, ...)	__rl("try_acquires", COND, P, KIND, MODE, ##__VA_ARGS__)

/*
 * Drops the lock that the caller holds, on every way out.
 *	void foo_unlock(struct foo *f) __rl_releases("struct foo.lock", "mutex");
 */
#define __rl_releases(P, KIND, ...)		__rl("releases", P, KIND, ##__VA_ARGS__) __rl_context(1, 0)

/*
 * Caller holds it, before and after; it may be dropped and taken again in between.
 *	void foo_update(struct foo *f) __rl_must_hold("struct foo.lock");
 */
#define __rl_must_hold(P)			__rl("must_hold", P) __rl_context(1, 1)

/*
 * Likewise, but to hold it shared (as a reader) is enough.
 *	int foo_count(struct foo *f) __rl_must_hold_shared("struct foo.rwsem");
 */
#define __rl_must_hold_shared(P)		__rl("must_hold_shared", P) __rl_context(1, 1)

/*
 * Not to be called with it held.  The body does not assert that it is.
 *	void foo_flush(struct foo *f) __rl_must_not_hold("struct foo.lock");
 */
#define __rl_must_not_hold(P)			__rl("must_not_hold", P)

/* ---- functions: reclaim, sleeping, waiting --------------------------------- */

/*
 * Allocates with the gfp mask in parameter P, and so may enter reclaim if that says so, and no
 * further: without __GFP_FS not into file systems.  Sleeps only if the mask allows reclaim.
 *	void *foo_node(struct foo *f, gfp_t gfp) __rl_may_reclaim(2);
 */
#define __rl_may_reclaim(P, ...)		__rl("allocates", P, ##__VA_ARGS__)

/*
 * Never enters direct reclaim, and so never invalidates or shrinks anything.
 *	void foo_complete(struct foo *f) __rl_never_reclaims();
 */
#define __rl_never_reclaims(...)		__rl("never_reclaims", ##__VA_ARGS__)

/*
 * May sleep, without reclaiming or waiting for anything: what is waited for has a contract of its own, locks as well.
 *	void foo_settle(struct foo *f) __rl_may_sleep();
 */
#define __rl_may_sleep(...)			__rl("sleeps", ##__VA_ARGS__)

/*
 * Never sleeps: may be called in atomic context and from a non-blockable invalidation.
 *	void foo_kick(struct foo *f) __rl_never_sleeps();
 */
#define __rl_never_sleeps(...)			__rl("never_sleeps", ##__VA_ARGS__)

/*
 * Does not sleep if parameter P compares so with VALUE: OP "==" "!=" "&" (some bit of VALUE set) "!&" (none set).
 *	int foo_unmap(struct foo *f, bool blockable) __rl_nonblockable_if(2, "==", 0);
 */
#define __rl_nonblockable_if(P, OP, VALUE, ...)	__rl("nonblockable_if", P, OP, VALUE, ##__VA_ARGS__)

/*
 * Waits for the object in parameter P: KIND "work" "cancel" (of one) "workqueue" "completion"
 * "waitqueue" "fence" "thread" "timer" "irq" "hardirq" "device" "notifier" "unregister"
 * (of a notifier: also calls ->release) "callbacks" (of all mms) "mmput" "shrinker".
 * "waitqueue", "timer" and "hardirq" do not say that it sleeps: __rl_may_sleep() does.
 *	void foo_wait(struct foo *f) __rl_waits("struct foo.done", "completion");
 */
#define __rl_waits(P, KIND, ...)		__rl("waits", P, KIND, ##__VA_ARGS__)

/*
 * Completes, wakes or signals the object in parameter P.
 *	void foo_finish(struct foo *f) __rl_signals("struct foo.done", "completion");
 */
#define __rl_signals(P, KIND, ...)		__rl("signals", P, KIND, ##__VA_ARGS__)

/*
 * Runs in CONTEXT, whoever calls it: "reclaim" (an invalidation by reclaim) "mm" (by an operation
 * on the address space) "oom" (a non-blockable one) "release" "shrinker" "signalling" (of a fence)
 * "atomic".  What its callers run in holds as well.
 *	static void foo_zap(struct foo *f) __rl_runs_in("reclaim");
 */
#define __rl_runs_in(CONTEXT, ...)		__rl("runs_in", CONTEXT, ##__VA_ARGS__)

/* ---- functions: the body ---------------------------------------------------- */

/*
 * Callers see what the contracts say, and not the body.  With this they see both:
 * the contracts only add to it.  Those about locks add nothing, and are only checked.
 *	void foo_update(struct foo *f) __rl_may_sleep() __rl_use_body();
 */
#define __rl_use_body(...)			__rl("use_body", ##__VA_ARGS__)

/*
 * Nothing that is done in this function is checked against contracts about locks; its own still count
 * for callers.  rl_unchecked() is the same for an expression.
 *	void foo_panic(struct foo *f) __rl_unchecked();
 */
#define __rl_unchecked()			__rl("unchecked")

/* ---- fields ----------------------------------------------------------------- */

/*
 * Functions in this field of an ops table are called from CONTEXT, see __rl_runs_in();
 * also "own" "shrinker_nofs" "shrinker_noio" "oom_notifier" "work" "fault" "selftest".
 *	struct foo_ops { void (*zap)(struct foo *f) __rl_entry("mm"); };
 */
#define __rl_entry(CONTEXT, ...)		__rl("entry", CONTEXT, ##__VA_ARGS__)

/*
 * The lock in this field is taken in CONTEXT, waiting for it: "reclaim" in invalidate callbacks that reclaim
 * calls, "mm" in those that operations on the address space call, "shrinker", "oom_notifier".  It counts
 * whether or not a callback is seen that does: where the callback lies in another file that nobody looks at,
 * or behind a pointer.
 *	struct foo { struct mutex lock __rl_taken_in("reclaim"); };
 */
#define __rl_taken_in(CONTEXT, ...)		__rl("taken_in", CONTEXT, ##__VA_ARGS__)

/*
 * Accessed only under the lock in field LOCK of the same struct ("lock", "mm.lock", "parent->lock"), in that
 * of a named one ("struct tag.field"), or under a global lock: written while it is held exclusively, read
 * while it is held at least shared.
 *	struct foo { struct mutex lock; int users __rl_guarded_by("lock"); };
 *
 * READ_ONCE() and what is made of it (rcu_dereference()), and data_race(), read without the lock on purpose:
 * nobody asks about them.
 */
#define __rl_guarded_by(LOCK, ...)		__rl("guarded_by", LOCK, ##__VA_ARGS__)

/*
 * Only writers hold the lock; readers do without: under RCU, or because any old value will do.
 *	struct foo { spinlock_t lock; bool is_dead __rl_write_guarded_by("lock"); };
 */
#define __rl_write_guarded_by(LOCK, ...)	__rl("write_guarded_by", LOCK, ##__VA_ARGS__)

/*
 * The pointer is anybody's; what it points to is accessed only under the lock.
 *	struct foo { struct mutex lock; struct foo_table *table __rl_pt_guarded_by("lock"); };
 */
#define __rl_pt_guarded_by(LOCK, ...)		__rl("pt_guarded_by", LOCK, ##__VA_ARGS__)

/* ---- versions --------------------------------------------------------------- */

/* The contracts of this declaration hold from, or up to before, this kernel version: __rl_since("6.6"). */
#define __rl_since(VERSION)			__rl("since", VERSION)
#define __rl_before(VERSION)			__rl("before", VERSION)

#endif /* RECLINT_ANNOTATIONS_H */

/* ---- statements --------------------------------------------------------------- */

/* reclint-context.h comes before all kernel headers, and leaves these to a later inclusion. */
#if defined(__KERNEL__) && !defined(RECLINT_NO_STATEMENTS) && !defined(RECLINT_STATEMENTS_H)
#define RECLINT_STATEMENTS_H
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/sched/mm.h>

/*
 * Accesses and calls in the expression are not checked against contracts about locks.
 *	return rl_unchecked(f->users);
 */
#define rl_unchecked(...)	({ __VA_ARGS__; })

/*
 * Nothing in between may sleep, as in a non-blockable invalidation (CONFIG_DEBUG_ATOMIC_SLEEP checks it).
 *	rl_non_block_start();
 *	foo_zap(f);
 *	rl_non_block_end();
 */
#define rl_non_block_start()	do { non_block_start(); __rl_step(1); } while (0)
#define rl_non_block_end()	do { __rl_step(-1); non_block_end(); } while (0)

/*
 * The same for a callback that must not sleep only if COND, which may not change in between.
 * Sparse counts both whatever COND is.
 *	rl_non_block_start_if(!mmu_notifier_range_blockable(range));
 *	foo_zap(f);
 *	rl_non_block_end_if(!mmu_notifier_range_blockable(range));
 */
#define rl_non_block_start_if(COND)	do { if (COND) non_block_start(); __rl_step(1); } while (0)
#define rl_non_block_end_if(COND)	do { __rl_step(-1); if (COND) non_block_end(); } while (0)

/*
 * No reclaim from here: whatever is in between is done as in reclaim, where lockdep
 * and reclint let nobody allocate in a way that may reclaim again.
 *	rl_no_reclaim_start();
 *	foo_write_back(f);
 *	rl_no_reclaim_end();
 */
#define rl_no_reclaim_start()	do { fs_reclaim_acquire(GFP_KERNEL); __rl_step(1); } while (0)
#define rl_no_reclaim_end()	do { __rl_step(-1); fs_reclaim_release(GFP_KERNEL); } while (0)

/*
 * Allocations in between do not enter file systems (nofs), block devices (noio), or reclaim at all (noreclaim).
 *	unsigned int flags = rl_nofs_save();
 *	err = foo_map(f, GFP_KERNEL);
 *	rl_nofs_restore(flags);
 */
#define rl_nofs_save()			({ __rl_step(1); memalloc_nofs_save(); })
#define rl_nofs_restore(FLAGS)		do { __rl_step(-1); memalloc_nofs_restore(FLAGS); } while (0)
#define rl_noio_save()			({ __rl_step(1); memalloc_noio_save(); })
#define rl_noio_restore(FLAGS)		do { __rl_step(-1); memalloc_noio_restore(FLAGS); } while (0)
#define rl_noreclaim_save()		({ __rl_step(1); memalloc_noreclaim_save(); })
#define rl_noreclaim_restore(FLAGS)	do { __rl_step(-1); memalloc_noreclaim_restore(FLAGS); } while (0)

/*
 * Sleeping locks that sparse counts, which the kernel's own are not; spin_lock() is counted anyway.
 *	rl_mutex_lock(&f->lock);
 *	f->users++;
 *	rl_mutex_unlock(&f->lock);
 */
#define rl_mutex_lock(LOCK)		do { mutex_lock(LOCK); __rl_step(1); } while (0)
#define rl_mutex_unlock(LOCK)		do { __rl_step(-1); mutex_unlock(LOCK); } while (0)
#define rl_down_read(LOCK)		do { down_read(LOCK); __rl_step(1); } while (0)
#define rl_up_read(LOCK)		do { __rl_step(-1); up_read(LOCK); } while (0)
#define rl_down_write(LOCK)		do { down_write(LOCK); __rl_step(1); } while (0)
#define rl_up_write(LOCK)		do { __rl_step(-1); up_write(LOCK); } while (0)

/*
 * Those that may fail: sparse counts the lock where they did not.
 *	if (!rl_mutex_trylock(&f->lock))
 *		return -EAGAIN;
 *	err = rl_down_write_killable(&f->sem);
 *	if (err)
 *		return err;
 */
#define rl_mutex_trylock(LOCK)		rl_if_nonzero(mutex_trylock(LOCK))
#define rl_mutex_lock_killable(LOCK)	rl_if_zero(mutex_lock_killable(LOCK))
#define rl_mutex_lock_interruptible(LOCK) rl_if_zero(mutex_lock_interruptible(LOCK))
#define rl_down_read_trylock(LOCK)	rl_if_nonzero(down_read_trylock(LOCK))
#define rl_down_read_killable(LOCK)	rl_if_zero(down_read_killable(LOCK))
#define rl_down_write_trylock(LOCK)	rl_if_nonzero(down_write_trylock(LOCK))
#define rl_down_write_killable(LOCK)	rl_if_zero(down_write_killable(LOCK))

/*
 * There may be reclaim here, and the lock may be waited for here, though mostly neither happens:
 * tells lockdep on every call.
 *	rl_may_reclaim(gfp);
 *	rl_may_wait_for(&f->lock);
 */
#define rl_may_reclaim(GFP)		might_alloc(GFP)
#define rl_may_wait_for(LOCK)		might_lock(LOCK)

/*
 * At init: this lock is taken in reclaim.  Lockdep complains where it is held over
 * an allocation, without a shrinker or callback ever running.
 *	mutex_init(&f->lock);
 *	rl_prime_reclaim(&f->lock);
 */
#define rl_prime_reclaim(LOCK)						\
do {									\
	fs_reclaim_acquire(GFP_KERNEL);					\
	might_lock(LOCK);						\
	fs_reclaim_release(GFP_KERNEL);					\
} while (0)

/*
 * At init: this lock is taken in mmu notifier callbacks.  As above, for allocations
 * with GFP_NOFS and GFP_NOIO, too.
 *	mutex_init(&f->lock);
 *	rl_prime_notifiers(&f->lock);
 *
 * The kernel's map of the callbacks is not exported, so a module has itself called
 * back once: for a page that it maps, and unmaps, in the process that loads it.
 * Without one, or without memory, nothing is told.
 */
/* For the plugin, as __rl_taken_in() is for all locks of a field. */
static inline void rl_tell_notifiers(const void *lock) __rl("tells", 1, "reclaim") __rl("tells", 1, "mm");
static inline void rl_tell_notifiers(const void *lock)
{
	(void)lock;
}

#if defined(CONFIG_LOCKDEP) && defined(CONFIG_MMU_NOTIFIER)
#include <linux/mman.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/sched.h>

struct rl_priming {
	struct mmu_notifier subscription;
	struct lockdep_map *lock;
};

static inline void rl_prime_map(struct lockdep_map *lock)
{
	lock_map_acquire(lock);
	lock_map_release(lock);
}

static inline int rl_priming_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (mmu_notifier_range_blockable(range))
		rl_prime_map(container_of(mn, struct rl_priming, subscription)->lock);
	return 0;
}

static inline void rl_prime_notifiers_map(struct lockdep_map *lock)
{
#ifdef MODULE
	static const struct mmu_notifier_ops ops = { .invalidate_range_start = rl_priming_start };
	struct rl_priming priming = { .subscription = { .ops = &ops }, .lock = lock };
	unsigned long page;

	if (!current->mm || mmu_notifier_register(&priming.subscription, current->mm))
		return;
	page = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, 0);
	if (!IS_ERR_VALUE(page))
		vm_munmap(page, PAGE_SIZE);
	mmu_notifier_unregister(&priming.subscription, current->mm);
#else
	lock_map_acquire(&__mmu_notifier_invalidate_range_start_map);
	rl_prime_map(lock);
	lock_map_release(&__mmu_notifier_invalidate_range_start_map);
#endif
}

# define rl_prime_notifiers(LOCK)	do { rl_tell_notifiers(LOCK); rl_prime_notifiers_map(&(LOCK)->dep_map); } while (0)
#else
# define rl_prime_notifiers(LOCK)	rl_tell_notifiers(LOCK)
#endif

#endif /* RECLINT_STATEMENTS_H */
