#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  without QEMU the lab is skipped, and says so
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# All there is but QEMU.
mkdir bin && ln -s /usr/bin/* bin/ 2>links
rm -f bin/qemu-system-x86_64
LAB_OUTPUT=$PWD/out
export LAB_OUTPUT

status=0
PATH=$PWD/bin "$RECLINT_ROOT/lab/run" >report 2>error || status=$?
check "it is no failure" test "$status" -eq 0
check "it is KTAP's way to skip all" grep -qx '1\.\.0 # SKIP no qemu-system-x86_64' report
check_not "nothing has passed" grep -q '^ok' report
check "one line says so" grep -q '^skipped: lab: no qemu-system-x86_64' error
check "there is no table" test ! -e out
