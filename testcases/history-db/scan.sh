#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the history of a tree: recorded by scans, verdicts that later scans honour
# needs: kernel cp jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# A tree with a unit of our own.
tree_of_one lib/list_sort.c || exit 1

scan() { # LOG OPTIONS...
	log=$1
	shift
	status=0
	"$RECLINT" scan --kernel tree --build build "$@" lib/list_sort.o >"$log" 2>"$log.err" || status=$?
}
history() {
	"$RECLINT" history "$@"
}
lists() { # PATTERN
	"$RECLINT" history | grep -qE -- "$1"
}
# A report asks the history again, and takes less time than a scan.
report() { # FILE
	status=0
	"$RECLINT" report --format json -o "$1" || status=$?
}
of() { # EXPRESSION [FILE]: of the finding of our own
	jq -e ".findings[] | select(.file == \"lib/list_sort.c\") | $1" "${2-reclint-out/findings.json}"
}
row() { # EXPRESSION: of the same in the history
	history --all --format json >rows.json && jq -e ".history[] | select(.file == \"lib/list_sort.c\") | $1" rows.json
}

notifier_unit first >tree/lib/list_sort.c
scan one.log
[ $status -eq 1 ]
verdict $? "a scan with a finding" one.log.err
cp reclint-out/findings.json one.json
database=$(echo "$XDG_DATA_HOME"/reclint/history/tree-*.db)
check "the database is in the user's data, by the tree" test -f "$database"
check "it knows the finding" row '.first_seen and .last_seen == .first_seen and .gone_since == null and .judged == null'
check "and its place" row '.sites | length == 1 and .[0].function == "first"'
check_not "no time is in findings.json" grep -qE '20[0-9][0-9]-[0-9][0-9]-' reclint-out/findings.json
scan one.log
check "a second scan gives the same bytes" cmp one.json reclint-out/findings.json
prefix=$(of '.fingerprint[:8]' | tr -d '"')

# false
check "marked false" history mark "$prefix" false --note "the device has one user"
check "the list says so" lists 'judged false by .*: the device has one user'
"$RECLINT" report >report.txt
check "a report of the last scan knows at once" grep -q '(1 suppressed)' report.txt
"$RECLINT" explain "$prefix" >explain.txt
check "and so does explain" grep -q 'judged false by .*: the device has one user' explain.txt
"$RECLINT" report reclint-out/findings.json >report.txt
check "but not a report of a file" grep -q '^1 finding;' report.txt
scan false.log
[ $status -eq 0 ]
verdict $? "a scan honours it: status 0" false.log.err
check "it is suppressed, with the note" of \
	'.suppressed == {"kind": "history", "reason": "the device has one user"} and .verdict.judged == "false"'
notifier_unit first second >tree/lib/list_sort.c
scan more.log
[ $status -eq 1 ]
verdict $? "a new place: it counts again" more.log.err
check "and stands there" of '.function == "second" and .suppressed == null and .verdict.judged == "false"'
check "the old place is suppressed" of '[.sites[] | select(.suppressed.kind == "history") | .function] == ["first"]'
check "text tells the verdict" grep -q 'note: judged false: the device has one user' more.log
cp reclint-out/findings.json more.json
scan more.log
check "the same bytes again, although the place is recorded now" cmp more.json reclint-out/findings.json
check "the list says that it came later" lists '1 place came later'

# wontfix, of one place
place=$(of '.sites[] | select(.function == "second") | .fingerprint[:10]' | tr -d '"')
check "one place is marked" history mark "$place" wontfix
report place.json
[ $status -eq 0 ] && of '[.sites[].suppressed.reason] | sort == ["judged wontfix", "the device has one user"]' place.json >jq.out
verdict $? "then all of it is suppressed" jq.out
check "one place is unmarked" history unmark "$place"

# true
check "marked true" history mark "$prefix" true --note "reproduced"
report true.json
[ $status -eq 1 ] && of '.verdict.judged == "true" and .suppressed == null' true.json >jq.out
verdict $? "a true one is shown, with the verdict" jq.out
check "unmarked" history unmark "$prefix"
report plain.json
check "nothing is left of it" of '.verdict == null and .suppressed == null' plain.json
check "nor at its places" row '[.sites[].judged] == [null, null]'

