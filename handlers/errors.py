"""What can go wrong while an original is understood, each with words for the person who asked."""


class Unreadable(Exception):
    """An original that holds nothing to read.

    `code` is one word for programs (`unsupported`, `empty`, `encrypted`, `scanned`, `no_article`, `broken`,
    `too_large`); `reason` is one short sentence for the person, and says what to do where something can be done.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
