#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  same source, same bytes: facts and findings, whatever -j, directory and order
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cases=$RECLINT_ROOT/testcases
mkdir first second
for c in "$cases"/notifier-lock-alloc/direct.c "$cases"/notifier-lock-alloc/allocators.c \
	"$cases"/nonblock-sleep/blockable.c "$cases"/notifier-lock-fault/gup.c; do
	name=$(basename "$c" .c)
	"$cases/run" --compile "$c" "first/$name.o" || exit 1
	(cd second && "$cases/run" --compile "$c" "$name.o") || exit 1
	check "facts of $name, compiled twice" cmp "first/$name.o" "second/$name.o"
done
strings first/*.o | grep -F "$PWD" >paths
check "no path of this machine in facts" test ! -s paths

analyse() { # OUT ARGUMENTS...
	out=$1
	shift
	"$RECLINT" analyze --format json -o "$out" "$@"
	[ $? -le 1 ]
}
check "one job" analyse one.json --jobs 1 first
check "two jobs" analyse two.json --jobs 2 first
check "findings with one job and with two" cmp one.json two.json
check "again" analyse again.json --jobs 2 second
check "findings from another directory" cmp one.json again.json
check "other order" analyse order.json second/gup.o second/direct.o second/blockable.o second/allocators.o
check "findings with the objects in another order" cmp one.json order.json
grep -F "$PWD" one.json >paths
check "no path of this machine in findings" test ! -s paths
check "there are findings" grep -q '"rule"' one.json
(env -i PATH="$PATH" HOME=/nonexistent LC_ALL=C TZ=UTC "$RECLINT" analyze --format json -o bare.json first)
check "findings in another environment" cmp one.json bare.json
