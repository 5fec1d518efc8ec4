/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Locks, as called in GIMPLE before inlining: with lockdep most lock macros end
 * in a _nested function, without it in the plain one, so both stand here.
 * A subclass is a class of its own, as in lockdep; without lockdep it is not in
 * GIMPLE.  A nest lock makes none: however many are held under it, one class.
 * Inlines that do nothing but pass the lock on (spin_lock) are modelled by name,
 * so that the caller's path to the lock is kept.
 *
 * Two contracts on one lock in the order "acquires, releases" mean: takes and
 * drops it inside; "releases, acquires": drops the caller's and takes it again.
 */
#ifndef RECLINT_MODEL_LOCKS_H
#define RECLINT_MODEL_LOCKS_H

#include "base.h"
#include "container.h"

/* reclint: "seqcount" has no kind: holding one forbids nothing, waiting for one does not sleep */
extern const int rl_lock_kinds
	__rl_lock_kind("bit", "atomic")
	__rl_lock_kind("folio", "sleeps")	/* a bit of folio->flags, but waited for asleep (wait_on_bit_lock likewise) */
	__rl_lock_kind("mutex", "sleeps")
	__rl_lock_kind("percpu_rwsem", "sleeps")
	__rl_lock_kind("rtmutex", "sleeps")
	__rl_lock_kind("rwlock", "atomic")
	__rl_lock_kind("rwsem", "sleeps")
	__rl_lock_kind("semaphore", "sleeps")
	__rl_lock_kind("socket", "sleeps")	/* lock_sock(): an owner flag and a wait queue */
	__rl_lock_kind("spin", "atomic")
	__rl_lock_kind("srcu", "domain")
	__rl_lock_kind("ww", "sleeps");

/* ---- mutex ---- */

/* linux/mutex.h */
void _mutex_lock_nest_lock(struct mutex *, struct lockdep_map *) __rl_acquires(1, "mutex", "write");	/* mutex_lock_nest_lock */
int atomic_dec_and_mutex_lock(atomic_t *, struct mutex *) __rl_acquires_if("nonzero", 2, "mutex", "write");	/* returns 1 with the lock held when it hit 0 */
bool mutex_is_locked(struct mutex *) __rl_no_effect();	/* looks only */
int mutex_trylock(struct mutex *) __rl_try_acquires("nonzero", 1, "mutex", "write");	/* takes it or does not, never waits */
void mutex_unlock(struct mutex *) __rl_releases(1, "mutex");	/* drops it, never waits */

/* linux/mutex.h: 0 is success; else a signal came */
int mutex_lock_interruptible_nested(struct mutex *, unsigned int) __rl_acquires_if("zero", 1, "mutex", "write") __rl_subclass(1, 2);
int mutex_lock_killable_nested(struct mutex *, unsigned int) __rl_acquires_if("zero", 1, "mutex", "write") __rl_subclass(1, 2);

/* linux/mutex.h: debug state only */
int __devm_mutex_init(struct device *, struct mutex *) __rl_allocates_with("GFP_KERNEL");	/* a node of the device's resources, for mutex_destroy() */
void __mutex_init(struct mutex *, const char *, struct lock_class_key *) __rl_no_effect() __rl_inits(1, 3);
void mutex_destroy(struct mutex *) __rl_no_effect();

/* linux/mutex.h: mutex_lock under lockdep */
void mutex_lock_io_nested(struct mutex *, unsigned int) __rl_acquires(1, "mutex", "write") __rl_subclass(1, 2);
void mutex_lock_nested(struct mutex *, unsigned int) __rl_acquires(1, "mutex", "write") __rl_subclass(1, 2);

/* linux/mutex.h: without lockdep */
void mutex_lock(struct mutex *) __rl_acquires(1, "mutex", "write");
int mutex_lock_interruptible(struct mutex *) __rl_acquires_if("zero", 1, "mutex", "write");
void mutex_lock_io(struct mutex *) __rl_acquires(1, "mutex", "write");
int mutex_lock_killable(struct mutex *) __rl_acquires_if("zero", 1, "mutex", "write");

/* linux/refcount.h: returns 1 with the lock held when it hit 0 */
bool refcount_dec_and_mutex_lock(refcount_t *, struct mutex *) __rl_acquires_if("nonzero", 2, "mutex", "write");

/* ---- rt_mutex ---- */

