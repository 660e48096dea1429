"""W-16: on its day a change takes effect, and everything that runs goes on under the successor."""
