# SPDX-License-Identifier: GPL-2.0-or-later
#
#	make		build/reclint, the plugin and the model
#	make scan	install what is missing, build, scan a kernel
#			KERNEL=dir or KERNEL=linux-source-6.12, TARGETS="mm/ virt/kvm/" WIDE=1 JOBS=n OUTPUT=dir,
#			OPTIONS="--strict --no-history": any others of reclint scan
#	make check	all tests; KERNEL=linux-source-6.12: with that one's headers
#	make model-check	the model against kernels; KERNELS="OUTPUT..." of scans (docs/model.md)
#	make lab	lockdep judges test cases, in a virtual machine; CASES="RULE/NAME...", KERNEL=linux-source-6.12,
#			JOBS=n, BUDGET=seconds, UPDATE=1: its table to docs/lab.md
#	make bench	the ratios of docs/commands.md
#	make man	the man pages, in build/man; needs lowdown
#	make install	DESTDIR= PREFIX=/usr/local
#	make deb	a Debian package, in build/deb; installs what building it needs
#	make clean
#
# V=1 shows the commands.

MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.SUFFIXES:
.DELETE_ON_ERROR:

# The compiler that compiles the kernel loads the plugin, so both are the same.
GCC := $(if $(filter 12,$(shell gcc -dumpversion 2>/dev/null)),gcc,gcc-12)
GXX := $(GCC:gcc%=g++%)
PLUGIN_HEADERS = $(shell $(GCC) -print-file-name=plugin)/include
PREFIX := /usr/local
LIBDIR := $(PREFIX)/lib/reclint

# Replay compiles with libgccjit, which it loads when it needs it; here only its header counts.
JIT := $(wildcard $(shell $(GCC) -print-file-name=include)/libgccjit.h)

B := build
WARN := -Wall -Wextra -Werror
CPPFLAGS := -Iengine -DRECLINT_CC='"$(GCC)"'
CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARN) -pthread
# Hidden: cc1 has functions named xmalloc and the like, which must not be taken for ours.
PIC_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARN) -fPIC -fvisibility=hidden
CXXFLAGS := -std=gnu++17 -O2 -g $(WARN) -fPIC -fno-rtti -fno-exceptions
LDFLAGS :=
LDLIBS := -lelf -ljansson -lsqlite3 -lzstd -pthread
PLUGIN_LDLIBS := -lzstd

