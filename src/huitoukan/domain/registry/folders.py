"""Where the files of imports lie."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from huitoukan.domain.registry.models import Import


def folder_of(brought: Import) -> Path:
    """The folder of one import; its files are not for the web server."""
    return Path(settings.MEDIA_ROOT) / "imports" / str(brought.pk)


def uploads_of(brought: Import) -> Path:
    """The files as they came."""
    return folder_of(brought) / "uploads"


def typed_of(brought: Import) -> Path:
    """What was read of them: typed lists, and the cells as they were."""
    return folder_of(brought) / "typed"
