/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FOO_H
#define FOO_H

#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct foo_table {
	struct foo_table *next;
	u64 entries[64];
};

struct foo_stash {
	struct foo_table *tables;
};

struct foo_vm {
	struct mutex mutex;
	struct list_head bound;
	struct foo_table *root;
	u64 size;
};

struct foo_vma {
	struct mmu_interval_notifier notifier;
	struct foo_vm *vm;
	struct list_head link;
	spinlock_t seq_lock;
	u64 start;
};

int foo_vma_unbind(struct foo_vma *vma);
int foo_ppgtt_bind(struct foo_vm *vm, struct foo_vma *vma, struct foo_stash *stash);
int foo_stash_prepare(struct foo_stash *stash, unsigned int n);
void foo_ppgtt_clear(struct foo_vm *vm, u64 start);

#endif
