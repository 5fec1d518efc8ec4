#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: programs that are none, libraries that are not there, bounds, and interrupts
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

programs=$RECLINT_ROOT/testcases/replay

# is_refused TEXT PATTERN PROGRAM: by the parser, or when it is run.
is_refused() {
	printf '%b' "$3" >bad.rp
	refuses "$1" "bad.rp:$2" "$RECLINT" replay --interpret --program bad.rp
}

refuses "no program" 'program' "$RECLINT" replay
refuses "a file that is not there" 'nowhere.rp' "$RECLINT" replay --program nowhere.rp
refuses "an operand" 'replay' "$RECLINT" replay --program "$programs/alloc-nowait.rp" more
refuses "no time" 'time' "$RECLINT" replay --time 0 --program "$programs/alloc-nowait.rp"
is_refused "an unknown word" "3: .*'frobnicate'" 'mutex L\ntask CPU0\n\tfrobnicate L\n'
is_refused "an unknown object" "2: 'M' is no object" 'task CPU0\n\tlock M\n'
is_refused "a task as an object" "2: 'CPU0' is no object" 'task CPU0\n\tlock CPU0\n'
is_refused "a name twice" "2: .*'L'" 'mutex L\nspin L\n'
is_refused "a label that is not there" "3: .*'out'" 'choice c 2\ntask CPU0\n\tif c == 1 goto out\n'
is_refused "a label twice" "3: .*'l'" 'task CPU0\nl:\nl:\n'
is_refused "a step outside of a body" "1: .*'sleep'" 'sleep\n'
is_refused "a text without its end" "1: .*closing" 'mutex L "struct\n'
is_refused "more than there should be" "1: 'again' is too much" 'mutex L "x" again\n'
is_refused "no result for a trylock" "3: .*->" 'mutex L\ntask CPU0\n\ttrylock L\n'
is_refused "a value beyond the limit" "1: .*'99'" 'choice c 99\ntask CPU0\n'
is_refused "an unknown verdict" "1: .*'maybe'" 'expect: maybe\n'
is_refused "a place that is none" "2: .*FILE:LINE" 'task CPU0\n\tsleep @ nowhere\n'
is_refused "a parameter without a value" "3: .*NAME=VALUE" 'routine r\ntask CPU0\n\tcall r c\n'
is_refused "a completion that is locked" " .*does not know" 'completion c\ntask CPU0\n\tlock c\n'
is_refused "a recursive reader of a rwsem" " .*does not know" 'rwsem r\ntask CPU0\n\tlock r recursive\n'
is_refused "no task" " no task" 'mutex L\n'
is_refused "too many tasks" " more than 8" "$(printf 'task T%d\\n' 1 2 3 4 5 6 7 8 9)"
is_refused "an unlock of what is not held" " task 'CPU0' releases" 'mutex L\ntask CPU0\n\tunlock L\n'
is_refused "a parameter that is set" " .*parameter" 'result r 0\nroutine f\n\tset r = 1\ntask CPU0\n\tcall f r=0\n'

# Routines that call each other many times: too large when they are expanded.
{
	echo 'routine r0'
	echo '	sleep'
	for i in 1 2 3 4 5 6; do
		echo "routine r$i"
		for k in 1 2 3 4 5 6 7 8; do
			echo "	call r$((i - 1))"
		done
	done
	echo 'task CPU0'
	echo '	call r6'
} >large.rp
refuses "a program too large" 'more than 20000 steps' "$RECLINT" replay --interpret --program large.rp

{
	for i in $(seq 33); do
		printf 'routine r%d from reclaim\n\tsleep\n' "$i"
	done
	printf 'task CPU0\n\talloc kernel\n'
} >entries.rp
refuses "too many callbacks" 'more than 32' "$RECLINT" replay --interpret --program entries.rp
# Many states: bounds end the search, and random schedules go on.
{
	for i in 0 1 2 3 4 5 6; do
		echo "mutex L$i"
	done
	for i in 0 1 2 3 4 5; do
		echo "task CPU$i"
		for k in 0 1 2 3; do
			printf '\tlock L%d\n' $((i % 3 + k))
		done
		for k in 3 2 1 0; do
			printf '\tunlock L%d\n' $((i % 3 + k))
		done
	done
} >wide.rp
"$RECLINT" replay --interpret --program wide.rp --states 500 --walks 20 >out
status=$?
[ $status -eq 2 ] && grep -q '^undecided: ' out && grep -q "bound reached: 'states'" out && grep -q '20 schedules at random' out
verdict $? "a bound makes it undecided" out
sed 's/^task CPU0/task CPU9\n\tlock L6\n\tlock L0\n&/' wide.rp >tangled.rp
"$RECLINT" replay --interpret --program tangled.rp --states 100 --walks 5000 >out
[ $? -eq 1 ] && grep -q '^confirmed: ' out
verdict $? "a random schedule finds what the bound hid" out

