#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  scripts/model-check finds entries that kernels do not have, have otherwise, or contradict
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# scan VERSION: what a scan of tree-VERSION with the one unit unit-VERSION.c would leave.
scan() {
	mkdir -p "scan-$1/base" "tree-$1/include/linux"
	facts_of "unit-$1.c" "scan-$1/base/facts" || exit 1
	printf '{\n "kernel": "%s.7",\n "tree": "%s/tree-%s",\n "units": 1\n}\n' "$1" "$PWD" "$1" >"scan-$1/base/meta.json"
}

# check VERSION...: sets got to what is told, without the path.
model_check() {
	outputs=
	for version; do
		outputs="$outputs scan-$version"
	done
	# shellcheck disable=SC2086 # its words
	MODEL=model.o "$RECLINT_ROOT/scripts/model-check" $outputs >found 2>&1
	status=$?
	sed 's/^[^ ]*model.c:\([0-9]*\) /\1 /' found | sort >got
}

cat >model.c <<'END'
#include "model/vocabulary.h"
typedef unsigned int gfp_t;
struct lock; struct other;

/* linux/a.h: what others are told by */
void *grab(unsigned long, gfp_t) __rl_allocates(2);
void lock(struct lock *) __rl_acquires(1, "mutex", "write") __rl_despite("takes no lock", "");
void nap(void) __rl_sleeps() __rl_despite("does not sleep", "");
void unlock(struct lock *) __rl_releases(1, "mutex") __rl_despite("drops no lock", "");

/* linux/a.h: right */
void good_accepted(struct dev *) __rl_releases(1, "lockdep") __rl_despite("sleeps", "nap") __rl_despite("drops no lock", "");
void good_atomic(struct dev *) __rl_no_effect();
void good_balance(struct lock *) __rl_signals(1, "completion") __rl_despite("sleeps", "lock");
void good_declared(void) __rl_sleeps();
void good_gone(void) __rl_sleeps() __rl_before("6.12");
void good_later(void) __rl_sleeps() __rl_since("6.2");
void good_nap(struct dev *) __rl_sleeps();

/* linux/a.h: wrong */
void bad_accepted(struct dev *) __rl_sleeps() __rl_despite("sleeps", "nap");
void bad_alloc(struct dev *) __rl_sleeps();
void bad_awake(struct dev *) __rl_releases(1, "lockdep") __rl_despite("drops no lock", "");
void bad_count(struct dev *, int) __rl_sleeps();
void bad_death(void) __rl_dies();
void bad_gone(void) __rl_sleeps();
void bad_later(void) __rl_sleeps();
void bad_lock(struct lock *) __rl_signals(1, "completion") __rl_despite("sleeps", "lock");
void bad_pointer(struct other *) __rl_sleeps();
int bad_result(void) __rl_no_effect();
void bad_sleep(struct dev *) __rl_sleeps();
void bad_takes(struct lock *) __rl_acquires(1, "mutex", "write");
void bad_unknown(void) __rl_sleeps();
void bad_value(long) __rl_no_effect();

/* linux/b.h: not there */
void bad_where(void) __rl_sleeps();

/* linux/a.h: fields */
struct dev {
	int gone __rl_role("x");
	int unused __rl_role("x");
	int x __rl_role("x");
};
END
sed -i 's/^struct lock; struct other;/struct dev; &/' model.c
cat >unit-6.1.c <<'END'
typedef unsigned int gfp_t;
struct dev { int x; };
struct lock { int y; };
struct other { int z; };
void *grab(unsigned long size, gfp_t mask);
void lock(struct lock *l);
void nap(void);
void unlock(struct lock *l);
static void deeper(struct dev *d) { if (d->x) nap(); }
static void deepest(struct dev *d) { if (d->x) grab(8, 0xcc0); }
void good_accepted(struct dev *d) { deeper(d); }
void good_atomic(struct dev *d) { if (d->x) grab(8, 0x800); }
void good_balance(struct lock *l) { lock(l); unlock(l); }
void good_nap(struct dev *d) { deeper(d); }
void bad_accepted(struct dev *d) { d->x = 1; deeper(d); }
void bad_alloc(struct dev *d) { deepest(d); nap(); }
void bad_awake(struct dev *d) { deeper(d); }
void bad_count(struct dev *d) { deeper(d); }
void bad_death(void) { }
void bad_lock(struct lock *l) { lock(l); }
void bad_pointer(struct lock *l) { if (l) nap(); }
void bad_result(void) { }
void bad_sleep(struct dev *d) { d->x = 2; }
void bad_takes(struct lock *l) { l->y = 1; }
void bad_value(struct lock *l) { l->y = 2; }
void bad_gone(void);
void use(void) { bad_gone(); }
END
grep -v 'bad_gone' unit-6.1.c >unit-6.12.c
for version in 6.1 6.12; do
	scan "$version"
	sed -n 's/.*\(good\|bad\)_\([a-z]*\)(.*/void \1_\2(void);/p' model.c |
		grep -v 'good_later\|good_gone\|bad_gone\|bad_later\|bad_unknown' >"tree-$version/include/linux/a.h"
	printf '%s\n' 'void lock(void);' 'void unlock(void);' 'void grab(void);' 'void nap(void);' 'int x, unused;' >>"tree-$version/include/linux/a.h"
done
echo 'void good_gone(void); void bad_gone(void);' >>tree-6.1/include/linux/a.h
echo 'void good_later(void); void bad_later(void);' >>tree-6.12/include/linux/a.h
facts_of model.c model.o -I"$RECLINT_ROOT/annotations" || exit 1

# want NUMBER: faults that one kernel alone has are told for it; the others for each.
cat >each <<'END'
accepted accepted 'bad_accepted' nowhere sleeps
alloc VERSION allocates 'bad_alloc': deepest > grab
awake VERSION sleeps 'bad_awake': deeper > nap
count VERSION parameters 'bad_count' has 1, here 2
death VERSION returns 'bad_death'
lock VERSION locks 'bad_lock' takes a lock
pointer VERSION type parameter 1 of 'bad_pointer' is pointer to lock, here struct other *
result VERSION type 'bad_result' returns nothing, here int
sleep VERSION awake 'bad_sleep' does not sleep
takes VERSION locks 'bad_takes' takes no lock
unknown unknown 'bad_unknown'
value VERSION type parameter 1 of 'bad_value' is pointer to lock, here long
where where 'bad_where' is not in linux/b.h
gone= unknown field 'dev.gone'
END
# want VERSION...: what is to be told.
want() {
	while read -r name rest; do
		case $name in
		*=) line=$(grep -n "int ${name%=} " model.c) ;;
		*) line=$(grep -n " bad_$name(" model.c) ;;
		esac
		case $rest in
		VERSION*)
			for version; do
				echo "${line%%:*} $version${rest#VERSION}"
			done ;;
		*) echo "${line%%:*} $rest" ;;
		esac
	done <each | sort -u
}

model_check 6.1
{
	want 6.1
	echo "$(grep -n ' bad_later(' model.c | cut -d: -f1) unknown 'bad_later'"
} | sort >wanted
diff wanted got >differences
verdict $? "one kernel: what is wrong is named, and nothing else" differences
check "it fails" test "$status" -eq 1

model_check 6.1 6.12
{
	want 6.1 6.12
	echo "$(grep -n ' bad_later(' model.c | cut -d: -f1) 6.1 lacks 'bad_later'"
	echo "$(grep -n ' bad_gone(' model.c | cut -d: -f1) 6.12 lacks 'bad_gone'"
} | sort >wanted
diff wanted got >differences
verdict $? "two kernels: what one lacks is told apart" differences

grep -v 'bad_\|int gone' model.c >clean.c && mv clean.c model.c
facts_of model.c model.o -I"$RECLINT_ROOT/annotations" || exit 1
model_check 6.1 6.12
verdict "$status" "nothing wrong, nothing told" found

refuses "what is no scan's output is told" "scan-6.3: no scan's output" "$RECLINT_ROOT/scripts/model-check" scan-6.3

# RECLINT_TEST_SCANS: what scans of kernels left.
if [ -n "${RECLINT_TEST_SCANS:-}" ]; then
	# shellcheck disable=SC2086 # names of directories
	"$RECLINT_ROOT/scripts/model-check" $RECLINT_TEST_SCANS >found 2>&1
	verdict $? "the model is what these kernels are" found
else
	echo "skipped: $CASE: the model against kernels: RECLINT_TEST_SCANS names no scans"
fi
