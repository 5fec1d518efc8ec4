/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Locks, as called in GIMPLE before inlining: with lockdep most lock macros end
 * in a _nested function, without it in the plain one, so both stand here.
 * A nested subclass is the same class for reclint, which has no order inside a
 * class anyway.  Inlines that do nothing but pass the lock on (spin_lock) are
 * modelled by name, so that the caller's path to the lock is kept.
 *
 * Two contracts on one lock in the order "acquires, releases" mean: takes and
 * drops it inside; "releases, acquires": drops the caller's and takes it again.
 */
#ifndef RECLINT_MODEL_LOCKS_H
#define RECLINT_MODEL_LOCKS_H

#include "base.h"

struct device; struct folio; struct hlist_bl_head; struct lock_class_key; struct lockdep_map; struct mm_struct;
struct mutex; struct page; struct percpu_rw_semaphore; struct rt_mutex; struct rw_semaphore; struct semaphore;
struct sock; struct srcu_struct; struct ww_acquire_ctx; struct ww_class; struct ww_mutex;

#include "container.h"

extern const int rl_lock_kinds
	__rl_lock_kind("mutex", "sleeps") __rl_lock_kind("rtmutex", "sleeps") __rl_lock_kind("rwsem", "sleeps")
	__rl_lock_kind("percpu_rwsem", "sleeps") __rl_lock_kind("ww", "sleeps") __rl_lock_kind("semaphore", "sleeps")
	__rl_lock_kind("folio", "sleeps")	/* a bit of folio->flags, but waited for asleep (wait_on_bit_lock likewise) */
	__rl_lock_kind("socket", "sleeps")	/* lock_sock(): an owner flag and a wait queue */
	__rl_lock_kind("spin", "atomic") __rl_lock_kind("rwlock", "atomic") __rl_lock_kind("bit", "atomic");
	/* "seqcount" and "srcu" are neither: holding one forbids nothing, waiting does not sleep. */

/* ---- mutex ---- */
void mutex_lock_nested(struct mutex *, unsigned int) __rl_acquires(1, "mutex", "write");	/* mutex.h; mutex_lock under lockdep */
void mutex_lock_io_nested(struct mutex *, unsigned int) __rl_acquires(1, "mutex", "write");	/* mutex.h; mutex_lock under lockdep */
void mutex_lock(struct mutex *) __rl_acquires(1, "mutex", "write");	/* mutex.h; without lockdep */
void mutex_lock_io(struct mutex *) __rl_acquires(1, "mutex", "write");	/* mutex.h; without lockdep */
void _mutex_lock_nest_lock(struct mutex *, struct lockdep_map *) __rl_acquires(1, "mutex", "write");	/* mutex.h; mutex_lock_nest_lock */
int mutex_lock_interruptible_nested(struct mutex *, unsigned int) __rl_acquires_if("zero", 1, "mutex", "write");	/* mutex.h */
int mutex_lock_killable_nested(struct mutex *, unsigned int) __rl_acquires_if("zero", 1, "mutex", "write");	/* mutex.h */
int mutex_lock_interruptible(struct mutex *) __rl_acquires_if("zero", 1, "mutex", "write");	/* mutex.h; without lockdep */
int mutex_lock_killable(struct mutex *) __rl_acquires_if("zero", 1, "mutex", "write");	/* mutex.h; without lockdep */
int mutex_trylock(struct mutex *) __rl_try_acquires("nonzero", 1, "mutex", "write");	/* mutex.h */
void mutex_unlock(struct mutex *) __rl_releases(1, "mutex");	/* mutex.h */
int atomic_dec_and_mutex_lock(atomic_t *, struct mutex *) __rl_acquires_if("nonzero", 2, "mutex", "write");	/* mutex.h; returns 1 with the lock held when it hit 0 */
bool refcount_dec_and_mutex_lock(refcount_t *, struct mutex *) __rl_acquires_if("nonzero", 2, "mutex", "write");	/* refcount.h */
void __mutex_init(struct mutex *, const char *, struct lock_class_key *) __rl_no_effect();	/* mutex.h; debug state only */
void mutex_destroy(struct mutex *) __rl_no_effect();	/* mutex.h; debug state only */
bool mutex_is_locked(struct mutex *) __rl_no_effect();	/* mutex.h; debug state only */
int __devm_mutex_init(struct device *, struct mutex *) __rl_no_effect();	/* mutex.h; debug state only */

