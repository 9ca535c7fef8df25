"""What is on disk: requests, digests, posts to make, and every channel's wishes. SQLite or PostgreSQL."""

from bot.store.channels import Channels, ChannelSettings
from bot.store.columns import Corrupt
from bot.store.digests import Digests, Posted, StoredDigest, StoredOutline
from bot.store.errors import LeaseLost, StoreError
from bot.store.feedback import Feedback, Feedbacks
from bot.store.installations import Installations, OAuthStates
from bot.store.outbox import NewPost, Outbox, Post
from bot.store.requests import NewRequest, Request, Requests
from bot.store.roundups import RoundupRow, Roundups
from bot.store.schedules import ScheduleRow, Schedules
from bot.store.store import Store, open_store

__all__ = [
    "ChannelSettings", "Channels", "Corrupt", "Digests", "Feedback", "Feedbacks", "Installations", "LeaseLost",
    "NewPost", "NewRequest", "OAuthStates", "Outbox", "Post", "Posted", "Request", "Requests", "RoundupRow", "Roundups",
    "ScheduleRow", "Schedules", "Store", "StoreError", "StoredDigest", "StoredOutline", "open_store",
]  # fmt: skip
