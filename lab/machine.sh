# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # what lab/run sets, what lab/judge.sh reads
# One boot of the lab's machine: part of lab/run and lab/judge.

# What all boots have; each adds an archive of its own, which the kernel unpacks over it.
make_base() {
	mkdir -p "$out/base"
	cp "$out/init" "$out/base"
	(cd "$out/base" && echo init | cpio -o -H newc --quiet) >"$out/base.cpio"
}

# An emulated machine on a loaded one may fail to start, which says nothing about the case: once more.
# It also measures its TSC wrongly: time is what the timer's ticks say.
start() { # LOG MEGABYTES INITRD
	for _ in 1 2; do
		status=0
		"$out/boot" "$1" "$timeout" qemu-system-x86_64 -accel "$accel" -m "$2" -nodefaults -display none \
			-no-reboot -serial stdio -kernel "$kernel/vmlinux" -initrd "$3" \
			-append "console=ttyS0 loglevel=8 printk.devkmsg=on panic=-1 no_timer_check clocksource=refined-jiffies tsc=unstable" 2>"$1.qemu" </dev/null || status=$?
		! grep -q 'lab: ready' "$1" || break
	done
}

# boot NAME MEGABYTES [FILE...] with the plan as standard input; sets log and status.
boot() {
	log=$logs/$1
	root=$log.root
	memory=$2
	shift 2
	rm -rf "$root"
	mkdir -p "$root"
	cat >"$root/plan"
	[ $# -eq 0 ] || cp "$@" "$root"
	{ cat "$out/base.cpio" && (cd "$root" && find . -type f | cpio -o -H newc --quiet); } >"$log.initrd"
	start "$log" "$memory" "$log.initrd"
	rm -rf "$root" "$log.initrd"
}
