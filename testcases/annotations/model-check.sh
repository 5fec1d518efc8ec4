#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  scripts/model-check finds entries that a kernel's code contradicts
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cat >model.c <<'END'
#include "model/vocabulary.h"
struct dev { int x __rl_role("x"); int gone __rl_role("x"); };
void nap(void) __rl_sleeps();
void good_nap(struct dev *) __rl_sleeps();
void bad_nap(struct dev *) __rl_allocates_with("0");
void bad_awake(struct dev *) __rl_releases(1, "mutex");
void bad_count(struct dev *, int) __rl_sleeps();
void bad_unknown(void) __rl_sleeps();
void good_declared(void) __rl_sleeps();
void good_later(void) __rl_sleeps("since 6.12");
END
cat >unit.c <<'END'
struct dev { int x; };
void nap(void);
static void deeper(struct dev *d) { if (d->x) nap(); }
void good_nap(struct dev *d) { deeper(d); }
void bad_awake(struct dev *d) { deeper(d); }
void bad_count(struct dev *d) { deeper(d); }
END
mkdir -p tree/include tree/arch/x86/include tree/mm tree/kernel tree/lib
echo 'void good_declared(void);' >tree/include/declared.h
facts_of model.c model.o -I"$RECLINT_ROOT/annotations" && facts_of unit.c unit.o || exit 1
MODEL=model.o "$RECLINT_ROOT/scripts/model-check" 6.1 unit.o tree >found
check_not "it fails" test ! -s found
sed 's/^[^ ]*model.c:\([0-9]*\) /\1 /' found >got
cat >want <<'END'
2 unknown field 'dev.gone'
5 unknown 'bad_nap'
6 6.1 sleeps 'bad_awake': deeper > nap
7 6.1 parameters 'bad_count' has 1, here 2
8 unknown 'bad_unknown'
END
sort got >sorted
diff want sorted >differences
verdict $? "what is wrong is named, and nothing else" differences
