"""Figures: every number that matters, with what it counts."""
