"""What a backup says of itself."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

FORMAT = 1
FILE = "manifest.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Frozen):
    """A file in the archive."""

    size: int
    sha256: str


class Trail(_Frozen):
    """Where the audit trail ended, and whether it was whole."""

    count: int
    head: str
    broken_at: int | None


class Content(_Frozen):
    """What the database holds; the same before and after."""

    migrations: list[tuple[str, str]]
    rows: dict[str, int]
    trail: Trail


class Manifest(Content):
    """The first thing to read, and the last that is written."""

    format: int = FORMAT
    made_at: str
    version: str
    engine: str
    parts: dict[str, Part]
