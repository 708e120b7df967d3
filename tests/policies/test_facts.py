"""Every fact of the shipped packs that is drawn from lists, members or peers against its table: rows in, value out.

``<pack>/facts/<list>.md``: under a heading that names the fact, rows of one 例 (case) stand together; a column is
``list.column`` with its Chinese title, 应得 what the fact must be. Without ``registered`` columns all rows of a case are
about one person and household; with them, each row is a member of it (— : a further row about the same member). The
people of a case live in one village, which rows of lists about villages are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from tests.policies.folder import REGISTERED, Folder
from tests.policies.tables import (
    NO_LIST,
    NO_ROW,
    TABLES,
    UNKNOWN,
    Section,
    parse_cell,
    read_tables,
)

from huitoukan.policy import Pack, load_pack
from huitoukan.policy.fact_order import FactId
from huitoukan.policy.loading import BASELINE, packs
from huitoukan.policy.models import FieldType, Level, Subject
from huitoukan.policy.scopes import column_field, columns

FILES = {(pack, path.stem): path for pack in packs() for path in sorted((TABLES / pack / "facts").glob("*.md"))}
CASE, WANT = "例", "应得"
_UNSAID = object()


@dataclass(frozen=True)
class Case:
    """One case of a table: its rows and what its fact must be."""

    mark: str
    """Set behind every number that stands for somebody, so that cases of one folder do not meet."""
    fact: FactId
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def absent(self) -> frozenset[str]:
        """The lists that the folder of this case lacks."""
        return frozenset(self.kind(c) for c in self.columns if self.rows[0][c] == NO_LIST)

    @staticmethod
    def kind(column: str) -> str:
        return column.split(".", maxsplit=1)[0]

    @staticmethod
    def name(column: str) -> str:
        return column.split(".")[1].split(maxsplit=1)[0]


@pytest.mark.parametrize("name", FILES, ids="-".join)
def test_facts_are_what_their_tables_say(name: tuple[str, str], tmp_path: Path) -> None:
    pack, document = load_pack(Path(name[0])), read_tables(FILES[name])
    cases = [case for number, section in enumerate(document.sections) for case in _cases(number, section)]
    wrong = []
    for number, absent in enumerate(sorted({case.absent for case in cases}, key=sorted)):
        together = [case for case in cases if case.absent == absent]
        folder = Folder(pack)
        for case in together:
            _fill(folder, case)
        work = tmp_path / str(number)
        work.mkdir()
        known = folder.known(dict.fromkeys(case.fact for case in together), document.as_of, work)
        wrong += [(case.rows, got) for case in together if (got := _got(known, case)) != _wanted(pack, case)]
    assert not wrong


@pytest.mark.parametrize("name", packs())
def test_every_fact_from_rows_or_members_has_a_table(name: str) -> None:
    own = {
        _fact(section) for (pack, _), path in FILES.items() if pack == name for section in read_tables(path).sections
    }
    inherited = _drawn(load_pack()) if name != BASELINE else set()
    assert own | inherited == _drawn(load_pack(Path(name)))


def _drawn(pack: Pack) -> set[FactId]:
    facts = {(level, f.id): f for level, known in pack.facts.items() for f in known.values()}
    return {key for key, f in facts.items() if f.list or f.members or f.peers}


def _fact(section: Section) -> FactId:
    level, name = section.heading.split()[0].split(".")
    return Level(level), name


def _cases(number: int, section: Section) -> Iterator[Case]:
    for case, rows in groupby(section.rows, key=lambda row: row[CASE]):
        yield Case(f"#{number}-{case}", _fact(section), section.columns[1:-2], tuple(rows))


def _fill(folder: Folder, case: Case) -> None:
    kinds = dict.fromkeys(map(case.kind, case.columns))
    for kind in kinds:
        if kind not in case.absent and kind != REGISTERED:
            named = [case.name(c) for c in case.columns if case.kind(c) == kind]
            folder.add_list(kind, [*named, *_village(folder.pack, case, kind)])
    subject = None
    for number, row in enumerate(case.rows, 1):
        own = _cells(folder.pack, case, REGISTERED, row)
        if subject is None or own:
            home = {"household_no": f"1{case.mark}", "person_no": f"{number}{case.mark}"}
            subject = folder.add_person(home | _village(folder.pack, case, REGISTERED) | (own or {}))
        for kind in kinds:
            cells = _cells(folder.pack, case, kind, row)
            if kind != REGISTERED and cells is not None:
                folder.add_row(kind, _village(folder.pack, case, kind) | cells, subject)


def _village(pack: Pack, case: Case, kind: str) -> dict[str, object]:
    """The village of the case, where its fact is about villages and rows of ``kind`` name one."""
    names_one = kind == REGISTERED or pack.kinds[kind].subject is Subject.VILLAGE
    return (
        dict.fromkeys(("village", "village_key"), f"1{case.mark}")
        if case.fact[0] is Level.VILLAGE and names_one
        else {}
    )


def _cells(pack: Pack, case: Case, kind: str, row: Mapping[str, str]) -> dict[str, object] | None:
    """The row of ``kind`` that a line of the table holds; None when it holds none."""
    cells = {case.name(c): row[c] for c in case.columns if case.kind(c) == kind}
    if not cells or set(cells.values()) <= {NO_ROW, NO_LIST}:
        return None
    types = columns(pack.kinds[kind])
    values = {name: parse_cell(cell, types[name]) for name, cell in cells.items()}
    return {name: _marked(pack, case, kind, name, value) for name, value in values.items()}


def _marked(pack: Pack, case: Case, kind: str, name: str, value: object) -> object:
    type_ = pack.kinds[kind].fields[column_field(pack.kinds[kind], name)].type
    stands_for_somebody = type_ in (FieldType.ID_NO, FieldType.PHONE, FieldType.VILLAGE) or name in (
        "household_no",
        "person_no",
    )
    return f"{value}{case.mark}" if stands_for_somebody and isinstance(value, str) else value


def _wanted(pack: Pack, case: Case) -> object:
    level, name = case.fact
    cell = case.rows[0][WANT]
    return _UNSAID if cell == UNKNOWN else parse_cell(cell, pack.facts[level][name].type)


def _got(known: Mapping[FactId, Mapping[object, object]], case: Case) -> object:
    if case.fact not in known:
        return _UNSAID
    value = known[case.fact][f"1{case.mark}"]
    return value.removesuffix(case.mark) if isinstance(value, str) else value