/* linux/rtmutex.h */
int rt_mutex_trylock(struct rt_mutex *) __rl_try_acquires("nonzero", 1, "rtmutex", "write");	/* takes it or does not, never waits */
void rt_mutex_unlock(struct rt_mutex *) __rl_releases(1, "rtmutex");	/* drops it, never waits */

/* linux/rtmutex.h: 0 is success; else a signal came */
int rt_mutex_lock_interruptible(struct rt_mutex *) __rl_acquires_if("zero", 1, "rtmutex", "write");
int rt_mutex_lock_killable(struct rt_mutex *) __rl_acquires_if("zero", 1, "rtmutex", "write");

/* linux/rtmutex.h: waits asleep, its holder inherits the priority */
void _rt_mutex_lock_nest_lock(struct rt_mutex *, struct lockdep_map *) __rl_acquires(1, "rtmutex", "write");
void rt_mutex_lock(struct rt_mutex *) __rl_acquires(1, "rtmutex", "write");
void rt_mutex_lock_nested(struct rt_mutex *, unsigned int) __rl_acquires(1, "rtmutex", "write") __rl_subclass(1, 2);

/* ---- rw_semaphore ---- */

/* linux/rwsem.h */
void __init_rwsem(struct rw_semaphore *, const char *, struct lock_class_key *) __rl_no_effect() __rl_inits(1, 3);	/* debug state only */
void downgrade_write(struct rw_semaphore *) __rl_releases(1, "rwsem") __rl_try_acquires("always", 1, "rwsem", "read");	/* write to read, never waits */

/* linux/rwsem.h: 0 is success; else a signal came */
int down_read_interruptible(struct rw_semaphore *) __rl_acquires_if("zero", 1, "rwsem", "read");
int down_read_killable(struct rw_semaphore *) __rl_acquires_if("zero", 1, "rwsem", "read");
int down_read_killable_nested(struct rw_semaphore *, int) __rl_acquires_if("zero", 1, "rwsem", "read") __rl_subclass(1, 2);
int down_write_killable(struct rw_semaphore *) __rl_acquires_if("zero", 1, "rwsem", "write");
int down_write_killable_nested(struct rw_semaphore *, int) __rl_acquires_if("zero", 1, "rwsem", "write") __rl_subclass(1, 2);

/* linux/rwsem.h: a queued writer stops readers: not recursive */
void down_read(struct rw_semaphore *) __rl_acquires(1, "rwsem", "read");
void down_read_nested(struct rw_semaphore *, int) __rl_acquires(1, "rwsem", "read") __rl_subclass(1, 2);
void down_read_non_owner(struct rw_semaphore *) __rl_acquires(1, "rwsem", "read");

/* linux/rwsem.h: drops it, never waits */
void up_read(struct rw_semaphore *) __rl_releases(1, "rwsem");
void up_read_non_owner(struct rw_semaphore *) __rl_releases(1, "rwsem");
void up_write(struct rw_semaphore *) __rl_releases(1, "rwsem");

/* linux/rwsem.h: takes it or does not, never waits */
int down_read_trylock(struct rw_semaphore *) __rl_try_acquires("nonzero", 1, "rwsem", "read");
int down_write_trylock(struct rw_semaphore *) __rl_try_acquires("nonzero", 1, "rwsem", "write");

/* linux/rwsem.h: waits asleep for readers and writers */
void _down_write_nest_lock(struct rw_semaphore *, struct lockdep_map *) __rl_acquires(1, "rwsem", "write");
void down_write(struct rw_semaphore *) __rl_acquires(1, "rwsem", "write");
void down_write_nested(struct rw_semaphore *, int) __rl_acquires(1, "rwsem", "write") __rl_subclass(1, 2);

/* ---- percpu_rw_semaphore: inlines over per-cpu counters and a wait queue ---- */

/* linux/cpu.h: a global of kernel/cpu.c */
void cpus_read_lock(void) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read");
int cpus_read_trylock(void) __rl_try_acquires("nonzero", "cpu_hotplug_lock", "percpu_rwsem", "read");
void cpus_read_unlock(void) __rl_releases("cpu_hotplug_lock", "percpu_rwsem");
void cpus_write_lock(void) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "write");
void cpus_write_unlock(void) __rl_releases("cpu_hotplug_lock", "percpu_rwsem");

/* linux/cpuhotplug.h: cpus_read_lock() around cpuhp_state_mutex */
void __cpuhp_remove_state(int, bool) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read") __rl_releases("cpu_hotplug_lock", "percpu_rwsem");
int __cpuhp_setup_state(int, const char *, bool, void *, void *, bool) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read") __rl_releases("cpu_hotplug_lock", "percpu_rwsem");

