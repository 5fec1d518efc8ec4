#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  what counts as expected, without a machine
# needs: awk
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck disable=SC2034 # what judge.sh reads
top=$RECLINT_ROOT rows=$PWD/rows log=$PWD/log status=0 version=6.1

# shellcheck source=/dev/null
. "$RECLINT_ROOT/lab/judge.sh"

judged() { # KERNEL STATIC EXPECTED WHY
	runtime=$1
	lab_verdict case function "$2" "$3" "$4" >line 2>&1
}

is() { # TEXT PATTERN
	check "$1" grep -qE -- "$2" line
}

: >log
: >log.qemu
judged circular-locking notifier-lock-alloc circular-locking ''
is "both report it" '^ok case function: circular-locking$'
judged nothing nothing nothing ''
is "neither does" '^ok case function: nothing$'
judged nothing notifier-lock-alloc circular-locking ''
is "the kernel is silent" "^not ok case function: the kernel says 'nothing', expected is 'circular-locking'"
judged nothing notifier-lock-alloc nothing ''
is "a disagreement needs a reason" '^not ok case function: .*nobody says why'
judged nothing notifier-lock-alloc nothing 'the path is not executed'
is "with one it is no failure" '^ok case function: nothing$'
judged hangs nothing nothing ''
is "a machine that hangs is not silence" "^not ok case function: the kernel says 'hangs'"

version=6.12
judged nothing nothing nothing ''
is "another kernel is named" '^ok case \(6\.12\) function: nothing$'

complaint() { # LINE...
	printf '%s\n' 'WARNING: possible circular locking dependency detected' 'lab: ready' "$@" 'lab: end' >log
	take_runtime
	echo "$runtime" >line
}

complaint
is "what was said before the machine was up does not count" '^nothing$'
complaint 'BUG: sleeping function called from invalid context at mm.h:274' 'WARNING: possible recursive locking detected'
is "the first complaint counts" '^sleep-in-atomic$'
complaint 'lab: error: setup: Invalid argument'
is "an error of the lab is not silence" '^error$'
printf 'lab: ready\n' >log
take_runtime
echo "$runtime" >line
is "an early end is not silence" '^ends-early$'
printf 'lab: ready\nlab: drive\nlab: called\nlab: drive\nlab: end\n' >log
take_runtime
echo "$runtime" >line
is "so it is if one of several was not called" '^ends-early$'
