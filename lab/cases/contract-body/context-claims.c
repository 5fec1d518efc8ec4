// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_mode: nothing: whether it was held for reading or for writing nobody asks when it is given back
 */
#include "contract-body/context-claims.c"
#include "lab.h"

static struct dev dev, parent;
static unsigned long flags;

LAB_OBJECTS(mutex_init(&dev.lock); mutex_init(&parent.lock); init_rwsem(&dev.sem); spin_lock_init(&dev.spin);
	    dev.parent = &parent; dev.users = 0)

/* As callers do who believe what is said. */
static void lab_calls(void)
{
	LAB(good_take, good_take(&dev); mutex_unlock(&dev.lock));
	LAB(good_drop, mutex_lock(&dev.lock); good_drop(&dev));
	LAB(good_try, if (good_try(&dev)) mutex_unlock(&dev.lock));
	LAB(good_killable, if (!good_killable(&dev)) mutex_unlock(&dev.lock));
	LAB(good_mode, good_mode(&dev); up_read(&dev.sem));
	LAB(good_break, mutex_lock(&dev.lock); good_break(&dev); mutex_unlock(&dev.lock));
	LAB(good_break_too, mutex_lock(&dev.lock); good_break_too(&dev); mutex_unlock(&dev.lock));
	LAB(good_global, good_global(); spin_unlock(&global_lock));
	LAB(good_irqsave, good_irqsave(&dev.spin, &flags, &dev); spin_unlock_irqrestore(&dev.spin, flags));
	LAB(good_optional, good_optional(NULL); good_optional(&dev.spin); spin_unlock(&dev.spin));
	LAB(good_parent, mutex_lock(&dev.lock); good_parent(&dev));
	LAB(good_unseen, dev.users = 1; good_unseen(&dev); mutex_unlock(&dev.lock); dev.users = 0);
	LAB_DEV(good_unchecked);
	LAB_DEV(good_unsafe);
	dev.users = 1;
	LAB(bad_take, bad_take(&dev); mutex_unlock(&dev.lock));
	LAB(bad_drop, mutex_lock(&dev.lock); bad_drop(&dev));
	LAB(bad_killable, if (!bad_killable(&dev)) mutex_unlock(&dev.lock));
	LAB(bad_mode, bad_mode(&dev); up_write(&dev.sem));
	LAB(bad_break, mutex_lock(&dev.lock); bad_break(&dev); mutex_unlock(&dev.lock));
	LAB(bad_global, bad_global(1); spin_unlock(&global_lock));
}
