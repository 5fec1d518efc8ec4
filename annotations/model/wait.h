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
#include "container.h"

/* linux/workqueue.h: with a rescuer for reclaim; by old habit, create_workqueue() */
extern const int rl_workqueue_constants
	__rl_constant("WQ_MEM_RECLAIM", 8)
	__rl_constant("__WQ_LEGACY", 0x40000);

/* ---- sleeping as such ---- */

/* linux/delay.h: sleeps for that time */
void fsleep(unsigned long) __rl_sleeps();
void msleep(unsigned int) __rl_sleeps();
unsigned long msleep_interruptible(unsigned int) __rl_sleeps();
void ssleep(unsigned int) __rl_sleeps();
void usleep_idle_range(unsigned long, unsigned long) __rl_sleeps();
void usleep_range(unsigned long, unsigned long) __rl_sleeps();
void usleep_range_state(unsigned long, unsigned long, unsigned int) __rl_sleeps();

/* linux/freezer.h: sleeps until it is thawed or unparked */
bool __refrigerator(bool) __rl_sleeps();

/* linux/hrtimer.h: the scheduler is not entered */
int schedule_hrtimeout(ktime_t *, int) __rl_sleeps();
int schedule_hrtimeout_range(ktime_t *, u64, int) __rl_sleeps();
int schedule_hrtimeout_range_clock(ktime_t *, u64, int, clockid_t) __rl_sleeps();

/* linux/kernel.h */
void __might_resched(const char *, int, unsigned int) __rl_sleeps_if(3, "==", 0) __rl_despite("does not sleep", "");	/* With DEBUG_ATOMIC_SLEEP; cond_resched_lock() and its kin say in the offsets that they will drop a lock first, and have entries. */
void __might_sleep(const char *, int) __rl_sleeps();	/* might_sleep, cond_resched with DEBUG_ATOMIC_SLEEP */

/* linux/kernel.h: sleeps when the CPU is wanted elsewhere */
int __SCT__might_resched(void) __rl_sleeps();
void might_resched(void) __rl_sleeps();

/* linux/kernel.h: the opposite claim, checked at run time */
void __cant_migrate(const char *, int) __rl_no_effect();
void __cant_sleep(const char *, int, int) __rl_no_effect();

/* linux/kthread.h: looks only */
bool kthread_should_park(void) __rl_no_effect();
bool kthread_should_stop(void) __rl_no_effect();

/* linux/kthread.h: sleeps until it is thawed or unparked */
bool kthread_freezable_should_stop(bool *) __rl_sleeps();
void kthread_parkme(void) __rl_sleeps();

/* linux/rcuwait.h: wakes one task, under RCU */
int rcuwait_wake_up(struct rcuwait *) __rl_no_effect();

/* linux/sched.h: PREEMPT_DYNAMIC: a static call, which is a call of its trampoline */
int __SCT__cond_resched(void) __rl_sleeps();

/* linux/sched.h: sleeps when the CPU is wanted elsewhere */
int __cond_resched(void) __rl_sleeps();
int _cond_resched(void) __rl_sleeps();

/* linux/sched.h: the scheduler is not entered */
void io_schedule(void) __rl_sleeps();
long io_schedule_timeout(long) __rl_sleeps();
void schedule(void) __rl_sleeps();
void schedule_preempt_disabled(void) __rl_leaves("preempt") __rl_sleeps() __rl_enters("preempt");
long schedule_timeout(long) __rl_sleeps();
long schedule_timeout_idle(long) __rl_sleeps();
long schedule_timeout_interruptible(long) __rl_sleeps();
long schedule_timeout_killable(long) __rl_sleeps();
long schedule_timeout_uninterruptible(long) __rl_sleeps();
void yield(void) __rl_sleeps();
int yield_to(struct task_struct *, bool) __rl_sleeps();

/* linux/sched/mm.h: sleeps a while before the next try */
void memalloc_retry_wait(gfp_t) __rl_sleeps();

/* linux/swap.h: a work item on every CPU */
void lru_add_drain_all(void) __rl_sleeps();

