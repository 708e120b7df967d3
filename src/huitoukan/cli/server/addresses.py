"""Where a server listens: ``127.0.0.1:8000``, ``[::]:8000``, ``:8000`` or ``unix:/path``."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass

from huitoukan.cli.session import WrongUsage
from huitoukan.messages import Mendable, say

_SHAPE = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^:\[\]/]*):(?P<port>\d{1,5})")
_ALL = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # names for all of a machine's addresses
_UNIX = "unix:"


class AddressTaken(Mendable):
    """Something else listens there, or it is none of this machine's addresses."""


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port, or a path."""

    host: str = ""
    port: int = 0
    path: str = ""

    @property
    def reachable(self) -> str:
        """The host by which this machine itself can ask."""
        return _ALL.get(self.host, self.host)

    def __str__(self) -> str:
        host = f"[{self.reachable}]" if ":" in self.reachable else self.reachable
        return self.path or f"http://{host}:{self.port}"


def read_address(text: str) -> Address:
    """Raises ``WrongUsage`` for what is none."""
    if text.startswith(_UNIX) and len(text) > len(_UNIX):
        return Address(path=text.removeprefix(_UNIX))
    found = _SHAPE.fullmatch(text)
    if not found or int(found["port"]) not in range(1, 65536):
        raise WrongUsage(say("server.usage_bind", value=text))
    return Address(found["host"].strip("[]"), int(found["port"]))


def require_free(address: Address) -> None:
    """Raises :class:`AddressTaken`; gunicorn would try for a while, then say it in a traceback."""
    if address.path:
        return
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as problem:
            where = f"{address.host}:{address.port}"
            raise AddressTaken(say("server.address_taken", address=where, problem=problem.strerror)) from problem