/* ---- rt_mutex ---- */
void rt_mutex_lock_nested(struct rt_mutex *, unsigned int) __rl_acquires(1, "rtmutex", "write");	/* rtmutex.h */
void rt_mutex_lock(struct rt_mutex *) __rl_acquires(1, "rtmutex", "write");	/* rtmutex.h */
void _rt_mutex_lock_nest_lock(struct rt_mutex *, struct lockdep_map *) __rl_acquires(1, "rtmutex", "write");	/* rtmutex.h */
int rt_mutex_lock_interruptible(struct rt_mutex *) __rl_acquires_if("zero", 1, "rtmutex", "write");	/* rtmutex.h */
int rt_mutex_lock_killable(struct rt_mutex *) __rl_acquires_if("zero", 1, "rtmutex", "write");	/* rtmutex.h */
int rt_mutex_trylock(struct rt_mutex *) __rl_try_acquires("nonzero", 1, "rtmutex", "write");	/* rtmutex.h */
void rt_mutex_unlock(struct rt_mutex *) __rl_releases(1, "rtmutex");	/* rtmutex.h */

/* ---- rw_semaphore ---- */
void down_read(struct rw_semaphore *) __rl_acquires(1, "rwsem", "read");	/* rwsem.h; a queued writer stops readers: not recursive */
void down_read_nested(struct rw_semaphore *, int) __rl_acquires(1, "rwsem", "read");	/* rwsem.h; a queued writer stops readers: not recursive */
void down_read_non_owner(struct rw_semaphore *) __rl_acquires(1, "rwsem", "read");	/* rwsem.h; a queued writer stops readers: not recursive */
int down_read_interruptible(struct rw_semaphore *) __rl_acquires_if("zero", 1, "rwsem", "read");	/* rwsem.h */
int down_read_killable(struct rw_semaphore *) __rl_acquires_if("zero", 1, "rwsem", "read");	/* rwsem.h */
int down_read_killable_nested(struct rw_semaphore *, int) __rl_acquires_if("zero", 1, "rwsem", "read");	/* rwsem.h */
int down_read_trylock(struct rw_semaphore *) __rl_try_acquires("nonzero", 1, "rwsem", "read");	/* rwsem.h */
void down_write(struct rw_semaphore *) __rl_acquires(1, "rwsem", "write");	/* rwsem.h */
void down_write_nested(struct rw_semaphore *, int) __rl_acquires(1, "rwsem", "write");	/* rwsem.h */
void _down_write_nest_lock(struct rw_semaphore *, struct lockdep_map *) __rl_acquires(1, "rwsem", "write");	/* rwsem.h */
int down_write_killable(struct rw_semaphore *) __rl_acquires_if("zero", 1, "rwsem", "write");	/* rwsem.h */
int down_write_killable_nested(struct rw_semaphore *, int) __rl_acquires_if("zero", 1, "rwsem", "write");	/* rwsem.h */
int down_write_trylock(struct rw_semaphore *) __rl_try_acquires("nonzero", 1, "rwsem", "write");	/* rwsem.h */
void up_read(struct rw_semaphore *) __rl_releases(1, "rwsem");	/* rwsem.h */
void up_read_non_owner(struct rw_semaphore *) __rl_releases(1, "rwsem");	/* rwsem.h */
void up_write(struct rw_semaphore *) __rl_releases(1, "rwsem");	/* rwsem.h */
void downgrade_write(struct rw_semaphore *) __rl_releases(1, "rwsem") __rl_try_acquires("always", 1, "rwsem", "read");	/* rwsem.h; write to read, never waits */
void __init_rwsem(struct rw_semaphore *, const char *, struct lock_class_key *) __rl_no_effect();	/* rwsem.h */

