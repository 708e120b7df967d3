"""The county as a whole: repeatable, true to its own counts, complete, and nobody's."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from huitoukan.messages import Mendable
from huitoukan.samples import write_county
from huitoukan.samples.truth.needs import HOUSEHOLD_RULES, PERSON_RULES

if TYPE_CHECKING:
    from conftest import Sample

FOOT = re.compile(r"合\s*计|总计|填表人|制表|经办人")
WIDE = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")
DAMAGE = {"", "float", "missing", "typo", "swap", "old15", "wrong_id", "registry"}


def write(out: Path, parameters: Mapping[str, float], *, seed: int = 3, households: int = 300) -> None:
    write_county(out, households=households, seed=seed, as_of=date(2026, 10, 31), parameters=parameters)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    write(tmp_path / "a", parameters)
    write(tmp_path / "b", parameters)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_another_seed_writes_another_county(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    write(tmp_path / "a", parameters)
    write(tmp_path / "b", parameters, seed=4)
    assert contents(tmp_path / "a") != contents(tmp_path / "b")


def test_counts_are_those_of_the_files(sample: Sample) -> None:
    counted = {row["file"]: int(row["rows"]) for row in sample.truth("counts")}
    assert set(counted) == {path.name for path in (sample.folder / "lists").iterdir()}
    for file, links in sample.links().items():
        first = min(int(link["row"]) for link in links)
        rows = [
            row
            for sheet in sample.sheets(file)
            for row in sheet[first - 1 :]
            if any(cell != "" for cell in row) and not FOOT.match(str(row[0]))
        ]
        assert len(rows) == counted[file] == len(links), file


def test_every_link_points_at_the_row_of_its_person(sample: Sample) -> None:
    """For people who are only on the roster the person is the ID, so the row must show it."""
    checked = 0
    for file, links in sample.links().items():
        sheets = sample.sheets(file)
        for link in links:
            if link["damage"] or not link["person"].startswith("99"):
                continue
            row = sheets[0][int(link["row"]) - 1]
            cells = [re.sub(r"[\s']", "", str(cell)).upper() for cell in row]
            assert any(cell.translate(WIDE).startswith(link["person"]) for cell in cells), (file, row)
            checked += 1
    assert checked > 10_000


def test_every_rule_has_findings(sample: Sample) -> None:
    assert {row["rule_id"] for row in sample.truth("findings")} == set(PERSON_RULES) | set(HOUSEHOLD_RULES)


def test_every_rule_has_a_finding_that_needs_no_repair(sample: Sample) -> None:
    plain = {row["rule_id"] for row in sample.truth("findings") if row["need"] == "plain"}
    assert plain == set(PERSON_RULES) | set(HOUSEHOLD_RULES)


def test_every_need_and_every_damage_occurs(sample: Sample) -> None:
    needs = {row["need"] for row in sample.truth("findings")}
    assert needs == {"plain", "repair", "named", "false_without_repair"}
    assert {row["damage"] for row in sample.truth("links")} == DAMAGE


def test_some_rows_mean_nobody_and_some_two_registered_rows(sample: Sample) -> None:
    people = [row["person"] for row in sample.truth("links") if row["kind"] == "medical_enrolment"]
    assert people.count("") > 50
    assert any("|" in person for person in people)


def test_every_number_begins_with_99(sample: Sample) -> None:
    """Eighteen digits in a row are an ID number, in whatever column they stand."""
    numbers = {
        number
        for file in sample.links()
        for sheet in sample.sheets(file)
        for row in sheet
        for number in re.findall(r"(?<!\d)\d{17}[\dX](?!\d)", " ".join(map(str, row)).translate(WIDE))
    }
    assert len(numbers) > 8_000
    assert all(number.startswith("99") for number in numbers)


def test_the_size_is_that_of_a_county(sample: Sample) -> None:
    summary = sample.summary
    assert summary.households == 2500
    assert 1200 < summary.registered_people < 1900
    assert 8000 < summary.people < 9800
    assert sum(summary.findings.values()) == len(sample.truth("findings"))


def test_as_of_is_written_down(sample: Sample) -> None:
    assert (sample.folder / "as-of").read_text("utf-8").strip() == "2026-10-31"


def test_a_tiny_county_is_refused_in_words(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    with pytest.raises(Mendable, match="300 户"):
        write(tmp_path, parameters, households=20)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_parameter_is_named(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    with pytest.raises(Mendable, match="helper_load"):
        write(tmp_path, {name: n for name, n in parameters.items() if name != "helper_load"})


def test_somebody_elses_folder_is_left_alone(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "真实名单.xlsx").write_bytes(b"precious")
    with pytest.raises(Mendable, match="没有写入"):
        write(tmp_path, parameters)
    assert (tmp_path / "lists" / "真实名单.xlsx").read_bytes() == b"precious"


def test_a_file_is_no_folder(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(Mendable, match="不是文件夹"):
        write(tmp_path / "out", parameters)


def test_an_earlier_sample_is_replaced_whole(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    write(tmp_path / "again", parameters, seed=8)
    write(tmp_path / "again", parameters, seed=3)
    write(tmp_path / "fresh", parameters, seed=3)
    assert contents(tmp_path / "again") == contents(tmp_path / "fresh")


def test_a_hard_county_says_what_became_of_names_and_villages(tmp_path: Path, parameters: Mapping[str, float]) -> None:
    write_county(tmp_path / "hard", households=400, seed=3, as_of=date(2026, 10, 31), parameters=parameters, hard=True)
    write(tmp_path / "plain", parameters, households=400)
    with (tmp_path / "hard" / "truth" / "links.csv").open(encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file))

    ways = Counter(link["writing"] for link in links)
    assert set(ways) == {"", "dot", "cut", "rare_character", "look_alike", "moved_village"}
    assert min(ways.values()) >= 5
    damaged = sum(link["damage"] not in ("", "old15", "registry") for link in links) / len(links)
    assert 0.05 < damaged < 0.15
    assert (tmp_path / "plain" / "truth" / "links.csv").read_text("utf-8").startswith("file,row,kind,person,damage\n")
