"""Papers as PDF/A: what stands on each, in Chinese, and how typst sets it; data never becomes Typst source."""
