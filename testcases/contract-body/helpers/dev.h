/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include "../../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	struct rw_semaphore sem;
	spinlock_t spin;
	int users;
};

void take(struct mutex *lock, struct dev *d) __rl_acquires(1, "mutex", "write");
void take_other(struct mutex *lock, struct mutex *other) __rl_acquires(1, "mutex", "write");
void take_nothing(struct dev *d) __rl_acquires(1, "mutex", "write");
void drop(struct dev *d) __rl_releases("struct dev.lock", "mutex");
int enter(struct dev *d) __rl_acquires_if("zero", "struct dev.sem", "rwsem", "read");
int enter_wrong(struct dev *d) __rl_acquires_if("zero", "struct dev.sem", "rwsem", "read");
void pair(struct dev *d) __rl_acquires("struct dev.lock", "mutex", "write") __rl_acquires("struct dev.sem", "rwsem", "write");
void pair_half(struct dev *d) __rl_acquires("struct dev.lock", "mutex", "write") __rl_acquires("struct dev.sem", "rwsem", "write");
bool spin_enter(struct dev *d) __rl_try_acquires("nonzero", "struct dev.spin", "spin", "write");

/* of below.c, without contracts */
int get(struct dev *d);
void put(struct dev *d);
void lock_spin(spinlock_t *spin);
bool try_spin(spinlock_t *spin);
