#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: an annotation that says nothing, misspelt or about what is not there, is one line of error, however many units see it
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# units DECLARATION: two that see it
units() {
	cat >wrong.h <<EOT
#include "$RECLINT_ROOT/annotations/reclint.h"
struct mutex { int owner; };
struct foo { struct mutex lock; union { int a; struct { int in; }; }; };
typedef unsigned int gfp_t;
$1
EOT
	for u in 1 2; do
		printf '#include "wrong.h"\nint unit%s(struct foo *f) { return f->a; }\n' "$u" >"$u.c"
		facts_of "$u.c" "$u.o" >compile.out 2>&1 || cat compile.out
	done
}

# told TEXT DECLARATION PATTERN: one line, status 2
told() {
	units "$2"
	refuses "$1" "^reclint: .*wrong.h:5: contract .*$3" "$RECLINT" analyze 1.o 2.o
}

# right DECLARATION
right() {
	units "$1"
	check "nothing is wrong with $1" "$RECLINT" analyze 1.o 2.o
}

told "misspelt kind of lock" 'void f(struct foo *f) __rl_acquires("struct foo.lock", "mutx", "write");' 'unknown kind of lock "mutx"'
told "misspelt mode" 'void f(struct foo *f) __rl_acquires("struct foo.lock", "mutex", "wirte");' 'unknown mode "wirte": one of'
told "misspelt condition" 'int f(struct foo *f) __rl_acquires_if("zreo", 1, "mutex", "write");' 'unknown condition "zreo": one of'
told "'always' is for what does not wait" 'int f(struct foo *f) __rl_acquires_if("always", 1, "mutex", "write");' 'unknown condition "always"'
told "misspelt context of a function" 'void f(struct foo *f) __rl_runs_in("recliam");' 'unknown context "recliam": one of'
told "misspelt context of a lock" 'struct bar { struct mutex lock __rl_taken_in("shrinkre"); };' 'unknown context "shrinkre": one of'
told "misspelt context of a callback" 'struct bar { int (*zap)(struct foo *f) __rl_entry("recliam"); };' 'unknown context "recliam"'
told "misspelt object of a wait" 'void f(struct foo *f) __rl_waits(1, "compeltion");' 'unknown kind "compeltion": one of'
told "misspelt object of a signal" 'void f(struct foo *f) __rl_signals(1, "compeltion");' 'unknown kind "compeltion"'
told "operator that is none" 'void f(struct foo *f, int b) __rl_nonblockable_if(2, "=", 0);' 'unknown operator "=": one of'
told "constant that is none" 'void f(struct foo *f, int b) __rl_nonblockable_if(2, "==", "NO_SUCH");' 'unknown constant "NO_SUCH"'
told "parameter beyond the last" 'void f(struct foo *f) __rl_may_reclaim(2);' 'there is no parameter 2: the function has 1'
told "the result is no parameter" 'void *f(struct foo *f) __rl_must_hold(0);' 'there is no parameter 0'
told "a field that the struct lacks" 'void f(struct foo *f) __rl_must_not_hold("struct foo.lcok");' 'no field "struct foo.lcok"'
told "a guard that is no field" 'struct bar { struct mutex lock; int n __rl_guarded_by("lcok"); };' 'no field or variable "lcok"'
told "a guard that its struct lacks" 'struct bar { int n __rl_guarded_by("struct foo.lcok"); };' 'no field or variable "struct foo.lcok"'
told "a version that is none" 'void f(struct foo *f) __rl_never_sleeps() __rl_since("six");' '"six" is no version'
told "a version that is none, before" 'void f(struct foo *f) __rl_never_sleeps() __rl_before("v6.6");' '"v6.6" is no version'
told "a limit that is no version" 'void f(struct foo *f) __rl_never_sleeps("since six");' '"since X.Y" or "before X.Y" expected'
told "a macro of fields on a function" 'void f(struct foo *f) __rl_guarded_by("lock");' 'not for functions'
told "a macro of functions on a field" 'struct bar { int n __rl_never_sleeps(); };' 'for functions only'

# Whatever shows a result tells it.
wrong='contract .* unknown kind of lock "mutx"'
units 'void f(struct foo *f) __rl_acquires("struct foo.lock", "mutx", "write");'
"$RECLINT" analyze --format json 1.o 2.o >wrong.json 2>/dev/null
refuses "a report of such a result" "^reclint: .*wrong.h:5: $wrong" "$RECLINT" report wrong.json
refuses "the table of locks" "^reclint: .*wrong.h:5: $wrong" "$RECLINT" locks 1.o 2.o
refuses "a replay" "^reclint: .*wrong.h:5: $wrong" "$RECLINT" replay --all --facts 1.o

right 'void f(struct foo *f, gfp_t gfp) __rl_must_hold("struct foo.lock") __rl_may_reclaim(2);'
right 'void *f(struct foo *f) __rl_acquires_if("valid", 0, "seqcount", "write");'
right 'void f(struct foo *f) __rl_must_hold("struct foo.in") __rl_never_sleeps("since 6.1") __rl_before("7.0.1");'
right 'struct later; void f(struct later *f) __rl_must_hold("struct later.lock"); void g(struct foo *f, int b) __rl_nonblockable_if(2, "!&", "GFP_KERNEL");'
right 'extern struct mutex big; struct bar { struct mutex lock; int n __rl_guarded_by("lock"); int m __rl_guarded_by("big"); int o __rl_guarded_by("struct foo.lock"); };'
