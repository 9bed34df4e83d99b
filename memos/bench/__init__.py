"""Measuring: one module a question, run by `scripts/bench NAME`. Figures come from here, never from a timed test."""
