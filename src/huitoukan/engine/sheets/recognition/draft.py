"""The draft of a mapping file: what a run could not settle, ready to be completed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from huitoukan.engine.results import KindGuess
from huitoukan.engine.sheets.cleaning.ids import mask_ids
from huitoukan.engine.sheets.recognition.mapping import IGNORE
from huitoukan.engine.sheets.recognition.understanding import Unknown
from huitoukan.messages import Message, say
from huitoukan.policy.models import ListKind, Pack

_DATED = re.compile(r"\d+")
_SPECIAL = re.compile(r"([\[?])")


def draft_mapping(entries: Sequence[str], pack: Pack) -> str:
    """A mapping file (TOML) of ``entries``, explained in comments."""
    kinds = "、".join(f"{kind.id}（{kind.title}）" for kind in pack.kinds.values())
    return "\n".join([*_comment(say("sheets.draft_intro", kinds=kinds).text()), "", *entries])


def draft_entry(sheet: Unknown, pack: Pack) -> str:
    """The entry of a mapping file for ``sheet``, with what is known of it; numbers that may be IDs are masked."""
    return "\n".join([*_entry(sheet, pack), ""])


def _entry(sheet: Unknown, pack: Pack) -> Iterator[str]:
    yield from _comment(say("sheets.draft_sheet", file=sheet.grid.file, sheet=sheet.grid.sheet).text())
    yield from _comment(sheet.note.text())
    for guess in sheet.guesses:
        yield from _comment(_nearness(guess, pack).text())
    best = sheet.guesses[0] if sheet.guesses else None
    yield "[[sheet]]"
    yield f"file = {_quoted(_glob(sheet.grid.file))}"
    yield f"sheet = {_quoted(_glob(sheet.grid.sheet))}"
    yield f"kind = {_quoted(best.kind if best else IGNORE)}"
    if sheet.header is None:
        return
    yield f"header_row = {sheet.header.last + 1}"
    yield "[sheet.columns]"
    yield from _columns([h.title for h in sheet.header.headers], best, pack.kinds[best.kind] if best else None)


def _columns(headers: Sequence[str], best: KindGuess | None, kind: ListKind | None) -> Iterator[str]:
    fields = {header: name for name, header in best.matched.items()} if best else {}
    for header in dict.fromkeys(filter(None, headers)):
        name = fields.get(header)
        title = f"  # {kind.fields[name].title}" if kind and name else ""
        yield f"{'' if name else '# '}{_quoted(header)} = {_quoted(name or '')}{title}"
    if kind and best:
        left = "、".join(f"{n}（{f.title}）" for n, f in kind.fields.items() if n not in best.matched)
        yield from _comment(say("sheets.draft_fields", fields=left).text())


def _nearness(guess: KindGuess, pack: Pack) -> Message:
    kind = pack.kinds[guess.kind]
    missing = [f"{name}（{kind.fields[name].title}）" for name in guess.missing] or ["—"]
    return say(
        "sheets.draft_guess",
        kind=guess.kind,
        title=kind.title,
        score=guess.score,
        missing=missing,
        unmatched=list(guess.unmatched) or ["—"],
    )


def _glob(name: str) -> str:
    """``name`` with its figures (a month, a date) left open and its own marks taken literally."""
    return _DATED.sub("*", _SPECIAL.sub(r"[\1]", name))


def _quoted(text: str) -> str:
    escaped = mask_ids(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in mask_ids(text).splitlines()]