# gone and back
first_seen=$(row .first_seen)
notifier_unit >tree/lib/list_sort.c
"$RECLINT" scan --kernel tree --build build --output other lib/test_hmm.o >part.log 2>&1
check "a scan that does not look there says nothing" row '.gone_since == null'
scan gone.log --rules nonblock-sleep
check "nor one without the rule" row '.gone_since == null'
scan gone.log
check "fixed: it is gone" row '.gone_since != null and .last_seen != null'
check_not "and no longer in the list" lists list_sort
notifier_unit first >tree/lib/list_sort.c
scan back.log
check "back again" row ".gone_since == null and .first_seen == $first_seen"
check "one of its places is not" row '[.sites[] | select(.gone_since != null) | .function] == ["second"]'

# The database's trouble is not the scan's.
trouble() { # TEXT PATTERN
	rm -f reclint-out/findings.json
	scan trouble.log
	[ $status -eq 2 ] && [ "$(grep -c '^reclint: .*history' trouble.log.err)" -eq 1 ] && grep -qE -- "$2" trouble.log.err
	verdict $? "$1: status 2 and one line" trouble.log.err
	check "the findings are there" of '.rule == "notifier-lock-alloc"'
}
cp "$database" kept.db
printf 'this is no database, and it is longer than the head of one would be: %0200d' 1 >"$database"
trouble "a file that is no database" 'is damaged, or none: move it away'
check "it is left alone" grep -q 'this is no database' "$database"
head -c 5000 kept.db >"$database"
refuses "half a database" 'damaged|malformed' "$RECLINT" history
cp kept.db "$database"
sqlite() {
	python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()' "$@"
}
if command -v python3 >python.out; then
	sqlite "$database" "ALTER TABLE finding DROP COLUMN program"
	sqlite "$database" "UPDATE finding SET replay = 'confirmed'"
	sqlite "$database" 'PRAGMA user_version = 1'
	scan old.log
	check "the schema of before is brought up to date" row '.program == null and .replay == null'
	sqlite "$database" 'PRAGMA user_version = 99'
	refuses "a newer schema" 'newer reclint \(schema 99, this one knows 2\)' "$RECLINT" history
	rm "$database"
	sqlite "$database" 'CREATE TABLE bookmarks (x)'
	refuses "another program's database" 'of another program' "$RECLINT" history
	cp kept.db "$database"
	# Held for as long as it takes: the scan gives up after ten seconds.
	python3 -c 'import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute("BEGIN EXCLUSIVE"); open("held", "w").close(); time.sleep(600)' "$database" &
	holder=$!
	while [ ! -e held ]; do sleep 0.1; done
	trouble "held by somebody" 'in use by somebody else'
	kill $holder
	wait $holder 2>kill.out
else
	echo "skipped: $CASE: other databases: needs python3"
fi
if [ "$(id -u)" -eq 0 ] && mkdir readonly && mount -t tmpfs none readonly 2>mount.out; then
	cp kept.db readonly/history.db
	mount -o remount,ro readonly
	rm -f reclint-out/findings.json
	scan readonly.log --history readonly/history.db
	[ $status -eq 2 ] && grep -q 'readonly/history.db cannot be written' readonly.log.err
	verdict $? "one that cannot be written: status 2" readonly.log.err
	check "the findings are there" of '.rule == "notifier-lock-alloc"'
	umount readonly
else
	echo "skipped: $CASE: a read-only history: needs root and mount"
fi
status=0
env -u HOME XDG_DATA_HOME=/dev/null/nowhere "$RECLINT" scan --kernel tree --build build \
	lib/list_sort.o >nowhere.log 2>&1 || status=$?
[ $status -eq 2 ] && of '.rule == "notifier-lock-alloc"' >jq.out
verdict $? "no place for it: status 2, and the findings are there" nowhere.log
scan without.log --no-history
[ $status -eq 1 ]
verdict $? "--no-history needs none" without.log.err

# It survives what a scan left.
check "a verdict" history mark "$prefix" wontfix
rm -rf reclint-out
scan fresh.log
[ $status -eq 0 ] && of '.suppressed.reason == "judged wontfix"' >jq.out
verdict $? "after rm -rf of the output it holds" fresh.log.err
"$RECLINT" history --kernel tree >list.txt
check "the tree finds it" grep -q 'judged wontfix' list.txt

# Two at once.
scan_two() {
	"$RECLINT" analyze --history "$database" --format json -o two.json reclint-out/base/facts 2>two.err &
	two=$!
	scan both.log
	wait $two
}
scan_two
[ $status -eq 0 ] && jq -e '.findings | length > 0' two.json >jq.out
verdict $? "two at once" both.log.err
