"""What can be set on a sandbox: how it delivers, how patient it is, what the app may do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bot.sandbox import app_manifest


@dataclass(frozen=True)
class SandboxSettings:
    """Slack's own values, unless a test needs others. Times in seconds."""

    delivery: str = "socket"  # or "http"
    request_url: str = ""  # where events go in HTTP mode; interactions too, unless interactivity_url is set
    interactivity_url: str = ""
    ack_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    rate_limit: bool = False  # one message a second a channel, with a burst of three
    scopes: tuple[str, ...] = field(default=app_manifest.SCOPES)
    signing_secret_sent: str = ""  # signs with this instead of the app's own secret
    clock_offset: float = 0.0  # added to the time of a signature
    token_rotation: bool = False
    trigger_seconds: float = 3.0
    response_url_uses: int = 5
    response_url_seconds: float = 1800.0

    def changed(self, given: dict[str, Any]) -> SandboxSettings:
        """These settings with some replaced. Raises ValueError for an unknown name or a value of the wrong kind."""
        known = {f.name: getattr(self, f.name) for f in fields(self)}
        clean: dict[str, Any] = {}
        for name, value in given.items():
            if name not in known:
                raise ValueError(f"no setting {name!r}")
            old = known[name]
            try:
                clean[name] = tuple(value) if isinstance(old, tuple) else type(old)(value)
            except TypeError as error:
                raise ValueError(f"{name} cannot be {value!r}") from error
        if clean.get("delivery", self.delivery) not in {"socket", "http"}:
            raise ValueError("delivery is socket or http")
        return replace(self, **clean)

    def as_json(self) -> dict[str, Any]:
        """For the control API."""
        return asdict(self)
