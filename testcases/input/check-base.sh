#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check: a unit with the rest of the kernel known from a base, through its index
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# An external module of three units: the callback, a holder with a helper, and a third that has to do with neither.
mkdir module base tmp
export TMPDIR="$PWD/tmp"
cat >module/dev.h <<'END'
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
struct cb_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct mutex other;
	void *buf;
};
void *cb_grow(struct cb_dev *d, gfp_t gfp);
void cb_lock(struct cb_dev *d);
END
cat >module/callback.c <<'END'
#include "dev.h"
static bool cb_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct cb_dev *d = container_of(mni, struct cb_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}
const struct mmu_interval_notifier_ops cb_ops = { .invalidate = cb_invalidate };
END
cat >module/holder.c <<'END'
#include "dev.h"
int cb_fill(struct cb_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = cb_grow(d, GFP_KERNEL);	/* one */
	mutex_unlock(&d->lock);
	return d->buf ? 0 : -ENOMEM;
}
END
cat >module/grower.c <<'END'
#include "dev.h"
void *cb_grow(struct cb_dev *d, gfp_t gfp)
{
	return kmalloc(64, gfp);
}
void cb_lock(struct cb_dev *d)
{
	mutex_lock(&d->lock);
}
int cb_other(struct cb_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kzalloc(64, GFP_KERNEL);	/* two */
	mutex_unlock(&d->lock);
	return 0;
}
END
printf 'int far_away(int x);\nint far_away(int x)\n{\n\treturn x + 1;\n}\n' >module/far.c
echo 'obj-m := callback.o holder.o grower.o far.o' >module/Kbuild

kbuild() { # LOG OPTIONS...
	log=$1
	shift
	env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" M="$PWD/module" "$@" callback.o holder.o grower.o far.o >"$log" 2>&1
}
# check_unit LOG FILE OPTIONS: only that file, as kbuild calls us
check_unit() {
	rm -f "module/$2.o"
	env -u MAKEFLAGS make -C "$RECLINT_BUILD" M="$PWD/module" C=1 CHECK="$RECLINT check" \
		CF="--base $PWD/base $3" "$2.o" >"$1" 2>&1
}
findings() {
	grep -E '(warning|note): ' "$1" | grep -v 'index of' >"$1.found"
	cat "$1.found"
}
has() {
	grep -q -- "$@"
}

kbuild facts.log KCFLAGS="-fplugin=$RECLINT_PLUGIN -fplugin-arg-reclint-facts-only" ||
	{ cat facts.log; exit 1; }
for o in callback holder grower far; do
	objcopy -O binary -j .reclint.facts --set-section-flags .reclint.facts=alloc "module/$o.o" "$o.facts"
done
cat callback.facts holder.facts grower.facts far.facts >base/facts
configured=$("$RECLINT_ROOT/testcases/run" --where)
tree=$(cd "$configured/source" 2>/dev/null && pwd -P || echo "$configured")
version=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = //p' "$tree/Makefile" | head -n 2 | paste -sd .)
printf '{"version": 1, "kernel": "%s"}\n' "$version" >base/meta.json

check "a unit is checked with a base" check_unit one.log holder ''
check "the callback and the helper of other units count" has \
	'holder\.c:[0-9:]* warning: .*cb_invalidate.*\[-Wreclint-notifier-lock-alloc\]' one.log
check "places in other units are not told" test -z "$(grep 'grower\.c.*also here\|grower\.c.*warning' one.log)"
check "an index is left beside the base" test -s base/index
check "and nothing half made" test -z "$(find base tmp -name '*.??????' -o -name 'reclint-*')"
cp base/index first
check "the second check uses it" check_unit two.log holder ''
check "and does not make another" cmp base/index first
check_not "without a word" has 'making an index' two.log
findings two.log >two
check "all of the base says the same" check_unit whole.log holder --whole-base
findings whole.log >whole
check "to the letter" cmp two whole
check "the other unit has its own place" check_unit grower.log grower ''
check "and only that" test "$(grep -c 'warning: .*Wreclint' grower.log)" -eq 1
check "where it is" has 'grower\.c:[0-9:]* warning: .*kzalloc' grower.log

# The file was changed since the scan: a lock and a call that it did not have.
cat >>module/far.c <<'END'
#include "dev.h"
int far_new(struct cb_dev *d)
{
	cb_lock(d);
	d->buf = cb_grow(d, GFP_KERNEL);
	mutex_unlock(&d->lock);
	return 0;
}
END
check "a changed unit is checked" check_unit far.log far ''
check "with what it calls now" has 'far\.c:[0-9:]* warning: .*cb_invalidate.*\[-Wreclint-notifier-lock-alloc\]' far.log
check_not "by the same index" has 'making an index' far.log

cat far.facts callback.facts grower.facts holder.facts >base/facts
check "other facts" check_unit other.log holder ''
check "need another index" has 'making an index' other.log
findings other.log >other
check "and say the same" cmp two other
dd if=/dev/zero of=base/index bs=1 seek=200 count=16 conv=notrunc 2>/dev/null
check "a damaged index" check_unit damaged.log holder ''
check "is made again" has 'making an index' damaged.log
findings damaged.log >damaged
check "and the same is said" cmp two damaged
check "no temporary file is left" rmdir tmp
