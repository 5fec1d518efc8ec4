#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: confirmed programs as kernel modules: they compile, or one line says why there is none
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

if [ -z "$RECLINT_BUILD" ]; then
	echo "skipped: $CASE: no configured kernel"
	exit 0
fi

emit() { # NAME
	"$RECLINT" replay --interpret --program "$RECLINT_ROOT/testcases/replay/$1.rp" --emit-module "$1.c" >"$1.out" 2>"$1.err"
}

compile() { # NAME
	"$RECLINT_ROOT/testcases/run" --compile "$1.c" "$1.o" '-Wall -Werror'
}

finds() { # NAME RULE
	"$RECLINT" analyze --confidence low "$1.o" >"$1.found" 2>/dev/null
	grep -q -- "-Wreclint-$2\]" "$1.found"
}

written=0
for program in "$RECLINT_ROOT"/testcases/replay/*.rp; do
	grep -q '^expect: confirmed' "$program" || continue
	name=${program##*/}
	name=${name%.rp}
	CASE="replay/$name.rp"
	if emit "$name" || [ -f "$name.c" ]; then
		check "as a module it compiles" compile "$name"
		written=$((written + 1))
	else
		[ "$(wc -l <"$name.err")" -eq 1 ] && grep -q "is not written: " "$name.err"
		verdict $? "one line says why it is no module" "$name.err"
	fi
done

CASE=replay/emit-module.sh
check "there are modules of all kinds of locks" test "$written" -ge 25
# What was found by running is found by reading, too.
check "reclint finds the allocation" finds alloc-under-lock notifier-lock-alloc
check "reclint finds the false fix" finds false-fix-nofs notifier-lock-false-fix
check "reclint finds the sleep" finds nonblock-mutex nonblock-sleep
