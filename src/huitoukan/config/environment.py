"""What the server is told by its environment, checked before anything starts.

Every mistake is said at once, each in a sentence that names the variable. Nothing else in the project reads
``os.environ`` for the server.
"""

from __future__ import annotations

import difflib
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from huitoukan.messages import Mendable, Message, say

HOME = "HUITOUKAN_HOME"
HOSTS = "HUITOUKAN_HOSTS"
HTTPS = "HUITOUKAN_HTTPS"
SECRET = "HUITOUKAN_SECRET_KEY"  # noqa: S105  # the name of a variable
DATABASE = "DATABASE_URL"
PROXIES = "HUITOUKAN_PROXIES"
LANGUAGE = "HUITOUKAN_LANG"

VARIABLES = (HOME, HOSTS, HTTPS, PROXIES, SECRET, DATABASE)
"""All that a server reads; the table of the production guide is held to it by a test."""

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_DATABASES = ("postgres", "postgresql", "sqlite")
_YES, _NO = ("on", "yes", "true", "1"), ("off", "no", "false", "0", "")
_SHORTEST_SECRET = 50
_OURS = "HUITOUKAN_"


class UnusableEnvironment(Mendable):
    """The server cannot start; the message holds one sentence for each variable to mend."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one server."""

    home: Path
    """Where it keeps what it must not lose: the database unless it is elsewhere, its secret key, files."""
    secret: str = field(repr=False)
    database: str = field(repr=False)
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    """Servers in front of this one that are trusted to say who is asking; 0 without any."""


def read(variables: Mapping[str, str]) -> Environment:
    """The settings that ``variables`` give. Raises :class:`UnusableEnvironment`."""
    reading = _Reading(variables)
    home = Path(variables.get(HOME) or "huitoukan-data").absolute()
    environment = Environment(
        home=home,
        secret=reading.secret(home),
        database=reading.database(home),
        hosts=reading.hosts(),
        https=reading.switch(HTTPS),
        proxies=reading.count(PROXIES),
    )
    reading.refuse_misspelt()
    reading.refuse_https_without_proxy(environment)
    if reading.problems:
        raise UnusableEnvironment(say("server.environment", problems=reading.problems))
    return environment


def _kept_secret(home: Path) -> str:
    """Made once and kept beside the data, readable by the server's own user only."""
    path = home / "secret-key"
    if not path.exists():
        # Linked into place: whole or not at all, also when two processes of a new server start at once.
        made = home / f"secret-key.{secrets.token_hex(4)}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), "ascii")
        with suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text("ascii").strip()


@dataclass(slots=True)
class _Reading:
    variables: Mapping[str, str]
    problems: list[Message] = field(default_factory=list)

    def _value(self, name: str) -> str:
        return self.variables.get(name, "").strip()

    def refuse_misspelt(self) -> None:
        """A variable of ours that nothing reads is a mistake that would go unnoticed."""
        known = (*VARIABLES, LANGUAGE)
        for name in sorted(self.variables):
            if name.startswith(_OURS) and name not in known:
                near = difflib.get_close_matches(name, known, n=1, cutoff=0) or known
                self.problems.append(say("server.variable_unknown", name=name, near=near))

    def refuse_https_without_proxy(self, environment: Environment) -> None:
        """We speak no TLS ourselves: without a trusted server in front every page would send its reader in circles."""
        if environment.https and not environment.proxies:
            self.problems.append(say("server.https_without_proxy", https=HTTPS, proxies=PROXIES))

    def secret(self, home: Path) -> str:
        given = self._value(SECRET)
        if given and len(given) < _SHORTEST_SECRET:
            self.problems.append(say("server.secret_short", name=SECRET, length=_SHORTEST_SECRET))
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o750)
            return given or _kept_secret(home)
        except OSError as problem:
            self.problems.append(say("server.home_unusable", name=HOME, home=home, problem=problem.strerror))
            return ""

    def database(self, home: Path) -> str:
        address = self._value(DATABASE) or f"sqlite:///{home / 'huitoukan.sqlite3'}"
        if urlsplit(address).scheme not in _DATABASES:
            self.problems.append(say("server.database_unknown", name=DATABASE, known=_DATABASES))
        return address

    def hosts(self) -> tuple[str, ...]:
        hosts = tuple(part.strip() for part in self._value(HOSTS).split(",") if part.strip())
        if "*" in hosts:
            self.problems.append(say("server.hosts_any", name=HOSTS))
        return hosts or _LOCAL

    def switch(self, name: str) -> bool:
        word = self._value(name).lower()
        if word not in (*_YES, *_NO):
            self.problems.append(say("server.switch_unknown", name=name, value=word))
        return word in _YES

    def count(self, name: str) -> int:
        word = self._value(name) or "0"
        if not word.isdecimal():
            self.problems.append(say("server.count_unknown", name=name, value=word))
            return 0
        return int(word)
