"""What a browser sends, whole or not at all.

When a connection is lost in the middle, gunicorn lets the input end there as if that were all of it. Django drops the
file that was cut and takes those before it for all that were sent: whoever stands in the others would have left the
registry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Stream(Protocol):
    """What is read of the input."""

    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


class WholeInput:
    """An input that fails where it ends before it should."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1, /) -> bytes:
        """As a file does. Raises ``ConnectionResetError``."""
        return self._counted(self._stream.read(size), size)

    def readline(self, size: int = -1, /) -> bytes:
        """As a file does. Raises ``ConnectionResetError``."""
        return self._counted(self._stream.readline(size), size)

    def _counted(self, data: bytes, asked: int) -> bytes:
        self._left -= len(data)
        if not data and asked and self._left > 0:
            raise ConnectionResetError("the connection was lost in the middle")
        return data


def told_when_cut_off(application: Application) -> Application:
    """The same application, which is told."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = WholeInput(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer
