#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  facts as text and back give the same bytes
# needs: kernel objcopy
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

round() { # OBJECT
	"$RECLINT" facts "$1" >text || return 1
	"$RECLINT" facts --parse text -o bytes || return 1
	objcopy -O binary --only-section=.reclint.facts --set-section-flags .reclint.facts=alloc "$1" section
	cmp bytes section
}

for group in notifier-lock-alloc nonblock-sleep; do
	for c in "$RECLINT_ROOT/testcases/$group"/*.c; do
		name=$group/$(basename "$c")
		"$RECLINT_ROOT/testcases/run" --compile "$c" x.o || exit 1
		check "$name" round x.o
		[ "$group" = nonblock-sleep ] || break
	done
done

echo 'this is no facts text' >nonsense
refuses "text that is none" 'nonsense' "$RECLINT" facts --parse nonsense -o bytes2
check_not "and nothing is written" test -e bytes2
