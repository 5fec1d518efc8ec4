#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check: one warning for a defect in a header, sparse as kbuild calls it, and compilers that are not gcc
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

mkdir module bin tmp
export TMPDIR="$PWD/tmp"
# Where nobody has scanned the tree.
export XDG_CACHE_HOME="$PWD/cache"

# A lock whose callback and holder are both in a header (whole.h), and one whose holder alone is (holder.h).
cat >module/whole.h <<'END'
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
struct wh_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
};
static bool wh_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct wh_dev *d = container_of(mni, struct wh_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}
static const struct mmu_interval_notifier_ops __maybe_unused wh_ops = { .invalidate = wh_invalidate };
static inline void *wh_fill(struct wh_dev *d)
{
	void *p;

	mutex_lock(&d->lock);
	p = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lock);
	return p;
}
END
sed 's/wh_/ho_/g; /^static bool/,/^static const/d' module/whole.h >module/holder.h
{
	echo '#include "holder.h"'
	sed -n '/^static bool/,/^static const/{s/wh_/ho_/g;p}' module/whole.h
	echo 'const void *ho_table(void); const void *ho_table(void) { return &ho_ops; }'
	echo 'void *ho_here(struct ho_dev *d); void *ho_here(struct ho_dev *d) { return ho_fill(d); }'
} >module/callback.c
for n in 1 2 3; do
	{
		echo '#include "whole.h"'
		echo "const void *wh_table$n(void); const void *wh_table$n(void) { return &wh_ops; }"
		echo "void *wh_use$n(struct wh_dev *d); void *wh_use$n(struct wh_dev *d) { return wh_fill(d); }"
	} >"module/w$n.c"
	{
		echo '#include "holder.h"'
		echo "void *ho_use$n(struct ho_dev *d); void *ho_use$n(struct ho_dev *d) { return ho_fill(d); }"
	} >"module/h$n.c"
done
# A unit that is made of another C file.
cp "$RECLINT_ROOT/testcases/notifier-lock-alloc/direct.c" module/part.inc.c
echo '#include "part.inc.c"' >module/parts.c
# What sparse has something to say of.
printf 'int rl_not_declared;\nint *rl_null(void); int *rl_null(void) { return 0; }\n' >module/plain.c
units="w1.o w2.o w3.o h1.o h2.o h3.o callback.o parts.o plain.o"
echo "obj-m := $units" >module/Kbuild

build_units() { # LOG UNITS OPTIONS...
	log=$1
	goals=$2
	shift 2
	# shellcheck disable=SC2086 # a list of goals
	env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" M="$PWD/module" "$@" $goals >"$log" 2>&1
}
build() { # LOG OPTIONS...
	log=$1
	shift
	build_units "$log" "$units" "$@"
}
count() { # PATTERN LOG
	grep -c -- "$1" "$2" || :
}
has() {
	grep -q -e "$@"
}
lines_of() { # PATTERN LOG: how often, for verdict's reason
	count "$1" "$2" >count.out
	grep -- "$1" "$2" >>count.out
	head -n 1 count.out
}

