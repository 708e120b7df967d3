"""Log lines as JSON, one event a line; nothing that a person typed or is called goes into them."""

from __future__ import annotations

from pythonjsonlogger.json import JsonFormatter


class Lines(JsonFormatter):
    """Time, level, where from, what."""

    def __init__(self) -> None:
        super().__init__(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "at", "levelname": "level", "name": "from"},
            json_ensure_ascii=False,
        )
