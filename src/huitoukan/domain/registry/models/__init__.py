"""The tables of the registry."""

from huitoukan.domain.registry.models.imports import Import, ImportedList, ImportedSheet
from huitoukan.domain.registry.models.landings import Landing
from huitoukan.domain.registry.models.versions import ALWAYS, HouseholdVersion, PersonVersion, Version

__all__ = [
    "ALWAYS",
    "HouseholdVersion",
    "Import",
    "ImportedList",
    "ImportedSheet",
    "Landing",
    "PersonVersion",
    "Version",
]
