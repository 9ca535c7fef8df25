"""Many workspaces: installation by OAuth, tokens sealed in our own store, and fresh ones before the old ones end."""

from __future__ import annotations

from datetime import datetime
from logging import Logger, getLogger
from threading import Lock
from typing import Any

from slack_bolt.oauth.oauth_flow import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot, Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.scopes import SCOPES
from bot.settings import Settings
from bot.store import OAuthStates, Store
from bot.workspaces import UnknownWorkspace, Workspace, web_client

log = getLogger(__name__)

_MINUTES_LEFT = 120  # of a token, when a fresh one is asked for


class SealedInstallations(InstallationStore):
    """Bolt's installation store over ours."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def logger(self) -> Logger:
        return log

    def save(self, installation: Installation) -> None:
        """Keeps it; tokens are sealed before they are written."""
        team = installation.team_id or installation.enterprise_id or ""
        self._store.installations.save(team, installation.bot_user_id or "", plain(installation))

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a team."""
        found = self.find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return found.to_bot() if found else None

    def find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The installation of a team; of its organisation where the app is installed there."""
        del user_id, is_enterprise_install
        for owner in (team_id, enterprise_id):
            stored = self._store.installations.find(owner) if owner else None
            if stored is not None:
                return Installation(**stored)
        return None


class States(OAuthStateStore):
    """Bolt's state store over ours, so that an installation may end in another process than it began in."""

    def __init__(self, states: OAuthStates) -> None:
        self._states = states

    @property
    def logger(self) -> Logger:
        return log

    def issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state."""
        return self._states.issue(*args, **kwargs)

    def consume(self, state: str) -> bool:
        """Whether we issued it and nobody used it."""
        return self._states.consume(state)


class Installed:
    """The workspaces that installed the app."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._installations = SealedInstallations(store)
        self._lock = Lock()

    def of(self, team: str) -> Workspace:
        """The workspace, with a token that is good for a while. Raises UnknownWorkspace."""
        found = self._installations.find_installation(enterprise_id=None, team_id=team)
        if found is None or not found.bot_token:
            raise UnknownWorkspace(team)
        if found.bot_refresh_token:
            found = self._fresh(team, found)
        return Workspace(
            team=found.team_id or "",
            bot_token=found.bot_token or "",
            bot_user=found.bot_user_id or "",
            bot_id=found.bot_id or "",
            enterprise=found.enterprise_id or "",
            scopes=tuple(found.bot_scopes or ()),
        )

    def _fresh(self, team: str, known: Installation) -> Installation:
        """Asks for a fresh token where the one we have ends soon; keeps the one we have where Slack gives none now."""
        with self._lock:
            now = self._installations.find_installation(enterprise_id=None, team_id=team) or known
            rotator = TokenRotator(
                client_id=self._settings.slack_client_id,
                client_secret=self._settings.slack_client_secret.get_secret_value(),
                client=web_client(self._settings),
            )
            try:
                rotated = rotator.perform_token_rotation(installation=now, minutes_before_expiration=_MINUTES_LEFT)
            except (SlackTokenRotationError, OSError) as error:
                log.error("no fresh token for team %s: %s", team, type(error).__name__)
                return now
            if rotated is not None:
                self._installations.save(rotated)
            return rotated or now


def flow(settings: Settings, store: Store) -> OAuthFlow:
    """Installation at `/slack/install`, ended at `/slack/oauth_redirect`."""
    base = settings.public_url.rstrip("/")
    return OAuthFlow(
        client=web_client(settings),
        settings=OAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=list(SCOPES),
            redirect_uri=f"{base}/slack/oauth_redirect" if base else None,
            installation_store=SealedInstallations(store),
            state_store=States(store.oauth_states),
            authorization_url=_authorize_url(settings),
        ),
    )


def plain(installation: Installation) -> dict[str, Any]:
    """An installation as JSON that its own constructor takes back."""
    kept = installation.to_dict_for_copying()
    for name in ("user_token", "user_refresh_token", "user_token_expires_at"):  # none of ours; not ours to keep
        kept.pop(name, None)
    return {
        name: f"{value.timestamp():.0f}" if isinstance(value, datetime) else value  # as text it reads both kinds back
        for name, value in kept.items()
        if value is not None
    }


def _authorize_url(settings: Settings) -> str | None:
    """Slack's own page, or the other Slack's beside its API."""
    api = settings.slack_api_url
    return None if api == "https://slack.com/api/" else f"{api.removesuffix('api/')}oauth/v2/authorize"