# Tasks that have nothing to do with each other: half a million states unreduced, fifty reduced.
for i in 0 1 2 3 4 5; do
	echo "task CPU$i"
	for k in 1 2 3 4 5 6 7 8; do
		printf '\tnote "%d"\n' $k
	done
done >apart.rp
"$RECLINT" replay --interpret --program apart.rp >out
status=$?
[ $status -eq 0 ] && grep -q '^explored: 49 states, 48 transitions, 1 schedules' out
verdict $? "the reduction leaves one schedule" out
"$RECLINT" replay --interpret --program apart.rp --unreduced --time 100 --walks 1 >out
[ $? -eq 2 ] && grep -q "bound reached: 'time'" out
verdict $? "a bound on time" out
"$RECLINT" replay --interpret --program apart.rp --unreduced --memory 1 --walks 1 >out
[ $? -eq 2 ] && grep -q "bound reached: 'memory'" out
verdict $? "a bound on memory" out

# States of forty kilobytes: the clock is looked at in time, also on the random ways.
awk 'BEGIN {
	for (i = 0; i < 1900; i++)
		print "rwsem r" i
	for (t = 0; t < 8; t++) {
		print "task CPU" t
		for (i = 0; i < 1200; i++)
			print "\tlock r" i + t * 100 " read"
	}
}' >objects.rp
start=$(date +%s)
"$RECLINT" replay --interpret --program objects.rp --unreduced --time 1000 >out
[ $? -eq 2 ] && [ $(($(date +%s) - start)) -le 10 ]
verdict $? "a bound on time where each step takes long" out

mkdir tmp
TMPDIR=$PWD/tmp "$RECLINT" replay --program "$programs/alloc-nowait.rp" >out 2>err
status=$?
if grep -q libgccjit err; then
	echo "skipped: $CASE: libgccjit: $(sed 's/.*rp: //' err)"
	exit 0
fi
[ $status -eq 0 ] && [ -z "$(ls tmp)" ]
verdict $? "the compiler leaves nothing behind" err

# A library that cannot be loaded stands for one that is not there.
mkdir lib
echo none >lib/libgccjit.so.0
refuses "no libgccjit" 'libgccjit.*--interpret' env LD_LIBRARY_PATH="$PWD/lib" "$RECLINT" replay --program "$programs/alloc-nowait.rp"
check "which the interpreter does without" env LD_LIBRARY_PATH="$PWD/lib" "$RECLINT" replay --interpret --program "$programs/alloc-nowait.rp"
refuses "no assembler" 'replay.*(as|error|fatal)' env PATH="$PWD/nowhere" "$RECLINT" replay --program "$programs/alloc-nowait.rp"
refuses "no directory for the compiler" 'cannot make the directory' env TMPDIR="$PWD/nowhere" "$RECLINT" replay --program "$programs/alloc-nowait.rp"
refuses "too little time to compile" '--time' "$RECLINT" replay --time 1 --program "$programs/alloc-nowait.rp"

# Interrupted while it compiles: the status is the signal's, and nothing is left.
{
	echo 'mutex L'
	for i in 0 1 2 3; do
		echo "task CPU$i"
		for k in $(seq 400); do
			printf '\tlock L\n\tunlock L\n'
		done
	done
} >slow.rp
TMPDIR=$PWD/tmp "$RECLINT" replay --time 60000 --program slow.rp >out 2>err &
child=$!
tries=0
while [ -z "$(ls tmp)" ] && [ $tries -lt 100 ]; do
	sleep 0.05
	tries=$((tries + 1))
done
kill -TERM $child
# The shell has a word to say about how it ended.
{ wait $child; } 2>/dev/null
status=$?
[ $status -eq 143 ] && [ -z "$(ls tmp)" ]
verdict $? "an interrupt leaves nothing behind" err
