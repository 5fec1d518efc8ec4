/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Sections in which the caller may not sleep, and the entry contexts of faults
 * and file operations that hold mmap_lock.  The macros preempt_disable(),
 * local_irq_save() and the like end in these functions, with and without
 * TRACE_IRQFLAGS, TRACE_PREEMPT_TOGGLE and PARAVIRT.
 */
#ifndef RECLINT_MODEL_ATOMIC_H
#define RECLINT_MODEL_ATOMIC_H

#include "base.h"
#include "container.h"

/* reclint: who is in one may not sleep */
extern const int rl_scope_kinds
	__rl_scope_kind("bh", "atomic")
	__rl_scope_kind("irq", "atomic")
	__rl_scope_kind("preempt", "atomic")
	__rl_scope_kind("rcu", "atomic");

/* ---- RCU ---- */

/* linux/rcupdate.h: lockdep's own, asks */
int debug_lockdep_rcu_enabled(void) __rl_no_effect();
void rcu_lock_acquire(struct lockdep_map *) __rl_no_effect();
void rcu_lock_release(struct lockdep_map *) __rl_no_effect();
int rcu_read_lock_any_held(void) __rl_no_effect();
int rcu_read_lock_bh_held(void) __rl_no_effect();
int rcu_read_lock_held(void) __rl_no_effect();
int rcu_read_lock_sched_held(void) __rl_no_effect();
void rcu_try_lock_acquire(struct lockdep_map *) __rl_no_effect() __rl_since("6.2");

/* linux/rcupdate.h: preempt_disable */
void rcu_read_lock_sched(void) __rl_enters("preempt");
void rcu_read_lock_sched_notrace(void) __rl_enters("preempt");
void rcu_read_unlock_sched(void) __rl_leaves("preempt");
void rcu_read_unlock_sched_notrace(void) __rl_leaves("preempt");

/* linux/rcupdate.h: rcu_read_lock and local_bh_disable */
void rcu_read_lock_bh(void) __rl_enters("bh");
void rcu_read_unlock_bh(void) __rl_leaves("bh");

/* linux/rcupdate.h: the caller may not sleep */
void rcu_read_lock(void) __rl_enters("rcu");
void rcu_read_unlock(void) __rl_leaves("rcu");

/* linux/rcupdate_trace.h: its readers may sleep */
void rcu_read_lock_trace(void) __rl_no_effect();
void rcu_read_unlock_trace(void) __rl_no_effect();

/* linux/rcutree.h: asks */
bool rcu_is_watching(void) __rl_no_effect();

/* ---- preemption ---- */

/* arch/x86/include/asm/preempt.h */
void __preempt_schedule(void) __rl_no_effect();	/* asm call behind preempt_enable */
int preempt_count(void) __rl_tests_context();	/* who looks at it asks whether it may sleep */

/* arch/x86/include/asm/preempt.h: preemption is no sleep of the caller */
void preempt_schedule(void) __rl_no_effect();
void preempt_schedule_notrace(void) __rl_no_effect();
void preempt_schedule_notrace_thunk(void) __rl_no_effect();
void preempt_schedule_thunk(void) __rl_no_effect();

/* arch/x86/include/asm/preempt.h: the scheduler's affair */
void preempt_count_set(int) __rl_no_effect();
bool should_resched(int) __rl_no_effect();

/* arch/x86/include/asm/preempt.h: what preempt_disable and preempt_enable end in */
void __preempt_count_add(int) __rl_enters("preempt");
bool __preempt_count_dec_and_test(void) __rl_leaves("preempt");
void __preempt_count_sub(int) __rl_leaves("preempt");

/* linux/preempt.h: may sleep */
void migrate_disable(void) __rl_no_effect();
void migrate_enable(void) __rl_no_effect();

/* linux/preempt.h: what preempt_disable and preempt_enable end in */
void preempt_count_add(int) __rl_enters("preempt");
void preempt_count_sub(int) __rl_leaves("preempt");

/* ---- interrupts ---- */

/* arch/x86/include/asm/irqflags.h: what local_irq_disable, _save, _enable and _restore end in */
void arch_local_irq_restore(unsigned long) __rl_leaves("irq");

/* arch/x86/include/asm/irqflags.h: who looks at it asks whether it may sleep */
int arch_irqs_disabled(void) __rl_tests_irqs();
int arch_irqs_disabled_flags(unsigned long) __rl_tests_irqs();

/* arch/x86/include/asm/paravirt.h: looks only */
unsigned long arch_local_save_flags(void) __rl_no_effect();

/* arch/x86/include/asm/paravirt.h: what local_irq_disable, _save, _enable and _restore end in */
void arch_local_irq_disable(void) __rl_enters("irq");
void arch_local_irq_enable(void) __rl_leaves("irq");
unsigned long arch_local_irq_save(void) __rl_enters("irq");

/* linux/bottom_half.h: may run softirqs: they have a context of their own */
void __local_bh_enable_ip(unsigned long, unsigned int) __rl_leaves("bh");
void _local_bh_enable(void) __rl_leaves("bh");
void local_bh_enable(void) __rl_leaves("bh");
void local_bh_enable_ip(unsigned long) __rl_leaves("bh");

/* linux/bottom_half.h: softirqs wait */
void __local_bh_disable_ip(unsigned long, unsigned int) __rl_enters("bh");
void local_bh_disable(void) __rl_enters("bh");

/* linux/hardirq.h: what follows is in interrupt context */
void irq_enter(void) __rl_enters("irq");
void irq_enter_rcu(void) __rl_enters("irq");
void irq_exit(void) __rl_leaves("irq");
void irq_exit_rcu(void) __rl_leaves("irq");

/* linux/irqflags.h: tracing and lockdep's state */
void trace_hardirqs_off(void) __rl_no_effect();
void trace_hardirqs_off_finish(void) __rl_no_effect();
void trace_hardirqs_on(void) __rl_no_effect();
void trace_hardirqs_on_prepare(void) __rl_no_effect();
void warn_bogus_irq_restore(void) __rl_no_effect();

/* ---- faults and mmap ---- */

/* linux/fs.h: mmap_lock for write */
struct file_operations {
	int (*mmap)(struct file *, struct vm_area_struct *) __rl_entry("fault");
};

/* linux/mm.h: mmap_lock, or the VMA's lock */
struct vm_operations_struct {
	int (*access)(struct vm_area_struct *, unsigned long, void *, int, int) __rl_entry("fault");
	void (*close)(struct vm_area_struct *) __rl_entry("fault");
	unsigned int (*fault)(struct vm_fault *) __rl_entry("fault");
	unsigned int (*huge_fault)(struct vm_fault *, unsigned int) __rl_entry("fault");
	unsigned int (*map_pages)(struct vm_fault *, unsigned long, unsigned long) __rl_entry("fault");
	int (*may_split)(struct vm_area_struct *, unsigned long) __rl_entry("fault");
	int (*mprotect)(struct vm_area_struct *, unsigned long, unsigned long, unsigned long) __rl_entry("fault");
	int (*mremap)(struct vm_area_struct *) __rl_entry("fault");
	void (*open)(struct vm_area_struct *) __rl_entry("fault");
	unsigned int (*page_mkwrite)(struct vm_fault *) __rl_entry("fault");
	unsigned int (*pfn_mkwrite)(struct vm_fault *) __rl_entry("fault");
};

#endif
