#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the model is written as docs/model.md says, and scripts/model-form sees what is not
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

form=$RECLINT_ROOT/scripts/model-form
check "the model has its form" "$form"

# Each planted line is wrong; those around it are not.
cat >planted.h <<'END'
/* ---- one ---- */

/* linux/a.h */
void delta(void) __rl_sleeps();
void eta(void) __rl_sleeps();	/* a reason */

/* linux/a.h: sorted */
void alpha(void) __rl_sleeps();
void gamma(void) __rl_sleeps();
void beta(void) __rl_sleeps();

/* linux/b.h: two on a line, and one on two */
void iota(void) __rl_sleeps(); void jota(void) __rl_sleeps();
void kappa(void)
	__rl_sleeps();
void lambda(void) __rl_sleeps("since yesterday");
void mu(void) __rl_sleeps() __rl_before("6");

/* linux/a.h: this group belongs above */
void alpha(void) __rl_sleeps();

void nowhere(void) __rl_sleeps();	/* in no group */

/* linux/c.h: fields and carriers */
struct ops {
	int (*zap)(struct ops *) __rl_entry("mm");
	int (*close)(struct ops *) __rl_entry("mm");
};
extern const int constants
	__rl_constant("A", 1) __rl_constant("B", 2)
	__rl_constant("C", 3);
/* behind */
void omega(void) __rl_sleeps();
END
"$form" planted.h >found
check_not "it fails" "$form" planted.h
sed 's/^planted.h:\([0-9]*\): .*/\1/' found | uniq | tr '\n' ' ' >got
echo "4 10 13 14 15 16 17 19 20 22 27 30 32 33 " | tr -d '\n' >want
cmp -s want got
verdict $? "each planted line is told, and no other" found
