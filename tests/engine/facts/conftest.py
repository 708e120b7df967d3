"""Little counties with rules of their own: lists written down here, judged from end to end."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from huitoukan.engine import Result, check
from huitoukan.samples.identity import check_digit

AS_OF = dt.date(2026, 10, 31)
Lists = Mapping[str, Sequence[Sequence[str]]]
County = Callable[..., Result]
_PACK = 'id = "county"\ntitle = "某县"\nversion = "1"\nextends = "baseline"\n'
_RULE = """
["{id}"]
level = "{level}"
kind = "data"
severity = "general"
title = "{id}"
when = "{when}"
sentence = "{sentence}"
advice = "核对。"
source = "测试"
"""


def number(body: str) -> str:
    """A made-up ID: 17 digits and the check digit that belongs to them (GB 11643)."""
    return body + check_digit(body)


def rule(id_: str, level: str, when: str, sentence: str = "有问题。") -> str:
    """A rule as it stands in a pack."""
    return _RULE.format(id=id_, level=level, when=when, sentence=sentence)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> County:
    """``judged(lists, files)``: the run of a pack of ``files`` that extends the baseline, in a folder of ``lists``."""

    def run(lists: Lists, files: Mapping[str, str]) -> Result:
        folder = tmp_path_factory.mktemp("lists")
        for name, rows in lists.items():
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        policy = write_pack(tmp_path_factory.mktemp("pack"), files)
        return check(folder, as_of=AS_OF, policy=policy, work=tmp_path_factory.mktemp("work"))

    return run


def write_pack(folder: Path, files: Mapping[str, str]) -> Path:
    """A pack of ``files`` that extends the baseline."""
    for name, text in {"pack.toml": _PACK, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder
