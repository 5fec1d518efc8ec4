#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the plugin is built by gcc 11, too, and does there what it does elsewhere
# needs: gcc-11 g++-11 objcopy
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

if [ ! -d "$(gcc-11 -print-file-name=plugin)/include" ]; then
	echo "skipped: $CASE: gcc-11-plugin-dev is not installed"
	exit 0
fi
build=$PWD/build
check "it is built" env -u MAKEFLAGS -u MAKELEVEL make -s -C "$RECLINT_ROOT" GCC=gcc-11 B="$build" "$build/reclint.so"
[ -f "$build/reclint.so" ] || exit 1

cat >facts.c <<'END'
struct lock { int held; };
struct dev { int a; struct lock lock; int (*op)(struct dev *); struct dev *next; };
#define lockdep_assert_held(l) do { (void)(l); } while (0)
void take(struct lock *l);
int use(struct dev *d, int n)
{
	struct dev *next = d->next;
	int ret = 0;

	lockdep_assert_held(&next->lock);
	while (n-- && !ret) {
		take(&d->lock);
		ret = n & 4 ? d->op(next) : -1;
	}
	return ret;
}
static int op(struct dev *d) { struct dev copy = *d; return use(&copy, 3); }
struct dev dev = { .op = op };
END
facts_of facts.c 12.o -O2
gcc-11 -fplugin="$build/reclint.so" -fplugin-arg-reclint-facts-only -O2 -c -o 11.o facts.c
for v in 11 12; do
	"$RECLINT" facts $v.o | sed 's/compiler "gcc [0-9.]*"/compiler/' >$v
done
check "its facts are those of the other compiler" cmp 11 12
check "and there are some" grep -q 'call lockdep_assert_held(' 11

mkdir plugin && cd plugin || exit 1
PLUGIN_CC=$(command -v gcc-11) RECLINT_PLUGIN=$build/reclint.so sh "$RECLINT_ROOT/testcases/input/plugin.sh"
