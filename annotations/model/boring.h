/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What makes noise and decides nothing.  no_effect hides real behaviour: each
 * group has its reason, and whoever doubts a result looks here first.
 */
#ifndef RECLINT_MODEL_BORING_H
#define RECLINT_MODEL_BORING_H

#include "base.h"
#include "container.h"

/* ---- by prefix ---- */

/* kernel/trace: tracepoints: their probes are indirect calls with every tracer as target (2,279 call sites in 6.1), run with preemption off and may not sleep */
extern const int rl_tracing
	__rl_no_effect_prefix("__bpf_trace_")
	__rl_no_effect_prefix("__do_trace_")
	__rl_no_effect_prefix("__mmap_lock_do_trace_")
	__rl_no_effect_prefix("__page_ref_")
	__rl_no_effect_prefix("__probestub_")
	__rl_no_effect_prefix("__traceiter_")
	__rl_no_effect_prefix("bpf_trace_run")
	__rl_no_effect_prefix("do_trace_")
	__rl_no_effect_prefix("page_ref_")
	__rl_no_effect_prefix("perf_trace_")
	__rl_no_effect_prefix("trace_")
	__rl_no_effect_prefix("trace_event_")
	__rl_no_effect_prefix("trace_raw_output_");

/* linux/audit.h: logging; it allocates as its caller may */
extern const int rl_audit
	__rl_no_effect_prefix("__audit_")
	__rl_no_effect_prefix("audit_");

/* linux/debugobjects.h: debugging: what it keeps is its own; it allocates atomically */
extern const int rl_debugging
	__rl_no_effect_prefix("debug_dma_")
	__rl_no_effect_prefix("debug_object_")
	__rl_no_effect_prefix("kmemleak_");

/* linux/delayacct.h: statistics */
extern const int rl_statistics
	__rl_no_effect_prefix("__delayacct_")
	__rl_no_effect_prefix("delayacct_")
	__rl_no_effect_prefix("psi_");

/* linux/fortify-string.h: checks of sizes; what goes wrong stops there */
extern const int rl_fortify
	__rl_no_effect_prefix("__fortify_")
	__rl_no_effect_prefix("fortify_");

/* linux/kasan.h: the compiler's instrumentation, and coverage */
extern const int rl_instrumentation
	__rl_no_effect_prefix("__asan_")
	__rl_no_effect_prefix("__kasan_")
	__rl_no_effect_prefix("__kcsan_")
	__rl_no_effect_prefix("__msan_")
	__rl_no_effect_prefix("__sanitizer_")
	__rl_no_effect_prefix("__tsan_")
	__rl_no_effect_prefix("__ubsan_")
	__rl_no_effect_prefix("kasan_")
	__rl_no_effect_prefix("kcov_")
	__rl_no_effect_prefix("kcsan_")
	__rl_no_effect_prefix("kmsan_");

/* linux/lockdep.h: what it says is read from the calls below, its insides are its own */
extern const int rl_lockdep
	__rl_no_effect_prefix("lockdep_");

/* linux/lockdep_types.h: lockdep_set_novalidate_class() */
extern const int rl_no_validation
	__rl_no_validate("__lockdep_no_validate__");

/* ---- counters: of interest only where a path must undo what it has done ---- */

/* linux/atomic/atomic-instrumented.h: one more, or one less; no lock */
void atomic_dec(atomic_t *) __rl_no_effect() __rl_counts(1, -1);
bool atomic_dec_and_test(atomic_t *) __rl_no_effect() __rl_counts(1, -1) __rl_tests_last("nonzero");
int atomic_dec_return(atomic_t *) __rl_no_effect() __rl_counts(1, -1);
void atomic_inc(atomic_t *) __rl_no_effect() __rl_counts(1, 1);
int atomic_inc_return(atomic_t *) __rl_no_effect() __rl_counts(1, 1);

/* linux/refcount.h: one more, or one less; no lock */
void refcount_dec(refcount_t *) __rl_no_effect() __rl_counts(1, -1);
void refcount_inc(refcount_t *) __rl_no_effect() __rl_counts(1, 1);

/* ---- lockdep: claims, not locks ---- */

