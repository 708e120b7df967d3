"""Where the tables of runs lie. They hold personal data and are not for the web server."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from huitoukan.domain.screening.models import Run

FINDINGS = "findings.parquet"
FACTS = "facts.parquet"
SOURCES = "sources.parquet"
LINKS = "links.parquet"
LINK_REVIEWS = "link_reviews.parquet"
HOUSEHOLD_ROWS = "rows_by_household.parquet"


def every_try_of(run: Run) -> Path:
    """The folder of a run, with a folder for each try."""
    return Path(settings.MEDIA_ROOT) / "runs" / str(run.pk)


def folder_of(run: Run) -> Path:
    """The tables of a run that is done."""
    return every_try_of(run) / run.claim


def work_of(run: Run) -> Path:
    """What a run needs while it goes on, and nobody afterwards."""
    return folder_of(run) / "work"
