#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: a function that calls itself, and breaks its contract, is one finding
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cat >recursion.c <<EOF
#include "$RECLINT_ROOT/annotations/reclint.h"
struct mutex { int owner; };
struct dev { struct mutex lock; };
void mutex_lock(struct mutex *lock);

__rl_never_sleeps()
void bad_count(struct dev *d, int n)
{
	if (n)
		bad_count(d, n - 1);
	else
		mutex_lock(&d->lock);
}
EOF
check "it compiles" facts_of recursion.c recursion.o
"$RECLINT" analyze --rules contract-body recursion.o >found 2>analyze.err
[ "$(grep -c ':12:.*: warning: ' found)" -eq 1 ]
verdict $? "one finding" found
