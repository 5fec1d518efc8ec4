/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What sleeps and what waits: completions, wait queues, work queues, threads,
 * timers, interrupts, RCU and SRCU grace periods.  Waits for fences are in
 * fence.h, for notifiers in notifier.h.
 *
 * wait_event() is control flow around prepare_to_wait_event(), then schedule():
 * the former names the queue, so it is the wait.
 */
#ifndef RECLINT_MODEL_WAIT_H
#define RECLINT_MODEL_WAIT_H

#include "base.h"

struct address_space; struct bio; struct block_device; struct buffer_head; struct bus_type; struct callback_head;
struct class; struct clk; struct iommu_group;
struct completion; struct cpumask; struct delayed_work; struct device; struct folio; struct hrtimer;
struct i2c_adapter; struct i2c_msg; struct irq_work; struct kthread_delayed_work; struct kthread_work;
struct kthread_worker; struct lock_class_key; struct page; struct pci_dev; struct pglist_data; struct rcu_sync;
struct rcu_synchronize; struct rcu_work; struct rcuwait; struct regulator; struct request_queue; struct reset_control;
struct srcu_struct; struct super_block; struct swait_queue; struct swait_queue_head; struct task_struct;
struct tasklet_struct; struct timer_list; struct usb_device; struct wait_bit_queue_entry; struct wait_queue_entry;
struct wait_queue_head; struct wake_q_head; struct work_struct; struct workqueue_struct;


#include "container.h"

extern const int rl_workqueue_constants __rl_constant("WQ_MEM_RECLAIM", 8)
	__rl_constant("__WQ_LEGACY", 0x40000);	/* workqueue.h */

/* ---- sleeping as such ---- */
/* linux/kernel.h */
void __might_sleep(const char *, int) __rl_sleeps();	/* might_sleep, cond_resched with DEBUG_ATOMIC_SLEEP */
/* With DEBUG_ATOMIC_SLEEP; cond_resched_lock() and its kin say in the offsets that they will drop a lock first, and have entries. */
void __might_resched(const char *, int, unsigned int) __rl_sleeps_if(3, "==", 0);
/* linux/sched.h */
int __cond_resched(void) __rl_sleeps();
int _cond_resched(void) __rl_sleeps();
/* linux/kernel.h */
void might_resched(void) __rl_sleeps();
int __SCT__cond_resched(void) __rl_sleeps();	/* PREEMPT_DYNAMIC: a static call, which is a call of its trampoline */
int __SCT__might_resched(void) __rl_sleeps();
/* linux/swap.h */
void lru_add_drain_all(void) __rl_sleeps();	/* a work item on every CPU */
/* linux/kernel.h */
void __cant_sleep(const char *, int, int) __rl_no_effect();	/* the opposite claim, checked at run time */
void __cant_migrate(const char *, int) __rl_no_effect();	/* the opposite claim, checked at run time */
/* linux/sched.h */
void schedule(void) __rl_sleeps();	/* the scheduler is not entered */
void schedule_preempt_disabled(void) __rl_leaves("preempt") __rl_sleeps() __rl_enters("preempt");	/* the scheduler is not entered */
void io_schedule(void) __rl_sleeps();	/* the scheduler is not entered */
long schedule_timeout(long) __rl_sleeps();	/* the scheduler is not entered */
long schedule_timeout_interruptible(long) __rl_sleeps();	/* the scheduler is not entered */
long schedule_timeout_killable(long) __rl_sleeps();	/* the scheduler is not entered */
long schedule_timeout_uninterruptible(long) __rl_sleeps();	/* the scheduler is not entered */
long schedule_timeout_idle(long) __rl_sleeps();	/* the scheduler is not entered */
long io_schedule_timeout(long) __rl_sleeps();	/* the scheduler is not entered */
/* linux/hrtimer.h */
int schedule_hrtimeout(ktime_t *, int) __rl_sleeps();	/* the scheduler is not entered */
int schedule_hrtimeout_range(ktime_t *, u64, int) __rl_sleeps();	/* the scheduler is not entered */
int schedule_hrtimeout_range_clock(ktime_t *, u64, int, clockid_t) __rl_sleeps();	/* the scheduler is not entered */
/* linux/sched.h */
void yield(void) __rl_sleeps();	/* the scheduler is not entered */
int yield_to(struct task_struct *, bool) __rl_sleeps();	/* the scheduler is not entered */
/* linux/delay.h */
void msleep(unsigned int) __rl_sleeps();
unsigned long msleep_interruptible(unsigned int) __rl_sleeps();
void ssleep(unsigned int) __rl_sleeps();
void usleep_range(unsigned long, unsigned long) __rl_sleeps();
void usleep_range_state(unsigned long, unsigned long, unsigned int) __rl_sleeps();
void fsleep(unsigned long) __rl_sleeps();
void usleep_idle_range(unsigned long, unsigned long) __rl_sleeps();
/* linux/writeback.h */
void balance_dirty_pages_ratelimited(struct address_space *) __rl_sleeps();
int balance_dirty_pages_ratelimited_flags(struct address_space *, unsigned int) __rl_sleeps();
/* linux/sched/mm.h */
void memalloc_retry_wait(gfp_t) __rl_sleeps();
/* mm/internal.h */
void reclaim_throttle(struct pglist_data *, int) __rl_sleeps();
/* linux/rcuwait.h */
int rcuwait_wake_up(struct rcuwait *) __rl_no_effect();
/* linux/kthread.h */
bool kthread_freezable_should_stop(bool *) __rl_sleeps();
void kthread_parkme(void) __rl_sleeps();
/* linux/freezer.h */
bool __refrigerator(bool) __rl_sleeps();
/* linux/kthread.h */
bool kthread_should_stop(void) __rl_no_effect();
bool kthread_should_park(void) __rl_no_effect();

