#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: the schedule of each confirmed program, as a C program, compiles without warnings, and hangs
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# emit, compile and run one; what went wrong, or nothing, is in NAME.why.
reproduce() { # NAME
	"$RECLINT" replay --interpret --program "$RECLINT_ROOT/testcases/replay/$1.rp" --emit-c "$1.c" >"$1.out" 2>&1
	"$PLUGIN_CC" -O1 -Wall -Wextra -Werror -pthread -o "$1.run" "$1.c" >"$1.why" 2>&1 || return
	timeout 20 "./$1.run" >"$1.hangs" 2>&1
	status=$?
	if [ $status -ne 1 ] || [ ! -s "$1.hangs" ]; then
		echo "exit status $status" >>"$1.why"
		cat "$1.hangs" >>"$1.why"
	fi
}

names=
for program in "$RECLINT_ROOT"/testcases/replay/*.rp; do
	grep -q '^expect: confirmed' "$program" || continue
	name=${program##*/}
	names="$names ${name%.rp}"
done

# Each sleeps for a second: twelve at a time.
running=0
for name in $names; do
	reproduce "$name" &
	running=$((running + 1))
	if [ $running -eq 12 ]; then
		wait
		running=0
	fi
done
wait

for name in $names; do
	export CASE="replay/$name.rp"
	[ -f "$name.why" ] && [ ! -s "$name.why" ]
	verdict $? "as a C program it hangs" "$name.why"
done

export CASE=replay/emit-c.sh
# With a mutex that may be taken twice by its holder the same program goes on.
sed '/^static pthread_mutex_t o/s/PTHREAD_MUTEX_INITIALIZER/PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP/' alloc-under-lock.c >harmless.c
"$PLUGIN_CC" -pthread -o harmless.run harmless.c
check "a program that does not hang says so" timeout 20 ./harmless.run
refuses "a refuted program has no schedule" 'not confirmed' "$RECLINT" replay --interpret --emit-c none.c \
	--program "$RECLINT_ROOT/testcases/replay/alloc-nowait.rp"
check "and no file is left" test ! -e none.c
