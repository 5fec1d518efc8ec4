// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_skb: cannot run: the lab's kernel has no network
 * bad_radix: nothing: the CPU has its nodes already, so that nothing is allocated
 */
#include "notifier-lock-alloc/more-allocators.c"
#include "lab.h"

static struct mor_dev dev;

/* So that the module loads. */
struct sk_buff *__alloc_skb(unsigned int size, gfp_t gfp, int flags, int node)
{
	return NULL;
}

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	dev.dev = root_device_register("lab");
	if (IS_ERR(dev.dev))
		return PTR_ERR(dev.dev);
	dev.dev->coherent_dma_mask = DMA_BIT_MASK(64);
	dev.pool = mempool_create_kmalloc_pool(1, 64);
	for (int i = 0; i < ARRAY_SIZE(dev.pages); i++)
		dev.pages[i] = alloc_page(GFP_KERNEL);
	return lab_interval(&dev.mni, &mor_ops);
}

static void lab_calls(void)
{
	LAB_DEV(bad_devm);
	LAB_DEV(bad_bitmap);
	LAB_DEV(bad_sg_table);
	LAB_DEV(bad_mempool);
	LAB_DEV(bad_zeroed_page);
	LAB_DEV(bad_kvcalloc);
	LAB_DEV(bad_node);
	LAB_DEV(bad_vzalloc);
	LAB_DEV(bad_vmap);
	LAB_DEV(bad_ioremap);
	LAB_DEV(bad_workqueue);
	LAB_DEV(bad_kstrndup);
	LAB_DEV(bad_dma_coherent);
	LAB(bad_radix, bad_radix(&dev); radix_tree_preload_end());
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	root_device_unregister(dev.dev);
}
