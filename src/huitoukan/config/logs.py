"""Log lines as JSON, one event a line; nothing that a person typed or is called goes into them.

A line is made from an allow-list. Of our own messages, which are written with this in mind, all is kept; of messages of
others only the words that stand in their code, since what is filled in may be anybody's; of an exception its type and
where it came from, since its text may quote what somebody typed.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from types import TracebackType
from typing import Any

from huitoukan.web.request_log import request_id

_OURS = "huitoukan"
_SERVER = "gunicorn.error"
EXTRAS = ("method", "view", "status", "ms", "task", "attempt", "schedule", "worker", "count", "head", "broken_at")
"""What may stand on a line beside its message."""


class Lines(logging.Formatter):
    """Time, level, where from, what, in which request."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "message": _words(record),
        }
        line |= {name: value for name in EXTRAS if (value := getattr(record, name, None)) is not None}
        if asked := request_id.get():
            line["request"] = asked
        if record.exc_info and record.exc_info[0]:
            line["exception"] = _exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _words(record: logging.LogRecord) -> str:
    """The message as far as we know that nobody's data can be in it."""
    ours = record.name.partition(".")[0] == _OURS
    if ours or (record.name == _SERVER and record.levelno < logging.WARNING):
        return record.getMessage()
    words = str(record.msg) if record.args and not hasattr(record, "request") else ""
    return f"{words} ({record.module}:{record.lineno})".strip()


def _exception(problem: BaseException | None) -> list[dict[str, Any]]:
    """What happened and what led to it, each as its type and the way there."""
    chain = []
    while problem is not None:
        kind = type(problem)
        chain.append({"type": f"{kind.__module__}.{kind.__qualname__}", "at": _frames(problem.__traceback__)})
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    return chain


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in traceback.walk_tb(trace)]


def settings() -> dict[str, Any]:
    """For ``logging.config``: everything on standard error, as lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.Lines"}},
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["err"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # Django would send mail
            "django.request": {"level": "ERROR"},  # refusals are on the line of the request
            "django_tasks": {"level": "WARNING"},  # the worker says it in its own words
            "django_tasks_db": {"level": "WARNING"},
            "axes": {"level": "ERROR"},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.access": {"handlers": [], "level": "ERROR", "propagate": False},
        },
    }
