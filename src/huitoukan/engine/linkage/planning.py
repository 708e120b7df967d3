"""All steps of linkage in their order."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.engine.linkage.exact import exact_steps, loose_steps
from huitoukan.engine.linkage.matching import matching_steps
from huitoukan.engine.linkage.outcome import outcome_steps, roster_link_step
from huitoukan.engine.linkage.pairing import pairing_steps
from huitoukan.engine.linkage.places import place_steps
from huitoukan.engine.linkage.records import LISTS, REGISTRY, Records
from huitoukan.engine.linkage.registry import registry_steps
from huitoukan.engine.linkage.reviewing import review_steps
from huitoukan.engine.plan import Step
from huitoukan.policy.models import Pack


def steps(
    pack: Pack, present: Mapping[str, frozenset[str]], *, decisions: bool = False, roster_rows: bool = False
) -> tuple[Step, ...]:
    """The steps that link the rows of all lists to people.

    ``present`` names the fields each list has (``Sheets.present``); its tables are called ``list_<kind>``. With
    ``decisions`` there is a table ``decisions(kind, row_id, candidate_kind, candidate_row_id, same)``: what people
    have said about candidates that an earlier run showed them. With ``roster_rows`` the rows of the roster are linked
    like those of any list, in ``roster_link``. At least one list must be about people.
    """
    listed, lists = (Records.of(pack, present, subjects) for subjects in (REGISTRY, LISTS))
    return (
        *registry_steps(listed),
        *exact_steps(lists),
        *place_steps(pack, lists),
        *loose_steps(lists),
        *pairing_steps(pack, listed),
        *matching_steps(pack, decisions=decisions),
        *outcome_steps(pack, present),
        *((roster_link_step(),) if roster_rows else ()),
        *review_steps(pack),
    )
