"""A URL or a Slack file to an original, safely. docs/fetching.md tells what is refused, limited and said.

`fetch` and `fetch_slack_file` are the doors; every error is a `FetchError` with words for the person who asked.
"""

from bot.fetch.cache import Cache, Fetched, Kept, MemoryCache
from bot.fetch.errors import (
    BadAnswer,
    FetchError,
    Refused,
    StatusError,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    Walled,
)
from bot.fetch.fetcher import Fetcher, fetch, fetcher
from bot.fetch.slack import fetch_slack_file

__all__ = [
    "BadAnswer",
    "Cache",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Kept",
    "MemoryCache",
    "Refused",
    "StatusError",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "Walled",
    "fetch",
    "fetch_slack_file",
    "fetcher",
]
