// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The first process of the lab's machine.  It does what /plan says, a line each:
 *
 *	load FILE [PARAMETERS]		a module
 *	unload NAME
 *	drive [pressure] [map] [reap]	a process with a mirrored memory, below
 *	write FILE TEXT
 *	run PROGRAM [ARGUMENTS]		until it ends
 *	hang				for the test of those who wait
 *
 * and says "lab: end" after the last.  What goes wrong is a line "lab: error: ...".
 * All it says goes through the kernel's log, in order with what the kernel says.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab_uapi.h"

#ifndef SYS_process_mrelease
# define SYS_process_mrelease 448
#endif

#define PAGE		4096UL
#define PAGES		32UL
#define WORDS		16

static int kmsg = -1;

static void __attribute__((format(printf, 1, 2))) say(const char *format, ...)
{
	char text[512];
	va_list ap;
	size_t n = (size_t)snprintf(text, sizeof(text), "<5>lab: ");

	va_start(ap, format);
	vsnprintf(text + n, sizeof(text) - n - 1, format, ap);
	va_end(ap);
	strcat(text, "\n");	/* without it the kernel waits for the rest of the line */
	if (write(kmsg, text, strlen(text)) < 0)
		perror(text);
}

static void say_error(const char *what)
{
	say("error: %s: %s", what, strerror(errno));
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	bool good = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (!good)
		say_error(path);
	if (fd >= 0)
		close(fd);
	return good;
}

/* ---- the machine -------------------------------------------------------------- */

static void mount_all(void)
{
	static const struct { const char *type, *at; } mounts[] = {
		{ "proc", "/proc" }, { "sysfs", "/sys" }, { "devtmpfs", "/dev" }, { "debugfs", "/sys/kernel/debug" },
		{ "tmpfs", "/tmp" },
	};

	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		mkdir(mounts[i].at, 0755);
		if (mount(mounts[i].type, mounts[i].at, mounts[i].type, 0, NULL) && errno != EBUSY)
			say_error(mounts[i].at);
	}
}

/* mkswap: the kernel looks at version, last_page and the magic. */
static void swap_on(const char *device)
{
	struct { uint32_t version, last_page, nr_badpages; } info = { 1, 0, 0 };
	int fd = open(device, O_RDWR);
	off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);

	info.last_page = (uint32_t)(size / (off_t)PAGE) - 1;
	if (size <= 0 || pwrite(fd, &info, sizeof(info), 1024) != sizeof(info) ||
	    pwrite(fd, "SWAPSPACE2", 10, PAGE - 10) != 10 || close(fd) || swapon(device, 0))
		say_error(device);
}

/* ---- load, run ------------------------------------------------------------------ */

static void load(const char *file, const char *parameters)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	say("load %s %s", file, parameters);
	if (fd < 0 || syscall(SYS_finit_module, fd, parameters, 0))
		say_error(file);
	if (fd >= 0)
		close(fd);
}

static void unload(const char *name)
{
	say("unload %s", name);
	if (syscall(SYS_delete_module, name, 0))
		say_error(name);
}

static void run(char **argv)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		execv(argv[0], argv);
		say_error(argv[0]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		say_error(argv[0]);
	else if (WIFSIGNALED(status))
		say("%s ended by signal %d", argv[0], WTERMSIG(status));
	else
		say("%s ended with status %d", argv[0], WEXITSTATUS(status));
}

/* ---- drive ------------------------------------------------------------------------ */

static void touch(volatile char *memory, unsigned long length)
{
	for (unsigned long i = 0; i < length; i += PAGE)
		memory[i]++;
}

static void fork_and_write(char *memory, unsigned long length)
{
	pid_t pid = fork();

	if (!pid) {
		touch(memory, length);
		_exit(0);
	}
	touch(memory, length);	/* copies, as its child still has them */
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		say_error("fork");
}

/* Each way in which user space makes the kernel invalidate. */
static void disturb(char *memory, unsigned long length)
{
	touch(memory, length);
	if (madvise(memory, length, MADV_PAGEOUT))
		say_error("MADV_PAGEOUT");
	touch(memory, length);
	if (mprotect(memory, length, PROT_READ) || mprotect(memory, length, PROT_READ | PROT_WRITE))
		say_error("mprotect");
	fork_and_write(memory, length);
	if (madvise(memory, length / 2, MADV_DONTNEED))
		say_error("MADV_DONTNEED");
	touch(memory, length);
}

static unsigned long vmstat(const char *name)
{
	FILE *in = fopen("/proc/vmstat", "r");
	unsigned long n = 0, value;
	char word[64];

	while (in && fscanf(in, "%63s %lu", word, &value) == 2)
		if (!strcmp(word, name))
			n = value;
	if (in)
		fclose(in);
	return n;
}

/* What is free; what is swapped out stays in memory, in the RAM disk. */
static unsigned long memory_limit(void)
{
	struct sysinfo info;

	return sysinfo(&info) ? 0 : info.freeram;
}

static unsigned long scanned(void)
{
	return vmstat("pgscan_kswapd") + vmstat("pgscan_direct");
}

