#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  man pages and completion are made of what the program says itself
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

commands=$("$RECLINT" --help | sed -n 's/^  \([a-z0-9-]*\)  .*/\1/p')

if command -v lowdown >/dev/null; then
	check "man pages are made" "$RECLINT_ROOT/scripts/make-man" "$RECLINT" man
	for command in $commands; do
		[ -s "man/reclint-$command.1" ] || echo "$command"
	done >missing
	check "one for each command" test ! -s missing
	check "the same each time" sh -c "\"$RECLINT_ROOT/scripts/make-man\" \"$RECLINT\" again && diff -r man again"
	for page in man/*; do
		groff -man -Tutf8 -t -z -wmac -wsyntax "$page"
	done 2>&1 | grep -v 'cannot adjust line' >warnings	# narrow columns of tables
	test ! -s warnings
	verdict $? "groff has nothing against them" warnings
	for command in $commands; do
		"$RECLINT" "$command" --help | sed -n 's/^  \(--[a-z-]*\) .*/\1/p' |
		while read -r option; do
			sed 's/\\-/-/g' "man/reclint-$command.1" | grep -q -e "$option" || echo "$command $option"
		done
	done >missing
	check "with all options" test ! -s missing
else
	echo "skipped: $CASE: there is no lowdown"
fi

# complete WORD...: what bash offers for the last one.
cat >complete.bash <<END
. "$RECLINT_ROOT/scripts/completion/reclint.bash"
COMP_WORDS=("$RECLINT" "\$@")
COMP_CWORD=\$#
_reclint
printf '%s\n' "\${COMPREPLY[@]}"
END
cat >complete.zsh <<END
words=("$RECLINT" "\$@")
CURRENT=\$((\$# + 1))
compadd() { shift \${argv[(i)--]}; for w in "\$@"; do [[ \$w != \${words[CURRENT]}* ]] || print -r -- "\$w"; done }
_files() { print }
f() { source "$RECLINT_ROOT/scripts/completion/_reclint" }
f
END
mkdir reclint-out
echo '   "fingerprint": "0123456789abcdef0123456789abcdef",' >reclint-out/findings.json

# offers SHELL 'WORDS' 'EXPECTED...': both separated by blanks.
offers() {
	eval "$1 complete.$1 $2" 2>&1 | sort >offered
	printf '%s\n' "$3" | tr ' ' '\n' | sort >expected
	check "$1 completes: $2" diff expected offered
}

for shell in bash zsh; do
	if ! command -v "$shell" >/dev/null; then
		echo "skipped: $CASE: there is no $shell"
		continue
	fi
	offers "$shell" "an" "analyze"
	offers "$shell" "analyze --conf" "--confidence"
	offers "$shell" "report --co" "--color --confidence"
	offers "$shell" "analyze --confidence ''" "high medium low"
	offers "$shell" "analyze --format js" "json"
	offers "$shell" "analyze --rules unmap" "unmap-pinned"
	offers "$shell" "analyze --bound state" "states"
	offers "$shell" "analyze -o ''" ""
	offers "$shell" "explain 01" "0123456789ab"
	offers "$shell" "explain unmap" "unmap-pinned"
done
