#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the lock graph as graphviz's language and as a picture
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

"$RECLINT_ROOT/testcases/run" --compile "$RECLINT_ROOT/testcases/notifier-lock-alloc/direct.c" x.o || exit 1
"$RECLINT" analyze --format json -o findings.json x.o
"$RECLINT" report --format dot findings.json >graph.dot

# has FILE TEXT...: each is there, as it stands.
has() {
	file=$1
	shift
	for wanted; do
		grep -qF -- "$wanted" "$file" || { echo "no $wanted in"; cat "$file"; return 1; }
	done
}

check "the holder's arrow, with its place" grep -qE \
	'"struct [a-z_]+\.[a-z]+" -> "fs_reclaim" \[class=shown, label=" bad_[a-z_]+ \\n direct\.c:[0-9]+ ".*tooltip=".*direct\.c:[0-9]+: ' graph.dot
check "the kernel's own order" has graph.dot '"fs_reclaim" -> "mmu_notifier_invalidate_range_start" [class=own'
check "the callback's arrow" grep -qE '"mmu_notifier_invalidate_range_start" -> "struct [a-z_]+\.[a-z]+" \[class=shown' graph.dot
"$RECLINT" locks --format dot x.o >locks.dot
check "callbacks and their locks" grep -qE '"mmu_[a-z_]*notifier_ops\.[a-z_]+ = [a-z_]+" -> "struct [a-z_]+\.[a-z]+" \[class=(shown|tried), label="' locks.dot
"$RECLINT" locks --graph x.o >graph.txt
check "the lock graph: what is held over an allocation" grep -qE \
	'^struct [a-z_]+\.[a-z]+ -> fs_reclaim  [a-z-]*/?direct\.c:[0-9]+: bad_[a-z_]+$' graph.txt
check "who takes it in a callback" grep -qE \
	'^mmu_notifier_invalidate_range_start -> struct [a-z_]+\.[a-z]+  [a-z-]*/?direct\.c:[0-9]+: [a-z_]+  \(reclaim\)$' graph.txt
check "and the kernel's own order" grep -qx 'fs_reclaim -> mmu_notifier_invalidate_range_start  (fs_reclaim_acquire (mm/page_alloc.c))' graph.txt
check_not "but what lies on no circle" grep -q 'shrinkers' graph.txt
"$RECLINT" locks --graph --format dot x.o >whole.dot
check "the same as a picture" has whole.dot '"fs_reclaim" -> "mmu_notifier_invalidate_range_start" [class=own'
"$RECLINT" locks --graph --format json x.o >whole.json
check "and as JSON" python3 -c 'import json; t = open("graph.txt").read(); o = json.load(open("whole.json"))["orders"]
assert len(o) + 1 == len(t.splitlines()) and all(x["held"] + " -> " + x["taken"] in t for x in o)'
refuses "locks in a form they do not have" "text, json, dot or svg" "$RECLINT" locks --format checkpatch x.o

# Names from anywhere.  The last one is no UTF-8.
printf '%s' '{"version": 1, "stats": {}, "findings": [{"rule": "notifier-lock-alloc", "confidence": "high",
 "fingerprint": "0123456789abcdef0123456789abcdef", "file": "a&b;<c>\".c", "line": 3, "message": "<m>",
 "chains": [[{"file": "a/b&amp;<c>\".c", "line": 7, "function": "f\\", "event": "call", "detail": "\u0007 & <x> \"y\"\nz"}]],
 "sites": [], "limits": [], "fixes": [],
 "cycle": [{"held": "struct \"a\".b", "taken": "(work)(&struct <c>.d)", "chain": 0, "detail": null},
	{"held": "(work)(&struct <c>.d)", "taken": "struct \"a\".b", "chain": null, "detail": "own\\"}]}]}' >odd.json
"$RECLINT" report --format dot odd.json >odd.dot
check "strange names are quoted" has odd.dot '"struct \"a\".b" -> "(work)(&amp;struct <c>.d)"' 'label=" f\\ \n b&amp;amp;<c>\".c:7 "' 'label=" own\\ "'

refuses "a picture without graphviz" "no picture: graphviz's dot is not installed" \
	env PATH=/nonexistent "$RECLINT" report --format svg -o no.svg findings.json
check_not "and no file" test -e no.svg
if ! command -v dot >/dev/null; then
	echo "skipped: $CASE: graphviz is not installed"
	exit 0
fi
check "graphviz reads them" sh -c 'dot -Tplain graph.dot odd.dot locks.dot whole.dot >plain && grep -c "^edge" plain | grep -qx "[0-9]*"'
check "as they are meant" has plain '"struct \"a\".b"' '"(work)(&struct <c>.d)"'
"$RECLINT" report --format svg -o odd.svg odd.json
check "a picture is XML" python3 -c 'import xml.dom.minidom as m, sys; d = m.parse("odd.svg"); sys.exit(len(d.getElementsByTagName("polygon")) != 3)'
check_not "without the version of what drew it" grep -q '<!--' odd.svg
# shellcheck disable=SC2016 # that shell's variables
check "of locks, too" sh -c '"$RECLINT" locks --format svg x.o | grep -q "<svg"'
mkdir bin
printf '#!/bin/sh\necho "dot: out of ink" >&2\nexit 3\n' >bin/dot
chmod +x bin/dot
refuses "a dot that fails" "no picture: graphviz's dot failed: dot: out of ink" \
	env PATH="$PWD/bin:$PATH" "$RECLINT" report --format svg findings.json
mkdir full
# shellcheck disable=SC2016
check_not "nothing is left behind" sh -c 'TMPDIR=$PWD/full "$RECLINT" report --format svg -o x.svg odd.json; ls -A full | grep .'
