# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# Helpers of the scripts among the test cases: . "$RECLINT_ROOT/testcases/runner/lib.sh"
#
# Each check prints one line, "ok CASE: TEXT" or "not ok CASE: TEXT" and why.

# The compiler that the plugin was built for.
PLUGIN_CC=${PLUGIN_CC:-$(command -v gcc-12 || command -v gcc)}
export PLUGIN_CC

# Of the kernel that cases are compiled for: "6.1".
KERNEL_VERSION=
[ ! -f "${RECLINT_BUILD:-}/include/config/kernel.release" ] ||
	KERNEL_VERSION=$(cut -d. -f1,2 "$RECLINT_BUILD/include/config/kernel.release")
export KERNEL_VERSION

verdict() { # STATUS TEXT [FILE that says why]
	if [ "$1" -eq 0 ]; then
		echo "ok $CASE: $2"
	else
		echo "not ok $CASE: $2"
		[ -z "${3-}" ] || sed 's/^/#   /' "$3" | head -n 8
	fi
}

# check TEXT COMMAND...: the command succeeds.
check() {
	text=$1
	shift
	status=0
	"$@" >check.out 2>&1 || status=1
	verdict "$status" "$text" check.out
}

# check_not TEXT COMMAND...: the command fails.
check_not() {
	text=$1
	shift
	status=0
	"$@" >check.out 2>&1 && status=1
	verdict "$status" "$text" check.out
}

# refuses TEXT PATTERN COMMAND...: exit status 2 and exactly one line of error, which matches.
refuses() {
	text=$1
	pattern=$2
	shift 2
	status=0
	"$@" >refused.out 2>refused.err || status=$?
	{
		echo "status $status, error output:"
		cat refused.err
	} >refused.why
	[ "$status" -eq 2 ] && [ "$(wc -l <refused.err)" -eq 1 ] && grep -qE -- "$pattern" refused.err
	verdict $? "$text" refused.why
}

# Facts of a plain C file.
facts_of() { # FILE.c FILE.o [FLAGS...]
	in=$1
	out=$2
	shift 2
	"$PLUGIN_CC" -fplugin="$RECLINT_PLUGIN" -fplugin-arg-reclint-facts-only -c -o "$out" "$in" "$@"
}

# notifier_unit HOLDER...: a C file with a callback that takes a lock, and functions that allocate while they hold it.
notifier_unit() {
	cat <<'EOF'
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct unit_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool unit_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct unit_dev *d = container_of(mni, struct unit_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops unit_ops = { .invalidate = unit_invalidate };
EOF
	for holder; do
		printf 'void %s(struct unit_dev *d)\n{\n\tmutex_lock(&d->lock);\n' "$holder"
		printf '\td->buf = kmalloc(64, GFP_KERNEL);\n\tmutex_unlock(&d->lock);\n}\n'
	done
}

# compile_unit FILE.c FILE.o TREE: against the kernel's headers; it is known by its name in TREE.
compile_unit() {
	"$RECLINT_ROOT/testcases/run" --compile "$PWD/$1" "$PWD/$2" "-fmacro-prefix-map='$PWD/$3'/="
}

# copy_build BUILD DIR: a build directory like BUILD, with kbuild's generated files and none of its objects.
copy_build() {
	mkdir -p "$2"
	(
		cd "$1" || exit 1
		{
			find . -maxdepth 1 ! -type d ! -name 'vmlinux*'
			find include scripts tools usr -type f -o -type l
			find arch ! -type d ! -name '*.o' ! -name '.*.o.cmd' ! -name '*.a'
			find kernel -name '*bounds.s*'
		} | tar -c -f - -T -
	) | tar -x -f - -C "$2"
}

# tree_of_one FILE.c: a tree (links to the real one) and a build directory like RECLINT_BUILD for it; FILE.c is
# left out, for the case to write.
tree_of_one() {
	from=$(cd "$RECLINT_BUILD/source" 2>/dev/null && pwd -P || echo "$RECLINT_BUILD")
	mkdir tree
	ln -s "$from"/* "$from"/.[a-z]* tree/
	rm -f "tree/${1%%/*}"
	cp -as "$from/${1%%/*}" "tree/${1%%/*}"
	rm -f "tree/$1"
	copy_build "$RECLINT_BUILD" build && ln -sfn "$PWD/tree" build/source
}
