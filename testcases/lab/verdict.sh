#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  what counts as expected, without a machine
# needs: awk
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck disable=SC2034 # what judge.sh reads
top=$RECLINT_ROOT rows=$PWD/rows log=$PWD/log status=0 version=6.1 turn=1

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
complaint 'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [init:1]'
is "a processor that was not emulated for a while is the machine's" '^late$'
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

# ---- machines that are late ------------------------------------------------------------

version=6.1

# Each boot prints the next line of "boots", if there is any.
late() {
	n=$((n + 1))
	{
		echo 'lab: ready'
		sed -n "${n}p" boots
		echo 'lab: end'
	} >log
}

asked() { # EXPECTED LINE...
	wanted=$1 n=0
	shift
	printf '%s\n' "$@" >boots
	boot_until "$wanted" late
	lab_verdict case function "$wanted" "$wanted" '' >line 2>&1
	echo "$n boots" >>line
}

circle='WARNING: possible circular locking dependency detected'
asked circular-locking "$circle"
is "what says at once what is expected is booted once" '^1 boots$'
is "and not told apart" '^ok case function: circular-locking$'
asked circular-locking '' "$circle"
is "what is silent is booted again" '^2 boots$'
is "which the report says" '^ok case function: circular-locking \(boot 2\)$'
asked circular-locking '' '' '' "$circle"
is "three times at most" '^3 boots$'
is "then it is not as expected" "^not ok case function: the kernel says 'nothing', expected is 'circular-locking' \(boot 3\)$"
asked nothing "$circle" ''
is "what complains is not asked for silence" '^1 boots$'
is "a complaint is one" "^not ok case function: the kernel says 'circular-locking'"
asked nothing 'WARNING: CPU: 0 PID: 1 at kernel/time/timer.c:1' ''
is "nor is another warning taken for an answer at once" '^ok case function: nothing \(boot 2\)$'
asked nothing 'lab: error: setup: Cannot allocate memory' ''
is "what the lab could not do is tried again" '^ok case function: nothing \(boot 2\)$'
