"""A row and its candidates side by side: what each says, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from huitoukan.core import masks
from huitoukan.core.saying import spoken
from huitoukan.domain.linkage_review.enums import Likeness
from huitoukan.domain.linkage_review.models import Asking, Candidate
from huitoukan.engine.outputs.reviews import COMPARED
from huitoukan.messages import Message, catalog, say

TONES = {Likeness.OWNER: "warn", Likeness.STRONG: "good", Likeness.FAIR: "info", Likeness.WEAK: ""}
_MASKS = {"id_no": masks.id_number, "birth_date": masks.birth_date, "phone": masks.phone}
_BETWEEN = "；"
_WORDS = "linkage.word_"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one candidate says of one thing, and whether the row says the same."""

    text: str
    differs: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that records say of a person."""

    label: Message
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate to choose."""

    pk: int
    number: int
    name: str
    home: str
    likeness: str
    tone: str
    evidence: tuple[Message | str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole of it."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]


def compare(asking: Asking, *, in_full: bool) -> Comparison:
    """``in_full``: with the numbers that are masked otherwise."""
    candidates = list(asking.candidates.all())
    return Comparison(
        tuple(_lines(asking, candidates, in_full)),
        tuple(_choice(number, each) for number, each in enumerate(candidates, start=1)),
    )


def best(asking: Asking) -> str:
    """The first candidate in one line."""
    for choice in compare(asking, in_full=False).choices[:1]:
        return " · ".join(filter(None, (choice.name, choice.home, choice.likeness)))
    return ""


def _lines(asking: Asking, candidates: Sequence[Candidate], in_full: bool) -> Iterator[Line]:
    for name in COMPARED:
        said = asking.record.get(name, "")
        others = [each.record.get(name, "") for each in candidates]
        if said or any(others):
            cells = tuple(
                Cell(
                    _shown(name, other, in_full),
                    name in each.differs,
                    bool(said and other) and name not in each.differs,
                )
                for each, other in zip(candidates, others, strict=True)
            )
            yield Line(say(f"links.{name}"), _shown(name, said, in_full), cells)


def _shown(name: str, text: str, in_full: bool) -> str:
    if in_full:
        return text
    return _MASKS.get(name, masks.cell)(text)


def _choice(number: int, candidate: Candidate) -> Choice:
    record, likeness = candidate.record, Likeness(candidate.likeness)
    return Choice(
        pk=candidate.pk,
        number=number,
        name=masks.cell(record.get("name", "")),
        home=masks.cell(record.get("township", "") + record.get("village", "")),
        likeness=str(likeness.label),
        tone=TONES[likeness],
        evidence=tuple(_in_words(word) for word in candidate.evidence.split(_BETWEEN) if word),
    )


def _in_words(word: str) -> Message | str:
    """The engine writes its words down in Chinese; here they are messages again, for whoever reads English."""
    name = _names().get(word)
    return say(name) if name else word


@cache
def _names() -> dict[str, str]:
    return {texts["zh"]: name for name, texts in catalog().items() if name.startswith(_WORDS)}


def row_in_words(asking: Asking) -> str:
    """Where the row stands, for a sentence."""
    return spoken(say("links.row_in_words", list=asking.list_title, row=asking.row))
