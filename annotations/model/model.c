/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The model as one translation unit: compiled with the plugin, its facts are
 * the contracts of the kernel's own API.  See docs/model.md.
 */
#include "container.h"
#include "locks.h"
#include "gfp.h"
#include "maps.h"
#include "subsystems.h"
#include "fault.h"
#include "wait.h"
#include "notifier.h"
#include "shrinker.h"
#include "fence.h"
#include "atomic.h"
#include "put.h"
#include "pin.h"
#include "boring.h"