/* linux/lockdep.h */
void lock_acquire(struct lockdep_map *, unsigned int, int, int, int, struct lockdep_map *, unsigned long) __rl_might_acquire(1, "lockdep", "write") __rl_opens("lock_map", 1);	/* might_lock(): the map is a field of the lock it stands for */
void lock_release(struct lockdep_map *, unsigned long) __rl_no_effect() __rl_closes("lock_map", 1);	/* ends what lock_acquire began */
void lockdep_init_map_type(struct lockdep_map *, const char *, struct lock_class_key *, int, u8, u8, u8) __rl_keys(1, 3);	/* what lockdep_set_class() comes to */

/* linux/lockdep.h: a macro, which facts have as a call: the argument is the lock, or its map */
void lockdep_assert_held(const void *) __rl_must_hold(1);
void lockdep_assert_held_once(const void *) __rl_must_hold(1);
void lockdep_assert_held_read(const void *) __rl_must_hold(1);
void lockdep_assert_held_write(const void *) __rl_must_hold(1);
void lockdep_assert_not_held(const void *) __rl_no_effect() __rl_must_not_hold(1);

/* linux/lockdep.h: behind assertions: what the author says is held */
int lock_is_held(const struct lockdep_map *) __rl_tests_held(1);
int lock_is_held_type(const struct lockdep_map *, int) __rl_tests_held(1);

/* linux/lockdep.h: lockdep's own state */
void lock_acquired(struct lockdep_map *, unsigned long) __rl_no_effect();
void lock_contended(struct lockdep_map *, unsigned long) __rl_no_effect();
void lock_downgrade(struct lockdep_map *, unsigned long) __rl_no_effect();
struct pin_cookie lock_pin_lock(struct lockdep_map *) __rl_no_effect();
void lock_repin_lock(struct lockdep_map *, struct pin_cookie) __rl_no_effect();
void lock_set_class(struct lockdep_map *, const char *, struct lock_class_key *, unsigned int, unsigned long) __rl_no_effect();
void lock_sync(struct lockdep_map *, unsigned int, int, int, struct lockdep_map *, unsigned long) __rl_no_effect();
void lock_unpin_lock(struct lockdep_map *, struct pin_cookie) __rl_no_effect();

/* ---- printk: console locks and drivers behind it are lockdep's and printk's own matter (it defers when it must) ---- */

/* asm-generic/bug.h: prints */
void __warn_printk(const char *, ...) __rl_no_effect();
void warn_slowpath_fmt(const char *, int, unsigned int, const char *, ...) __rl_no_effect();

/* drm/drm_print.h: prints */
void ___drm_dbg(struct _ddebug *, int, const char *, ...) __rl_no_effect() __rl_before("6.12");
void __drm_dev_dbg(struct _ddebug *, const struct device *, int, const char *, ...) __rl_no_effect();
void __drm_err(const char *, ...) __rl_no_effect();
void __drm_printfn_coredump(struct drm_printer *, struct va_format *) __rl_allocates_with("GFP_KERNEL");	/* formats into a buffer of its own first */
void __drm_printfn_dbg(struct drm_printer *, struct va_format *) __rl_no_effect() __rl_since("6.2");
void __drm_printfn_debug(struct drm_printer *, struct va_format *) __rl_no_effect() __rl_before("6.12");
void __drm_printfn_err(struct drm_printer *, struct va_format *) __rl_no_effect();
void __drm_printfn_info(struct drm_printer *, struct va_format *) __rl_no_effect();
void __drm_printfn_seq_file(struct drm_printer *, struct va_format *) __rl_no_effect();
void __drm_puts_coredump(struct drm_printer *, const char *) __rl_no_effect();
void __drm_puts_seq_file(struct drm_printer *, const char *) __rl_no_effect();
void drm_dev_printk(const struct device *, const char *, const char *, ...) __rl_no_effect();
void drm_print_bits(struct drm_printer *, unsigned long, const char **, unsigned int) __rl_no_effect();
void drm_print_regset32(struct drm_printer *, struct debugfs_regset32 *) __rl_no_effect();
void drm_printf(struct drm_printer *, const char *, ...) __rl_no_effect();
void drm_puts(struct drm_printer *, const char *) __rl_no_effect();

