"""Performance as ratios in one run: `make bench` prints one JSON document and keeps it in results/."""
