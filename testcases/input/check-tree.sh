#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check: single files of a tree, built in a directory below it and in place
# needs: kernel cp
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

real=$(cd "$RECLINT_BUILD/source" 2>/dev/null && pwd -P || echo "$RECLINT_BUILD")

# A tree of links, and one driver, which is given a lock that it allocates under.
# Directories are ours where kbuild writes into them.
mkdir tree
ln -s "$real"/* "$real"/.[a-z]* tree/
for d in arch include kernel lib scripts tools usr; do
	rm "tree/$d"
	cp -as "$real/$d" "tree/$d" || exit 1
done
rm tree/lib/test_hmm.c
{
	cat "$real/lib/test_hmm.c"
	cat <<'END'
struct rl_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
};
static bool rl_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rl_dev *d = container_of(mni, struct rl_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}
const struct mmu_interval_notifier_ops rl_ops = { .invalidate = rl_invalidate };
void *rl_fill(struct rl_dev *d);
void *rl_fill(struct rl_dev *d)
{
	void *p;

	mutex_lock(&d->lock);
	p = kmalloc(64, GFP_KERNEL);	/* here */
	mutex_unlock(&d->lock);
	return p;
}
END
} >tree/lib/test_hmm.c
line=$(grep -n '/\* here \*/' tree/lib/test_hmm.c)
line=${line%%:*}

# As a user builds: nothing of reclint's own, and relative names.
make_file() { # LOG OPTIONS...
	log=$1
	shift
	env -u MAKEFLAGS make -j2 C=2 CHECK="$RECLINT check --no-sparse" "$@" lib/test_hmm.o >"$log" 2>&1
}
# found LOG PREFIX: once, where the compiler would say it
found() {
	grep -c "^$2lib/test_hmm\\.c:$line:[0-9]*: warning: .*rl_invalidate.*\\[-Wreclint-notifier-lock-alloc\\]" "$1" >found.out
	cat found.out
	[ "$(cat found.out)" = 1 ]
}

copy_build "$RECLINT_BUILD" products || exit 1
rm -rf products/Makefile products/source
cp -a products tree/out
(cd tree && make_file ../below.log O=out)
verdict $? "make O=out" below.log
check "the finding is named from there" found below.log '\.\./'
check "the object is there" test -s tree/out/lib/test_hmm.o
check "and our note beside it" test -f tree/out/.reclint-check.tmp

# In place: what was built stays good for most.
mv tree/out built
(cd built && rm -rf Makefile source && tar -cf - .) | (cd tree && tar -xf -)
(cd tree && make_file ../place.log)
verdict $? "make in place" place.log
check "the finding is named from the tree" found place.log ''
check "the sources are the links that they were" test -L tree/lib/string.c
