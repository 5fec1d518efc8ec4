#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  what is silent is silent because it was looked at: where nothing is certain, it is counted
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

[ -n "$RECLINT_BUILD" ] || {
	echo "skipped: $CASE: no configured kernel"
	exit 0
}

cases=$RECLINT_ROOT/testcases/contract-body

# undecided COUNT FILE.c: so many ways out and clauses of the case were not judged.
undecided() {
	"$RECLINT_ROOT/testcases/run" --compile "$cases/$2" case.o '' >compile.out 2>&1 || {
		verdict 1 "$2 compiles" compile.out
		return
	}
	status=0
	"$RECLINT" analyze --format json --rules contract-body case.o >case.json 2>analyze.err || status=$?
	sed -n 's/.*"undecided_contracts": \([0-9]*\),*/\1/p' case.json >count
	# 1: findings
	[ "$status" -le 1 ] && [ "$(cat count)" = "$1" ]
	verdict $? "$2: $1 undecided" count
}

undecided 0 held.c
undecided 0 hidden.c
undecided 0 mask.c
undecided 0 sleeps.c
undecided 0 sometimes.c
undecided 2 ways.c
undecided 1 ends.c
undecided 1 claims.c
undecided 7 uncertain.c
