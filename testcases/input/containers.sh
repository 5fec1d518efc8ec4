#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  facts are found in archives, thin archives, composites and directories; ambiguity is an error
# needs: ar ld
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

echo 'int one(void) { return 1; }' >one.c
echo 'int one(void); int two(void) { return one() + one(); }' >two.c
facts_of one.c one.o && facts_of two.c two.o || exit 1

units() { # PATH...: the distinct units found
	"$RECLINT" facts "$@" 2>&1 | grep -cE '(one|two)\.c' >count
	"$RECLINT" facts "$@" | grep -oE '\b(one|two)\.c\b' | sort -u | wc -l
}
has() { # N PATH...
	n=$1
	shift
	[ "$(units "$@")" -eq "$n" ]
}

check "two objects" has 2 one.o two.o
ar rc both.a one.o two.o
check "an archive" has 2 both.a
ar rcT thin.a one.o two.o
check "a thin archive, as kbuild makes" has 2 thin.a
ld -r -o whole.o one.o two.o
check "an object linked with ld -r" has 2 whole.o
mkdir dir dir/sub
cp one.o dir/one.o
cp two.o dir/sub/two.o
check "a directory, below it too" has 2 dir
ld -r -o dir/whole.o one.o two.o
"$RECLINT" facts one.o two.o >separate
"$RECLINT" facts dir >together
check "a composite beside its parts adds nothing" cmp separate together
echo 'int one(void) { return 3; }' >one.c
facts_of one.c dir/sub/one.o
refuses "a unit twice with different contents" 'one\.o.*one\.o' "$RECLINT" analyze dir
"$PLUGIN_CC" -o program one.c -x c - <<'END' -fplugin="$RECLINT_PLUGIN"
int one(void);
int main(void) { return one() - 3; }
END
check "a final link drops the section" sh -c '! readelf -SW program | grep -q reclint'
check "and the program runs" ./program
