"""The models of how rows are linked: numbers, tables and weights of a pack."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from huitoukan.policy.parts import Frozen, Text


class KeyPart(StrEnum):
    """What a key that finds candidates may be made of."""

    NAME_SOUND = "name_sound"
    NAME_SHAPE = "name_shape"
    SURNAME_SOUND = "surname_sound"
    GIVEN_SOUND = "given_sound"
    BIRTH = "birth"
    TOWNSHIP = "township"
    VILLAGE = "village"
    PHONE = "phone"


class Weights(Frozen):
    """What each piece of evidence adds to a score, in log2 odds; the baseline says beside each what it means."""

    name_most: float
    name_crowd: float
    name_same: float
    name_homophone: float
    name_look_alike: float
    name_cut: float
    name_near: float
    name_surname: float
    name_other: float
    number_same: float
    number_one_edit: float
    number_prefix: float
    number_tail: float
    number_short_prefix: float
    number_two_edits: float
    number_area_birth: float
    number_other: float
    number_contradicted: float
    birth_same: float
    birth_near: float
    birth_conflict: float
    sex_same: float
    sex_conflict: float
    township_same: float
    township_near: float
    township_conflict: float
    village_same: float
    village_near: float
    village_conflict: float
    phone_same: float


class Linkage(Frozen):
    """Numbers and tables of linkage."""

    threshold: float
    """A scored link is accepted from this score on (log2 odds)."""
    gap: float
    """… and only when the runner-up is at least this far behind."""
    review_floor: float
    """Candidates from this score on are shown to a person."""
    prior: float
    """Score of a pair before any evidence, per candidate person: log2 odds that two random rows agree."""
    keys: tuple[Annotated[tuple[KeyPart, ...], Field(min_length=1)], ...]
    """Who shares all parts of one of these is compared; numbers and names without a number have keys of their own."""
    bucket_most: int = Field(ge=1)
    """A key that more people share is passed over: it tells nothing and would pair everybody with everybody."""
    number_bucket_most: int = Field(ge=1)
    """The same for a piece of a number, which people born in one county on one day share by right."""
    whole_numbers: tuple[int, int]
    """The fewest and most characters of a number that is whole, though something in it is wrong."""
    moved_least: int = Field(ge=1)
    """A village has another name where at least so many people, known by their ID, are listed under it …"""
    moved_share: float = Field(gt=0, le=1)
    """… and at least this share of those listed there belong to one village of the registry."""
    weights: Weights
    look_alikes: tuple[Text, ...]
    """Groups of characters that are mistaken for each other."""
    split_characters: dict[str, Text]
    """Rare characters written in parts: the parts → the character."""
    surname_readings: dict[str, str]
    """Surnames read otherwise than the character usually is."""
    candidates_shown: int = Field(ge=1)
    """How many candidates a person is shown for a row, at most."""
    second_look_gap: float = Field(ge=0)
    """When the best candidate is no more than this ahead of the next, two people look before a decision counts."""
    placeholder_ids: tuple[Text, ...]
    """An ID that begins so means “no number”."""
