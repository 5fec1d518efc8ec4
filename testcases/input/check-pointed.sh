#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check: a lock that a shrinker takes by a pointer, which a third unit has set
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

mkdir module base tmp
export TMPDIR="$PWD/tmp"
cat >module/dev.h <<'END'
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
struct cp_lru { struct mutex *lock; long count; };
struct cp_dev { struct mutex lru_lock; struct cp_lru idle; void *p; };
extern struct cp_dev *cp;
END
cat >module/shrink.c <<'END'
#include "dev.h"
static unsigned long cp_scan(struct shrinker *s, struct shrink_control *sc)
{
	mutex_lock(cp->idle.lock);
	cp->idle.count = 0;
	mutex_unlock(cp->idle.lock);
	return SHRINK_STOP;
}
void cp_set(struct shrinker *s);
void cp_set(struct shrinker *s)
{
	s->scan_objects = cp_scan;
}
END
cat >module/init.c <<'END'
#include "dev.h"
void cp_init(struct cp_dev *d);
void cp_init(struct cp_dev *d)
{
	mutex_init(&d->lru_lock);
	d->idle.lock = &d->lru_lock;
}
END
cat >module/fill.c <<'END'
#include "dev.h"
void cp_fill(struct cp_dev *d);
void cp_fill(struct cp_dev *d)
{
	mutex_lock(&d->lru_lock);
	d->p = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lru_lock);
}
END
printf 'obj-m := cp.o\ncp-y := shrink.o init.o fill.o\n' >module/Kbuild

env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" M="$PWD/module" \
	KCFLAGS="-fplugin=$RECLINT_PLUGIN -fplugin-arg-reclint-facts-only" shrink.o init.o fill.o >facts.log 2>&1 ||
	{ cat facts.log; exit 1; }
for o in shrink init fill; do
	objcopy -O binary -j .reclint.facts --set-section-flags .reclint.facts=alloc "module/$o.o" "$o.facts"
done
cat shrink.facts init.facts fill.facts >base/facts
printf '{"version": 1, "kernel": null}\n' >base/meta.json

check_unit() {
	rm -f module/fill.o
	env -u MAKEFLAGS make -C "$RECLINT_BUILD" M="$PWD/module" C=1 CHECK="$RECLINT check" \
		CF="--base $PWD/base" fill.o >"$1" 2>&1
}
check "the unit that holds the lock" check_unit log
check "is found" grep -q "fill.c:[0-9:]* warning: 'kmalloc' with GFP_KERNEL .*'struct cp_dev.lru_lock'" log
