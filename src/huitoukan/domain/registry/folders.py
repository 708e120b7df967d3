"""Where the files of imports lie."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings

from huitoukan.domain.registry.models import Import

UPLOADS = "uploads"
PERSONS = "persons.parquet"
HOUSEHOLDS = "households.parquet"


def all_folders() -> Path:
    """The folder of the folders of all imports."""
    return Path(settings.MEDIA_ROOT) / "imports"


def folder_named(key: uuid.UUID) -> Path:
    """The folder of the import of that key, whether there is one yet or not."""
    return all_folders() / key.hex


def folder_of(brought: Import) -> Path:
    """The folder of one import; its files are not for the web server."""
    return folder_named(brought.key)


def uploads_of(brought: Import) -> Path:
    """The files as they came."""
    return folder_of(brought) / UPLOADS


def read_of(brought: Import) -> Path:
    """What was read of them: typed lists, the cells as they were, rows set aside."""
    return folder_of(brought) / brought.read_in


def asides_of(brought: Import) -> Path:
    """The rows set aside: ``file``, ``sheet``, ``row``, ``kind``, ``reason``."""
    return read_of(brought) / "asides.parquet"


def persons_of(brought: Import) -> Path:
    """What the registered list does to each person, see ``registry.comparing``."""
    return folder_of(brought) / brought.compared_in / PERSONS


def households_of(brought: Import) -> Path:
    """What the registered list does to each household."""
    return folder_of(brought) / brought.compared_in / HOUSEHOLDS
