# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# Helpers of the scripts among the test cases: . "$RECLINT_ROOT/testcases/runner/lib.sh"
#
# Each check prints one line, "ok CASE: TEXT" or "not ok CASE: TEXT" and why.

# The compiler that the plugin was built for.
PLUGIN_CC=${PLUGIN_CC:-$(command -v gcc-12 || command -v gcc)}
export PLUGIN_CC

verdict() { # STATUS TEXT [FILE that says why]
	if [ "$1" -eq 0 ]; then
		echo "ok $CASE: $2"
	else
		echo "not ok $CASE: $2"
		[ -z "${3-}" ] || sed 's/^/#   /' "$3" | head -n 8
	fi
}

# check TEXT COMMAND...: the command succeeds.
check() {
	text=$1
	shift
	status=0
	"$@" >check.out 2>&1 || status=1
	verdict "$status" "$text" check.out
}

# check_not TEXT COMMAND...: the command fails.
check_not() {
	text=$1
	shift
	status=0
	"$@" >check.out 2>&1 && status=1
	verdict "$status" "$text" check.out
}

# refuses TEXT PATTERN COMMAND...: exit status 2 and exactly one line of error, which matches.
refuses() {
	text=$1
	pattern=$2
	shift 2
	status=0
	"$@" >refused.out 2>refused.err || status=$?
	{
		echo "status $status, error output:"
		cat refused.err
	} >refused.why
	[ "$status" -eq 2 ] && [ "$(wc -l <refused.err)" -eq 1 ] && grep -qE -- "$pattern" refused.err
	verdict $? "$text" refused.why
}

# Facts of a plain C file.
facts_of() { # FILE.c FILE.o [FLAGS...]
	in=$1
	out=$2
	shift 2
	"$PLUGIN_CC" -fplugin="$RECLINT_PLUGIN" -fplugin-arg-reclint-facts-only -c -o "$out" "$in" "$@"
}

# copy_build BUILD DIR: a build directory like BUILD, with kbuild's generated files and none of its objects.
copy_build() {
	mkdir -p "$2"
	(
		cd "$1" || exit 1
		{
			find . -maxdepth 1 ! -type d ! -name 'vmlinux*'
			find include scripts tools usr -type f -o -type l
			find arch ! -type d ! -name '*.o' ! -name '.*.o.cmd' ! -name '*.a'
			find kernel -name '*bounds.s*'
		} | tar -c -f - -T -
	) | tar -x -f - -C "$2"
}