build plain.log || { grep -A5 error plain.log; exit 1; }
sum() {
	(cd module && cksum ./*.o ./.*.cmd)
}
sum >before

check "make -j C=2" build all.log -j4 C=2 CHECK="$RECLINT check --no-sparse"
[ "$(lines_of 'whole\.h:.* warning: .*wh_invalidate' all.log)" = 1 ]
verdict $? "a defect in a header that three files include is told once" count.out
[ "$(lines_of 'holder\.h:.* warning: .*ho_invalidate' all.log)" = 1 ]
verdict $? "and one whose callback only one of them knows" count.out
check "what a unit includes that is no header is its own" has 'part\.inc\.c:.* warning: .*\[-Wreclint-notifier-lock-alloc\]' all.log
[ "$(lines_of 'reclint: no base' all.log)" = 1 ]
verdict $? "that there is no base is told once" count.out
check "the next make" build again.log C=2 CHECK="$RECLINT check --no-sparse"
[ "$(lines_of 'whole\.h:.* warning: .*wh_invalidate' again.log)" = 1 ]
verdict $? "tells it again" count.out
check "a single file" build_units single.log w2.o C=2 CHECK="$RECLINT check --no-sparse"
[ "$(lines_of 'whole\.h:.* warning: .*wh_invalidate' single.log)" = 1 ]
verdict $? "tells it" count.out
check "two makes at once" sh -c '"$@" >one.log 2>&1 & "$@" >two.log 2>&1; wait' sh env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" \
	M="$PWD/module" C=2 CHECK="$RECLINT check --no-sparse" w1.o w2.o
[ "$(lines_of 'whole\.h:.* warning: .*wh_invalidate' one.log)" = 1 ] &&
	[ "$(lines_of 'whole\.h:.* warning: .*wh_invalidate' two.log)" = 1 ]
verdict $? "tell it each" count.out
sum >after
check "objects and dependencies are what they were" cmp before after
check "flags that make more files" build_units flags.log w1.o C=2 CHECK="$RECLINT check --no-sparse" \
	KCFLAGS="-ftest-coverage -fstack-usage -gsplit-dwarf"
check "leave none of ours" test -z "$(ls -A tmp)"

# ---- sparse

cat >bin/recorder <<'END'
#!/bin/sh
for a; do printf '%s\n' "$a"; done >>"$RECORD"
echo "recorder was here" >&2
END
chmod +x bin/recorder
export RECORD="$PWD/record"
build_units record.log plain.o C=2 CHECK="$PWD/bin/recorder" CF=-Wsparse-all
mv record expected
check "another sparse" build_units sparse.log plain.o C=2 CHECK="$RECLINT check --sparse $PWD/bin/recorder" \
	CF="-Wsparse-all --rules nonblock-sleep"
check "is called" has 'recorder was here' sparse.log
grep -vxF -e -idirafter -e "$(dirname "$(find "$RECLINT_ROOT/annotations" -name reclint.h)")" record >got
check "with what kbuild would have given it" cmp expected got
check "and with our header" has "^-idirafter" record
check "no sparse" build not.log C=2 CHECK="$RECLINT check --sparse $PWD/bin/absent"
[ "$(lines_of 'bin/absent is not installed' not.log)" = 1 ]
verdict $? "is told once" count.out
check "--no-sparse" build_units quiet.log plain.o C=2 CHECK="$RECLINT check --no-sparse"
check_not "is not told" has 'not installed' quiet.log
if command -v sparse >/dev/null; then
	build_units one.log plain.o C=2
	build_units two.log plain.o C=2 CHECK="$RECLINT check"
	check "sparse warns" has 'rl_not_declared' two.log
	grep -v '^reclint: ' two.log >two
	check "as it does without us" cmp one.log two
	cp module/plain.c plain.c
	cat >module/plain.c <<'END'
#include <reclint.h>
int rl_fill(int *p) __rl_acquires(1, "mutex", "write");
int rl_fill(int *p) { return *p; }
END
	check "annotated source" build_units header.log plain.o C=2 CHECK="$RECLINT check" \
		KCFLAGS="-idirafter $RECLINT_ROOT/annotations"
	check_not "is understood by sparse" has 'error:' header.log
	cp plain.c module/
else
	echo "skipped: $CASE: sparse is not installed"
fi

# ---- compilers

cat >bin/other-cc <<END
#!/bin/sh
for a; do
	case \$a in
	-fplugin*) echo "other-cc: error: no plugins here" >&2; exit 1 ;;
	esac
done
exec $PLUGIN_CC "\$@"
END
chmod +x bin/other-cc
check "a compiler that loads no plugins" build other.log C=2 CC="$PWD/bin/other-cc" CHECK="$RECLINT check --no-sparse"
[ "$(lines_of 'reclint: no file is checked: CC=.*other-cc.*no plugins here' other.log)" = 1 ] &&
	[ "$(lines_of '^reclint:' other.log)" = 1 ]
verdict $? "is one line" other.log
check_not "--error makes it trouble" build other.log C=2 CC="$PWD/bin/other-cc" CHECK="$RECLINT check --no-sparse --error"
printf '#!/bin/sh\nexec "$@"\n' >bin/launcher
chmod +x bin/launcher
check "CC of two words" build words.log C=2 CC="$PWD/bin/launcher $PLUGIN_CC" CHECK="$RECLINT check --no-sparse"
check "finds the same" has 'whole\.h:.* warning: ' words.log

# ---- bases

mkdir base
printf '{"version": 1, "kernel": "4.19.1"}\n' >base/meta.json
cp base/meta.json base/facts
check "a base of another version" build base.log C=2 CHECK="$RECLINT check --no-sparse --base $PWD/base"
[ "$(lines_of 'is a base of 4\.19\.1 and not used' base.log)" = 1 ]
verdict $? "is told once" count.out
check "the unit is checked" has 'whole\.h:.* warning: ' base.log
check "a base that is not there" build none.log C=2 CHECK="$RECLINT check --no-sparse --base nowhere"
[ "$(lines_of 'nowhere: no base there' none.log)" = 1 ]
verdict $? "is told once" count.out
check "no temporary file is left" test -z "$(ls -A tmp)"
env -u MAKEFLAGS make -C "$RECLINT_BUILD" M="$PWD/module" clean >clean.log 2>&1
check "make clean takes our note away" test ! -e module/.reclint-check.tmp
