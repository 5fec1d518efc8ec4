#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case: what README and docs/ say of each other and of the commands: links, options, numbers
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
cd "$RECLINT_ROOT" || exit 1
work=$OLDPWD

# Links to files of ours, and to headings in them as GitHub names them.
python3 - >"$work/links" <<'EOF'
import os, re, subprocess

def pages():
    for top, _, names in os.walk("docs"):
        yield from (os.path.join(top, n) for n in names if n.endswith(".md"))
    yield "README.md"

def prose(path):
    text = re.sub(r"^```.*?^```", "", open(path, encoding="utf-8").read(), flags=re.S | re.M)
    return re.sub(r"^    .*$", "", text, flags=re.M)

def anchors(path):
    heads = re.findall(r"^#+ +(.*)$", prose(path), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}

for page in sorted(pages()):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(page), name)) if name else page
        if not os.path.exists(path):
            print(f"{page}: {target}: no such file")
        elif anchor and anchor not in anchors(path):
            print(f"{page}: {target}: no such heading")
EOF
status=$?
[ "$status" -eq 0 ] && [ ! -s "$work/links" ]
verdict $? "links lead somewhere" "$work/links"

# Commands with the options that are shown with them.
for command in $("$RECLINT" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	"$RECLINT" "$command" --help >"$work/help"
	cat README.md docs/*.md | grep -oE "reclint $command( [^\`|;&>#]*)?" | grep -oE -- ' --[a-z][a-z-]*' | sort -u |
		while read -r option; do
			grep -qE -- "(^|[ [])$option([] =\[]|\$)" "$work/help" || echo "$command: there is no $option"
		done
done >"$work/options"
[ ! -s "$work/options" ]
verdict $? "options that are shown are there" "$work/options"

# What the scan of 6.1 is worth, as it was judged.
judged=$(sed -n 's/^| all (\([0-9]*\)) | \([0-9]*\) | \([0-9]*\) | \([0-9]*\) |$/of \1 findings \2 are true, \3 arguable, \4 false/p' docs/triage-6.1.md)
[ -n "$judged" ] && tr '\n' ' ' <README.md | grep -qF "$judged"
verdict $? "README says what docs/triage-6.1.md counts: $judged"