# test-*.c are unit tests, programs of their own.
TEST_SOURCES := $(sort $(shell find engine -name 'test-*.c'))
ENGINE_SOURCES := $(sort $(shell find engine -name '*.c' ! -name 'test-*.c'))
PLUGIN_SOURCES := $(sort $(wildcard plugin/*.c))
# Reading containers needs libelf, which the plugin has no use for.
SHARED_SOURCES := $(filter-out engine/facts/container% $(TEST_SOURCES),$(sort $(wildcard engine/facts/*.c engine/base/*.c)))

ENGINE_OBJECTS := $(ENGINE_SOURCES:%.c=$B/obj/%.o)
TESTS := $(TEST_SOURCES:%.c=$B/%)
PLUGIN_OBJECTS := $(PLUGIN_SOURCES:%.c=$B/plugin/%.o) $(SHARED_SOURCES:%.c=$B/plugin/%.o)

ifeq ($V,1)
Q :=
say = @:
else
Q := @
say = @printf '  %-8s %s\n'
endif

.PHONY: all
all: $B/reclint $B/reclint.so $B/model.o $B/reclint-gcc

$B/reclint: $(ENGINE_OBJECTS)
	$(say) LINK $@
	$(if $(JIT),,$(say) NOTE 'no libgccjit.h (libgccjit-12-dev): reclint replay only interprets')
	$Q$(GCC) -g $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The flags are part of what an object depends on; without this a changed compiler
# would go unnoticed.  Another PREFIX concerns one object only.
FLAGS := $(GCC) $(CPPFLAGS) $(CFLAGS) $(CXXFLAGS) $(PIC_CFLAGS)
ifneq ($(FLAGS),$(file <$B/flags))
$(shell mkdir -p $B)
$(file >$B/flags,$(FLAGS))
endif
ifneq ($(LIBDIR),$(file <$B/libdir))
$(file >$B/libdir,$(LIBDIR))
endif
$B/obj/engine/cmd/load.o: CPPFLAGS += -DRECLINT_LIBDIR='"$(LIBDIR)"'
$B/obj/engine/cmd/load.o: $B/libdir
# So for libgccjit's header, which may come or go.
ifneq ($(JIT),$(file <$B/jit))
$(file >$B/jit,$(JIT))
endif
$B/obj/engine/replay/native.o: CPPFLAGS += $(if $(JIT),-DHAVE_LIBGCCJIT)
$B/obj/engine/replay/native.o: $B/jit

$B/obj/%.o: %.c $B/flags
	@mkdir -p $(@D)
	$(say) CC $@
	$Q$(GCC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The assembler reads them: gcc does not say so.
$B/obj/engine/report/html/assets.o: engine/report/html/report.css engine/report/html/report.js

$(TESTS): $B/%: $B/obj/%.o $(filter-out %/cmd/main.o,$(ENGINE_OBJECTS))
	@mkdir -p $(@D)
	$(say) LINK $@
	$Q$(GCC) -g $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/reclint.so: $(PLUGIN_OBJECTS)
	$(say) LINK $@
	$Q$(GXX) -g -shared -o $@ $^ $(PLUGIN_LDLIBS)

$B/plugin/plugin/%.o: plugin/%.c $B/flags
	@mkdir -p $(@D)
	$(say) CXX $@
	$Q$(GXX) $(CPPFLAGS) -Iplugin -isystem $(PLUGIN_HEADERS) $(CXXFLAGS) -MMD -MP -c -x c++ -o $@ $<

$B/plugin/engine/%.o: engine/%.c $B/flags
	@mkdir -p $(@D)
	$(say) CC $@
	$Q$(GCC) $(CPPFLAGS) $(PIC_CFLAGS) -MMD -MP -c -o $@ $<

# The model is C, compiled by the plugin into facts like any other file.  Two
# units, because C allows a function one prototype in each.
$B/model/%.o: annotations/model/%.c $B/reclint.so
	@mkdir -p $(@D)
	$(say) MODEL $@
	$Q$(GCC) -fplugin=$(abspath $B/reclint.so) -fplugin-arg-reclint-facts-only -ffreestanding $(WARN) -Iannotations -MMD -MP -c -o $@ $<

$B/model.o: $B/model/model.o $B/model/changed.o
	$(say) LD $@
	$Qld -r -o $@ $^

# The wrapper is another file whenever the plugin is: that is what ccache looks at.
$B/reclint-gcc: plugin/reclint-gcc.in $B/reclint.so $B/flags
	$(say) GEN $@
	$Qid=$$(sha256sum <$B/reclint.so) && sed -e 's|@CC@|$(GCC)|' -e 's|@PLUGIN@|$(abspath $B/reclint.so)|' \
		-e "s|@ID@|$$(echo "$$id" | cut -c 1-16)|" $< >$@.tmp && chmod +x $@.tmp && mv $@.tmp $@

# ---- scan, check, bench ------------------------------------------------------

SCAN_OPTIONS = $(if $(KERNEL),--kernel "$(KERNEL)") $(if $(WIDE),--wide) $(if $(JOBS),--jobs "$(JOBS)") \
	       $(if $(OUTPUT),--output "$(OUTPUT)") $(OPTIONS)

# KERNEL may name a package instead of a directory.
PACKAGE := $(if $(wildcard $(KERNEL)),,$(filter linux-source-%,$(KERNEL)))

.PHONY: packages tests scan check model-check bench lab
tests: $(TESTS)

packages:
	@scripts/install-packages $(if $(KERNEL),$(PACKAGE),--kernel-source)

# A sub-make, because what is installed just now changes what the variables above say.
# Findings (1) are what a scan is for; only 2 is trouble.
scan: packages
	$(Q)$(MAKE) --no-print-directory all
	$(Q)$B/reclint scan $(SCAN_OPTIONS) $(TARGETS) || [ $$? -eq 1 ]

check:
	@scripts/install-packages $(or $(PACKAGE),--kernel-source)
	$(Q)$(MAKE) --no-print-directory all tests
	$(Q)RECLINT_TEST_KERNEL=$(or $(PACKAGE),$${RECLINT_TEST_KERNEL:-linux-source-6.1}) scripts/check $(TESTS)

# The model against what scans left of kernels; see scripts/model-check.
model-check: all
	$(Q)scripts/model-check $(KERNELS)

# No QEMU, no lab: then there is no table either.
lab:
	@scripts/install-packages --kernel-source linux-source-6.12 qemu-system-x86 jq
	$(Q)$(MAKE) --no-print-directory all
	$(Q)LAB_UPDATE="$(UPDATE)" LAB_KERNEL="$(KERNEL)" LAB_JOBS="$(JOBS)" LAB_BUDGET="$(BUDGET)" lab/run $(CASES)

bench: packages
	$(Q)$(MAKE) --no-print-directory all
	$(Q)env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL bench/run

# ---- installing ----------------------------------------------------------------

MANDIR := $(PREFIX)/share/man
DOCDIR := $(PREFIX)/share/doc/reclint

.PHONY: man install deb clean
man: $B/man/stamp

$B/man/stamp: scripts/make-man $B/reclint README.md docs/commands.md docs/kbuild.md docs/findings.md $(wildcard docs/rules/*.md)
	$(say) MAN $(@D)
	$Qrm -rf $(@D)
	$Qscripts/make-man $B/reclint $(@D)
	$Qtouch $@

# Who has no lowdown gets everything but the man pages.
install: all $(if $(shell command -v lowdown),man)
	install -D $B/reclint $(DESTDIR)$(PREFIX)/bin/reclint
	install -D $B/reclint.so $(DESTDIR)$(LIBDIR)/reclint.so
	sed "s|^plugin=.*|plugin='$(LIBDIR)/reclint.so'|" $B/reclint-gcc >$B/reclint-gcc.installed
	install $B/reclint-gcc.installed $(DESTDIR)$(PREFIX)/bin/reclint-gcc
	install -D -m 644 $B/model.o $(DESTDIR)$(LIBDIR)/model.o
	install -D -m 644 annotations/scan.config $(DESTDIR)$(LIBDIR)/scan.config
	install -d $(DESTDIR)$(LIBDIR)/cocci $(DESTDIR)$(LIBDIR)/rules $(DESTDIR)$(DOCDIR)
	install -m 644 cocci/*.cocci $(DESTDIR)$(LIBDIR)/cocci
	install -m 644 docs/rules/*.md $(DESTDIR)$(LIBDIR)/rules
	for f in $$(find integration -type f); do \
		install -D $$(test -x $$f || echo -m 644) $$f $(DESTDIR)$(LIBDIR)/$$f || exit 1; \
	done
	install -D -m 644 annotations/reclint.h $(DESTDIR)$(PREFIX)/include/reclint.h
	install -m 644 annotations/reclint-context.h $(DESTDIR)$(PREFIX)/include/reclint-context.h
	install -m 644 annotations/reclint.h $(DESTDIR)$(LIBDIR)/reclint.h
	install -m 644 README.md docs/*.md docs/*.json $(DESTDIR)$(DOCDIR)
	install -D -m 644 scripts/completion/reclint.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/reclint
	install -D -m 644 scripts/completion/_reclint $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_reclint
	$(if $(shell command -v lowdown),\
	for page in $B/man/*.[157]; do \
		install -D -m 644 $$page $(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/} || exit 1; \
	done,@echo "no man pages: install the package lowdown and run this again")

# In a copy, because dpkg-buildpackage leaves things around.
deb:
	@scripts/install-packages debhelper dpkg-dev lowdown
	$Qscripts/make-deb $B/deb

clean:
	rm -rf $B

-include $(ENGINE_OBJECTS:.o=.d) $(TEST_SOURCES:%.c=$B/obj/%.d) $(PLUGIN_OBJECTS:.o=.d) $B/model/model.d $B/model/changed.d
