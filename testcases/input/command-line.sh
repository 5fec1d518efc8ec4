#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: wrong commands, options and outputs: one clear line, exit status 2, nothing written half
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

echo 'int f(int x) { return x; }' >a.c
facts_of a.c a.o || exit 1

check "--help" "$RECLINT" --help
check "--version" "$RECLINT" --version
# Not check: kbuild's protocol hands it the compiler's options, and wants exit status 0.
check "check --help" "$RECLINT" check --help
for command in scan analyze facts locks rules explain replay; do
	check "$command --help" "$RECLINT" "$command" --help
	refuses "$command with an unknown option" 'frobnicate' "$RECLINT" "$command" --frobnicate
done
check_not "no command at all" "$RECLINT"
refuses "an unknown command" 'frobnicate' "$RECLINT" frobnicate
refuses "analyze without a path" 'PATH' "$RECLINT" analyze
refuses "an unknown rule" 'no-such-rule' "$RECLINT" analyze --rules no-such-rule a.o
refuses "an unknown format" 'yaml' "$RECLINT" analyze --format yaml a.o
refuses "an unknown confidence" 'certain' "$RECLINT" analyze --confidence certain a.o
refuses "an unknown bound" 'patience' "$RECLINT" analyze --bound patience=3 a.o
refuses "a bound that is no number" 'many' "$RECLINT" analyze --bound states=many a.o
refuses "a kernel version that is none" "'abc' is not X.Y" "$RECLINT" analyze --kernel-version abc a.o
for option in --output --rules --source --baseline --history --model --kernel-version -o; do
	refuses "an empty $option" "option '$option' has an empty argument" "$RECLINT" scan $option ""
done
refuses "no jobs" '0' "$RECLINT" analyze --jobs 0 a.o
refuses "an unknown finding" 'ffffffff' "$RECLINT" explain ffffffff --output .
refuses "a model that is not there" 'nomodel' "$RECLINT" analyze --model nomodel.o a.o

check "clean input: exit status 0" "$RECLINT" analyze a.o
"$RECLINT" rules >rules.out
check "rules are listed" grep -q notifier-lock-alloc rules.out
"$RECLINT" explain notifier-lock-alloc >page.out
check "a rule is explained" grep -q GFP_NOWAIT page.out

# Outputs that cannot be written.
for command in "facts a.o" "analyze a.o" "analyze --format json a.o" "rules" "locks a.o" "--help"; do
	# shellcheck disable=SC2086 # words
	"$RECLINT" $command >/dev/full 2>full.err
	status=$?
	[ $status -eq 2 ] && [ "$(grep -c . full.err)" -ge 1 ]
	verdict $? "standard output full: $command" full.err
done
# Through a link, so that a rename over the output replaces the link and not the device.
ln -s /dev/full full
refuses "-o to a device that is full" 'full' "$RECLINT" analyze --format json -o full a.o
check "the device is not replaced by a file" test -L full
refuses "-o in a directory that is not there" 'nowhere' "$RECLINT" analyze --format json -o nowhere/x.json a.o
refuses "-o that is a directory" 'cannot write \.: Is a directory' "$RECLINT" analyze --format json -o . a.o
for command in "analyze" "report" "locks" "facts" "triage --kernel ." "cocci"; do
	# shellcheck disable=SC2086 # words
	refuses "$command: before anything else is done" 'cannot write nowhere/x' "$RECLINT" $command -o nowhere/x no-such.o
done
refuses "replay --emit-c: too" 'cannot write nowhere/x' "$RECLINT" replay --emit-c nowhere/x --program no-such
printf 'precious' >kept.json
refuses "a bad object and -o" 'bad\.o' "$RECLINT" analyze --format json -o kept.json bad.o
echo x >text.o
"$RECLINT" analyze --format json -o half.json text.o 2>/dev/null
[ ! -e half.json ] || grep -q '"version"' half.json
verdict $? "what is written is whole"

status=0
"$RECLINT" facts a.o | head -c 1 >/dev/null 2>pipe.err || status=$?
check "a closed pipe brings no noise" test ! -s pipe.err
