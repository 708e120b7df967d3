"""An input that ends before it should is a failure; one that is whole is as it was."""

from __future__ import annotations

import io
from typing import Any

import pytest

from huitoukan.config.input import WholeInput, told_when_cut_off

LINES = b"one\ntwo\nthree"


def test_what_is_whole_is_read_to_its_end_and_beyond() -> None:
    for size in (1, 5, 100):
        whole = WholeInput(io.BytesIO(LINES), len(LINES))
        assert b"".join(iter(lambda: whole.read(size), b"")) == LINES  # noqa: B023  # read within the turn
        assert whole.read(size) == whole.readline() == b""
    assert WholeInput(io.BytesIO(LINES), len(LINES)).read() == LINES
    assert WholeInput(io.BytesIO(LINES), len(LINES)).readline() == b"one\n"


def test_what_is_cut_off_fails_once_its_end_is_reached() -> None:
    cut = WholeInput(io.BytesIO(LINES), len(LINES) + 1)
    assert cut.read(0) == b""
    assert cut.read(100) == LINES
    for read in (cut.read, cut.readline):
        with pytest.raises(ConnectionResetError):
            read(1)


def test_only_a_request_with_a_length_is_watched() -> None:
    seen: list[Any] = []

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        seen.append(environ["wsgi.input"])
        return []

    for length in ("", "no number", "7"):
        told_when_cut_off(application)({"CONTENT_LENGTH": length, "wsgi.input": io.BytesIO()}, None)
    assert [type(each) for each in seen] == [io.BytesIO, io.BytesIO, WholeInput]
