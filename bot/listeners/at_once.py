"""Calls to Slack from within an interaction: Slack waits three seconds for its acknowledgement, so these wait less."""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy
from typing import TypeVar

from slack_sdk import WebClient

from bot.attempts import ERRORS, refusal_of

log = logging.getLogger(__name__)

T = TypeVar("T")
_SECONDS = 2  # an interaction makes one call before it is acknowledged


def at_once(client: WebClient) -> WebClient:
    """The same client in a hurry, and without a second attempt."""
    hurried = copy(client)
    hurried.timeout, hurried.retry_handlers = _SECONDS, []
    return hurried


def called(call: Callable[[], T]) -> T | None:
    """What Slack answered; None where it refused: a click that is too old, or a view that was turned twice at once, is
    no matter."""
    try:
        return call()
    except ERRORS as error:
        log.warning("a view was not shown: %s", refusal_of(error).code)
        return None
