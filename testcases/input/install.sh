#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  make install, and the Debian package, used in a directory with nothing of ours
# needs: dpkg-buildpackage dh lowdown
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"

cat >plain.c <<'END'
int counter;
int count(void) { return ++counter; }
END

# works TEXT PREFIX LIBDIR: the command that lies in PREFIX does its work with what lies there.
works() {
	mkdir clean && cd clean || exit 1
	env -i PATH=/usr/bin:/bin "$PLUGIN_CC" -fplugin="$3/reclint.so" -c -o x.o ../plain.c
	check "$1: facts of a file" env -i PATH=/usr/bin:/bin "$2/bin/reclint" facts x.o
	check "$1: gcc with the plugin" env -i PATH=/usr/bin:/bin "$2/bin/reclint-gcc" -c -o w.o ../plain.c
	check "$1: makes facts" env -i PATH=/usr/bin:/bin "$2/bin/reclint" facts w.o
	check "$1: a file as make C=1 calls it" sh -c "env -i PATH=/usr/bin:/bin $2/bin/reclint check --no-sparse ../plain.c 2>&1 | grep -c . | grep -qx 1"
	check "$1: the recipes" test -x "$3/integration/b4/reclint-b4" -a -x "$3/integration/nipa/reclint/reclint.sh" \
		-a -x "$3/integration/0day/reclint-mail"
	check "$1: the model is found" env -i PATH=/usr/bin:/bin "$2/bin/reclint" analyze x.o
	check "$1: a rule's page" sh -c "env -i PATH=/usr/bin:/bin $2/bin/reclint explain notifier-lock-alloc | grep -q GFP_NOFS"
	check "$1: the semantic patches" sh -c "env -i PATH=/usr/bin:/bin $2/bin/reclint cocci --list ../plain.c"
	check "$1: the annotations" "$PLUGIN_CC" -I"$2/include" -include reclint.h -c -o y.o ../plain.c
	check "$1: the kernel's own names" "$PLUGIN_CC" -I"$2/include" -include reclint-context.h -c -o y.o ../plain.c
	for command in $("$2/bin/reclint" --help | sed -n 's/^  \([a-z0-9]*\)  .*/\1/p'); do
		find "$2/share/man/man1" -name "reclint-$command.1*" | grep -q . || echo "no page of $command"
	done >missing
	check "$1: a man page for each command" test ! -s missing
	check "$1: completion for bash and zsh" test -f "$2/share/bash-completion/completions/reclint" -a \
		-f "$2/share/zsh/vendor-completions/_reclint"
	cd .. && rm -r clean
}

# Another prefix makes the program anew: not under the feet of the other cases.
mkdir tree && tar -C "$RECLINT_ROOT" --exclude=./.git --exclude=./reclint-out --exclude=./build/check --exclude=./build/deb \
	-cf - . | tar -C tree -xf -
check "make install" make -C tree install DESTDIR="$PWD/dest" PREFIX=/opt/reclint
check "nothing beside the prefix" test "$(ls dest)" = opt -a "$(ls dest/opt)" = reclint
works "installed" "$PWD/dest/opt/reclint" "$PWD/dest/opt/reclint/lib/reclint"

# What docs/annotations.md says of a driver's first steps, word for word, but for the place and the directory of the kernel.
block() { # NUMBER: of the section's code
	sed -n '/^## First steps/,/^## Where/p' "$RECLINT_ROOT/docs/annotations.md" |
		awk -v n="$1" '/^ *```/ { if ($1 == "```c") at++; inside = !inside; next } inside && at == n' | sed 's/^   //'
}

if [ -n "$RECLINT_BUILD" ]; then
	prefix=$PWD/dest/opt/reclint
	mkdir driver
	# shellcheck disable=SC2016 # not for the shell
	flags=$(sed -n 's/.*`\(ccflags-y += -idirafter .*\)`.*/\1/p' "$RECLINT_ROOT/docs/annotations.md")
	block 1 >driver/foo.h
	{
		printf '#include <linux/list.h>\n#include <linux/module.h>\n#include <linux/mutex.h>\n#include "foo.h"\n'
		printf '__rl_must_hold("struct foo.lock") __rl_never_reclaims()\nvoid foo_zap(struct foo *f)\n{\n\tINIT_LIST_HEAD(&f->ranges);\n}\n'
		printf 'void foo_init(struct foo *f);\nvoid foo_init(struct foo *f)\n{\n'
		block 2
		printf '\trl_mutex_lock(&f->lock);\n\tfoo_zap(f);\n\trl_mutex_unlock(&f->lock);\n}\nMODULE_LICENSE("GPL");\n'
	} >driver/foo.c
	{
		echo "$flags" | sed "s|/usr/local|$prefix|"
		echo "obj-m := foo.o"
	} >driver/Makefile
	check "the first steps have a struct" grep -q '^struct foo {' driver/foo.h
	check "and lockdep's statements" grep -q 'rl_prime_notifiers' driver/foo.c
	check "and flags" grep -q '^ccflags-y' driver/Makefile
	check "a driver with the installed header" make -C "$RECLINT_BUILD" M="$PWD/driver" KBUILD_MODPOST_WARN=1 KCFLAGS=-Werror
	check "is a module" test -f driver/foo.ko
	if command -v sparse >/dev/null; then
		rm -f driver/foo.o
		make -C "$RECLINT_BUILD" M="$PWD/driver" KBUILD_MODPOST_WARN=1 C=2 CHECK=sparse >sparse.log 2>&1
		check_not "sparse has nothing to say of it" grep '^[^ ]*foo\.[ch]:.*warning' sparse.log
	fi
	rm -f driver/foo.o
	check "with the plugin" make -C "$RECLINT_BUILD" M="$PWD/driver" KBUILD_MODPOST_WARN=1 CC="$prefix/bin/reclint-gcc"
	check "its contracts are seen" sh -c "'$prefix/bin/reclint' facts driver/foo.o | grep -q '^contract function foo_zap.*never_reclaims'"
	check "reclint analyze" "$prefix/bin/reclint" analyze driver
	check "the other header" make -C "$RECLINT_BUILD" M="$PWD/driver" KBUILD_MODPOST_WARN=1 \
		KCFLAGS="-include $prefix/include/reclint-context.h"
fi

check "make deb" make -C tree deb
package=$(find tree/build/deb -name 'reclint_*.deb')
version=$("$RECLINT" --version | sed 's/^reclint //')
check "the package has the program's version" test "$(dpkg-deb -f "$package" Version)" = "$version"
check "the plugin's compiler is a dependency" sh -c "dpkg-deb -f $package Depends | grep -q gcc-12"
if [ "$(id -u)" -eq 0 ] && ! dpkg-query -W reclint >query 2>&1; then
	if dpkg -i "$package" >dpkg.log 2>&1; then
		works "the package" /usr /usr/lib/reclint
		check "removed" dpkg -P reclint
		check "nothing is left of it" test ! -e /usr/bin/reclint -a ! -e /usr/lib/reclint
	else
		verdict 1 "the package can be installed" dpkg.log
		dpkg -P reclint >dpkg.log 2>&1
	fi
else
	echo "skipped: $CASE: only root can install a package, and only where there is none yet: unpacked instead"
	dpkg-deb -x "$package" unpacked
	works "the unpacked package" "$PWD/unpacked/usr" "$PWD/unpacked/usr/lib/reclint"
fi
