// SPDX-License-Identifier: GPL-2.0-or-later
#include "dev.h"

int get(struct dev *d)
{
	return down_read_killable(&d->sem);
}

void put(struct dev *d)
{
	mutex_unlock(&d->lock);
}

void lock_spin(spinlock_t *spin)
{
	spin_lock(spin);
}

bool try_spin(spinlock_t *spin)
{
	return spin_trylock(spin);
}