/* linux/jump_label.h: cpus_read_lock() around jump_label_mutex */
void static_key_disable(struct static_key *) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read") __rl_releases("cpu_hotplug_lock", "percpu_rwsem");
void static_key_enable(struct static_key *) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read") __rl_releases("cpu_hotplug_lock", "percpu_rwsem");
void static_key_slow_dec(struct static_key *) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read") __rl_releases("cpu_hotplug_lock", "percpu_rwsem");
bool static_key_slow_inc(struct static_key *) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read") __rl_releases("cpu_hotplug_lock", "percpu_rwsem");

/* linux/percpu-rwsem.h: frees only */
void percpu_free_rwsem(struct percpu_rw_semaphore *) __rl_no_effect();

/* linux/percpu-rwsem.h: inlines over per-cpu counters and a wait queue: by name */
void percpu_down_read(struct percpu_rw_semaphore *) __rl_acquires(1, "percpu_rwsem", "read");
bool percpu_down_read_trylock(struct percpu_rw_semaphore *) __rl_try_acquires("nonzero", 1, "percpu_rwsem", "read") __rl_despite("sleeps", "schedule");	/* waits only where it was not asked to try */
void percpu_down_write(struct percpu_rw_semaphore *) __rl_acquires(1, "percpu_rwsem", "write");
void percpu_up_read(struct percpu_rw_semaphore *) __rl_releases(1, "percpu_rwsem");
void percpu_up_write(struct percpu_rw_semaphore *) __rl_releases(1, "percpu_rwsem");

/* ---- ww_mutex: -EDEADLK (not taken), -EALREADY (held before): neither is a new acquisition ---- */

