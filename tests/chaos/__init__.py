"""Harnesses that break things on purpose (quality.md, R1 and R3–R6).

Each takes and prints a seed, stops by itself and prints one JSON line: `python -m tests.chaos.r1 [--seed N]
[--full] [--sabotage]`. `--full` is the full tier; `--sabotage` removes one guard, and the run must turn red.
"""
