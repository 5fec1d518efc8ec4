#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check: the kernel's C=1 and C=2, findings and dependency files
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# An external module, so that nothing of the kernel's build directory changes.
mkdir module tmp
export TMPDIR="$PWD/tmp"
cp "$RECLINT_ROOT/testcases/notifier-lock-alloc/direct.c" module/reclint_check.c
echo 'obj-m := reclint_check.o' >module/Kbuild

build() { # LOG OPTIONS...
	log=$1
	shift
	env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" M="$PWD/module" "$@" \
		reclint_check.o >"$log" 2>&1
}
has() {
	grep -q -- "$@"
}

build plain.log
cp module/.reclint_check.o.cmd plain.cmd
rm module/reclint_check.o
check "C=1 does not stop the build" build one.log C=1 CHECK="$RECLINT check"
check "and reports the finding" has 'reclint_check\.c:.*warning: .*\[-Wreclint-notifier-lock-alloc\]' one.log
check "the object is there" test -s module/reclint_check.o
check "its dependencies are what they were" cmp plain.cmd module/.reclint_check.o.cmd

touch stamp
check "C=2 checks what is up to date" build two.log C=2 CHECK="$RECLINT check"
check "and reports it again" has '\[-Wreclint-notifier-lock-alloc\]' two.log
check "without compiling" test ! module/reclint_check.o -nt stamp
check_not "--error makes it stop" build error.log C=2 CHECK="$RECLINT check" CF=--error
check "and tells why" has '\[-Wreclint-notifier-lock-alloc\]' error.log
check "rules can be chosen" build rules.log C=2 CHECK="$RECLINT check" CF='--error --rules nonblock-sleep'
check "an unknown rule is told, and stops nothing" build wrong.log C=2 CHECK="$RECLINT check" CF='--rules nonsense'
check "by name" has "no rule 'nonsense'" wrong.log
check "no temporary file is left" rmdir tmp
