"""Django set up for a command; what is missing for that is said in a sentence."""

from __future__ import annotations

import os
from importlib.util import find_spec

from huitoukan.messages import Lang, Mendable, say

_SETTINGS = "DJANGO_SETTINGS_MODULE"
_NEEDED = ("django", "django_tasks_db", "gunicorn", "psycopg", "whitenoise")


class NotInstalled(Mendable):
    """Only the command is here, without what the server needs."""


def start_django(lang: Lang) -> None:
    """Sentences of Django, such as those about passwords, are in ``lang`` from here on.

    Raises :class:`NotInstalled`, :class:`~huitoukan.config.environment.UnusableEnvironment`.
    """
    if any(find_spec(package) is None for package in _NEEDED):
        raise NotInstalled(say("server.not_installed"))
    import django
    from django.utils import translation

    os.environ.setdefault(_SETTINGS, "huitoukan.config.settings")
    django.setup()
    translation.activate("en" if lang == "en" else "zh-hans")


def start_on_tables(lang: Lang) -> None:
    """As :func:`start_django`, for what works on a server that is there. Raises also ``NotReady``."""
    start_django(lang)
    from huitoukan.config.preparing import require_tables

    require_tables()
