/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one place that holds reclint's version. */
#ifndef RECLINT_BASE_VERSION_H
#define RECLINT_BASE_VERSION_H

#define RECLINT_VERSION	"0.1"

#endif
