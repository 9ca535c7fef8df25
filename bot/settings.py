"""Every setting, typed, with its environment variable.

Slack's own names stay as they are (`SLACK_BOT_TOKEN` ...); ours begin with `PULLQUOTE_`. A secret shows in no repr.
"""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import (
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Network = IPv4Network | IPv6Network


class SettingsError(Exception):
    """Settings that cannot work; the message is one line and says what to do."""


class Settings(BaseSettings):
    """What the bot runs with. Field names in upper case with `PULLQUOTE_` before them are the variables."""

    model_config = SettingsConfigDict(
        env_prefix="PULLQUOTE_", frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr = Field(SecretStr(""), alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr = Field(SecretStr(""), alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(SecretStr(""), alias="SLACK_SIGNING_SECRET")
    slack_client_id: str = Field("", alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr = Field(SecretStr(""), alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")  # another Slack, such as the sandbox
    rich_text: bool = True  # false: sections in its place, for a Slack whose page does not show `rich_text`
    proxy: str = ""  # an HTTP proxy for Slack and for articles; the environment's own proxy variables are not read

    database_url: str = "sqlite:///pullquote.db"
    token_key: SecretStr = SecretStr("")  # encrypts tokens at rest; several, newest first, separated by commas
    http_port: Annotated[int, Field(ge=0, le=65535)] | None = None  # HTTP mode, and /healthz, /readyz, /metrics
    http_host: str = "0.0.0.0"  # noqa: S104 - a server behind a balancer listens on every address
    public_url: str = ""  # where Slack reaches us, for OAuth's redirect
    allow_private_networks: Annotated[tuple[Network, ...], NoDecode] = ()  # CIDRs that fetch may reach all the same

    fetch_connect_seconds: PositiveFloat = 5.0
    fetch_first_byte_seconds: PositiveFloat = 10.0
    fetch_seconds: PositiveFloat = 20.0  # the whole of one fetch, redirects included
    fetch_bytes: PositiveInt = 20_000_000  # on the wire
    fetch_unpacked_bytes: PositiveInt = 60_000_000  # after decompression
    fetch_redirects: NonNegativeInt = 8
    fetch_host_delay_seconds: NonNegativeFloat = 0.5  # between two fetches from one host
    fetch_cache_entries: NonNegativeInt = 256

    children: PositiveInt = 1  # child processes that read and parse
    understand_seconds: PositiveFloat = 30.0  # wall time for one article
    understand_cpu_seconds: PositiveInt = 8  # CPU time for one article: ends what spins, however busy the machine
    understand_megabytes: PositiveInt = 512  # memory of one child, at most; 230 of it are the model

    workers: NonNegativeInt = 4  # threads that drive requests; they mostly wait
    user_requests_per_hour: NonNegativeInt = 3_000  # what goes beyond is read later; 0 sets no limit
    team_requests_per_hour: NonNegativeInt = 30_000  # the same for a whole workspace
    commands_per_hour: NonNegativeInt = 600  # `/digest` of one person; what goes beyond is refused in words
    attempts: PositiveInt = 4  # of one request, before a person is told that it failed
    drain_seconds: NonNegativeFloat = 10.0  # how long work may go on after SIGTERM
    worker_gone_seconds: PositiveFloat = 20.0  # on PostgreSQL: who was not heard of for so long loses what it held
    links_per_message: PositiveInt = 5
    max_quotes: NonNegativeInt = 5
    max_figures: NonNegativeInt = 5
    keep_days: NonNegativeInt = 0  # forget digests after so many days; 0 keeps them
    time_zone: str = "UTC"  # of roundups and of "today", until somebody in the workspace names another
    emoji: str = "newspaper"  # the reaction that asks for a digest
    admins: Annotated[
        tuple[str, ...], NoDecode
    ] = ()  # ids of users who may remove any digest, besides who asked for it, and choose the workspace's emoji
    log_format: Literal["text", "json"] = "text"

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces install the app by OAuth, each with a token of its own."""
        return not self.slack_bot_token.get_secret_value()

    @field_validator("allow_private_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())

    @field_validator("admins", mode="before")
    @classmethod
    def _users(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("must be a time zone such as Europe/Berlin")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_slash(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return value if value.endswith("/") else value + "/"


def token_keys(settings: Settings) -> list[str]:
    """The keys that seal tokens, the newest first."""
    return [key.strip() for key in settings.token_key.get_secret_value().split(",") if key.strip()]


def load(**given: object) -> Settings:
    """The settings from the environment, `given` ones before it. Raises SettingsError in one line."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        variable = name if name.startswith("SLACK_") else f"PULLQUOTE_{name.upper()}"
        said = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{variable}: {said[:1].lower()}{said[1:]}") from None


def must_run(settings: Settings) -> None:
    """Raises SettingsError where these settings cannot run a bot."""
    socket, http = settings.slack_app_token.get_secret_value(), settings.http_port is not None
    if not socket and not http:
        raise SettingsError("set SLACK_APP_TOKEN (xapp-..., Socket Mode) or PULLQUOTE_HTTP_PORT (HTTP mode)")
    if not socket and not settings.slack_signing_secret.get_secret_value():
        raise SettingsError("HTTP mode needs SLACK_SIGNING_SECRET: see Basic Information in the app's settings")
    if settings.slack_bot_token.get_secret_value():
        return
    if not (settings.slack_client_id and settings.slack_client_secret.get_secret_value()):
        raise SettingsError(
            "set SLACK_BOT_TOKEN (xoxb-..., one workspace) or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (many, by OAuth)"
        )
    if not http or not token_keys(settings):
        raise SettingsError("OAuth needs PULLQUOTE_HTTP_PORT for its pages and PULLQUOTE_TOKEN_KEY to seal the tokens")
