#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  check and cocci: comments, baselines and the history, of a module outside of the tree, too
# needs: kernel jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

mkdir module
echo 'obj-m := judged.o' >module/Kbuild
build() { # LOG CF
	touch module/judged.c
	env -u MAKEFLAGS make -k -C "$RECLINT_BUILD" M="$PWD/module" C=1 CHECK="$RECLINT check" CF="--no-sparse $2" \
		judged.o >"$1" 2>&1
}
reports() { # LOG
	grep -q 'judged\.c:.*\[-Wreclint-notifier-lock-alloc\]' "$1"
}

notifier_unit first >module/judged.c
build plain.log "--format json"
sed -n '/^{/,/^}/p' plain.log >plain.json
check "check finds something" jq -e '.findings | length == 1' plain.json
build known.log "--baseline $PWD/plain.json"
check_not "what is in the baseline is not told" reports known.log
notifier_unit first second >module/judged.c
build new.log "--baseline $PWD/plain.json"
check "a new place is" grep -q "in 'second'" new.log
check_not "a known one is not" grep -q "in 'first'" new.log
build wrong.log "--baseline $PWD/none.json"
check "a baseline that is not there is told" grep -q 'cannot read the baseline .*none\.json' wrong.log

jq '{version: 1, history: [.findings[] | . + {judged: "wontfix", note: "old hardware", sites: [.sites[] | . + {judged: "wontfix"}]}]}' \
	plain.json >verdict.json
"$RECLINT" history --history verdicts.db import verdict.json >import.txt
notifier_unit first >module/judged.c
build history.log "--history $PWD/verdicts.db"
check_not "what a person will not fix is not told" reports history.log
build nohistory.log ""
check "without that history it is" reports nohistory.log
build nowhere.log "--history $PWD/none.db"
check "a history that is not there is told" grep -q 'there is no history .*none\.db' nowhere.log
check "and the finding as well" reports nowhere.log

notifier_unit first | sed 's|^\(.*kmalloc.*\)$|\1 /* reclint: allow notifier-lock-alloc: never unloaded */|' >module/judged.c
echo '/* reclint: allow nonsense: a typing error */' >>module/judged.c
build comment.log ""
check_not "a comment in a module is read" reports comment.log
check "and what is wrong with one is told, where gcc would" \
	grep -q "^$PWD/module/judged\.c:[0-9]*: warning: there is no rule 'nonsense' to allow" comment.log
notifier_unit first >module/judged.c
echo '/* reclint: allow notifier-wait: a unit alone cannot tell */' >>module/judged.c
build unused.log ""
check_not "of unused ones check says nothing" grep -q unused unused.log

command -v spatch >spatch.out || {
	echo "skipped: $CASE: cocci: needs spatch"
	exit 0
}
cp "$RECLINT_ROOT/testcases/cocci/nonblock-sleep.c" y.c
cocci() { # STATUS TEXT OPTIONS...
	expected=$1
	text=$2
	shift 2
	status=0
	"$RECLINT" cocci --strict "$@" y.c >cocci.out 2>cocci.err || status=$?
	[ "$status" -eq "$expected" ]
	verdict $? "$text" cocci.err
}
cocci 1 "cocci finds something" --format json -o cocci.json
cocci 0 "nothing is new against its baseline" --baseline cocci.json
check "all of it is known" grep -q '^0 findings ([0-9]* in the baseline)' cocci.out
line=$(jq '.findings[0].line' cocci.json)
rule=$(jq -r '.findings[0].rule' cocci.json)
sed -i "${line}s|\$| /* reclint: allow $rule: a test */|" y.c
cocci 1 "cocci reads comments" --format json -o comment.json
check "of one place" jq -e '[.findings[] | select(.suppressed.kind == "in-source")] | length == 1' comment.json
