"""Reproducible benchmarks: `python -m bench`. Figures go to docs/benchmarks.md."""
