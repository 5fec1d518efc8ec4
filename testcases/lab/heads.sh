#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  each case in C has a driver in the lab or says why not, and the two say the same
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck disable=SC2034 # what judge.sh reads
top=$RECLINT_ROOT

# shellcheck source=/dev/null
. "$RECLINT_ROOT/lab/judge.sh"

# The file with the head stands for a directory of several.
cases=$(cd "$top/testcases" && grep -rl --include '*.c' '^ \* case:' . | sed 's|^\./||; s|\.c$||' | awk -F/ '
	$1 == "runner" { next } NF == 2 { print } NF == 3 { print $1 "/" $2 }' | LC_ALL=C sort -u)
drivers=$(cd "$top/lab/cases" && find . -name '*.c' | sed 's|^\./||; s|\.c$||' | LC_ALL=C sort)
functions='s/^[a-z].*[ *]\(\(bad\|good\)_[a-z0-9_]*\)(.*/\1/p'
: >silent
: >both
: >neither
: >forgotten
: >unknown
for name in $cases; do
	head=$(field_of "$(subject_of "$name")" lab)
	driver=$top/lab/cases/$name.c
	case $head in
	"cannot run: "?*)
		[ ! -f "$driver" ] || echo "$name" >>both
		continue ;;
	esac
	if [ ! -f "$driver" ]; then
		echo "$name" >>silent
		continue
	fi
	# Its functions: what is expected of each?
	{ names_of "$name" && sed -n '1,/\*\//s/^ \* \([a-z0-9_]*\): cannot run: ..*/\1/p' "$driver"; } | sort -u >called
	grep '^bad_' called | while read -r function; do
		[ -n "$head$(field_of "$driver" "$function")" ] || echo "$name: $function" >>neither
	done
	# What makes the objects is called in every boot.
	{ cat called && grep -oE '\b(bad|good)_[a-z0-9_]*' "$driver"; } | sort -u >named
	# shellcheck disable=SC2046 # names
	sed -n "$functions" $(subjects_of "$name") | sort -u >defined
	comm -23 defined named | sed "s|^|$name: |" >>forgotten
done
for name in $drivers; do
	case $name in
	annotations/*)	;;
	*)		[ -f "$top/testcases/$name.c" ] || [ -d "$top/testcases/$name" ] || echo "$name" >>unknown ;;
	esac
done

none() { # TEXT FILE
	[ ! -s "$2" ]
	verdict $? "$1" "$2"
}

none "who cannot run has no driver" both
none "each driver has a case" unknown
none "of each bad function that is called something is expected" neither
none "each case has a driver, or says why not" silent
[ ! -s forgotten ] ||
	echo "skipped: $CASE: $(wc -l <forgotten) functions are not named in their driver, such as $(head -n 1 forgotten)"
