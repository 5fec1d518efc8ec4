#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  reclint-gcc: gcc with the plugin, alone and with ccache and distcc
# needs: kernel objcopy
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

# Wrapper and plugin as somebody else's, and later another version, would be.
mkdir bin module tmp
chmod 755 .
cp "$RECLINT_PLUGIN" bin/reclint.so
wrapper() { # ID
	sed -e "s|^plugin=.*|plugin='$PWD/bin/reclint.so'|" -e "s|^id=.*|id=-fplugin-arg-reclint-id=$1|" \
		"$(dirname "$RECLINT")/reclint-gcc" >bin/reclint-gcc
	chmod 755 bin/reclint-gcc
}
wrapper 1111
PATH=$PWD/bin:$PATH
has_facts() {
	[ -n "$(objcopy -O binary -j .reclint.facts --set-section-flags .reclint.facts=alloc "$1" /dev/stdout 2>/dev/null | head -c 1)" ]
}
image() { # OBJECT NAME
	"$RECLINT" facts "$1" | grep -q "^unit .* image $2 "
}
same_output() { # ARGUMENT...
	reclint-gcc "$@" >with.out 2>with.err
	with=$?
	$PLUGIN_CC "$@" >without.out 2>without.err
	[ $with -eq $? ] && sed "s|[^ ]*/bin/reclint-gcc|gcc|" with.err >with.txt && cmp with.out without.out && cmp with.txt without.err
}

# ---- what it is asked

cat >a.h <<'END'
int b(int);
static inline int c(int x) { return b(x) + 1; }
END
printf '#include "a.h"\nint a(int x) { return c(x); }\n' >a.c
printf '#include "a.h"\nint b(int x) { return x; }\nint main(void) { return b(0); }\n' >b.c
printf '\t.globl z\nz:\tret\n' >s.S
export RECLINT_GCC_CC="$PLUGIN_CC"
check "it compiles" reclint-gcc -O2 -c a.c -o a.o
check "with facts" has_facts a.o
for arguments in --version -dumpversion -dumpmachine -print-file-name=plugin "-E a.c" "-S -O2 a.c -o -" "-M a.c" "-E -dM -x c /dev/null" \
	"-fsyntax-only a.c" "-c -x c /dev/null -o null.o" "-Werror -Wno-such-warning -S -x c /dev/null -o /dev/null" "-c nowhere.c" ""; do
	# shellcheck disable=SC2086 # a list of words
	check "gcc's answer to '$arguments'" same_output $arguments
done
check "assembler" reclint-gcc -c s.S -o s.o
check_not "has no facts" has_facts s.o
check "linking" reclint-gcc -O2 a.c b.c -o program
check "an id is printed" test "$(reclint-gcc --reclint-id)" = -fplugin-arg-reclint-id=1111
check "and hidden from gcc where there is no plugin" reclint-gcc -fplugin-arg-reclint-id=1111 -S a.c -o a.s
check "another compiler is the first word" reclint-gcc "$PLUGIN_CC" -c a.c -o a.o
check "a plugin that is there already is not added" reclint-gcc -fplugin="$RECLINT_PLUGIN" -c a.c -o a.o
reclint-gcc -c -D__KERNEL__ a.c -o a.o
check "the image of kernel code" image a.o vmlinux
reclint-gcc -c -D__KERNEL__ -DMODULE '-DKBUILD_MODNAME="a_module"' a.c -o a.o
check "and of a module" image a.o a_module

# ---- the kernel's build

