#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the engine runs clean under ASan, UBSan and valgrind, and says the same
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

here=$PWD
objects=
for name in notifier-lock-alloc/lock-returns notifier-lock-alloc/ops-table notifier-lock-alloc/function-pointer \
	notifier-lock-alloc/recursion notifier-lock-false-fix/scopes nonblock-sleep/blockable \
	reclaim-recursion/in-callee notifier-lock-fault/gup; do
	object=$(basename "$name").o
	"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/$name.c" "$object" || exit 1
	objects="$objects $object"
done
# shellcheck disable=SC2086 # a list of files
"$RECLINT" analyze --strict --format json -o plain.json $objects

check "reclint and its unit tests compile with sanitizers" \
	env -u MAKEFLAGS make -C "$RECLINT_ROOT" B="$here/b" \
	CFLAGS="-std=gnu11 -D_GNU_SOURCE -O1 -g -w -pthread -fsanitize=address,undefined -fno-sanitize-recover=all" \
	LDFLAGS="-fsanitize=address,undefined" \
	"$here/b/reclint" "$here/b/engine/facts/test-facts" "$here/b/engine/facts/test-container"
model=$RECLINT_ROOT/build/model.o
# shellcheck disable=SC2086
"$here/b/reclint" analyze --model "$model" --strict --format json -o sanitized.json $objects >run.log 2>&1
verdict "$([ $? -le 1 ]; echo $?)" "analysis under ASan and UBSan" run.log
check "the sanitized analysis says the same" cmp plain.json sanitized.json
check "facts tests under ASan and UBSan" "$here/b/engine/facts/test-facts"
check "container tests under ASan and UBSan" "$here/b/engine/facts/test-container"

if command -v valgrind >/dev/null; then
	# shellcheck disable=SC2086
	valgrind -q --error-exitcode=99 --leak-check=full "$RECLINT" analyze --strict $objects >run.log 2>&1
	verdict "$([ $? -le 1 ]; echo $?)" "analysis under valgrind" run.log
else
	echo "skipped: $CASE: valgrind is not installed"
fi