/* linux/ww_mutex.h */
int ww_mutex_lock(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires_if("zero", 1, "ww", "write") __rl_never_returns_if("nonzero", 2, "==", 0);	/* without a context it cannot fail */
void ww_mutex_lock_slow(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires(1, "ww", "write");	/* waits asleep after -EDEADLK, everything else dropped */
int ww_mutex_trylock(struct ww_mutex *, struct ww_acquire_ctx *) __rl_try_acquires("nonzero", 1, "ww", "write");	/* takes it or does not, never waits */
void ww_mutex_unlock(struct ww_mutex *) __rl_releases(1, "ww");	/* drops it, never waits */

/* linux/ww_mutex.h: 0 is success; -EDEADLK: not taken; -EALREADY: held before, no new acquisition */
int ww_mutex_lock_interruptible(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires_if("zero", 1, "ww", "write");
int ww_mutex_lock_slow_interruptible(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires_if("zero", 1, "ww", "write");

/* linux/ww_mutex.h: the acquire context is lockdep's idea of an order among ww locks */
void ww_acquire_done(struct ww_acquire_ctx *) __rl_no_effect();
void ww_acquire_fini(struct ww_acquire_ctx *) __rl_no_effect();
void ww_acquire_init(struct ww_acquire_ctx *, struct ww_class *) __rl_no_effect();
void ww_mutex_destroy(struct ww_mutex *) __rl_no_effect();

/* ---- semaphore ---- */

/* linux/semaphore.h */
void down(struct semaphore *) __rl_acquires(1, "semaphore", "write");	/* waits asleep */
int down_trylock(struct semaphore *) __rl_try_acquires("zero", 1, "semaphore", "write");	/* 0 is success here */
void up(struct semaphore *) __rl_releases(1, "semaphore");	/* often called by somebody else: a completion in disguise */

/* linux/semaphore.h: 0 is success; else a signal came, or the time was over */
int down_interruptible(struct semaphore *) __rl_acquires_if("zero", 1, "semaphore", "write");
int down_killable(struct semaphore *) __rl_acquires_if("zero", 1, "semaphore", "write");
int down_timeout(struct semaphore *, long) __rl_acquires_if("zero", 1, "semaphore", "write");

/* ---- spin locks ---- */

/* linux/refcount.h: atomic_dec_and_lock, kref_put_lock: nonzero with the lock held when it hit 0 */
bool refcount_dec_and_lock(refcount_t *, spinlock_t *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_tests_last("nonzero");
bool refcount_dec_and_lock_irqsave(refcount_t *, spinlock_t *, unsigned long *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_enters_if("nonzero", "irq") __rl_tests_last("nonzero");

/* linux/rwlock.h: debug state only; the key names the class */
void __rwlock_init(rwlock_t *, const char *, struct lock_class_key *) __rl_no_effect() __rl_inits(1, 3);

/* linux/sched.h: drops it, sleeps, takes it again */
int __cond_resched_lock(spinlock_t *) __rl_releases(1, "spin") __rl_sleeps() __rl_acquires(1, "spin", "write");
int __cond_resched_rwlock_read(rwlock_t *) __rl_releases(1, "rwlock") __rl_sleeps() __rl_acquires(1, "rwlock", "recursive");
int __cond_resched_rwlock_write(rwlock_t *) __rl_releases(1, "rwlock") __rl_sleeps() __rl_acquires(1, "rwlock", "write");

/* linux/spinlock.h */
void __raw_spin_lock_init(raw_spinlock_t *, const char *, struct lock_class_key *, short int) __rl_no_effect() __rl_inits(1, 3);	/* debug state only; the key names the class */
void spin_lock_irq(spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* the scope too: local_irq_enable may end it */
int spin_trylock_irq(spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write") __rl_enters_if("nonzero", "irq");	/* spin_trylock_irqsave is a macro over local_irq_save */
raw_spinlock_t *spinlock_check(spinlock_t *) __rl_returns(1);	/* spin_lock_irqsave() is _raw_spin_lock_irqsave(spinlock_check(l)) */

/* linux/spinlock.h: atomic_dec_and_lock, kref_put_lock: nonzero with the lock held when it hit 0 */
int _atomic_dec_and_lock(atomic_t *, spinlock_t *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_tests_last("nonzero");
int _atomic_dec_and_lock_irqsave(atomic_t *, spinlock_t *, unsigned long *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_enters_if("nonzero", "irq") __rl_tests_last("nonzero");
int _atomic_dec_and_raw_lock(atomic_t *, raw_spinlock_t *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_tests_last("nonzero") __rl_since("6.2");

/* linux/spinlock.h: inlines around _raw_spin_*: by name, which keeps the path to the lock */
void spin_lock(spinlock_t *) __rl_acquires(1, "spin", "write");
void spin_lock_bh(spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");
int spin_trylock(spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write");
int spin_trylock_bh(spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write") __rl_enters_if("nonzero", "bh");
void spin_unlock(spinlock_t *) __rl_releases(1, "spin");
void spin_unlock_bh(spinlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");
void spin_unlock_irq(spinlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");
void spin_unlock_irqrestore(spinlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");

/* linux/spinlock.h: looks only */
int spin_is_contended(spinlock_t *) __rl_no_effect();
int spin_is_locked(spinlock_t *) __rl_no_effect();

/* linux/spinlock_api_smp.h: spins; what the macros and inlines of spinlock.h end in */
void _raw_spin_lock(raw_spinlock_t *) __rl_acquires(1, "spin", "write");
void _raw_spin_lock_bh(raw_spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");
unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");
unsigned long _raw_spin_lock_irqsave_nested(raw_spinlock_t *, int) __rl_acquires(1, "spin", "write") __rl_subclass(1, 2) __rl_enters("irq");
void _raw_spin_lock_nest_lock(raw_spinlock_t *, struct lockdep_map *) __rl_acquires(1, "spin", "write");
void _raw_spin_lock_nested(raw_spinlock_t *, int) __rl_acquires(1, "spin", "write") __rl_subclass(1, 2);
int _raw_spin_trylock(raw_spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write");
int _raw_spin_trylock_bh(raw_spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write") __rl_enters_if("nonzero", "bh");
void _raw_spin_unlock(raw_spinlock_t *) __rl_releases(1, "spin");
void _raw_spin_unlock_bh(raw_spinlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");
void _raw_spin_unlock_irq(raw_spinlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");
void _raw_spin_unlock_irqrestore(raw_spinlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");

/* linux/spinlock_api_smp.h: the scope too: local_irq_enable may end it */
void _raw_spin_lock_irq(raw_spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");

/* ---- rwlock ---- */

/* linux/rwlock_api_smp.h: spins; readers may nest; what the macros of rwlock.h end in */
void _raw_read_lock(rwlock_t *) __rl_acquires(1, "rwlock", "recursive");
void _raw_read_lock_bh(rwlock_t *) __rl_acquires(1, "rwlock", "recursive") __rl_enters("bh");
void _raw_read_lock_irq(rwlock_t *) __rl_acquires(1, "rwlock", "recursive") __rl_enters("irq");
unsigned long _raw_read_lock_irqsave(rwlock_t *) __rl_acquires(1, "rwlock", "recursive") __rl_enters("irq");
int _raw_read_trylock(rwlock_t *) __rl_try_acquires("nonzero", 1, "rwlock", "recursive");
void _raw_read_unlock(rwlock_t *) __rl_releases(1, "rwlock");
void _raw_read_unlock_bh(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("bh");
void _raw_read_unlock_irq(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("irq");
void _raw_read_unlock_irqrestore(rwlock_t *, unsigned long) __rl_releases(1, "rwlock") __rl_leaves("irq");
void _raw_write_lock(rwlock_t *) __rl_acquires(1, "rwlock", "write");
void _raw_write_lock_bh(rwlock_t *) __rl_acquires(1, "rwlock", "write") __rl_enters("bh");
void _raw_write_lock_irq(rwlock_t *) __rl_acquires(1, "rwlock", "write") __rl_enters("irq");
unsigned long _raw_write_lock_irqsave(rwlock_t *) __rl_acquires(1, "rwlock", "write") __rl_enters("irq");
void _raw_write_lock_nested(rwlock_t *, int) __rl_acquires(1, "rwlock", "write") __rl_subclass(1, 2);
int _raw_write_trylock(rwlock_t *) __rl_try_acquires("nonzero", 1, "rwlock", "write");
void _raw_write_unlock(rwlock_t *) __rl_releases(1, "rwlock");
void _raw_write_unlock_bh(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("bh");
void _raw_write_unlock_irq(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("irq");
void _raw_write_unlock_irqrestore(rwlock_t *, unsigned long) __rl_releases(1, "rwlock") __rl_leaves("irq");

/* ---- sequence counters: a reader spins until the writer is done, so an allocation inside a write section is a wait too ---- */

/* linux/seqlock.h */
void __seqcount_init(seqcount_t *, const char *, struct lock_class_key *) __rl_no_effect();	/* debug state only */
unsigned int read_seqbegin(const seqlock_t *) __rl_acquires(1, "spin", "recursive") __rl_releases(1, "spin");	/* waits for the writer, holds nothing */
void seqcount_lockdep_reader_access(const seqcount_t *) __rl_acquires(1, "seqcount", "recursive") __rl_releases(1, "seqcount");	/* read_seqcount_begin: waits for the writer */

/* linux/seqlock.h: looks at the counter, does not wait */
int do___read_seqcount_retry(const seqcount_t *, unsigned int) __rl_no_effect();
int do_read_seqcount_retry(const seqcount_t *, unsigned int) __rl_no_effect();
unsigned int read_seqretry(const seqlock_t *, unsigned int) __rl_no_effect();

/* linux/seqlock.h: readers spin until the write section ends; writers are serialised by a lock of their own */
void do_raw_write_seqcount_begin(seqcount_t *) __rl_acquires(1, "seqcount", "write");
void do_raw_write_seqcount_end(seqcount_t *) __rl_releases(1, "seqcount");
void do_write_seqcount_begin(seqcount_t *) __rl_acquires(1, "seqcount", "write");
void do_write_seqcount_begin_nested(seqcount_t *, int) __rl_acquires(1, "seqcount", "write") __rl_subclass(1, 2);
void do_write_seqcount_end(seqcount_t *) __rl_releases(1, "seqcount");

/* linux/seqlock.h: struct seqlock: counter and spin lock in one */
unsigned long __read_seqlock_excl_irqsave(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");
unsigned long __write_seqlock_irqsave(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");
void read_seqlock_excl(seqlock_t *) __rl_acquires(1, "spin", "write");
void read_seqlock_excl_bh(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");
void read_seqlock_excl_irq(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");
void read_sequnlock_excl(seqlock_t *) __rl_releases(1, "spin");
void read_sequnlock_excl_bh(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");
void read_sequnlock_excl_irq(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");
void read_sequnlock_excl_irqrestore(seqlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");
void write_seqlock(seqlock_t *) __rl_acquires(1, "spin", "write");
void write_seqlock_bh(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");
void write_seqlock_irq(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");
void write_sequnlock(seqlock_t *) __rl_releases(1, "spin");
void write_sequnlock_bh(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");
void write_sequnlock_irq(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");
void write_sequnlock_irqrestore(seqlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");

/* ---- bit locks ---- */

/* linux/bit_spinlock.h: spins on one bit of the word */
void __bit_spin_unlock(int, unsigned long *) __rl_releases(2, "bit");
void bit_spin_lock(int, unsigned long *) __rl_acquires(2, "bit", "write");
int bit_spin_trylock(int, unsigned long *) __rl_try_acquires("nonzero", 2, "bit", "write");
void bit_spin_unlock(int, unsigned long *) __rl_releases(2, "bit");

/* linux/list_bl.h: bit 0 of the head; by name, else the class is the head's pointer */
void hlist_bl_lock(struct hlist_bl_head *) __rl_acquires(1, "bit", "write");
void hlist_bl_unlock(struct hlist_bl_head *) __rl_releases(1, "bit");

/* ---- the folio (page) lock: one class; between mmap_lock and i_mmap_rwsem in the kernel's order ---- */

/* linux/mm.h: locks the folio over set_page_dirty() */
int set_page_dirty_lock(struct page *) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;

/* linux/mm_types.h: bit PG_locked of it is the lock */
struct folio {
	unsigned long flags __rl_role("folio");
};

/* linux/pagemap.h: 0 is success; else a fatal signal came */
int __folio_lock_killable(struct folio *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write");
int folio_lock_killable(struct folio *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write");
int lock_page_killable(struct page *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write") __rl_before("6.12");

/* linux/pagemap.h: folio_wait_bit on PG_locked, asleep; the holder clears it */
void __folio_lock(struct folio *) RL_FOLIO_LOCK;
void folio_lock(struct folio *) RL_FOLIO_LOCK;
void folio_unlock(struct folio *) RL_FOLIO_UNLOCK;
void lock_page(struct page *) RL_FOLIO_LOCK;
void unlock_page(struct page *) RL_FOLIO_UNLOCK;

/* linux/pagemap.h: nonzero with the folio locked; later: changed.c */
bool __folio_lock_or_retry(struct folio *, struct mm_struct *, unsigned int) __rl_acquires_if("nonzero", "struct folio.flags", "folio", "write", "before 6.6");
bool folio_lock_or_retry(struct folio *, struct mm_struct *, unsigned int) __rl_acquires_if("nonzero", "struct folio.flags", "folio", "write", "before 6.6");

/* linux/pagemap.h: takes it or does not, never waits */
bool folio_trylock(struct folio *) __rl_try_acquires("nonzero", "struct folio.flags", "folio", "write");
int trylock_page(struct page *) __rl_try_acquires("nonzero", "struct folio.flags", "folio", "write");

/* linux/pagemap.h: waits for the holder, keeps nothing */
void folio_wait_locked(struct folio *) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
int folio_wait_locked_killable(struct folio *) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
void wait_on_page_locked(struct page *) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
int wait_on_page_locked_killable(struct page *) RL_FOLIO_LOCK RL_FOLIO_UNLOCK __rl_before("6.12");

/* ---- SRCU: each srcu_struct is a domain.  Readers never wait; synchronize_srcu() (wait.h) waits for them ---- */

/* linux/srcu.h */
void srcu_check_nmi_safety(struct srcu_struct *, bool) __rl_no_effect() __rl_since("6.2");	/* asks, waits for nobody */
int srcu_read_lock_held(const struct srcu_struct *) __rl_no_effect();	/* no second name for what stands above: they would make readers look like somebody who may wait */

/* linux/srcu.h: readers wait for nobody; what they hold up is the grace period */
int __srcu_read_lock(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive");
void __srcu_read_unlock(struct srcu_struct *, int) __rl_releases(1, "srcu");
int srcu_read_lock(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive");
int srcu_read_lock_nmisafe(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive") __rl_since("6.2");
int srcu_read_lock_notrace(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive");
void srcu_read_unlock(struct srcu_struct *, int) __rl_releases(1, "srcu");
void srcu_read_unlock_nmisafe(struct srcu_struct *, int) __rl_releases(1, "srcu") __rl_since("6.2");
void srcu_read_unlock_notrace(struct srcu_struct *, int) __rl_releases(1, "srcu");

/* ---- socket lock ---- */

/* linux/rcupdate.h: the scope is on rcu_read_lock */
void __rcu_read_lock(void) __rl_no_effect();
void __rcu_read_unlock(void) __rl_no_effect();

/* net/sock.h: drops it, works off the backlog */
void release_sock(struct sock *) __rl_releases("struct sock.sk_lock", "socket");

/* net/sock.h: waits asleep, also for the softirq that owns it */
void lock_sock(struct sock *) __rl_acquires("struct sock.sk_lock", "socket", "write");
void lock_sock_nested(struct sock *, int) __rl_acquires("struct sock.sk_lock", "socket", "write");

#endif