/* ---- percpu_rw_semaphore: inlines over per-cpu counters and a wait queue ---- */
void percpu_down_read(struct percpu_rw_semaphore *) __rl_acquires(1, "percpu_rwsem", "read");	/* percpu-rwsem.h */
bool percpu_down_read_trylock(struct percpu_rw_semaphore *) __rl_try_acquires("nonzero", 1, "percpu_rwsem", "read");	/* percpu-rwsem.h */
void percpu_up_read(struct percpu_rw_semaphore *) __rl_releases(1, "percpu_rwsem");	/* percpu-rwsem.h */
void percpu_up_write(struct percpu_rw_semaphore *) __rl_releases(1, "percpu_rwsem");	/* percpu-rwsem.h */
void percpu_down_write(struct percpu_rw_semaphore *) __rl_acquires(1, "percpu_rwsem", "write");	/* percpu-rwsem.h */
void percpu_free_rwsem(struct percpu_rw_semaphore *) __rl_no_effect();	/* percpu-rwsem.h */
void cpus_read_lock(void) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "read");	/* cpu.h; a global of kernel/cpu.c; 0 is the only instance */
int cpus_read_trylock(void) __rl_try_acquires("nonzero", "cpu_hotplug_lock", "percpu_rwsem", "read");	/* cpu.h */
void cpus_read_unlock(void) __rl_releases("cpu_hotplug_lock", "percpu_rwsem");	/* cpu.h */
void cpus_write_unlock(void) __rl_releases("cpu_hotplug_lock", "percpu_rwsem");	/* cpu.h */
void cpus_write_lock(void) __rl_acquires("cpu_hotplug_lock", "percpu_rwsem", "write");	/* cpu.h */

