"""The workspaces that installed the app, their tokens sealed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import delete, select, update

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.tables import installations, oauth_states

Json = dict[str, Any]


class Installations:
    """Queries of installations. `keys`: Fernet keys, the newest first; what older ones sealed can still be read."""

    def __init__(self, database: Database, keys: Sequence[str] = ()) -> None:
        self._database = database
        try:
            self._seal = MultiFernet([Fernet(key) for key in keys]) if keys else None
        except ValueError:
            raise StoreError(
                "PULLQUOTE_TOKEN_KEY must be a Fernet key: python -c "
                "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
            ) from None

    def _sealer(self) -> MultiFernet:
        if self._seal is None:
            raise StoreError("PULLQUOTE_TOKEN_KEY must be set: tokens are stored only encrypted")
        return self._seal

    def save(self, team: str, bot_user: str, installation: Json) -> None:
        """Keeps an installation (tokens and all) sealed; a second one of the team takes the first one's place."""
        now = self._database.now()
        values = {
            "bot_user": bot_user,
            "sealed": self._sealer().encrypt(json.dumps(installation).encode()),
            "updated_at": now,
        }
        with self._database.write(durable=True) as connection:
            add = self._database.insert(installations).values(team=team, installed_at=now, **values)
            connection.execute(add.on_conflict_do_update(index_elements=["team"], set_=values))

    def find(self, team: str) -> Json | None:
        """The installation of a team. Raises StoreError where the key that sealed it is not among ours."""
        with self._database.read() as connection:
            sealed = connection.execute(select(installations.c.sealed).where(installations.c.team == team)).scalar()
        return None if sealed is None else self._opened(team, sealed)

    def teams(self) -> Sequence[str]:
        """Every team that installed the app."""
        with self._database.read() as connection:
            return list(connection.execute(select(installations.c.team).order_by(installations.c.team)).scalars())

    def forget(self, team: str) -> None:
        """The app was removed there: its tokens go."""
        with self._database.write(durable=True) as connection:
            connection.execute(delete(installations).where(installations.c.team == team))

    def reseal(self) -> int:
        """Seals every token with the newest key; afterwards the older ones can be taken away. How many."""
        with self._database.write(durable=True) as connection:
            rows = connection.execute(select(installations.c.team, installations.c.sealed)).all()
            for team, sealed in rows:
                self._opened(team, sealed)
                fresh = update(installations).where(installations.c.team == team)
                connection.execute(fresh.values(sealed=self._sealer().rotate(sealed)))
            return len(rows)

    def _opened(self, team: str, sealed: bytes) -> Json:
        try:
            opened: Json = json.loads(self._sealer().decrypt(sealed))
        except (InvalidToken, ValueError):
            raise StoreError(f"the tokens of team {team} were sealed with another PULLQUOTE_TOKEN_KEY") from None
        return opened


class OAuthStates:
    """The states of installations under way: each good once, for a while, in any process. bolt's `OAuthStateStore`."""

    def __init__(self, database: Database, good_for: timedelta = timedelta(minutes=10)) -> None:
        self._database = database
        self._good_for = good_for

    def issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state."""
        del args, kwargs
        state, now = secrets.token_urlsafe(32), self._database.now()
        with self._database.write() as connection:
            connection.execute(delete(oauth_states).where(oauth_states.c.expires_at < now))
            connection.execute(oauth_states.insert().values(state=state, expires_at=now + self._good_for))
        return state

    def consume(self, state: str) -> bool:
        """Whether we issued it, nobody used it and it is not too old."""
        with self._database.write() as connection:
            good = delete(oauth_states).where(oauth_states.c.state == state)
            fresh = oauth_states.c.expires_at >= self._database.now()
            return connection.execute(good.where(fresh)).rowcount == 1
