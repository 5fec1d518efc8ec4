#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  scan: a tree that was configured in place is mirrored, and stays as it is
# needs: kernel cp
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

real=$(cd "$RECLINT_BUILD/source" 2>/dev/null && pwd -P || echo "$RECLINT_BUILD")

# Of links, but for lib: there is what kbuild leaves behind.
mkdir tree cache
ln -s "$real"/* "$real"/.[a-z]* tree/
rm tree/lib tree/include
cp -as "$real/lib" tree/lib
cp -as "$real/include" tree/include
cp "$RECLINT_BUILD/.config" tree/.config
mkdir -p tree/include/config tree/include/generated
echo '#error "a header of another configuration"' >tree/include/generated/autoconf.h
echo '#error "a product"' >tree/lib/crc32table.h
echo 'cmd_lib/crc32table.h := x' >tree/lib/.crc32table.h.cmd
echo 'old' >tree/lib/test_hmm.o
find tree -exec stat -c '%n %Y %s' {} + | sort >before

copy_build "$RECLINT_BUILD" build || exit 1
scan() { # TARGET...
	XDG_CACHE_HOME=$PWD/cache "$RECLINT" scan --kernel tree --build build --output out "$@" >out.log 2>&1
}

status=0
scan lib/test_hmm.o lib/crc32.c || status=$?
[ $status -le 1 ]
verdict $? "it is scanned" out.log
check "in a mirror, and says so" grep -q 'configured in place' out.log
find tree -exec stat -c '%n %Y %s' {} + | sort >after
check "nothing in the tree has changed" cmp before after
mirror=$(echo cache/reclint/mirror/tree-*)
check "the mirror has the sources" test -L "$mirror/lib/test_hmm.c"
check_not "and no objects" test -e "$mirror/lib/test_hmm.o"
check_not "nor generated files" test -e "$mirror/lib/crc32table.h"
check_not "nor a configuration" test -e "$mirror/.config"

rm tree/lib/test_hmm.c
cp "$real/lib/test_hmm.c" tree/lib/test_hmm2.c
status=0
scan lib/test_hmm.o || status=$?
[ $status -eq 2 ] && grep -q 'lib/test_hmm\.o' out.log
verdict $? "a file that went is gone" out.log
check_not "from the mirror too" test -e "$mirror/lib/test_hmm.c"
check "and a new one is there" test -L "$mirror/lib/test_hmm2.c"