/* linux/console.h: console_sem of kernel/printk/printk.c; who drops it prints */
void console_lock(void) __rl_acquires("console_sem", "semaphore", "write");
int console_trylock(void) __rl_try_acquires("nonzero", "console_sem", "semaphore", "write");
void console_unlock(void) __rl_releases("console_sem", "semaphore") __rl_despite("sleeps", "__might_resched|_cond_resched|__cond_resched|__SCT__cond_resched");	/* prints; cond_resched() only where console_lock() has slept, too */

/* linux/dev_printk.h: prints */
void _dev_alert(const struct device *, const char *, ...) __rl_no_effect();
void _dev_crit(const struct device *, const char *, ...) __rl_no_effect();
void _dev_emerg(const struct device *, const char *, ...) __rl_no_effect();
void _dev_err(const struct device *, const char *, ...) __rl_no_effect();
void _dev_info(const struct device *, const char *, ...) __rl_no_effect();
void _dev_notice(const struct device *, const char *, ...) __rl_no_effect();
void _dev_printk(const char *, const struct device *, const char *, ...) __rl_no_effect();
void _dev_warn(const struct device *, const char *, ...) __rl_no_effect();
int dev_err_probe(const struct device *, int, const char *, ...) __rl_no_effect();
int dev_printk_emit(int, const struct device *, const char *, ...) __rl_no_effect();
int dev_vprintk_emit(int, const struct device *, const char *, void *) __rl_no_effect();

/* linux/dynamic_debug.h: prints */
void __dynamic_dev_dbg(struct _ddebug *, const struct device *, const char *, ...) __rl_no_effect();
void __dynamic_ibdev_dbg(struct _ddebug *, const struct ib_device *, const char *, ...) __rl_no_effect();
void __dynamic_netdev_dbg(struct _ddebug *, const struct net_device *, const char *, ...) __rl_no_effect();
void __dynamic_pr_debug(struct _ddebug *, const char *, ...) __rl_no_effect();

/* linux/mm.h: cond_resched() from the second page on, but who copies under a lock has one page: buffer heads and aio */
void folio_copy(struct folio *, struct folio *) __rl_no_effect() __rl_despite("sleeps", "__might_resched|_cond_resched|__cond_resched|__SCT__cond_resched") __rl_before("6.15");
int folio_mc_copy(struct folio *, struct folio *) __rl_no_effect() __rl_despite("sleeps", "__might_resched|_cond_resched|__cond_resched|__SCT__cond_resched") __rl_since("6.11") __rl_before("6.15");

/* linux/panic.h */
void add_taint(unsigned int, int) __rl_no_effect();	/* prints */
void panic(const char *, ...) __rl_no_effect() __rl_dies();	/* the machine stops */

/* linux/printk.h: prints */
int __printk_ratelimit(const char *) __rl_no_effect();
int _printk(const char *, ...) __rl_no_effect();
int _printk_deferred(const char *, ...) __rl_no_effect();
void dump_stack(void) __rl_no_effect();
void dump_stack_lvl(const char *) __rl_no_effect();
void print_hex_dump(const char *, const char *, int, int, int, const void *, size_t, bool) __rl_no_effect();
int vprintk(const char *, void *) __rl_no_effect();
int vprintk_emit(int, int, const struct dev_printk_info *, const char *, void *) __rl_no_effect();

/* linux/ratelimit_types.h: prints */
int ___ratelimit(struct ratelimit_state *, const char *) __rl_no_effect();

/* linux/sched/debug.h: prints */
void show_stack(struct task_struct *, unsigned long *, const char *) __rl_no_effect();

/* net/net_debug.h: prints */
void netdev_err(const struct net_device *, const char *, ...) __rl_no_effect();
void netdev_info(const struct net_device *, const char *, ...) __rl_no_effect();
void netdev_notice(const struct net_device *, const char *, ...) __rl_no_effect();
void netdev_printk(const char *, const struct net_device *, const char *, ...) __rl_no_effect();
void netdev_warn(const struct net_device *, const char *, ...) __rl_no_effect();

