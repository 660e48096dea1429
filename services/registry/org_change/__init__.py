"""Changes of organisations (机构变动, W-16): merge, split, rename, dissolve; nothing that runs is begun anew."""