cp "$RECLINT_ROOT/testcases/notifier-lock-alloc/direct.c" module/rl_one.c
sed 's/direct/second/g' module/rl_one.c >module/rl_two.c
echo 'MODULE_LICENSE("GPL");' | tee -a module/rl_one.c >>module/rl_two.c
sed -i '1i #include <linux/module.h>' module/rl_one.c module/rl_two.c
echo 'obj-m := rl_one.o rl_two.o' >module/Kbuild
build() { # LOG OPTIONS...
	log=$1
	shift
	rm -f module/*.o module/*.ko module/.*.cmd
	env -u MAKEFLAGS make -j2 -C "$RECLINT_BUILD" M="$PWD/module" KBUILD_MODPOST_WARN=1 "$@" modules >"$log" 2>&1
}
# keep NAME: what was built
keep() {
	mkdir "$1"
	cp module/*.o module/*.ko "$1"
	for o in rl_one rl_two; do
		"$RECLINT" facts "$1/$o.o" >"$1/$o.facts" 2>&1
		# The build id is a hash of the file.
		objcopy --remove-section .reclint.facts --remove-section .note.gnu.build-id "$1/$o.ko" "$1/$o.stripped"
	done
}
same_facts() {
	cmp "$1/rl_one.facts" "$2/rl_one.facts" && cmp "$1/rl_two.facts" "$2/rl_two.facts"
}
# From preprocessed text, gcc knows no columns of what macros made.
same_but_columns() {
	for o in rl_one rl_two; do
		for b in "$1" "$2"; do
			sed -E '/^\thash /d; s/^(\t+[0-9]+):[0-9]+ /\1 /' "$b/$o.facts" >"$b/$o.lines"
		done
		cmp "$1/$o.lines" "$2/$o.lines" || return 1
	done
}
same_code() {
	cmp "$1/rl_one.stripped" "$2/rl_one.stripped" && cmp "$1/rl_two.stripped" "$2/rl_two.stripped"
}
build plain.log CC="$PLUGIN_CC" || { tail plain.log; exit 1; }
keep plain
check "KCFLAGS=-fplugin=" build kcflags.log CC="$PLUGIN_CC" KCFLAGS="-fplugin=$RECLINT_PLUGIN"
keep kcflags
check "makes the same modules, but for the facts" same_code plain kcflags
check "CC=reclint-gcc" build wrapper.log CC=reclint-gcc
keep wrapper
check "makes them, too" same_code plain wrapper
check "with the same facts" same_facts kcflags wrapper
status=0
"$RECLINT" analyze module >analyze.out 2>&1 || status=$?
[ $status -eq 1 ] && grep -q 'rl_one\.c:.*\[-Wreclint-notifier-lock-alloc\]' analyze.out
verdict $? "reclint analyze reads them" analyze.out
check "C=2 beside it" build checked.log CC=reclint-gcc C=2 CHECK="$RECLINT check --no-sparse"
check "finds the same" grep -q 'rl_one\.c:.*\[-Wreclint-notifier-lock-alloc\]' checked.log
check "an id in KCFLAGS" build id.log CC=reclint-gcc KCFLAGS="$(reclint-gcc --reclint-id)"

# Kconfig asks the compiler hundreds of questions.
tree=$(cd "$RECLINT_BUILD/source" 2>/dev/null && pwd -P || echo "$RECLINT_BUILD")
configure() { # DIR CC
	env -u MAKEFLAGS make -C "$tree" O="$PWD/$1" CC="$2" tinyconfig >configure.log 2>&1
}
configure config1 "$PLUGIN_CC" || tail -n 3 configure.log
check "make config with the wrapper" configure config2 reclint-gcc
check "gives the same configuration" cmp config1/.config config2/.config

# ---- ccache

hits() {
	ccache --print-stats | awk '/^(direct|preprocessed)_cache_hit/ { n += $2 } END { print n + 0 }'
}
if command -v ccache >/dev/null; then
	export CCACHE_DIR="$PWD/ccache"
	for cc in "ccache reclint-gcc" "reclint-gcc ccache $PLUGIN_CC"; do
		ccache -Cz >/dev/null
		check "CC='$cc'" build ccache.log CC="$cc"
		rm -rf first second
		keep first
		check "makes the same facts" same_facts kcflags first
		check "the second time" build ccache.log CC="$cc"
		[ "$(hits)" -ge 2 ]
		verdict $? "comes from the cache"
		keep second
		check "with its facts" same_facts kcflags second
	done
	# The file that make makes anew with each plugin.
	ccache -Cz >/dev/null
	build ccache.log CC="ccache reclint-gcc"
	wrapper 2222
	build ccache.log CC="ccache reclint-gcc"
	[ "$(hits)" -eq 0 ]
	verdict $? "another plugin makes all facts anew"
	# A prefix is not part of what ccache compares: it has to be told.
	export CCACHE_PREFIX=reclint-gcc CCACHE_EXTRAFILES="$PWD/bin/reclint.so"
	ccache -Cz >/dev/null
	check "CCACHE_PREFIX=reclint-gcc" build ccache.log CC="ccache $PLUGIN_CC"
	check "the second time" build ccache.log CC="ccache $PLUGIN_CC"
	rm -rf second
	keep second
	[ "$(hits)" -ge 2 ]
	verdict $? "comes from the cache"
	check "with its facts" same_facts kcflags second
	printf '\n' >>bin/reclint.so
	ccache -z >/dev/null
	build ccache.log CC="ccache $PLUGIN_CC"
	[ "$(hits)" -eq 0 ]
	verdict $? "another plugin makes all facts anew"
	unset CCACHE_PREFIX CCACHE_EXTRAFILES
else
	echo "skipped: $CASE: ccache is not installed"
fi

# ---- distcc

if command -v distcc >/dev/null && command -v distccd >/dev/null; then
	# As on another machine: distccd has our wrapper on its list of compilers, and no RECLINT_GCC_CC.
	echo "$PWD/bin/reclint-gcc" >commands
	touch distccd.log
	chmod 666 distccd.log
	port=$((20000 + $$ % 20000))
	env -u RECLINT_GCC_CC DISTCC_CMDLIST="$PWD/commands" TMPDIR=/tmp distccd --daemon --no-detach --port "$port" --listen 127.0.0.1 \
		--allow 127.0.0.1 --log-file "$PWD/distccd.log" --log-level info 2>distccd.err &
	daemon=$!
	trap 'kill $daemon 2>/dev/null' EXIT
	sleep 1
	mkdir distcc
	export DISTCC_HOSTS="127.0.0.1:$port" DISTCC_FALLBACK=0 DISTCC_DIR="$PWD/distcc"
	# distributed DIR: both units were compiled by the daemon, as here
	distributed() {
		rm -rf second
		keep second
		[ "$(grep -c 'COMPILE_OK.*/rl_...\.c$' distccd.log)" -eq 2 ]
		verdict $? "compiles elsewhere" distccd.log
		check "the same facts" same_but_columns kcflags second
		: >distccd.log
	}
	check "CC='reclint-gcc distcc'" build distcc.log CC="reclint-gcc distcc"
	distributed
	check "the same modules" same_code plain second
	# shellcheck disable=SC2016 # for make
	check "CC='distcc reclint-gcc', which has to be told the module" build distcc.log CC="distcc reclint-gcc" \
		'CFLAGS_MODULE=-fplugin-arg-reclint-image=$(subst -,_,$(modname))'
	distributed
	if command -v ccache >/dev/null; then
		ccache -Cz >/dev/null
		check "CC='reclint-gcc ccache distcc'" build both.log CC="reclint-gcc ccache distcc"
		distributed
		check "the second time" build both.log CC="reclint-gcc ccache distcc"
		[ "$(hits)" -ge 2 ] && ! grep -q 'rl_...\.c$' distccd.log
		verdict $? "comes from the cache" distccd.log
		keep third
		check "with its facts" same_facts second third
	fi
	check "CC='distcc reclint-gcc' alone" build plain-distcc.log CC="distcc reclint-gcc"
	check "has facts" has_facts module/rl_one.o
	# What distcc strips cannot be had back.
	check "but not what they are linked into" image module/rl_one.o '""'
else
	echo "skipped: $CASE: distcc is not installed"
fi