/* ---- ww_mutex: -EDEADLK (not taken), -EALREADY (held before): neither is a new acquisition ---- */
int ww_mutex_lock(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires_if("zero", 1, "ww", "write") __rl_never_returns_if("nonzero", 2, "==", 0);	/* ww_mutex.h; without a context it cannot fail */
int ww_mutex_lock_interruptible(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires_if("zero", 1, "ww", "write");	/* ww_mutex.h */
int ww_mutex_lock_slow_interruptible(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires_if("zero", 1, "ww", "write");	/* ww_mutex.h */
void ww_mutex_lock_slow(struct ww_mutex *, struct ww_acquire_ctx *) __rl_acquires(1, "ww", "write");	/* ww_mutex.h */
int ww_mutex_trylock(struct ww_mutex *, struct ww_acquire_ctx *) __rl_try_acquires("nonzero", 1, "ww", "write");	/* ww_mutex.h */
void ww_mutex_unlock(struct ww_mutex *) __rl_releases(1, "ww");	/* ww_mutex.h */
void ww_acquire_init(struct ww_acquire_ctx *, struct ww_class *) __rl_no_effect();	/* ww_mutex.h; the acquire context is lockdep's idea of an order among ww locks */
void ww_acquire_done(struct ww_acquire_ctx *) __rl_no_effect();	/* ww_mutex.h; the acquire context is lockdep's idea of an order among ww locks */
void ww_acquire_fini(struct ww_acquire_ctx *) __rl_no_effect();	/* ww_mutex.h; the acquire context is lockdep's idea of an order among ww locks */
void ww_mutex_destroy(struct ww_mutex *) __rl_no_effect();	/* ww_mutex.h; the acquire context is lockdep's idea of an order among ww locks */

/* ---- semaphore ---- */
void down(struct semaphore *) __rl_acquires(1, "semaphore", "write");	/* semaphore.h */
int down_interruptible(struct semaphore *) __rl_acquires_if("zero", 1, "semaphore", "write");	/* semaphore.h */
int down_killable(struct semaphore *) __rl_acquires_if("zero", 1, "semaphore", "write");	/* semaphore.h */
int down_timeout(struct semaphore *, long) __rl_acquires_if("zero", 1, "semaphore", "write");	/* semaphore.h */
int down_trylock(struct semaphore *) __rl_try_acquires("zero", 1, "semaphore", "write");	/* semaphore.h; 0 is success here */
void up(struct semaphore *) __rl_releases(1, "semaphore");	/* semaphore.h; often called by somebody else: a completion in disguise */

/* ---- spin locks ---- */
raw_spinlock_t *spinlock_check(spinlock_t *) __rl_returns(1);	/* spinlock.h; spin_lock_irqsave() is _raw_spin_lock_irqsave(spinlock_check(l)) */
void spin_lock(spinlock_t *) __rl_acquires(1, "spin", "write");	/* spinlock.h */
void _raw_spin_lock(raw_spinlock_t *) __rl_acquires(1, "spin", "write");	/* spinlock_api_smp.h */
void _raw_spin_lock_nested(raw_spinlock_t *, int) __rl_acquires(1, "spin", "write");	/* spinlock_api_smp.h */
void _raw_spin_lock_nest_lock(raw_spinlock_t *, struct lockdep_map *) __rl_acquires(1, "spin", "write");	/* spinlock_api_smp.h */
void spin_lock_bh(spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");	/* spinlock.h */
void _raw_spin_lock_bh(raw_spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");	/* spinlock_api_smp.h */
void spin_lock_irq(spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* spinlock.h; the scope too: local_irq_enable may end it */
void _raw_spin_lock_irq(raw_spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* spinlock_api_smp.h; the scope too: local_irq_enable may end it */
unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* spinlock_api_smp.h */
unsigned long _raw_spin_lock_irqsave_nested(raw_spinlock_t *, int) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* spinlock_api_smp.h */
int spin_trylock(spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write");	/* spinlock.h */
int _raw_spin_trylock(raw_spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write");	/* spinlock_api_smp.h */
int spin_trylock_bh(spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write") __rl_enters_if("nonzero", "bh");	/* spinlock.h */
int _raw_spin_trylock_bh(raw_spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write") __rl_enters_if("nonzero", "bh");	/* spinlock_api_smp.h */
int spin_trylock_irq(spinlock_t *) __rl_try_acquires("nonzero", 1, "spin", "write") __rl_enters_if("nonzero", "irq");	/* spinlock.h; spin_trylock_irqsave is a macro over local_irq_save */
void spin_unlock(spinlock_t *) __rl_releases(1, "spin");	/* spinlock.h */
void _raw_spin_unlock(raw_spinlock_t *) __rl_releases(1, "spin");	/* spinlock_api_smp.h */
void spin_unlock_bh(spinlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");	/* spinlock.h */
void _raw_spin_unlock_bh(raw_spinlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");	/* spinlock_api_smp.h */
void spin_unlock_irq(spinlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");	/* spinlock.h */
void spin_unlock_irqrestore(spinlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");	/* spinlock.h */
void _raw_spin_unlock_irq(raw_spinlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");	/* spinlock_api_smp.h */
void _raw_spin_unlock_irqrestore(raw_spinlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");	/* spinlock_api_smp.h */
int _atomic_dec_and_lock(atomic_t *, spinlock_t *) __rl_acquires_if("nonzero", 2, "spin", "write");	/* spinlock.h; atomic_dec_and_lock, kref_put_lock */
int _atomic_dec_and_lock_irqsave(atomic_t *, spinlock_t *, unsigned long *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_enters_if("nonzero", "irq");	/* spinlock.h */
bool refcount_dec_and_lock(refcount_t *, spinlock_t *) __rl_acquires_if("nonzero", 2, "spin", "write");	/* refcount.h */
bool refcount_dec_and_lock_irqsave(refcount_t *, spinlock_t *, unsigned long *) __rl_acquires_if("nonzero", 2, "spin", "write") __rl_enters_if("nonzero", "irq");	/* refcount.h */
int __cond_resched_lock(spinlock_t *) __rl_releases(1, "spin") __rl_sleeps() __rl_acquires(1, "spin", "write");	/* sched.h; drops and takes it again */
int __cond_resched_rwlock_read(rwlock_t *) __rl_releases(1, "rwlock") __rl_sleeps() __rl_acquires(1, "rwlock", "recursive");	/* sched.h */
int __cond_resched_rwlock_write(rwlock_t *) __rl_releases(1, "rwlock") __rl_sleeps() __rl_acquires(1, "rwlock", "write");	/* sched.h */
void __raw_spin_lock_init(raw_spinlock_t *, const char *, struct lock_class_key *, short int) __rl_no_effect();	/* spinlock.h */
int spin_is_locked(spinlock_t *) __rl_no_effect();	/* spinlock.h */
int spin_is_contended(spinlock_t *) __rl_no_effect();	/* spinlock.h */
void __rwlock_init(rwlock_t *, const char *, struct lock_class_key *) __rl_no_effect();	/* rwlock.h */

/* ---- rwlock ---- */
void _raw_read_lock(rwlock_t *) __rl_acquires(1, "rwlock", "recursive");	/* rwlock_api_smp.h; read_lock is a macro */
void _raw_read_lock_bh(rwlock_t *) __rl_acquires(1, "rwlock", "recursive") __rl_enters("bh");	/* rwlock_api_smp.h */
void _raw_read_lock_irq(rwlock_t *) __rl_acquires(1, "rwlock", "recursive") __rl_enters("irq");	/* rwlock_api_smp.h */
unsigned long _raw_read_lock_irqsave(rwlock_t *) __rl_acquires(1, "rwlock", "recursive") __rl_enters("irq");	/* rwlock_api_smp.h */
int _raw_read_trylock(rwlock_t *) __rl_try_acquires("nonzero", 1, "rwlock", "recursive");	/* rwlock_api_smp.h */
void _raw_read_unlock(rwlock_t *) __rl_releases(1, "rwlock");	/* rwlock_api_smp.h */
void _raw_read_unlock_bh(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("bh");	/* rwlock_api_smp.h */
void _raw_read_unlock_irq(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("irq");	/* rwlock_api_smp.h */
void _raw_read_unlock_irqrestore(rwlock_t *, unsigned long) __rl_releases(1, "rwlock") __rl_leaves("irq");	/* rwlock_api_smp.h */
void _raw_write_lock(rwlock_t *) __rl_acquires(1, "rwlock", "write");	/* rwlock_api_smp.h */
void _raw_write_lock_nested(rwlock_t *, int) __rl_acquires(1, "rwlock", "write");	/* rwlock_api_smp.h */
void _raw_write_lock_bh(rwlock_t *) __rl_acquires(1, "rwlock", "write") __rl_enters("bh");	/* rwlock_api_smp.h */
void _raw_write_lock_irq(rwlock_t *) __rl_acquires(1, "rwlock", "write") __rl_enters("irq");	/* rwlock_api_smp.h */
unsigned long _raw_write_lock_irqsave(rwlock_t *) __rl_acquires(1, "rwlock", "write") __rl_enters("irq");	/* rwlock_api_smp.h */
int _raw_write_trylock(rwlock_t *) __rl_try_acquires("nonzero", 1, "rwlock", "write");	/* rwlock_api_smp.h */
void _raw_write_unlock(rwlock_t *) __rl_releases(1, "rwlock");	/* rwlock_api_smp.h */
void _raw_write_unlock_bh(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("bh");	/* rwlock_api_smp.h */
void _raw_write_unlock_irq(rwlock_t *) __rl_releases(1, "rwlock") __rl_leaves("irq");	/* rwlock_api_smp.h */
void _raw_write_unlock_irqrestore(rwlock_t *, unsigned long) __rl_releases(1, "rwlock") __rl_leaves("irq");	/* rwlock_api_smp.h */

/* ---- sequence counters: a reader spins until the writer is done, so an allocation inside a write section is a wait too ---- */
void do_write_seqcount_begin(seqcount_t *) __rl_acquires(1, "seqcount", "write");	/* seqlock.h */
void do_write_seqcount_begin_nested(seqcount_t *, int) __rl_acquires(1, "seqcount", "write");	/* seqlock.h */
void do_raw_write_seqcount_begin(seqcount_t *) __rl_acquires(1, "seqcount", "write");	/* seqlock.h */
void do_write_seqcount_end(seqcount_t *) __rl_releases(1, "seqcount");	/* seqlock.h */
void do_raw_write_seqcount_end(seqcount_t *) __rl_releases(1, "seqcount");	/* seqlock.h */
void write_seqlock(seqlock_t *) __rl_acquires(1, "spin", "write");	/* seqlock.h; struct seqlock: counter and spin lock in one */
void read_seqlock_excl(seqlock_t *) __rl_acquires(1, "spin", "write");	/* seqlock.h; struct seqlock: counter and spin lock in one */
void write_seqlock_bh(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");	/* seqlock.h */
void read_seqlock_excl_bh(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("bh");	/* seqlock.h */
void write_seqlock_irq(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* seqlock.h */
unsigned long __write_seqlock_irqsave(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* seqlock.h */
void read_seqlock_excl_irq(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* seqlock.h */
unsigned long __read_seqlock_excl_irqsave(seqlock_t *) __rl_acquires(1, "spin", "write") __rl_enters("irq");	/* seqlock.h */
void write_sequnlock(seqlock_t *) __rl_releases(1, "spin");	/* seqlock.h */
void read_sequnlock_excl(seqlock_t *) __rl_releases(1, "spin");	/* seqlock.h */
void write_sequnlock_bh(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");	/* seqlock.h */
void read_sequnlock_excl_bh(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("bh");	/* seqlock.h */
void write_sequnlock_irq(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");	/* seqlock.h */
void write_sequnlock_irqrestore(seqlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");	/* seqlock.h */
void read_sequnlock_excl_irq(seqlock_t *) __rl_releases(1, "spin") __rl_leaves("irq");	/* seqlock.h */
void read_sequnlock_excl_irqrestore(seqlock_t *, unsigned long) __rl_releases(1, "spin") __rl_leaves("irq");	/* seqlock.h */
unsigned int read_seqbegin(const seqlock_t *) __rl_acquires(1, "spin", "recursive") __rl_releases(1, "spin");	/* seqlock.h; waits for the writer, holds nothing */
unsigned int read_seqretry(const seqlock_t *, unsigned int) __rl_no_effect();	/* seqlock.h */
void seqcount_lockdep_reader_access(const seqcount_t *) __rl_acquires(1, "seqcount", "recursive") __rl_releases(1, "seqcount");	/* seqlock.h; read_seqcount_begin: waits for the writer */
int do_read_seqcount_retry(const seqcount_t *, unsigned int) __rl_no_effect();	/* seqlock.h */
int do___read_seqcount_retry(const seqcount_t *, unsigned int) __rl_no_effect();	/* seqlock.h */
void __seqcount_init(seqcount_t *, const char *, struct lock_class_key *) __rl_no_effect();	/* seqlock.h */

/* ---- bit locks ---- */
void bit_spin_lock(int, unsigned long *) __rl_acquires(2, "bit", "write");	/* bit_spinlock.h */
int bit_spin_trylock(int, unsigned long *) __rl_try_acquires("nonzero", 2, "bit", "write");	/* bit_spinlock.h */
void bit_spin_unlock(int, unsigned long *) __rl_releases(2, "bit");	/* bit_spinlock.h */
void __bit_spin_unlock(int, unsigned long *) __rl_releases(2, "bit");	/* bit_spinlock.h */
void hlist_bl_lock(struct hlist_bl_head *) __rl_acquires(1, "bit", "write");	/* list_bl.h; by name: else the class is the head's pointer */
void hlist_bl_unlock(struct hlist_bl_head *) __rl_releases(1, "bit");	/* list_bl.h */

/* ---- the folio (page) lock: one class; between mmap_lock and i_mmap_rwsem in the kernel's order ---- */
struct folio {
	unsigned long flags __rl_role("folio");	/* mm_types.h; bit PG_locked */
};
void lock_page(struct page *) __rl_acquires("struct folio.flags", "folio", "write");	/* pagemap.h */
void folio_lock(struct folio *) __rl_acquires("struct folio.flags", "folio", "write");	/* pagemap.h */
void __folio_lock(struct folio *) __rl_acquires("struct folio.flags", "folio", "write");	/* pagemap.h */
int lock_page_killable(struct page *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write");	/* pagemap.h */
int folio_lock_killable(struct folio *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write");	/* pagemap.h */
int __folio_lock_killable(struct folio *) __rl_acquires_if("zero", "struct folio.flags", "folio", "write");	/* pagemap.h */
int trylock_page(struct page *) __rl_try_acquires("nonzero", "struct folio.flags", "folio", "write");	/* pagemap.h */
bool folio_trylock(struct folio *) __rl_try_acquires("nonzero", "struct folio.flags", "folio", "write");	/* pagemap.h */
void unlock_page(struct page *) __rl_releases("struct folio.flags", "folio");	/* pagemap.h */
void folio_unlock(struct folio *) __rl_releases("struct folio.flags", "folio");	/* pagemap.h */
void folio_wait_locked(struct folio *) __rl_acquires("struct folio.flags", "folio", "write") __rl_releases("struct folio.flags", "folio");	/* pagemap.h; waits for the holder */
int folio_wait_locked_killable(struct folio *) __rl_acquires("struct folio.flags", "folio", "write") __rl_releases("struct folio.flags", "folio");	/* pagemap.h; waits for the holder */
void wait_on_page_locked(struct page *) __rl_acquires("struct folio.flags", "folio", "write") __rl_releases("struct folio.flags", "folio");	/* pagemap.h; waits for the holder */
int wait_on_page_locked_killable(struct page *) __rl_acquires("struct folio.flags", "folio", "write") __rl_releases("struct folio.flags", "folio");	/* pagemap.h; waits for the holder */
bool folio_lock_or_retry(struct folio *, struct mm_struct *, unsigned int) __rl_acquires_if("nonzero", "struct folio.flags", "folio", "write", "before 6.6");	/* pagemap.h; 6.6: returns a vm_fault_t, 0 is locked */
bool __folio_lock_or_retry(struct folio *, struct mm_struct *, unsigned int) __rl_acquires_if("nonzero", "struct folio.flags", "folio", "write", "before 6.6");	/* pagemap.h; 6.6: returns a vm_fault_t, 0 is locked */
int set_page_dirty_lock(struct page *) __rl_acquires("struct folio.flags", "folio", "write") __rl_releases("struct folio.flags", "folio");	/* mm.h */

/* ---- SRCU: readers never wait; its waiters are synchronize_srcu and srcu_barrier (wait.h) ---- */
int srcu_read_lock(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive");	/* srcu.h */
int srcu_read_lock_notrace(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive");	/* srcu.h */
int __srcu_read_lock(struct srcu_struct *) __rl_try_acquires("always", 1, "srcu", "recursive");	/* srcu.h */
void srcu_read_unlock(struct srcu_struct *, int) __rl_releases(1, "srcu");	/* srcu.h */
void srcu_read_unlock_notrace(struct srcu_struct *, int) __rl_releases(1, "srcu");	/* srcu.h */
void __srcu_read_unlock(struct srcu_struct *, int) __rl_releases(1, "srcu");	/* srcu.h */

/* ---- socket lock ---- */
void lock_sock(struct sock *) __rl_acquires(1, "socket", "write");	/* include/net/sock.h; includes waiting for the softirq owner */
void lock_sock_nested(struct sock *, int) __rl_acquires(1, "socket", "write");	/* include/net/sock.h; includes waiting for the softirq owner */
void release_sock(struct sock *) __rl_releases(1, "socket");	/* include/net/sock.h */



void __rcu_read_lock(void) __rl_no_effect();	/* rcupdate.h; the scope is on rcu_read_lock */
void __rcu_read_unlock(void) __rl_no_effect();	/* rcupdate.h; the scope is on rcu_read_lock */

#endif
