#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  docs/tutorial.md does what it says, command by command
# needs: kernel
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

source=${XDG_CACHE_HOME:-$HOME/.cache}/reclint/src/linux-source-6.1
if [ ! -d "$source" ]; then
	echo "skipped: $CASE: linux-source-6.1 was never unpacked: the tutorial is about that one"
	exit 0
fi
mkdir bin && ln -s "$RECLINT" bin/reclint && PATH=$PWD/bin:$PATH
# For the build directory of a tree that goes away.
export XDG_CACHE_HOME="$PWD/cache"
here=$PWD

# What it says of the tree, without unpacking one more.
tar() {
	cp -as "$source" linux-source-6.1
}

# matches EXPECTED OUTPUT: the lines of the one are in the other, in order; "..." stands for any number of lines,
# or for the end of one.  What is not in it, is printed.
matches() {
	awk -v output="$2" '
		function next_line() { return (getline line < output) > 0 }
		$0 == "..." { skip = 1; next }
		{
			want = $0
			open = sub(/\.\.\.$/, "", want)
			found = 0
			while (!found && next_line())
				if (open ? index(line, want) == 1 : line == want)
					found = 1
				else if (!skip)
					break
			skip = 0
			if (!found) {
				print "not there: " $0
				exit 1
			}
		}
	' "$1"
}

# Blocks of commands and what they print, without their indentation.
sed -n 's/^    //p' "$RECLINT_ROOT/docs/tutorial.md" >blocks
number=0
run() {
	[ -n "$command" ] || return 0
	number=$((number + 1))
	eval "$command" >"$here/output" 2>"$here/errors"
	grep -v '^$' "$here/output" >"$here/printed"
	matches "$here/expected" "$here/printed" >"$here/why"
	state=$?
	cat "$here/errors" >>"$here/why"
	verdict "$state" "step $number: $command" "$here/why"
}

command=
exec 3<blocks
while IFS= read -r line <&3; do
	case $line in
	'$ '*)
		run
		command=${line#'$ '}
		: >"$here/expected" ;;
	'')	;;
	*)	printf '%s\n' "$line" >>"$here/expected" ;;
	esac
done
run
