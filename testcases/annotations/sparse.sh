#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  sparse, as kbuild runs it, finds scopes and locks of reclint.h that are left open
# needs: sparse kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cp "$RECLINT_ROOT/testcases/annotations/scopes.input" scopes.c
echo 'obj-m := scopes.o' >Makefile
make -C "$RECLINT_BUILD" M="$PWD" C=2 CHECK=sparse KCFLAGS="-I$RECLINT_ROOT/annotations" scopes.o >make.log 2>&1
verdict $? "make C=2 CHECK=sparse" make.log
sed -n "s/.*warning: context imbalance in '\([a-z_]*\)'.*/\1/p" make.log | sort -u >warned
sed -n 's/^[a-z].* \**\(bad_[a-z_]*\)(.*/\1/p' scopes.c | sort -u >bad
[ -s bad ] && cmp -s bad warned
diff bad warned >differences
verdict $? "whatever is bad_ is warned of, and nothing else" differences
grep 'warning:' make.log | grep -v 'context imbalance' >others
check "no other warnings" test ! -s others