/* linux/writeback.h: throttles who dirties too much */
void balance_dirty_pages_ratelimited(struct address_space *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();	/* throttles who dirties too much; makes the cgroup's bdi_writeback */
int balance_dirty_pages_ratelimited_flags(struct address_space *, unsigned int) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();	/* throttles who dirties too much; makes the cgroup's bdi_writeback */

/* mm/internal.h: waits for writeback and other reclaimers, for a while */
void reclaim_throttle(struct pglist_data *, int) __rl_sleeps();

/* ---- completions ---- */

/* linux/completion.h: ends the wait */
void complete(struct completion *) __rl_signals(1, "completion");
void complete_all(struct completion *) __rl_signals(1, "completion");
void complete_on_current_cpu(struct completion *) __rl_signals(1, "completion") __rl_since("6.2");

/* linux/completion.h: looks only; its lock is taken last */
bool completion_done(struct completion *) __rl_no_effect();
bool try_wait_for_completion(struct completion *) __rl_no_effect();

/* linux/completion.h: sleeps until complete(); a timeout of 0 only looks */
void wait_for_completion(struct completion *) __rl_waits(1, "completion");
int wait_for_completion_interruptible(struct completion *) __rl_waits(1, "completion");
long wait_for_completion_interruptible_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
void wait_for_completion_io(struct completion *) __rl_waits(1, "completion");
unsigned long wait_for_completion_io_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
int wait_for_completion_killable(struct completion *) __rl_waits(1, "completion");
long wait_for_completion_killable_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);
int wait_for_completion_state(struct completion *, unsigned int) __rl_waits(1, "completion");
unsigned long wait_for_completion_timeout(struct completion *, unsigned long) __rl_waits_if(1, "completion", 2, "!=", 0);

/* linux/swait.h: no lock is taken */
void __init_swait_queue_head(struct swait_queue_head *, const char *, struct lock_class_key *) __rl_no_effect();

/* ---- wait queues ---- */

/* linux/buffer_head.h: I/O on the buffer */
void __lock_buffer(struct buffer_head *) __rl_sleeps();
void __wait_on_buffer(struct buffer_head *) __rl_sleeps();

/* linux/pagemap.h: writeback */
void folio_wait_bit(struct folio *, int) __rl_sleeps();
int folio_wait_bit_killable(struct folio *, int) __rl_sleeps();
void folio_wait_stable(struct folio *) __rl_sleeps();
void folio_wait_writeback(struct folio *) __rl_sleeps();
int folio_wait_writeback_killable(struct folio *) __rl_sleeps();
void wait_for_stable_page(struct page *) __rl_sleeps();
void wait_on_page_writeback(struct page *) __rl_sleeps();

/* linux/sched.h: whom it wakes is not known here */
void wake_up_new_task(struct task_struct *) __rl_no_effect();
int wake_up_process(struct task_struct *) __rl_no_effect();
int wake_up_state(struct task_struct *, unsigned int) __rl_no_effect();

/* linux/sched/idle.h: whom it wakes is not known here */
void wake_up_if_idle(int) __rl_no_effect();

/* linux/sched/wake_q.h: whom it wakes is not known here */
void wake_q_add(struct wake_q_head *, struct task_struct *) __rl_no_effect();
void wake_q_add_safe(struct wake_q_head *, struct task_struct *) __rl_no_effect();
void wake_up_q(struct wake_q_head *) __rl_no_effect();

/* linux/swait.h: enters the queue: wait_event() and its kin, see above */
long prepare_to_swait_event(struct swait_queue_head *, struct swait_queue *, int) __rl_waits(1, "waitqueue") __rl_despite("does not sleep", "");
void prepare_to_swait_exclusive(struct swait_queue_head *, struct swait_queue *, int) __rl_waits(1, "waitqueue") __rl_despite("does not sleep", "");

/* linux/swait.h: the queue's own spin lock, taken last */
void finish_swait(struct swait_queue_head *, struct swait_queue *) __rl_no_effect();

/* linux/swait.h: wakes who waits there */
void swake_up_all(struct swait_queue_head *) __rl_signals(1, "waitqueue");
void swake_up_one(struct swait_queue_head *) __rl_signals(1, "waitqueue");

