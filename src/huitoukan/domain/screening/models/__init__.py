"""The tables of runs and findings."""

from huitoukan.domain.screening.models.findings import Finding, Sighting
from huitoukan.domain.screening.models.marks import Mark, Step
from huitoukan.domain.screening.models.runs import Run

__all__ = ["Finding", "Mark", "Run", "Sighting", "Step"]