/* ---- completions ---- */
/* linux/completion.h */
void wait_for_completion(struct completion *) __rl_waits(1, "completion");
void wait_for_completion_io(struct completion *) __rl_waits(1, "completion");
int wait_for_completion_interruptible(struct completion *) __rl_waits(1, "completion");
int wait_for_completion_killable(struct completion *) __rl_waits(1, "completion");
int wait_for_completion_state(struct completion *, unsigned int) __rl_waits(1, "completion");
unsigned long wait_for_completion_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
unsigned long wait_for_completion_io_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
long wait_for_completion_interruptible_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
long wait_for_completion_killable_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
bool try_wait_for_completion(struct completion *) __rl_no_effect();
bool completion_done(struct completion *) __rl_no_effect();
void complete(struct completion *) __rl_signals(1, "completion");
void complete_all(struct completion *) __rl_signals(1, "completion");
void complete_on_current_cpu(struct completion *) __rl_signals(1, "completion") __rl_since("6.2");
/* linux/swait.h */
void __init_swait_queue_head(struct swait_queue_head *, const char *, struct lock_class_key *) __rl_no_effect();

/* ---- wait queues ---- */
/* linux/wait.h */
long prepare_to_wait_event(struct wait_queue_head *, struct wait_queue_entry *, int) __rl_waits(1, "waitqueue");
void prepare_to_wait(struct wait_queue_head *, struct wait_queue_entry *, int) __rl_waits(1, "waitqueue");
bool prepare_to_wait_exclusive(struct wait_queue_head *, struct wait_queue_entry *, int) __rl_waits(1, "waitqueue");
/* linux/swait.h */
long prepare_to_swait_event(struct swait_queue_head *, struct swait_queue *, int) __rl_waits(1, "waitqueue");
void prepare_to_swait_exclusive(struct swait_queue_head *, struct swait_queue *, int) __rl_waits(1, "waitqueue");
/* linux/wait.h */
int do_wait_intr(struct wait_queue_head *, struct wait_queue_entry *) __rl_waits(1, "waitqueue");
int do_wait_intr_irq(struct wait_queue_head *, struct wait_queue_entry *) __rl_waits(1, "waitqueue");
long wait_woken(struct wait_queue_entry *, unsigned int, long) __rl_sleeps();	/* the queue is in the entry */
void finish_wait(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
/* linux/swait.h */
void finish_swait(struct swait_queue_head *, struct swait_queue *) __rl_no_effect();
/* linux/wait.h */
void init_wait_entry(struct wait_queue_entry *, int) __rl_no_effect();
void __init_waitqueue_head(struct wait_queue_head *, const char *, struct lock_class_key *) __rl_no_effect();
void add_wait_queue(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void add_wait_queue_exclusive(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void add_wait_queue_priority(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void remove_wait_queue(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
int autoremove_wake_function(struct wait_queue_entry *, unsigned int, int, void *) __rl_no_effect();
int woken_wake_function(struct wait_queue_entry *, unsigned int, int, void *) __rl_no_effect();
int default_wake_function(struct wait_queue_entry *, unsigned int, int, void *) __rl_no_effect();
int __wake_up(struct wait_queue_head *, unsigned int, int, void *) __rl_signals(1, "waitqueue");
void __wake_up_sync(struct wait_queue_head *, unsigned int) __rl_signals(1, "waitqueue");
void __wake_up_sync_key(struct wait_queue_head *, unsigned int, void *) __rl_signals(1, "waitqueue");
void __wake_up_locked(struct wait_queue_head *, unsigned int, int) __rl_signals(1, "waitqueue");
void __wake_up_locked_key(struct wait_queue_head *, unsigned int, void *) __rl_signals(1, "waitqueue");
/* linux/swait.h */
void swake_up_one(struct swait_queue_head *) __rl_signals(1, "waitqueue");
void swake_up_all(struct swait_queue_head *) __rl_signals(1, "waitqueue");
/* linux/wait.h */
void __wake_up_on_current_cpu(struct wait_queue_head *, unsigned int, void *) __rl_signals(1, "waitqueue") __rl_since("6.2");
/* linux/sched.h */
int wake_up_process(struct task_struct *) __rl_no_effect();	/* whom it wakes is not known here */
int wake_up_state(struct task_struct *, unsigned int) __rl_no_effect();	/* whom it wakes is not known here */
/* linux/sched/wake_q.h */
void wake_up_q(struct wake_q_head *) __rl_no_effect();	/* whom it wakes is not known here */
void wake_q_add(struct wake_q_head *, struct task_struct *) __rl_no_effect();	/* whom it wakes is not known here */
void wake_q_add_safe(struct wake_q_head *, struct task_struct *) __rl_no_effect();	/* whom it wakes is not known here */
/* linux/sched/idle.h */
void wake_up_if_idle(int) __rl_no_effect();	/* whom it wakes is not known here */
/* linux/sched.h */
void wake_up_new_task(struct task_struct *) __rl_no_effect();	/* whom it wakes is not known here */
/* linux/wait_bit.h */
int wait_on_bit(unsigned long *, int, unsigned int) __rl_sleeps();	/* who clears the bit is not known */
int wait_on_bit_io(unsigned long *, int, unsigned int) __rl_sleeps();	/* who clears the bit is not known */
int wait_on_bit_timeout(unsigned long *, int, unsigned int, unsigned long) __rl_sleeps();	/* who clears the bit is not known */
int wait_on_bit_action(unsigned long *, int, void *, unsigned int) __rl_sleeps();	/* who clears the bit is not known */
int out_of_line_wait_on_bit(void *, int, void *, unsigned int) __rl_sleeps();	/* who clears the bit is not known */
/* who clears the bit is not known */
int out_of_line_wait_on_bit_timeout(void *, int, void *, unsigned int, unsigned long) __rl_sleeps();
int __wait_on_bit(struct wait_queue_head *, struct wait_bit_queue_entry *, void *, unsigned int) __rl_sleeps();
int wait_on_bit_lock(unsigned long *, int, unsigned int) __rl_sleeps();
int wait_on_bit_lock_io(unsigned long *, int, unsigned int) __rl_sleeps();
int wait_on_bit_lock_action(unsigned long *, int, void *, unsigned int) __rl_sleeps();
int out_of_line_wait_on_bit_lock(void *, int, void *, unsigned int) __rl_sleeps();
int __wait_on_bit_lock(struct wait_queue_head *, struct wait_bit_queue_entry *, void *, unsigned int) __rl_sleeps();
void wake_up_bit(void *, int) __rl_no_effect();
void wake_up_var(void *) __rl_no_effect();
void __wake_up_bit(struct wait_queue_head *, void *, int) __rl_no_effect();
void init_wait_var_entry(struct wait_bit_queue_entry *, void *, int) __rl_no_effect();
/* linux/pagemap.h */
void folio_wait_bit(struct folio *, int) __rl_sleeps();	/* writeback */
int folio_wait_bit_killable(struct folio *, int) __rl_sleeps();	/* writeback */
void folio_wait_writeback(struct folio *) __rl_sleeps();	/* writeback */
int folio_wait_writeback_killable(struct folio *) __rl_sleeps();	/* writeback */
void folio_wait_stable(struct folio *) __rl_sleeps();	/* writeback */
void wait_on_page_writeback(struct page *) __rl_sleeps();	/* writeback */
void wait_for_stable_page(struct page *) __rl_sleeps();	/* writeback */
/* linux/buffer_head.h */
void __wait_on_buffer(struct buffer_head *) __rl_sleeps();
void __lock_buffer(struct buffer_head *) __rl_sleeps();

/* ---- work queues ---- */
/* linux/workqueue.h */
bool flush_work(struct work_struct *) __rl_waits(1, "work");	/* struct delayed_work is a container: both name the same item */
bool cancel_work_sync(struct work_struct *) __rl_waits(1, "cancel");	/* struct delayed_work is a container: both name the same item */
bool flush_delayed_work(struct delayed_work *) __rl_waits(1, "work");	/* struct delayed_work is a container: both name the same item */
/* struct delayed_work is a container: both name the same item */
bool cancel_delayed_work_sync(struct delayed_work *) __rl_waits(1, "cancel");
bool flush_rcu_work(struct rcu_work *) __rl_waits(1, "work");	/* struct delayed_work is a container: both name the same item */
/* linux/kthread.h */
void kthread_flush_work(struct kthread_work *) __rl_waits(1, "work");
bool kthread_cancel_work_sync(struct kthread_work *) __rl_waits(1, "cancel");
bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *) __rl_waits(1, "cancel");
/* linux/irq_work.h */
void irq_work_sync(struct irq_work *) __rl_sleeps();
/* linux/workqueue.h */
void __flush_workqueue(struct workqueue_struct *) __rl_waits(1, "workqueue");
void drain_workqueue(struct workqueue_struct *) __rl_waits(1, "workqueue");
void destroy_workqueue(struct workqueue_struct *) __rl_waits(1, "workqueue");
/* linux/kthread.h */
void kthread_flush_worker(struct kthread_worker *) __rl_waits(1, "workqueue");
void kthread_destroy_worker(struct kthread_worker *) __rl_waits(1, "workqueue");
/* linux/workqueue.h */
void __warn_flushing_systemwide_wq(void) __rl_sleeps();
int schedule_on_each_cpu(void *) __rl_sleeps() __rl_calls(1, 0);
long work_on_cpu_key(int, void *, void *, struct lock_class_key *) __rl_sleeps() __rl_calls(2, 3);
long work_on_cpu_safe_key(int, void *, void *, struct lock_class_key *) __rl_sleeps() __rl_calls(2, 3);
bool queue_work(struct workqueue_struct *, struct work_struct *) __rl_queues(2, 1);
bool queue_work_on(int, struct workqueue_struct *, struct work_struct *) __rl_queues(3, 2);
bool queue_work_node(int, struct workqueue_struct *, struct work_struct *) __rl_queues(3, 2);
bool queue_delayed_work(struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(2, 1);
bool mod_delayed_work(struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(2, 1);
bool queue_delayed_work_on(int, struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(3, 2);
bool mod_delayed_work_on(int, struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(3, 2);
bool queue_rcu_work(struct workqueue_struct *, struct rcu_work *) __rl_queues(2, 1);
bool schedule_work(struct work_struct *) __rl_queues(1, "system_wq");
bool schedule_delayed_work(struct delayed_work *, unsigned long) __rl_queues(1, "system_wq");
bool schedule_work_on(int, struct work_struct *) __rl_queues(2, "system_wq");
bool schedule_delayed_work_on(int, struct delayed_work *, unsigned long) __rl_queues(2, "system_wq");
/* linux/kthread.h */
bool kthread_queue_work(struct kthread_worker *, struct kthread_work *) __rl_queues(2, 1);
bool kthread_queue_delayed_work(struct kthread_worker *, struct kthread_delayed_work *, unsigned long) __rl_queues(2, 1);
bool kthread_mod_delayed_work(struct kthread_worker *, struct kthread_delayed_work *, unsigned long) __rl_queues(2, 1);
/* linux/irq_work.h */
bool irq_work_queue(struct irq_work *) __rl_no_effect();
bool irq_work_queue_on(struct irq_work *, int) __rl_no_effect();
/* linux/workqueue.h */
bool cancel_work(struct work_struct *) __rl_no_effect();
bool cancel_delayed_work(struct delayed_work *) __rl_no_effect();
void delayed_work_timer_fn(struct timer_list *) __rl_no_effect();
void __init_work(struct work_struct *, int) __rl_no_effect();
unsigned int work_busy(struct work_struct *) __rl_no_effect();
struct work_struct *current_work(void) __rl_no_effect();

/* ---- work: what the kernel calls ---- */
struct work_struct {
	void (*func)(struct work_struct *) __rl_entry("work");		/* workqueue.h */
};
struct kthread_work {
	void (*func)(struct kthread_work *) __rl_entry("work");	/* kthread.h */
};

struct delayed_work { struct work_struct work; } __rl_container;	/* workqueue.h: item and timer in one */
struct rcu_work { struct work_struct work; } __rl_container;
struct kthread_delayed_work { struct kthread_work work; } __rl_container;	/* kthread.h */
struct kthread_worker { raw_spinlock_t lock; } __rl_container;

/* ---- timers, tasklets, interrupts, cross calls ---- */
struct timer_list {
	void (*function)(struct timer_list *) __rl_entry("atomic");	/* timer.h: softirq */
};
struct hrtimer {
	int (*function)(struct hrtimer *) __rl_entry("atomic");		/* hrtimer.h */
};
struct tasklet_struct {
	union {
		void (*func)(unsigned long) __rl_entry("atomic");	/* interrupt.h: softirq */
		void (*callback)(struct tasklet_struct *) __rl_entry("atomic");
	};
};
struct irq_work {
	void (*func)(struct irq_work *) __rl_entry("atomic");		/* irq_work.h */
};
/* linux/irq_work.h */
void init_irq_work(struct irq_work *, void *) __rl_stores(2, 1, "irq_work.func");
/* linux/timer.h */
/* timer_setup */
void init_timer_key(struct timer_list *, void *, unsigned int, const char *, struct lock_class_key *) __rl_stores(2, 1, "timer_list.function");
void init_timer_on_stack_key(struct timer_list *, void *, unsigned int, const char *, struct lock_class_key *) __rl_stores(2, 1, "timer_list.function");
/* linux/interrupt.h */
void tasklet_setup(struct tasklet_struct *, void *) __rl_stores(2, 1, "tasklet_struct.callback");
void tasklet_init(struct tasklet_struct *, void *, unsigned long) __rl_stores(2, 1, "tasklet_struct.func");
/* linux/timer.h */
int del_timer_sync(struct timer_list *) __rl_waits(1, "timer");	/* spins: legal in atomic context, but waits for the callback */
int timer_delete_sync(struct timer_list *) __rl_waits(1, "timer");	/* spins: legal in atomic context, but waits for the callback */
int timer_shutdown_sync(struct timer_list *) __rl_waits(1, "timer");	/* spins: legal in atomic context, but waits for the callback */
/* linux/hrtimer.h */
int hrtimer_cancel(struct hrtimer *) __rl_waits(1, "timer");	/* spins: legal in atomic context, but waits for the callback */
/* linux/timer.h */
int try_to_del_timer_sync(struct timer_list *) __rl_no_effect();
int del_timer(struct timer_list *) __rl_no_effect();
int timer_delete(struct timer_list *) __rl_no_effect();
int timer_shutdown(struct timer_list *) __rl_no_effect();
int mod_timer(struct timer_list *, unsigned long) __rl_no_effect();
int mod_timer_pending(struct timer_list *, unsigned long) __rl_no_effect();
void add_timer(struct timer_list *) __rl_no_effect();
void add_timer_on(struct timer_list *, int) __rl_no_effect();
int timer_reduce(struct timer_list *, unsigned long) __rl_no_effect();
/* linux/hrtimer.h */
void hrtimer_start_range_ns(struct hrtimer *, ktime_t, u64, int) __rl_no_effect();
int hrtimer_try_to_cancel(struct hrtimer *) __rl_no_effect();
void hrtimer_init(struct hrtimer *, clockid_t, int) __rl_no_effect();
u64 hrtimer_forward(struct hrtimer *, ktime_t, ktime_t) __rl_no_effect();
/* linux/interrupt.h */
void tasklet_kill(struct tasklet_struct *) __rl_waits(1, "timer") __rl_sleeps();
void tasklet_unlock_wait(struct tasklet_struct *) __rl_waits(1, "timer") __rl_sleeps();
void tasklet_disable(struct tasklet_struct *) __rl_waits(1, "timer");
void __tasklet_schedule(struct tasklet_struct *) __rl_no_effect();
void __tasklet_hi_schedule(struct tasklet_struct *) __rl_no_effect();
void tasklet_disable_in_atomic(struct tasklet_struct *) __rl_no_effect();
void tasklet_unlock_spin_wait(struct tasklet_struct *) __rl_no_effect();
const void *free_irq(unsigned int, void *) __rl_waits(1, "irq") __rl_sleeps();	/* for handlers and their threads */
/* linux/hardirq.h */
void synchronize_irq(unsigned int) __rl_waits(1, "irq") __rl_sleeps();	/* for handlers and their threads */
/* linux/interrupt.h */
void disable_irq(unsigned int) __rl_waits(1, "irq") __rl_sleeps();	/* for handlers and their threads */
/* linux/hardirq.h */
bool synchronize_hardirq(unsigned int) __rl_waits(1, "hardirq");	/* spins for the hard handler only */
/* linux/interrupt.h */
bool disable_hardirq(unsigned int) __rl_waits(1, "irq");	/* spins for the hard handler only */
void devm_free_irq(struct device *, unsigned int, void *) __rl_waits(2, "irq") __rl_sleeps();
void disable_irq_nosync(unsigned int) __rl_no_effect();
void enable_irq(unsigned int) __rl_no_effect();
/* linux/stop_machine.h */
int stop_machine(void *, void *, const struct cpumask *) __rl_sleeps();
int stop_machine_cpuslocked(void *, void *, const struct cpumask *) __rl_sleeps();

/* ---- threads ---- */
/* linux/kthread.h */
int kthread_stop(struct task_struct *) __rl_waits(1, "thread");
int kthread_stop_put(struct task_struct *) __rl_waits(1, "thread") __rl_since("6.2");
int kthread_park(struct task_struct *) __rl_waits(1, "thread");
void kthread_unpark(struct task_struct *) __rl_no_effect();
void kthread_bind(struct task_struct *, unsigned int) __rl_no_effect();
void kthread_bind_mask(struct task_struct *, const struct cpumask *) __rl_no_effect();
/* linux/sched.h */
unsigned long wait_task_inactive(struct task_struct *, unsigned int) __rl_sleeps();

/* ---- RCU, SRCU.  Readers under rcu are atomic and wait for nobody: the grace period is only a sleep ---- */
/* linux/rcupdate.h */
void synchronize_rcu(void) __rl_sleeps();
/* linux/rcutree.h */
void synchronize_rcu_expedited(void) __rl_sleeps();
/* linux/netdevice.h */
void synchronize_net(void) __rl_sleeps();
/* linux/rcupdate.h */
void synchronize_rcu_tasks(void) __rl_sleeps();
void synchronize_rcu_tasks_rude(void) __rl_sleeps();
/* linux/rcupdate_trace.h */
void synchronize_rcu_tasks_trace(void) __rl_sleeps();
/* linux/rcutree.h */
void rcu_barrier(void) __rl_sleeps();
/* linux/rcupdate.h */
void rcu_barrier_tasks(void) __rl_sleeps();
/* linux/rcutree.h */
void cond_synchronize_rcu(unsigned long) __rl_sleeps();
void cond_synchronize_rcu_expedited(unsigned long) __rl_sleeps();
/* linux/rcupdate_trace.h */
void rcu_barrier_tasks_trace(void) __rl_sleeps();
/* linux/rcupdate.h */
void rcu_barrier_tasks_rude(void) __rl_sleeps();
/* linux/rcutree.h */
void kvfree_rcu_barrier(void) __rl_sleeps() __rl_since("6.2");
/* linux/rcupdate_wait.h */
void __wait_rcu_gp(bool, int, void * *, struct rcu_synchronize *) __rl_sleeps();
/* linux/srcu.h */
/* waits for all readers and holds nothing then: srcu_lock_sync(), which lockdep knows since 6.4 */
void synchronize_srcu(struct srcu_struct *) RL_SRCU_SYNC;
/* linux/srcutree.h */
void synchronize_srcu_expedited(struct srcu_struct *) RL_SRCU_SYNC;
/* for callbacks, which wait for the readers; lockdep is not told */
void srcu_barrier(struct srcu_struct *) RL_SRCU_SYNC;
/* linux/srcu.h */
void cleanup_srcu_struct(struct srcu_struct *) __rl_sleeps();	/* flushes its work; readers are a bug by then */
int init_srcu_struct(struct srcu_struct *) __rl_allocates_with("GFP_KERNEL");
int __init_srcu_struct(struct srcu_struct *, const char *, struct lock_class_key *) __rl_allocates_with("GFP_KERNEL");
/* linux/rcupdate.h */
void call_rcu(struct callback_head *, void *) __rl_defers(2, "atomic");
void call_rcu_hurry(struct callback_head *, void *) __rl_defers(2, "atomic") __rl_since("6.2");
void call_rcu_tasks(struct callback_head *, void *) __rl_defers(2, "work");
void call_rcu_tasks_rude(struct callback_head *, void *) __rl_defers(2, "work");
/* linux/rcupdate_trace.h */
void call_rcu_tasks_trace(struct callback_head *, void *) __rl_defers(2, "work");
/* linux/srcu.h */
void call_srcu(struct srcu_struct *, struct callback_head *, void *) __rl_defers(3, "atomic");
/* linux/rcu_sync.h */
void rcu_sync_enter(struct rcu_sync *) __rl_sleeps();
void rcu_sync_exit(struct rcu_sync *) __rl_no_effect();

/* ---- devices, power ---- */
/* linux/pm_runtime.h */
/* RPM_ASYNC is bit 0; the driver's callback is behind a generic table and not followed */
/* unless the device is up already: a wait of its own kind */
int __pm_runtime_resume(struct device *, int) __rl_waits_if(1, "device", 2, "!&", 1);
int __pm_runtime_suspend(struct device *, int) __rl_waits_if(1, "device", 2, "!&", 1);
int __pm_runtime_idle(struct device *, int) __rl_waits_if(1, "device", 2, "!&", 1);
int pm_runtime_barrier(struct device *) __rl_sleeps();
int pm_runtime_force_suspend(struct device *) __rl_sleeps();
int pm_runtime_force_resume(struct device *) __rl_sleeps();
void __pm_runtime_disable(struct device *, bool) __rl_sleeps();
void pm_runtime_enable(struct device *) __rl_no_effect();
void pm_runtime_allow(struct device *) __rl_no_effect();
void pm_runtime_forbid(struct device *) __rl_no_effect();
int __pm_runtime_set_status(struct device *, unsigned int) __rl_no_effect();
void pm_runtime_set_autosuspend_delay(struct device *, int) __rl_no_effect();
void __pm_runtime_use_autosuspend(struct device *, bool) __rl_no_effect();
int pm_runtime_get_if_active(struct device *, bool) __rl_no_effect();
/* linux/device/driver.h */
void wait_for_device_probe(void) __rl_sleeps();
/* linux/clk.h */
int clk_prepare(struct clk *) __rl_sleeps();	/* clk's prepare_lock: a leaf for everybody but clk drivers */
void clk_unprepare(struct clk *) __rl_sleeps();	/* clk's prepare_lock: a leaf for everybody but clk drivers */
int clk_set_rate(struct clk *, unsigned long) __rl_sleeps();	/* clk's prepare_lock: a leaf for everybody but clk drivers */
unsigned long clk_get_rate(struct clk *) __rl_sleeps();	/* clk's prepare_lock: a leaf for everybody but clk drivers */
int clk_set_parent(struct clk *, struct clk *) __rl_sleeps();	/* clk's prepare_lock: a leaf for everybody but clk drivers */
int clk_enable(struct clk *) __rl_no_effect();
void clk_disable(struct clk *) __rl_no_effect();
/* linux/regulator/consumer.h */
int regulator_enable(struct regulator *) __rl_sleeps();
int regulator_disable(struct regulator *) __rl_sleeps();
int regulator_set_voltage(struct regulator *, int, int) __rl_sleeps();
/* linux/reset.h */
int reset_control_assert(struct reset_control *) __rl_sleeps();
int reset_control_deassert(struct reset_control *) __rl_sleeps();
int reset_control_reset(struct reset_control *) __rl_sleeps();
/* linux/i2c.h */
int i2c_transfer(struct i2c_adapter *, struct i2c_msg *, int) __rl_sleeps();
s32 i2c_smbus_xfer(struct i2c_adapter *, u16, unsigned short, char, u8, int, void *) __rl_sleeps();
/* linux/usb.h */
int usb_control_msg(struct usb_device *, unsigned int, u8, u8, u16, u16, void *, u16, int) __rl_allocates_with("GFP_NOIO") __rl_sleeps();
int usb_bulk_msg(struct usb_device *, unsigned int, void *, int, int *, int) __rl_allocates_with("GFP_NOIO") __rl_sleeps();
/* linux/pci.h */
int pci_enable_device(struct pci_dev *) __rl_sleeps();
void pci_disable_device(struct pci_dev *) __rl_sleeps();
int pci_save_state(struct pci_dev *) __rl_sleeps();
void pci_restore_state(struct pci_dev *) __rl_sleeps();
int pci_set_power_state(struct pci_dev *, pci_power_t) __rl_sleeps();

/* ---- devices: their lists are walked here, what is done to each is the caller's ---- */
/* linux/device.h, linux/device/bus.h, class.h, driver.h */
int device_for_each_child(struct device *, void *, void *) __rl_calls(3, 0);
int device_for_each_child_reverse(struct device *, void *, void *) __rl_calls(3, 0);
struct device *device_find_child(struct device *, void *, void *) __rl_calls(3, 0);
int bus_for_each_dev(const struct bus_type *, struct device *, void *, void *) __rl_calls(4, 0);
int bus_for_each_drv(const struct bus_type *, void *, void *, void *) __rl_calls(4, 0);
struct device *bus_find_device(const struct bus_type *, struct device *, const void *, void *) __rl_calls(4, 0);
int class_for_each_device(const struct class *, struct device *, void *, void *) __rl_calls(4, 0);
struct device *class_find_device(const struct class *, struct device *, const void *, void *) __rl_calls(4, 0);
int driver_for_each_device(void *, struct device *, void *, void *) __rl_calls(4, 0);
/* linux/iommu.h */
int iommu_group_for_each_dev(struct iommu_group *, void *, void *) __rl_calls(3, 0);

/* ---- files and blocks: the boundary to file systems, which are judged on their own ---- */
/* linux/bio.h */
int submit_bio_wait(struct bio *) __rl_sleeps();
/* linux/blkdev.h */
int blkdev_issue_flush(struct block_device *) __rl_sleeps();
int sync_blockdev(struct block_device *) __rl_sleeps();
/* linux/fs.h */
int sync_filesystem(struct super_block *) __rl_sleeps();
/* linux/blk-mq.h */
void blk_mq_freeze_queue(struct request_queue *) __rl_sleeps();
void blk_mq_quiesce_queue(struct request_queue *) __rl_sleeps();
void blk_mq_freeze_queue_wait(struct request_queue *) __rl_sleeps();

#endif
