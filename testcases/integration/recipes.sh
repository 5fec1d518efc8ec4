#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the recipes: b4, NIPA, GitHub, 0-day's mail
# needs: kernel git cp python3
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/triage/common"
recipes=$RECLINT_ROOT/integration
top=$PWD
PATH=$(dirname "$RECLINT"):$PATH
RECLINT_OPTIONS="--base-facts $top/out/base"
export RECLINT_OPTIONS

csplit -s -z -f part- "$RECLINT_ROOT/testcases/triage/series.mbox" '/^From 0/' '{*}'
sed 's/kcalloc(64, sizeof(\*log), GFP_KERNEL)/NULL/' part-01 >harmless
small_tree tree
git_tree() {
	git -C tree -c gc.auto=0 -c user.name=T -c user.email=t@example.org -c commit.gpgsign=false "$@"
}
{ git_tree init -q . && git_tree add -Af . && git_tree commit -qm base && git_tree tag before; } >git.log 2>&1
verdict $? "a git tree" git.log
in_tree() { # COMMAND...
	(cd tree && "$@")
}

# ---- b4

ends "b4's per-patch check" 0 in_tree "$recipes/b4/reclint-b4" perpatch <part-01
says "has checkpatch's lines" t.out '^-:[0-9]+: ERROR: .kcalloc. with GFP_KERNEL'
check "and only that" test "$(wc -l <t.out)" -eq 1
ends "a harmless patch" 0 in_tree "$recipes/b4/reclint-b4" perpatch <harmless
check "has none" test ! -s t.out
ends "a second patch without the first" 0 in_tree "$recipes/b4/reclint-b4" perpatch <part-02
says "is a warning" t.out '^-: WARNING: reclint: not checked: .*does not apply'
is_result() { # STATUS
	python3 -c 'import json, sys
r = json.load(open("t.out"))
assert len(r) == 1 and r[0]["tool"] == "reclint" and r[0]["status"] == sys.argv[1], r
assert all(isinstance(r[0][k], str) for k in ("summary", "url", "details")), r' "$1"
}
ends "b4's review check" 0 in_tree "$recipes/b4/reclint-b4" review <part-01
check "fails the patch" is_result fail
ends "a harmless patch" 0 in_tree "$recipes/b4/reclint-b4" review <harmless
check "passes" is_result pass
ends "a second patch without the first" 0 in_tree "$recipes/b4/reclint-b4" review <part-02
check "is a warning" is_result warn
refuses "no form" 'usage: reclint-b4' "$recipes/b4/reclint-b4"

# ---- NIPA

check "info.json is JSON that names the script" python3 -c 'import json, os, sys
d = sys.argv[1]
assert all(os.access(f"{d}/{s}", os.X_OK) for s in json.load(open(f"{d}/info.json"))["run"])' "$recipes/nipa/reclint"
nipa() {
	(cd tree && DESC_FD=3 "$recipes/nipa/reclint/reclint.sh" 3>"$top/desc")
}
git_tree am -q "$top/harmless" >>git.log 2>&1
ends "NIPA: a harmless patch is ok" 0 nipa
says "in one line" desc '^nothing new$'
git_tree reset -q --hard before
git_tree am -q "$top/part-01" >>git.log 2>&1
ends "a patch that adds something of high confidence fails" 1 nipa
says "in one line" desc '^1 errors, 0 warnings$'
says "with the finding" t.out 'ERROR:NOTIFIER_LOCK_ALLOC: .kcalloc. with GFP_KERNEL'
RECLINT_OPTIONS="--base-facts $top/nowhere" ends "what cannot be looked at warns" 250 nipa
says "and says why" desc '^not checked: .*nowhere: no base there'
check "in one line" test "$(wc -l <desc)" -eq 1

# ---- 0-day

triage_json() { # RANGE
	"$RECLINT" triage --kernel tree --base-facts out/base --format json "$1" >triage.json
}
triage_json before..HEAD
ends "0-day's mail" 1 "$recipes/0day/reclint-mail" --tree tree triage.json
says "to the author" t.out '^To: Ann Author <ann@example\.org>'
says "marks what is new" t.out '^>> lib/test_hmm\.c:772:[0-9]+: warning: .kcalloc.*\[-Wreclint-notifier-lock-alloc\]'
says "quotes the line" t.out '^> +772	'
check_not "asks for no tag" grep -qE '^\|? ?(Reported-by|Closes|Fixes):' t.out
check "is a mail" python3 -c 'import email
m = email.message_from_file(open("t.out"))
assert m["Subject"].startswith("Re: ") and m["From"] and m.get_content_type() == "text/plain" and not m.defects'
ends "with a reporter" 1 "$recipes/0day/reclint-mail" --url https://example.org/1 --reported-by 'Robot <r@example.org>' triage.json
says "the tag" t.out '^\| Reported-by: Robot <r@example\.org>$'
says "and where" t.out '^\| Closes: https://example\.org/1$'
git_tree reset -q --hard before
git_tree am -q "$top/harmless" >>git.log 2>&1
triage_json before..HEAD
ends "nothing new" 0 "$recipes/0day/reclint-mail" triage.json
check "is no mail" test ! -s t.out
echo '{}' >other.json
refuses "other JSON" 'not reclint triage' "$recipes/0day/reclint-mail" other.json

# ---- GitHub

if python3 -c 'import yaml' 2>/dev/null; then
	step() { # NAME
		python3 -c 'import sys, yaml
steps = yaml.safe_load(open(sys.argv[1]))["jobs"]["reclint"]["steps"]
print(next(s["run"] for s in steps if s.get("name") == sys.argv[2]))' "$recipes/github/reclint.yml" "$1"
	}
	# The small tree cannot be configured: a scan of it is one of the real one.
	mkdir bin
	# shellcheck disable=SC2154 # real: of common
	cat >bin/reclint <<END
#!/bin/sh
if [ "\$1" = scan ] && [ "\$3" = . ]; then
	shift 3
	set -- scan --kernel "$real" --build "$top/build" "\$@"
fi
exec "$RECLINT" "\$@"
END
	chmod +x bin/reclint
	PATH=$top/bin:$PATH
	export HOME="$top" GITHUB_STEP_SUMMARY="$top/summary.md" TARGETS=lib/test_hmm.o
	before=$(git_tree rev-parse before)
	mv out reclint-out
	git_tree reset -q --hard before
	git_tree am -q "$top/part-01" >>git.log 2>&1
	step Scan >scan.step
	ends "the workflow scans" 0 in_tree sh -e "$top/scan.step"
	check "and leaves SARIF" python3 -c 'import json
assert json.load(open("tree/reclint.sarif"))["version"] == "2.1.0"'
	step "What is new" >new.step
	ends "what is new fails the run" 1 in_tree env BASE="$before" sh -e "$top/new.step"
	says "and is in its summary" summary.md 'lib/test_hmm\.c:772'
else
	echo "skipped: $CASE: python3-yaml is not installed"
fi
