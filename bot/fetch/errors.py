"""What can go wrong on the way to an original. One tree; each error says what the person who asked can do.

No reason holds a URL: a link may carry a token.
"""

from __future__ import annotations


class FetchError(Exception):
    """An original that could not be fetched.

    `reason` is a sentence or two for the person; `code` one word for programs; `retry` says whether a later try may do
    better, after `retry_after` seconds where the site named them.
    """

    def __init__(
        self, reason: str, code: str = "failed", retry: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.retry = retry
        self.retry_after = retry_after


class Refused(FetchError):
    """A link that this machine does not follow: no web address, or an address that is not public."""

    def __init__(self, reason: str, code: str = "refused") -> None:
        super().__init__(reason, code)


class Unreachable(FetchError):
    """The site's machine could not be found or does not answer properly."""

    def __init__(self, reason: str, code: str = "unreachable", retry: bool = True) -> None:
        super().__init__(reason, code, retry)


class TooSlow(FetchError):
    """A limit of time."""

    def __init__(self, reason: str = "The site takes too long to answer. Please try again later.") -> None:
        super().__init__(reason, "too_slow", retry=True)


class TooLarge(FetchError):
    """A limit of bytes, before or after decompression."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "too_large")


class TooManyRedirects(FetchError):
    """A link that leads from one address to the next without an end."""

    def __init__(self) -> None:
        super().__init__("The link leads in circles. Please post the address of the article itself.", "redirects")


class BadAnswer(FetchError):
    """An answer that is no proper HTTP."""

    def __init__(self, reason: str, retry: bool = False) -> None:
        super().__init__(reason, "bad_answer", retry)


class StatusError(FetchError):
    """An answer that says no: not found, gone, forbidden, overloaded. `status` is the HTTP status."""

    def __init__(self, reason: str, code: str, status: int, retry: bool = False, after: float | None = None) -> None:
        super().__init__(reason, code, retry, after)
        self.status = status


class Walled(FetchError):
    """A page in the article's place: `login`, `consent`, `paywall` or `bot_wall`."""