/* linux/wait.h: enters the queue: wait_event() and its kin, see above */
int do_wait_intr(struct wait_queue_head *, struct wait_queue_entry *) __rl_waits(1, "waitqueue");
int do_wait_intr_irq(struct wait_queue_head *, struct wait_queue_entry *) __rl_waits(1, "waitqueue");
void prepare_to_wait(struct wait_queue_head *, struct wait_queue_entry *, int) __rl_waits(1, "waitqueue") __rl_despite("does not sleep", "");
long prepare_to_wait_event(struct wait_queue_head *, struct wait_queue_entry *, int) __rl_waits(1, "waitqueue") __rl_despite("does not sleep", "");
bool prepare_to_wait_exclusive(struct wait_queue_head *, struct wait_queue_entry *, int) __rl_waits(1, "waitqueue") __rl_despite("does not sleep", "");

/* linux/wait.h: no lock is taken */
void __init_waitqueue_head(struct wait_queue_head *, const char *, struct lock_class_key *) __rl_no_effect();
void init_wait_entry(struct wait_queue_entry *, int) __rl_no_effect();

/* linux/wait.h: the queue is in the entry */
long wait_woken(struct wait_queue_entry *, unsigned int, long) __rl_sleeps();

/* linux/wait.h: the queue's own spin lock, taken last */
void add_wait_queue(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void add_wait_queue_exclusive(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void add_wait_queue_priority(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void finish_wait(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();
void remove_wait_queue(struct wait_queue_head *, struct wait_queue_entry *) __rl_no_effect();

/* linux/wait.h: wakes one task; whom is not known here */
int autoremove_wake_function(struct wait_queue_entry *, unsigned int, int, void *) __rl_no_effect();
int default_wake_function(struct wait_queue_entry *, unsigned int, int, void *) __rl_no_effect();
int woken_wake_function(struct wait_queue_entry *, unsigned int, int, void *) __rl_no_effect();

/* linux/wait.h: wakes who waits there */
int __wake_up(struct wait_queue_head *, unsigned int, int, void *) __rl_signals(1, "waitqueue");
void __wake_up_locked(struct wait_queue_head *, unsigned int, int) __rl_signals(1, "waitqueue");
void __wake_up_locked_key(struct wait_queue_head *, unsigned int, void *) __rl_signals(1, "waitqueue");
void __wake_up_on_current_cpu(struct wait_queue_head *, unsigned int, void *) __rl_signals(1, "waitqueue") __rl_since("6.2");
void __wake_up_sync(struct wait_queue_head *, unsigned int) __rl_signals(1, "waitqueue");
void __wake_up_sync_key(struct wait_queue_head *, unsigned int, void *) __rl_signals(1, "waitqueue");

/* linux/wait_bit.h: wakes who waits for the bit; who does is not known */
void __wake_up_bit(struct wait_queue_head *, void *, int) __rl_no_effect();
void init_wait_var_entry(struct wait_bit_queue_entry *, void *, int) __rl_no_effect();
void wake_up_bit(void *, int) __rl_no_effect();
void wake_up_var(void *) __rl_no_effect();

/* linux/wait_bit.h: who clears the bit is not known */
int __wait_on_bit(struct wait_queue_head *, struct wait_bit_queue_entry *, void *, unsigned int) __rl_sleeps();
int __wait_on_bit_lock(struct wait_queue_head *, struct wait_bit_queue_entry *, void *, unsigned int) __rl_sleeps();
int out_of_line_wait_on_bit(void *, int, void *, unsigned int) __rl_sleeps();
int out_of_line_wait_on_bit_lock(void *, int, void *, unsigned int) __rl_sleeps();
int out_of_line_wait_on_bit_timeout(void *, int, void *, unsigned int, unsigned long) __rl_sleeps();
int wait_on_bit(unsigned long *, int, unsigned int) __rl_sleeps();
int wait_on_bit_action(unsigned long *, int, void *, unsigned int) __rl_sleeps();
int wait_on_bit_io(unsigned long *, int, unsigned int) __rl_sleeps();
int wait_on_bit_lock(unsigned long *, int, unsigned int) __rl_sleeps();
int wait_on_bit_lock_action(unsigned long *, int, void *, unsigned int) __rl_sleeps();
int wait_on_bit_lock_io(unsigned long *, int, unsigned int) __rl_sleeps();
int wait_on_bit_timeout(unsigned long *, int, unsigned int, unsigned long) __rl_sleeps();

/* ---- work queues ---- */

/* linux/irq_work.h: runs later, in interrupt context */
bool irq_work_queue(struct irq_work *) __rl_no_effect();
bool irq_work_queue_on(struct irq_work *, int) __rl_no_effect();

/* linux/irq_work.h: waits until it has run */
void irq_work_sync(struct irq_work *) __rl_sleeps();

/* linux/kthread.h: runs later, without the caller's locks */
bool kthread_mod_delayed_work(struct kthread_worker *, struct kthread_delayed_work *, unsigned long) __rl_queues(2, 1);
bool kthread_queue_delayed_work(struct kthread_worker *, struct kthread_delayed_work *, unsigned long) __rl_queues(2, 1);
bool kthread_queue_work(struct kthread_worker *, struct kthread_work *) __rl_queues(2, 1);

/* linux/kthread.h: waits for what is queued there */
void kthread_destroy_worker(struct kthread_worker *) __rl_waits(1, "workqueue");
void kthread_flush_worker(struct kthread_worker *) __rl_waits(1, "workqueue");

/* linux/kthread.h: waits until it has run; struct delayed_work is a container: both name the same item */
bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *) __rl_waits(1, "cancel");
bool kthread_cancel_work_sync(struct kthread_work *) __rl_waits(1, "cancel");
void kthread_flush_work(struct kthread_work *) __rl_waits(1, "work");

/* linux/kthread.h: what the kernel calls, from a thread; item and timer in one */
struct kthread_delayed_work { char body; } __rl_container;
struct kthread_work {
	void (*func)(struct kthread_work *) __rl_entry("work");
};
struct kthread_worker { char body; } __rl_container;

/* linux/workqueue.h */
void __warn_flushing_systemwide_wq(void) __rl_no_effect();	/* a warning before __flush_workqueue() */
void delayed_work_timer_fn(struct timer_list *) __rl_no_effect();	/* puts the item on its queue */

/* linux/workqueue.h: looks only, debug state */
void __init_work(struct work_struct *, int) __rl_no_effect();
struct work_struct *current_work(void) __rl_no_effect();
unsigned int work_busy(struct work_struct *) __rl_no_effect();

/* linux/workqueue.h: on system_wq, without the caller's locks */
bool schedule_delayed_work(struct delayed_work *, unsigned long) __rl_queues(1, "system_wq");
bool schedule_delayed_work_on(int, struct delayed_work *, unsigned long) __rl_queues(2, "system_wq");
bool schedule_work(struct work_struct *) __rl_queues(1, "system_wq");
bool schedule_work_on(int, struct work_struct *) __rl_queues(2, "system_wq");

/* linux/workqueue.h: runs later, without the caller's locks */
bool mod_delayed_work(struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(2, 1);
bool mod_delayed_work_on(int, struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(3, 2);
bool queue_delayed_work(struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(2, 1);
bool queue_delayed_work_on(int, struct workqueue_struct *, struct delayed_work *, unsigned long) __rl_queues(3, 2);
bool queue_rcu_work(struct workqueue_struct *, struct rcu_work *) __rl_queues(2, 1);
bool queue_work(struct workqueue_struct *, struct work_struct *) __rl_queues(2, 1);
bool queue_work_node(int, struct workqueue_struct *, struct work_struct *) __rl_queues(3, 2);
bool queue_work_on(int, struct workqueue_struct *, struct work_struct *) __rl_queues(3, 2);

/* linux/workqueue.h: takes it off the queue, does not wait */
bool cancel_delayed_work(struct delayed_work *) __rl_no_effect();
bool cancel_work(struct work_struct *) __rl_no_effect();

/* linux/workqueue.h: waits for what is queued there */
void __flush_workqueue(struct workqueue_struct *) __rl_waits(1, "workqueue");
void destroy_workqueue(struct workqueue_struct *) __rl_waits(1, "workqueue") __rl_despite("allocates", "device_unregister");	/* waits for what is queued there; a uevent only for those in sysfs */
void drain_workqueue(struct workqueue_struct *) __rl_waits(1, "workqueue");

/* linux/workqueue.h: waits until it has run; struct delayed_work is a container: both name the same item */
bool cancel_delayed_work_sync(struct delayed_work *) __rl_waits(1, "cancel");
bool cancel_work_sync(struct work_struct *) __rl_waits(1, "cancel");
bool flush_delayed_work(struct delayed_work *) __rl_waits(1, "work");
bool flush_rcu_work(struct rcu_work *) __rl_waits(1, "work");
bool flush_work(struct work_struct *) __rl_waits(1, "work");

/* linux/workqueue.h: what the kernel calls, from a thread; item and timer, or item and RCU head, in one */
struct delayed_work { char body; } __rl_container;
struct rcu_work { char body; } __rl_container;
struct work_struct {
	void (*func)(struct work_struct *) __rl_entry("work");
};

/* linux/workqueue.h: work items of its own, and waits for them: the function runs under the caller's locks */
int schedule_on_each_cpu(void *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps() __rl_calls(1, 0);
long work_on_cpu_key(int, void *, void *, struct lock_class_key *) __rl_sleeps() __rl_calls(2, 3);
long work_on_cpu_safe_key(int, void *, void *, struct lock_class_key *) __rl_sleeps() __rl_calls(2, 3);

/* ---- timers, tasklets, interrupts, cross calls ---- */

/* linux/hardirq.h */
bool synchronize_hardirq(unsigned int) __rl_waits(1, "hardirq");	/* spins for the hard handler only */
void synchronize_irq(unsigned int) __rl_waits(1, "irq") __rl_sleeps();	/* for handlers and their threads */

/* linux/hrtimer.h: hard interrupt, or softirq */
struct hrtimer {
	int (*function)(struct hrtimer *) __rl_entry("atomic");
};

/* linux/hrtimer.h: spins: legal in atomic context, but waits for the callback */
int hrtimer_cancel(struct hrtimer *) __rl_waits(1, "timer");

/* linux/hrtimer.h: the timer base's spin lock, taken last; does not wait for the callback */
u64 hrtimer_forward(struct hrtimer *, ktime_t, ktime_t) __rl_no_effect();
void hrtimer_init(struct hrtimer *, clockid_t, int) __rl_no_effect();
void hrtimer_start_range_ns(struct hrtimer *, ktime_t, u64, int) __rl_no_effect();
int hrtimer_try_to_cancel(struct hrtimer *) __rl_no_effect();

/* linux/interrupt.h */
bool disable_hardirq(unsigned int) __rl_waits(1, "irq");	/* spins for the hard handler only */
void tasklet_disable(struct tasklet_struct *) __rl_waits(1, "timer") __rl_sleeps();	/* waits for the tasklet, as for a timer, with wait_var_event() */

/* linux/interrupt.h: a bit and a list of this CPU; spins at most */
void __tasklet_hi_schedule(struct tasklet_struct *) __rl_no_effect();
void __tasklet_schedule(struct tasklet_struct *) __rl_no_effect();
void tasklet_disable_in_atomic(struct tasklet_struct *) __rl_no_effect();
void tasklet_unlock_spin_wait(struct tasklet_struct *) __rl_no_effect();

/* linux/interrupt.h: for handlers and their threads */
void devm_free_irq(struct device *, unsigned int, void *) __rl_waits(2, "irq") __rl_sleeps();
void disable_irq(unsigned int) __rl_waits(1, "irq") __rl_sleeps();
const void *free_irq(unsigned int, void *) __rl_waits(1, "irq") __rl_sleeps();

/* linux/interrupt.h: softirq */
struct tasklet_struct {
	void (*callback)(struct tasklet_struct *) __rl_entry("atomic");
	void (*func)(unsigned long) __rl_entry("atomic");
};

/* linux/interrupt.h: the callback, for those who look at the field */
void tasklet_init(struct tasklet_struct *, void *, unsigned long) __rl_stores(2, 1, "tasklet_struct.func");
void tasklet_setup(struct tasklet_struct *, void *) __rl_stores(2, 1, "tasklet_struct.callback");

/* linux/interrupt.h: the descriptor's spin lock, taken last */
void disable_irq_nosync(unsigned int) __rl_no_effect();
void enable_irq(unsigned int) __rl_no_effect();

/* linux/interrupt.h: waits for the tasklet, with wait_var_event() */
void tasklet_kill(struct tasklet_struct *) __rl_waits(1, "timer") __rl_sleeps();
void tasklet_unlock_wait(struct tasklet_struct *) __rl_waits(1, "timer") __rl_sleeps();

/* linux/irq_work.h: hard interrupt */
struct irq_work {
	void (*func)(struct irq_work *) __rl_entry("atomic");
};

/* linux/irq_work.h: the callback, for those who look at the field */
void init_irq_work(struct irq_work *, void *) __rl_stores(2, 1, "irq_work.func");

/* linux/stop_machine.h: waits for the stopper threads of all CPUs */
int stop_machine(void *, void *, const struct cpumask *) __rl_sleeps();
int stop_machine_cpuslocked(void *, void *, const struct cpumask *) __rl_sleeps();

/* linux/timer.h */
void init_timer_key(struct timer_list *, void *, unsigned int, const char *, struct lock_class_key *) __rl_stores(2, 1, "timer_list.function");	/* timer_setup */
void init_timer_on_stack_key(struct timer_list *, void *, unsigned int, const char *, struct lock_class_key *) __rl_stores(2, 1, "timer_list.function");	/* the callback, for those who look at the field */

/* linux/timer.h: softirq */
struct timer_list {
	void (*function)(struct timer_list *) __rl_entry("atomic");
};

/* linux/timer.h: spins: legal in atomic context, but waits for the callback */
int del_timer_sync(struct timer_list *) __rl_waits(1, "timer");
int timer_delete_sync(struct timer_list *) __rl_waits(1, "timer");
int timer_shutdown_sync(struct timer_list *) __rl_waits(1, "timer");

/* linux/timer.h: the timer base's spin lock, taken last; does not wait for the callback */
void add_timer(struct timer_list *) __rl_no_effect();
void add_timer_on(struct timer_list *, int) __rl_no_effect();
int del_timer(struct timer_list *) __rl_no_effect();
int mod_timer(struct timer_list *, unsigned long) __rl_no_effect();
int mod_timer_pending(struct timer_list *, unsigned long) __rl_no_effect();
int timer_delete(struct timer_list *) __rl_no_effect();
int timer_reduce(struct timer_list *, unsigned long) __rl_no_effect();
int timer_shutdown(struct timer_list *) __rl_no_effect();
int try_to_del_timer_sync(struct timer_list *) __rl_no_effect();

/* ---- threads ---- */

/* linux/kthread.h: the task's own locks, taken last */
void kthread_bind(struct task_struct *, unsigned int) __rl_sleeps();	/* wait_task_inactive() */
void kthread_bind_mask(struct task_struct *, const struct cpumask *) __rl_sleeps();	/* wait_task_inactive() */
void kthread_unpark(struct task_struct *) __rl_no_effect();	/* only a per-CPU thread is bound anew, and then parked */

/* linux/kthread.h: waits for the thread to end or park */
int kthread_park(struct task_struct *) __rl_waits(1, "thread");
int kthread_stop(struct task_struct *) __rl_waits(1, "thread");
int kthread_stop_put(struct task_struct *) __rl_waits(1, "thread") __rl_since("6.2");

/* linux/sched.h: until that task has left its CPU */
unsigned long wait_task_inactive(struct task_struct *, unsigned int) __rl_sleeps();

/* ---- RCU, SRCU.  Readers under rcu are atomic and wait for nobody: the grace period is only a sleep ---- */

/* linux/netdevice.h: waits for a grace period */
void synchronize_net(void) __rl_sleeps();

/* linux/rcu_sync.h */
void rcu_sync_enter(struct rcu_sync *) __rl_sleeps();	/* waits for a grace period */
void rcu_sync_exit(struct rcu_sync *) __rl_no_effect();	/* own spin lock; the rest is an RCU callback */

/* linux/rcupdate.h: the callback comes from a thread */
void call_rcu_tasks(struct callback_head *, void *) __rl_defers(2, "work");
void call_rcu_tasks_rude(struct callback_head *, void *) __rl_defers(2, "work");

/* linux/rcupdate.h: the callback comes from softirq, under nobody's locks */
void call_rcu(struct callback_head *, void *) __rl_defers(2, "atomic");
void call_rcu_hurry(struct callback_head *, void *) __rl_defers(2, "atomic") __rl_since("6.2");

/* linux/rcupdate.h: waits for a grace period */
void synchronize_rcu(void) __rl_sleeps();
void synchronize_rcu_tasks(void) __rl_sleeps();
void synchronize_rcu_tasks_rude(void) __rl_sleeps();

/* linux/rcupdate.h: waits until callbacks have run */
void rcu_barrier_tasks(void) __rl_sleeps();
void rcu_barrier_tasks_rude(void) __rl_sleeps() __rl_before("6.12");

/* linux/rcupdate_trace.h */
void call_rcu_tasks_trace(struct callback_head *, void *) __rl_defers(2, "work");	/* the callback comes from a thread */
void rcu_barrier_tasks_trace(void) __rl_sleeps();	/* waits until callbacks have run */
void synchronize_rcu_tasks_trace(void) __rl_sleeps();	/* waits for a grace period */

/* linux/rcupdate_wait.h: waits for a grace period */
void __wait_rcu_gp(bool, int, void **, struct rcu_synchronize *) __rl_sleeps();

/* linux/rcutree.h: waits for a grace period */
void cond_synchronize_rcu(unsigned long) __rl_sleeps();
void cond_synchronize_rcu_expedited(unsigned long) __rl_sleeps();
void synchronize_rcu_expedited(void) __rl_sleeps();

/* linux/rcutree.h: waits until callbacks have run */
void kvfree_rcu_barrier(void) __rl_sleeps() __rl_since("6.2");
void rcu_barrier(void) __rl_sleeps();

/* linux/srcu.h */
void call_srcu(struct srcu_struct *, struct callback_head *, void *) __rl_defers(3, "atomic");	/* the callback comes from softirq, under nobody's locks */
void cleanup_srcu_struct(struct srcu_struct *) __rl_sleeps();	/* flushes its work; readers are a bug by then */
void synchronize_srcu(struct srcu_struct *) RL_SRCU_SYNC;	/* waits for all readers and holds nothing then: srcu_lock_sync(), which lockdep knows since 6.4 */

/* linux/srcu.h: GFP_KERNEL: per-cpu counters */
int __init_srcu_struct(struct srcu_struct *, const char *, struct lock_class_key *) __rl_allocates_with("GFP_KERNEL");
int init_srcu_struct(struct srcu_struct *) __rl_allocates_with("GFP_KERNEL");

/* linux/srcutree.h */
void srcu_barrier(struct srcu_struct *) RL_SRCU_SYNC __rl_despite("allocates", "__alloc_percpu|kzalloc_noprof|pcpu_alloc_noprof");	/* for callbacks, which wait for the readers; lockdep is not told; what init_srcu_struct() would allocate is there by then */
void synchronize_srcu_expedited(struct srcu_struct *) RL_SRCU_SYNC;	/* waits for all readers and holds nothing then: srcu_lock_sync(), which lockdep knows since 6.4 */

/* ---- devices, power ---- */

/* linux/clk.h: clk's enable_lock, a spin lock */
void clk_disable(struct clk *) __rl_no_effect();
int clk_enable(struct clk *) __rl_no_effect();

/* linux/clk.h: clk's prepare_lock: a leaf for everybody but clk drivers */
unsigned long clk_get_rate(struct clk *) __rl_sleeps();
int clk_prepare(struct clk *) __rl_sleeps();
int clk_set_parent(struct clk *, struct clk *) __rl_sleeps();
int clk_set_rate(struct clk *, unsigned long) __rl_sleeps();
void clk_unprepare(struct clk *) __rl_sleeps();

/* linux/device/driver.h: waits for probes and deferred ones */
void wait_for_device_probe(void) __rl_sleeps();

/* linux/i2c.h: the bus lock, and the transfer */
s32 i2c_smbus_xfer(struct i2c_adapter *, u16, unsigned short, char, u8, int, void *) __rl_sleeps();
int i2c_transfer(struct i2c_adapter *, struct i2c_msg *, int) __rl_sleeps();

/* linux/pci.h: power transitions: msleep(); config space */
void pci_disable_device(struct pci_dev *) __rl_sleeps();
int pci_enable_device(struct pci_dev *) __rl_sleeps();
void pci_restore_state(struct pci_dev *) __rl_sleeps();
int pci_save_state(struct pci_dev *) __rl_sleeps();
int pci_set_power_state(struct pci_dev *, pci_power_t) __rl_sleeps();

/* linux/pm_runtime.h: RPM_ASYNC is bit 0; else the driver's callback, unless the device is up already: a wait of its own kind */
int __pm_runtime_idle(struct device *, int) __rl_waits_if(1, "device", 2, "!&", 1);
int __pm_runtime_resume(struct device *, int) __rl_waits_if(1, "device", 2, "!&", 1);
int __pm_runtime_suspend(struct device *, int) __rl_waits_if(1, "device", 2, "!&", 1);

/* linux/pm_runtime.h: dev->power.lock, a spin lock; callbacks are the work item's */
int __pm_runtime_set_status(struct device *, unsigned int) __rl_no_effect();
void __pm_runtime_use_autosuspend(struct device *, bool) __rl_no_effect();
void pm_runtime_allow(struct device *) __rl_no_effect();
void pm_runtime_enable(struct device *) __rl_no_effect();
void pm_runtime_forbid(struct device *) __rl_no_effect();
int pm_runtime_get_if_active(struct device *, bool) __rl_no_effect();
void pm_runtime_set_autosuspend_delay(struct device *, int) __rl_no_effect();

/* linux/pm_runtime.h: waits for what the device is about to do, or has its callbacks run */
void __pm_runtime_disable(struct device *, bool) __rl_sleeps();
int pm_runtime_barrier(struct device *) __rl_sleeps();
int pm_runtime_force_resume(struct device *) __rl_sleeps();
int pm_runtime_force_suspend(struct device *) __rl_sleeps();

/* linux/regulator/consumer.h: the regulator's ww mutex: a leaf for everybody but regulator drivers */
int regulator_disable(struct regulator *) __rl_sleeps();
int regulator_enable(struct regulator *) __rl_sleeps();
int regulator_set_voltage(struct regulator *, int, int) __rl_sleeps();

/* linux/reset.h: the controller's driver may sleep */
int reset_control_assert(struct reset_control *) __rl_sleeps();
int reset_control_deassert(struct reset_control *) __rl_sleeps();
int reset_control_reset(struct reset_control *) __rl_sleeps();

/* linux/usb.h: GFP_NOIO: an urb; waits for it */
int usb_bulk_msg(struct usb_device *, unsigned int, void *, int, int *, int) __rl_allocates_with("GFP_NOIO") __rl_sleeps();
int usb_control_msg(struct usb_device *, unsigned int, u8, u8, u16, u16, void *, u16, int) __rl_allocates_with("GFP_NOIO") __rl_sleeps();

/* ---- devices: their lists are walked here, what is done to each is the caller's ---- */

/* linux/device.h: walks a klist: no lock is held over the call */
struct device *device_find_child(struct device *, void *, void *) __rl_calls(3, 0);
int device_for_each_child(struct device *, void *, void *) __rl_calls(3, 0);
int device_for_each_child_reverse(struct device *, void *, void *) __rl_calls(3, 0);

/* linux/device/bus.h: walks a klist: no lock is held over the call */
struct device *bus_find_device(const struct bus_type *, struct device *, const void *, void *) __rl_calls(4, 0);
int bus_for_each_dev(const struct bus_type *, struct device *, void *, void *) __rl_calls(4, 0);
int bus_for_each_drv(const struct bus_type *, void *, void *, void *) __rl_calls(4, 0);

/* linux/device/class.h: walks a klist: no lock is held over the call */
struct device *class_find_device(const struct class *, struct device *, const void *, void *) __rl_calls(4, 0);
int class_for_each_device(const struct class *, struct device *, void *, void *) __rl_calls(4, 0);

/* linux/device/driver.h: walks a klist: no lock is held over the call */
int driver_for_each_device(void *, struct device *, void *, void *) __rl_calls(4, 0);

/* linux/iommu.h: calls it for each device, under the group's mutex */
int iommu_group_for_each_dev(struct iommu_group *, void *, void *) __rl_calls(3, 0);

/* ---- files and blocks: the boundary to file systems, which are judged on their own ---- */

/* linux/bio.h: I/O */
int submit_bio_wait(struct bio *) __rl_sleeps();

/* linux/blk-mq.h: waits for requests under way, or their grace period */
void blk_mq_freeze_queue(struct request_queue *) __rl_sleeps();
void blk_mq_freeze_queue_wait(struct request_queue *) __rl_sleeps();
void blk_mq_quiesce_queue(struct request_queue *) __rl_sleeps();

/* linux/blkdev.h: I/O */
int blkdev_issue_flush(struct block_device *) __rl_sleeps();
int sync_blockdev(struct block_device *) __rl_sleeps() __rl_fires_notifiers("mm");	/* I/O; folio_mkclean() of what is mapped */

/* linux/fs.h: I/O, the file system's locks */
int sync_filesystem(struct super_block *) __rl_sleeps() __rl_fires_notifiers("mm");	/* I/O, the file system's locks; folio_mkclean() of what is mapped */

#endif
