"""What can go wrong with the store, in words for who runs the bot."""


class StoreError(Exception):
    """The store cannot be used; the message is one line and says what to do."""


class LeaseLost(Exception):
    """Another claim was made meanwhile, or the request was cancelled: what this one found is thrown away."""
