#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  report: the text form is read by what reads compilers
# needs: kernel python3 jq
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# read_back MATCHER TEXT JSON: all findings, and nothing else, by the matcher's regular expression.
cat >read_back.py <<'E'
import json
import re
import sys

MATCHERS = {
    # Emacs and the GNU coding standards: notes too.
    "gnu": r"^(?P<file>[^\s:](?:[^:\n]|:(?!\d))*):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<level>warning|note): (?P<message>.*)$",
    # Code hosts' "problem matchers" for gcc.
    "problem": r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d*):?\s+(?:fatal\s+)?(?P<level>warning|error):\s+(?P<message>.*)\s+\[(?P<code>.+)\]$",
    # CI servers' gcc parsers.
    "server": r"^\s*(?P<file>.+?):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<level>warning|note|error): (?P<message>.*?)(?: \[-W(?P<code>.+)\])?$",
    # Converters from clang-tidy; the column has to be known.
    "tidy": r"^(?P<file>[\S ]+?):(?P<line>\d+?):(?P<column>\d+?): (?P<level>error|warning):(?P<message>[\S \t]+)\s*\[(?P<code>.*)\]",
}

matcher = re.compile(MATCHERS[sys.argv[1]])
with open(sys.argv[3], encoding="utf-8") as file:
    findings = json.load(file)["findings"]
got = []
with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        match = matcher.match(line.rstrip("\n"))
        if not match:
            continue
        found = match.groupdict()
        if found["level"] == "warning":
            code = (found.get("code") or "").removeprefix("-W")
            message = found["message"].strip()
            if not code:
                message, _, code = message.removesuffix("]").rpartition(" [-W")
            got.append((found["file"], int(found["line"]), int(found["column"] or 0), message, code))
want = [(f["file"], f["line"], f["column"], f["message"], "reclint-" + f["rule"]) for f in findings
        if sys.argv[1] != "tidy" or f["column"]]
for text, values in (("missing", set(want) - set(got)), ("read instead", set(got) - set(want))):
    for value in sorted(values):
        print(text, value)
sys.exit(got != want or not want)
E
# Each line of a finding is a diagnostic; what closes the report is none.
all_lines() { # TEXT
	check "$1: every line is a warning, a note, or empty" test -z "$(sed '/^[0-9]* findings*[ ;]/,$d' "$1" |
		grep -vE '^[^:]+:([0-9]+:([0-9]+:)?)? (warning|note): .|^$')"
	check "$1: the end is no diagnostic" test -z "$(sed -n '/^[0-9]* findings*[ ;]/,$p' "$1" | grep -E ': (warning|note|error):')"
}
readers() { # TEXT JSON
	for matcher in gnu problem server tidy; do
		check "$1: $matcher" python3 read_back.py "$matcher" "$1" "$2"
	done
}

jq '.findings |= map(select(.line > 0) | .suppressed = null | .baseline = null | .confidence = "high")' \
	"$RECLINT_ROOT/testcases/report/findings.json" >made-up.json
"$RECLINT" report made-up.json >made-up || true
all_lines made-up
readers made-up made-up.json
jq '.findings[0].column = 0' made-up.json >no-column.json
"$RECLINT" report no-column.json >no-column || true
readers no-column no-column.json

for name in direct dma-resv two-files; do
	source=$RECLINT_ROOT/testcases/notifier-lock-alloc/$name
	rm -f ./*.o
	if [ -d "$source" ]; then
		for file in "$source"/*.c; do
			"$RECLINT_ROOT/testcases/run" --compile "$file" "$(basename "$file" .c).o" -w || exit 1
		done
	else
		"$RECLINT_ROOT/testcases/run" --compile "$source.c" x.o -w || exit 1
	fi
	"$RECLINT" analyze --strict --format json -o "$name.json" ./*.o 2>err
	"$RECLINT" analyze --strict -o "$name" ./*.o 2>err
	all_lines "$name"
	readers "$name" "$name.json"
done

# An editor itself.
if vim --version 2>vim.err | grep -q +quickfix && vim --version | grep -q +eval; then
	cat >read.vim <<'E'
cgetfile made-up
call writefile(map(filter(getqflist(), 'v:val.valid'), 'bufname(v:val.bufnr) . ":" . v:val.lnum . ":" . v:val.col'), 'places')
qa!
E
	vim -N -u NONE -i NONE -es -S read.vim </dev/null >vim.out 2>&1
	sed -n 's/^\([^:]*:[0-9]*\): \([wn]\)/\1:0: \2/; s/^\([^:]*:[0-9]*:[0-9]*\): [wn].*/\1/p' made-up >want
	check "vim finds all places" diff want places
else
	echo "skipped: $CASE: vim: none with quickfix and eval"
fi
