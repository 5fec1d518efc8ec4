#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  findings of each kind of cycle and of both kinds of sleep, replayed; one as a C program that hangs
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# Its findings, replayed; the last line of NAME.log counts them.
replay() { # NAME FILE.c
	"$RECLINT_ROOT/testcases/run" --compile "$2" "$1.o" >"$1.log" 2>&1 &&
		"$RECLINT" replay --interpret --all --facts "$1.o" >"$1.log" 2>"$1.err"
	status=$?
	[ $status -le 1 ]
}

# A directory, one of its cases, how many findings are confirmed; those of rules that are no cycle are not replayed.
while read -r rule name confirmed others; do
	version=$(sed -n 's/^ \* kernel: *//p' "$RECLINT_ROOT/testcases/$rule/$name.c")
	if [ -n "$version" ] && [ "$version" != "$KERNEL_VERSION" ]; then
		echo "skipped: $CASE: $rule/$name.c is for $version"
	elif replay "$rule-$name" "$RECLINT_ROOT/testcases/$rule/$name.c"; then
		grep -q " $confirmed confirmed, 0 refuted, 0 undecided, $others not replayed\$" "$rule-$name.log"
		verdict $? "$rule/$name.c" "$rule-$name.log"
	else
		verdict 1 "$rule/$name.c is replayed" "$rule-$name.err"
	fi
done <<'LIST'
atomic-sleep interrupts 5 0
fence-signal-reclaim section_lock 5 0
fence-signal-reclaim signaller_held 1 0
mmap-lock-inversion handlers 3 0
nonblock-sleep direct 11 1
nonblock-sleep section-around-callback 2 0
notifier-lock-alloc allow-callback 3 0
notifier-lock-alloc subclass 6 0
notifier-lock-alloc trap-flag-word 1 0
notifier-lock-false-fix scopes 2 0
notifier-lock-fault user-copy 2 0
notifier-lock-order item 8 0
notifier-lock-self owner 2 0
notifier-remove-lock inside 4 0
notifier-vm-lock folio 2 0
notifier-wait work 4 1
shrinker-lock-alloc trap-once 1 0
shrinker-remove-lock remove 2 0
LIST

# What the rules do not look at: two chains that ask the same of the same thing.
modes() { # CONDITION: of the holder
	cat <<UNIT
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct modes_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

bool modes_hardware;

static bool modes_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct modes_dev *d = container_of(mni, struct modes_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (modes_hardware)
		return true;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops modes_ops = { .invalidate = modes_invalidate };

void modes_holder(struct modes_dev *d)
{
	if ($1)
		return;
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lock);
}
UNIT
}
modes '!modes_hardware' >excluded.c
replay excluded "$PWD/excluded.c"
check "refuted: what the callback and the holder both ask excludes it" grep -q ': refuted: ' excluded.log
modes 'modes_hardware' >open.c
replay open "$PWD/open.c"
check "confirmed: the other way round" grep -q ': confirmed: ' open.log
cp open.log first.log
replay open "$PWD/open.c"
check "and again, in the same words" cmp first.log open.log

# The schedule of a real finding.
"$RECLINT" analyze --format json open.o >open.json 2>open.err
fingerprint=$(sed -n 's/.*"fingerprint": "\([0-9a-f]*\)".*/\1/p' open.json | head -n 1)
"$RECLINT" replay --interpret --facts open.o --emit-c hangs.c "$fingerprint" >hangs.log 2>&1
[ $? -eq 1 ]
verdict $? "one finding by its fingerprint: status 1" hangs.log
check "its schedule is C" "$PLUGIN_CC" -O1 -Wall -Wextra -Werror -pthread -o hangs hangs.c
timeout 20 ./hangs >hangs.out 2>&1
[ $? -eq 1 ]
verdict $? "which hangs" hangs.out
check "and says who in what" grep -q 'CPU0' hangs.out
"$RECLINT" replay --interpret --facts excluded.o \
	"$("$RECLINT" analyze --format json excluded.o 2>excluded.err | sed -n 's/.*"fingerprint": "\([0-9a-f]*\)".*/\1/p' | head -n 1)" >refuted.log 2>&1
verdict $? "a refuted one: status 0" refuted.log
