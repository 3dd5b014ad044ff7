"""One file for each claim about speed, size or memory; docs/benchmarks.md says what came out.

Run one with `python -m benchmarks.page`, or all in little with `--smoke`. Wall seconds of two
machines say nothing beside each other, so a claim about time is a ratio within one run.
"""