/* rdma/ib_verbs.h: prints */
void ibdev_err(const struct ib_device *, const char *, ...) __rl_no_effect();
void ibdev_info(const struct ib_device *, const char *, ...) __rl_no_effect();
void ibdev_notice(const struct ib_device *, const char *, ...) __rl_no_effect();
void ibdev_printk(const char *, const struct ib_device *, const char *, ...) __rl_no_effect();
void ibdev_warn(const struct ib_device *, const char *, ...) __rl_no_effect();

/* ---- formatting: pure text; %p extensions look at names under RCU or a spin lock ---- */

/* linux/kernel.h: pure text */
int scnprintf(char *, size_t, const char *, ...) __rl_no_effect();
int snprintf(char *, size_t, const char *, ...) __rl_no_effect();
int sprintf(char *, const char *, ...) __rl_no_effect();
int sscanf(const char *, const char *, ...) __rl_no_effect();
int vscnprintf(char *, size_t, const char *, void *) __rl_no_effect();
int vsnprintf(char *, size_t, const char *, void *) __rl_no_effect();
int vsprintf(char *, const char *, void *) __rl_no_effect();
int vsscanf(const char *, const char *, void *) __rl_no_effect();

/* linux/seq_file.h: into a buffer that is there already */
void seq_bprintf(struct seq_file *, const char *, const u32 *) __rl_no_effect();
void seq_escape_mem(struct seq_file *, const char *, size_t, unsigned int, const char *) __rl_no_effect();
void seq_hex_dump(struct seq_file *, const char *, int, int, int, const void *, size_t, bool) __rl_no_effect();
void seq_printf(struct seq_file *, const char *, ...) __rl_no_effect();
void seq_put_decimal_ull(struct seq_file *, const char *, unsigned long long) __rl_no_effect();
void seq_put_hex_ll(struct seq_file *, const char *, unsigned long long, unsigned int) __rl_no_effect();
void seq_putc(struct seq_file *, char) __rl_no_effect();
void seq_puts(struct seq_file *, const char *) __rl_no_effect();
void seq_vprintf(struct seq_file *, const char *, void *) __rl_no_effect();
int seq_write(struct seq_file *, const void *, size_t) __rl_no_effect();

/* linux/sysfs.h: pure text */
int sysfs_emit(char *, const char *, ...) __rl_no_effect();
int sysfs_emit_at(char *, int, const char *, ...) __rl_no_effect();

/* ---- run-time checks, statistics, fault injection ---- */

/* linux/capability.h: LSM hooks: audit allocates atomically */
bool capable(int) __rl_no_effect();
bool has_capability_noaudit(struct task_struct *, int) __rl_no_effect();
bool ns_capable(struct user_namespace *, int) __rl_no_effect();

/* linux/debug_locks.h: a check at run time */
void debug_check_no_locks_held(void) __rl_no_effect();
int debug_locks_off(void) __rl_no_effect();

/* linux/debugobjects.h: a check at run time */
void debug_check_no_obj_freed(const void *, unsigned long) __rl_no_effect();

/* linux/fault-inject.h: fault injection: says whether to fail */
bool should_fail(struct fault_attr *, ssize_t) __rl_no_effect();
bool should_fail_alloc_page(gfp_t, unsigned int) __rl_no_effect();
int should_failslab(struct kmem_cache *, gfp_t) __rl_no_effect();

/* linux/file.h: own spin locks */
void fd_install(unsigned int, struct file *) __rl_no_effect();
void put_unused_fd(unsigned int) __rl_no_effect();

/* linux/mmdebug.h: VM_BUG_ON and the like, about to crash */
void dump_mm(const struct mm_struct *) __rl_no_effect();
void dump_page(struct page *, const char *) __rl_no_effect();
void dump_vma(const struct vm_area_struct *) __rl_no_effect();

/* linux/percpu-defs.h: a check at run time */
void __this_cpu_preempt_check(const char *) __rl_no_effect();

/* linux/prandom.h: computes; the entropy pool's spin locks, taken last */
u32 prandom_u32_state(struct rnd_state *) __rl_no_effect();

/* linux/random.h: computes; the entropy pool's spin locks, taken last */
u32 __get_random_u32_below(u32) __rl_no_effect();
void get_random_bytes(void *, size_t) __rl_no_effect();
u32 get_random_u32(void) __rl_no_effect();
u64 get_random_u64(void) __rl_no_effect();

