// SPDX-License-Identifier: GPL-2.0-or-later
#include "interval-protocol/callback.c"
#include "lab.h"

void ip_zap(struct ip_dev *d)
{
	d->is_mapped = false;
}

int ip_fault(struct ip_dev *d)
{
	return 0;
}

/* Each as its reader registers it: on the page at address 0. */
#define ALL(DO)										\
	DO(ip_early) DO(ip_other) DO(ip_never) DO(ip_path) DO(ip_unmap) DO(ip_right)	\
	DO(ip_ignores) DO(ip_pins) DO(ip_helped) DO(ip_blocked) DO(ip_half)

#define OBJECT(type) static struct type type;
ALL(OBJECT)
static struct ip_waits ip_waits;

#define MAKE(type) mutex_init(&type.lock); mutex_init(&type.other);
#define REMOVE(type) lab_remove(&type.mni);

static int lab_setup(void)
{
	ALL(MAKE)
	mutex_init(&ip_waits.lock);
	return 0;
}

static void lab_teardown(void)
{
	ALL(REMOVE)
	lab_remove(&ip_waits.mni);
}

static void lab_calls(void)
{
	LAB(bad_before_lock, ip_early_read(&ip_early));
	LAB(bad_other_lock, ip_other_read(&ip_other));
	LAB(bad_never, ip_never_read(&ip_never));
	LAB(bad_one_path, ip_path_read(&ip_path));
	LAB(bad_not_for_unmap, ip_unmap_read(&ip_unmap));
	LAB(bad_half, ip_half_read(&ip_half));
	LAB(good_under_lock, ip_right_read(&ip_right));
	LAB(good_ignored, ip_ignores_read(&ip_ignores));
	LAB(good_unmap_only, ip_pins_read(&ip_pins));
	LAB(good_helpers, ip_helped_read(&ip_helped));
	LAB(good_blocked, ip_blocked_read(&ip_blocked));
	LAB(good_only_waits, good_only_waits(&ip_waits));
	LAB(good_no_reader, good_only_waits(&ip_waits));
	lab_invalidate_zero();
}
