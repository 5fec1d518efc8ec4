// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-remove-lock/srcu.c"
#include "lab.h"

static struct rs_enclave *enclave;

static int lab_setup(void)
{
	int ret;

	enclave = kzalloc(sizeof(*enclave), GFP_KERNEL);
	if (!enclave)
		return -ENOMEM;
	enclave->mm = current->mm;
	ret = init_srcu_struct(&enclave->srcu);
	return ret ?: lab_list(&enclave->mn, &rs_ops);
}

static void lab_calls(void)
{
	LAB(bad_age, bad_age(enclave));
	LAB(good_age, good_age(enclave));
}

/* It frees itself with the memory. */
static void lab_teardown(void)
{
}
