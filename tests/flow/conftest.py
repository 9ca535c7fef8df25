"""Fixtures of the tests that run the real thing: a browser for those that look at the page."""

from browser import chromium

__all__ = ["chromium"]