/* Memory runs short until kswapd or the task itself reclaims, shrinkers included: then lockdep has seen them inside. */
static void press(int fd)
{
	unsigned long before = scanned(), size = memory_limit(), at = 0, step = 1UL << 18;
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int shrunk = ioctl(fd, LAB_SHRUNK);

	if (memory == MAP_FAILED) {
		say_error("memory to press with");
		return;
	}
	/* long before it is really short */
	write_file("/proc/sys/vm/min_free_kbytes", "16384");
	while (at + step < size && scanned() == before) {
		touch(memory + at, step);
		at += step;
	}
	/* It asks the shrinkers when it is done with the pages. */
	for (int tries = 0; tries < 100 && ioctl(fd, LAB_SHRUNK) == shrunk; tries++)
		usleep(100000);
	if (ioctl(fd, LAB_SHRUNK) == shrunk)
		say("error: no shrinker was called");
	say("pressed with %lu MB, %lu pages scanned", at >> 20, scanned() - before);
	munmap(memory, size);
}

static void call(int fd, unsigned long request, void *argument, const char *what)
{
	if (ioctl(fd, request, argument))
		say_error(what);
}

static void map_device(int fd)
{
	char *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (page == MAP_FAILED)
		say_error("mmap of /dev/lab");
	else
		touch(page, PAGE);
}

struct driving {
	bool pressure, map, reap;
};

static void disturb_all(const struct driving *d, int fd, char *memory, unsigned long length)
{
	disturb(memory, length);
	if (d->pressure)
		press(fd);
	/* leaves the shrinkers nothing, so it comes last */
	write_file("/proc/sys/vm/drop_caches", "3");
}

static void mirrored(const struct driving *d, int held)
{
	unsigned long length = PAGES * PAGE;
	char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct lab_range range = { .start = (unsigned long)memory, .length = length };
	int fd = open("/dev/lab", O_RDWR);

	if (fd < 0 || memory == MAP_FAILED) {
		say_error("/dev/lab");
		_exit(1);
	}
	touch(memory, length);
	call(fd, LAB_SETUP, &range, "setup");
	if (d->map)
		map_device(fd);
	disturb_all(d, fd, memory, length);
	say("call");
	call(fd, LAB_CALL, NULL, "call");
	say("called");
	disturb_all(d, fd, memory, length);
	munmap(memory + length / 2, length / 2);
	if (d->reap && write(held, "", 1) == 1)
		ioctl(fd, LAB_HOLD);
	call(fd, LAB_TEARDOWN, NULL, "teardown");
	munmap(memory, length);
	_exit(0);
}

/* What the OOM reaper does, from here: only then nothing may block. */
static void reap(pid_t pid)
{
	int fd = open("/dev/lab", O_RDWR), pidfd = (int)syscall(SYS_pidfd_open, pid, 0);

	usleep(100000);		/* it goes to sleep in LAB_HOLD */
	kill(pid, SIGKILL);
	say("reap");
	/* EAGAIN: a callback did not let it */
	if (pidfd < 0 || (syscall(SYS_process_mrelease, pidfd, 0) && errno != EAGAIN))
		say_error("process_mrelease");
	say("reaped");
	call(fd, LAB_RELEASE, NULL, "release");
	waitpid(pid, NULL, 0);
	call(fd, LAB_TEARDOWN, NULL, "teardown");
	close(pidfd);
	close(fd);
}

static void drive(char **options)
{
	struct driving d = { 0 };
	int ends[2], status = 0;
	char c;
	pid_t pid;

	for (; *options; options++) {
		d.pressure |= !strcmp(*options, "pressure");
		d.map |= !strcmp(*options, "map");
		d.reap |= !strcmp(*options, "reap");
	}
	if (pipe(ends)) {
		say_error("pipe");
		return;
	}
	say("drive");
	pid = fork();
	if (!pid) {
		close(ends[0]);
		mirrored(&d, ends[1]);
	}
	close(ends[1]);
	if (d.reap && read(ends[0], &c, 1) == 1)
		reap(pid);
	else if (waitpid(pid, &status, 0) != pid || status)
		say("error: the driven process ended with status %x", (unsigned int)status);
	close(ends[0]);
}

/* ---- the plan ----------------------------------------------------------------------- */

static void execute(char *line)
{
	char *words[WORDS + 1] = { NULL }, *save;
	unsigned int n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *w = strtok_r(line, " ", &save); w && n < WORDS; w = strtok_r(NULL, " ", &save))
		words[n++] = w;
	if (!n)
		return;
	if (!strcmp(words[0], "load") && n > 1)
		load(words[1], n > 2 ? words[2] : "");
	else if (!strcmp(words[0], "unload") && n == 2)
		unload(words[1]);
	else if (!strcmp(words[0], "drive"))
		drive(words + 1);
	else if (!strcmp(words[0], "write") && n == 3)
		write_file(words[1], words[2]);
	else if (!strcmp(words[0], "run") && n > 1)
		run(words + 1);
	else if (!strcmp(words[0], "hang"))
		pause();
	else
		say("error: /plan: unknown '%s'", words[0]);
}

int main(void)
{
	char line[4096];
	FILE *plan;

	mkdir("/dev", 0755);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	kmsg = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	mount_all();
	swap_on("/dev/ram0");
	write_file("/proc/sys/kernel/hung_task_timeout_secs", "5");
	say("ready");
	plan = fopen("/plan", "r");
	if (!plan)
		say_error("/plan");
	while (plan && fgets(line, sizeof(line), plan))
		execute(line);
	say("end");
	sync();
	reboot(RB_AUTOBOOT);
	pause();
	return 1;
}