/* linux/sched.h: own spin locks */
void set_user_nice(struct task_struct *, long) __rl_no_effect();

/* linux/sched/clock.h: a reader's loop on timekeeping's seqcount, never written under a sleeping lock */
u64 local_clock(void) __rl_no_effect();
unsigned long long sched_clock(void) __rl_no_effect();

/* linux/sched/mm.h: own spin locks */
struct mm_struct *get_task_mm(struct task_struct *) __rl_no_effect();

/* linux/smp.h: a check at run time */
unsigned int debug_smp_processor_id(void) __rl_no_effect();

/* linux/thread_info.h: a check at run time */
void __check_object_size(const void *, unsigned long, bool) __rl_no_effect();

/* linux/timekeeping.h: a reader's loop on timekeeping's seqcount, never written under a sleeping lock */
ktime_t ktime_get(void) __rl_no_effect();
u64 ktime_get_mono_fast_ns(void) __rl_no_effect();
ktime_t ktime_get_raw(void) __rl_no_effect();
void ktime_get_real_ts64(struct timespec64 *) __rl_no_effect();
void ktime_get_ts64(struct timespec64 *) __rl_no_effect();
ktime_t ktime_get_with_offset(int) __rl_no_effect();

/* linux/uaccess.h: a check at run time */
void usercopy_abort(const char *, const char *, bool, unsigned long, unsigned long) __rl_no_effect();

/* ---- busy waiting: no sleep ---- */

/* asm-generic/delay.h: spins */
void __const_udelay(unsigned long) __rl_no_effect();
void __delay(unsigned long) __rl_no_effect();
void __ndelay(unsigned long) __rl_no_effect();
void __udelay(unsigned long) __rl_no_effect();

/* ---- processor and TLB: cross calls spin, callees may not sleep ---- */

/* arch/x86/include/asm/cacheflush.h: flushes caches; cross calls spin */
void clflush_cache_range(void *, unsigned int) __rl_no_effect();

/* arch/x86/include/asm/smp.h: flushes caches; cross calls spin */
int wbinvd_on_all_cpus(void) __rl_no_effect();

/* arch/x86/include/asm/tlbflush.h: cross calls spin, the callee may not sleep */
void flush_tlb_all(void) __rl_no_effect();
void flush_tlb_kernel_range(unsigned long, unsigned long) __rl_no_effect();
void flush_tlb_mm_range(struct mm_struct *, unsigned long, unsigned long, unsigned int, bool) __rl_no_effect();

/* drm/drm_cache.h: flushes caches; cross calls spin */
void drm_clflush_pages(struct page **, unsigned long) __rl_no_effect();
void drm_clflush_sg(struct sg_table *) __rl_no_effect();
void drm_clflush_virt_range(void *, unsigned long) __rl_no_effect();

/* lib/smp_processor_id.c: a check at run time */
unsigned int check_preemption_disabled(const char *, const char *) __rl_no_effect();

/* linux/smp.h: cross calls spin, the callee may not sleep */
void on_each_cpu_cond_mask(void *, void *, void *, bool, const struct cpumask *) __rl_no_effect();
void smp_call_function(void *, void *, int) __rl_no_effect();
void smp_call_function_many(const struct cpumask *, void *, void *, bool) __rl_no_effect();
int smp_call_function_single(int, void *, void *, int) __rl_no_effect();

/* ---- stored, but called by nobody who should be followed ---- */

/* linux/tracepoint-defs.h: probes, see above */
struct tracepoint_func { void *func __rl_not_called(); };

/* ---- self tests: wrong on purpose ---- */

/* drivers/gpu/drm/i915/i915_selftest.h: run by hand */
struct i915_subtest { int (*func)(void *) __rl_entry("selftest"); };

/* kunit/test.h: run at boot, or by hand */
struct kunit_case { void (*run_case)(struct kunit *) __rl_entry("selftest"); };

/* linux/debug_locks.h: tests lockdep with wrong orders */
void locking_selftest(void) __rl_use_body() __rl_selftest();

#endif
