/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What init.c asks of a module of the lab, by /dev/lab. */
#ifndef RECLINT_LAB_UAPI_H
#define RECLINT_LAB_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct lab_range {
	__u64 start, length;	/* anonymous memory of the caller */
};

#define LAB_SETUP	_IOW('L', 0, struct lab_range)	/* make the objects, register the callbacks on the caller's mm */
#define LAB_CALL	_IO('L', 1)			/* the functions of the module's parameter calls= */
#define LAB_HOLD	_IO('L', 2)			/* sleep, whatever signals come, until LAB_RELEASE: so that the memory may be reaped */
#define LAB_RELEASE	_IO('L', 3)
#define LAB_TEARDOWN	_IO('L', 4)
#define LAB_SHRUNK	_IO('L', 5)			/* how often all shrinkers were asked */

#endif
