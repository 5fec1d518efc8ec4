// SPDX-License-Identifier: GPL-2.0-or-later
#include "contract-call/reads.c"
#include "lab.h"

static struct table table;
static int counts[8];
static struct dev parent, dev = { .parent = &parent, .table = &table, .counts = counts };

void update(struct dev *d)
{
}

int look(struct dev *d)
{
	return 0;
}

LAB_OBJECTS(mutex_init(&dev.lock); mutex_init(&parent.lock); init_rwsem(&dev.sem); spin_lock_init(&dev.mm.lock))

static void lab_calls(void)
{
	struct table t;
	int out;

	LAB_DEV(good_read);
	LAB_DEV(good_through);
	LAB_DEV(good_on_purpose);
	LAB_DEV(good_unchecked_store);
	LAB_DEV(good_unchecked);
	LAB_DEV(good_dead);
	LAB_DEV(good_shared);
	LAB_DEV(good_exclusive);
	LAB_DEV(good_global);
	LAB_DEV(good_inherited);
	LAB(good_escape, good_escape(&dev, &out));
	LAB_DEV(good_pointer);
	LAB_DEV(good_pointee);
	LAB_DEV(good_inner);
	LAB(good_new, kfree(good_new()));
	LAB_DEV(good_update);
	LAB_DEV(bad_read);
	LAB_DEV(bad_twice);
	LAB_DEV(bad_increment);
	LAB_DEV(bad_after);
	LAB_DEV(bad_through);
	LAB_DEV(bad_write_once);
	LAB_DEV(bad_dead);
	LAB_DEV(bad_shared);
	LAB_DEV(bad_global);
	LAB_DEV(bad_inherited);
	LAB_DEV(bad_member);
	LAB_DEV(bad_element);
	LAB(bad_copy, bad_copy(&dev, &t));
	LAB(bad_copy_to, bad_copy_to(&dev, &table));
	LAB_DEV(bad_pointee);
	LAB(bad_pointee_write, bad_pointee_write(&dev, 1));
	LAB_DEV(bad_inner);
	LAB_DEV(bad_update);
	LAB_DEV(bad_look);
	LAB_DEV(bad_reader);
}
