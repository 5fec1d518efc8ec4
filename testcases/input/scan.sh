#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  scan: missing trees and targets, a unit that does not compile, interruption, a full disk
# needs: kernel cp
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

tree=$(cd "$RECLINT_BUILD/source" 2>/dev/null && pwd -P || echo "$RECLINT_BUILD")
unit=lib/test_hmm.o
other=lib/list_sort.o

refuses "a kernel tree that is not there" 'nowhere' "$RECLINT" scan --kernel "$PWD/nowhere" $unit
refuses "a package that is not installed" 'install the package linux-source-0\.1' \
	"$RECLINT" scan --kernel linux-source-0.1 $unit
mkdir notree
refuses "a directory that is no kernel tree" 'notree' "$RECLINT" scan --kernel "$PWD/notree" $unit
mkdir unconfigured
refuses "a build directory without configuration" 'unconfigured' \
	"$RECLINT" scan --kernel "$tree" --build "$PWD/unconfigured" $unit
check_not "in which nothing is written" test -e unconfigured/.config

for name in 'a space' "$(printf 'latin-1-\351')"; do
	mkdir "$name" && touch "$name/.config"
	refuses "a path that cannot be: a build directory ($name)" 'no spaces|not UTF-8' \
		"$RECLINT" scan --kernel "$tree" --build "$PWD/$name" $unit
	refuses "a cache in it" 'no spaces|not UTF-8' env XDG_CACHE_HOME="$PWD/$name" "$RECLINT" scan --kernel "$tree" $unit
	mkdir "$name/linux" && ln -s "$tree"/* "$name/linux"
	refuses "a tree in it" 'no spaces|not UTF-8' "$RECLINT" scan --kernel "$name/linux" $unit
	check_not "where nothing is written" test -e "$name/.reclint"
done

copy_build "$RECLINT_BUILD" build || exit 1
scan() { # OUTPUT TARGET...
	output=$1
	shift
	"$RECLINT" scan --kernel "$from" --build "$PWD/$build" --output "$output" "$@" >"$output.log" 2>&1
}
from=$tree
build=build

status=0
scan out $unit $other || status=$?
[ $status -le 1 ]
verdict $? "two units" out.log
check "findings.json is there" grep -q '"findings"' out/findings.json
check "so is the page" grep -q '<section id="locks">' out/report.html
cp out/findings.json before.json
cp out/report.html before.html
status=0
scan out $unit $other || status=$?
[ $status -le 1 ] && grep -qE '2 reused' out.log
verdict $? "a second run reuses both" out.log
check "and finds the same" cmp before.json out/findings.json
check "on the same page" cmp before.html out/report.html
# shellcheck disable=SC2016 # that shell's variables
check "which report makes of the file, too" sh -c '"$RECLINT" report --format html --source "$1" --output out | cmp - out/report.html' sh "$tree"
check_not "with nothing of this machine in it" grep -qF -e "$PWD" -e "$tree" out/report.html

refuses_scan() { # TEXT PATTERN ARGUMENTS...
	text=$1
	pattern=$2
	shift 2
	status=0
	"$RECLINT" scan --kernel "$tree" --build "$PWD/build" --output none "$@" >s.out 2>s.err || status=$?
	[ $status -eq 2 ] && grep -qE -- "$pattern" s.err
	verdict $? "$text" s.err
}
refuses_scan "a target that is not there" 'lib/nonsense' lib/nonsense.o
refuses_scan "a target outside the tree" '\.\./' ../elsewhere.o

# A tree with a unit that does not compile: links to the real one, but for one file.
mkdir broken
ln -s "$tree"/* "$tree"/.[a-z]* broken/
rm -f broken/lib
cp -as "$tree/lib" broken/lib
rm -f broken/lib/test_hmm.c
{ cat "$tree/lib/test_hmm.c" && echo 'int broken(' ; } >broken/lib/test_hmm.c
copy_build "$RECLINT_BUILD" build2
ln -sfn "$PWD/broken" build2/source
from=$PWD/broken
build=build2
status=0
scan failing $unit $other || status=$?
[ $status -eq 2 ] && grep -q 'lib/test_hmm\.c' failing.log
verdict $? "a unit that does not compile: exit status 2, and it is named" failing.log
check "the others are analysed" grep -qE '"units": *1' failing/findings.json
check "and the failed one is listed" sh -c 'tr -d "\n " <failing/findings.json | grep -q "\"failed\":\[\"lib/test_hmm"'
cp "$tree/lib/test_hmm.c" broken/lib/test_hmm.c
status=0
scan failing $unit $other || status=$?
[ $status -le 1 ]
verdict $? "mended, it is analysed" failing.log

# Interrupted while it compiles; the next run continues.
from=$tree
build=build
# Not "&" and kill: a shell without job control starts its background with SIGINT ignored.
status=0
timeout --preserve-status -s INT -k 60 8 "$RECLINT" scan --kernel "$tree" --build "$PWD/build" \
	--output interrupted drivers/infiniband/core/ >interrupted.log 2>&1 || status=$?
[ $status -eq 2 ] || [ $status -eq 130 ]
verdict $? "an interrupt ends the scan (status $status)" interrupted.log
check_not "without findings" test -s interrupted/findings.json
partial=$(find build/drivers -name '*.o' -size +0 2>/dev/null | wc -l)
find build -name '*.o' -size 0 >half
check "nor with half an object" test ! -s half
status=0
scan interrupted drivers/infiniband/core/umem_odp.o || status=$?
[ $status -le 1 ]
verdict $? "and the next run continues ($partial objects were there)" interrupted.log

if [ "$(id -u)" -eq 0 ] && mkdir full && mount -t tmpfs -o size=64k none full 2>/dev/null; then
	head -c 60k /dev/zero >full/filler
	status=0
	scan full/out $unit || status=$?
	[ $status -eq 2 ]
	verdict $? "the disk of the output is full" full/out.log
	[ ! -e full/out/findings.json ] || tail -n 1 full/out/findings.json | grep -q '^}'
	verdict $? "nothing is written half"
	rm -rf full/*
	mount -o remount,ro full
	refuses_scan "a read-only output" 'full.*Read-only file system' --output full/out $unit
	check_not "is told before anything is compiled" grep -q 'units: ' s.err
	refuses_scan "so is a report that cannot be written" 'full/x.*Read-only file system' -o full/x $unit
	umount full
else
	echo "skipped: $CASE: a full disk, a read-only one: needs root and mount"
fi
