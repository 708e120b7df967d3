from __future__ import annotations

from pathlib import Path

import pytest

from huitoukan.policy import load_pack

from .conftest import Huitoukan


def test_every_rule_is_listed(huitoukan: Huitoukan) -> None:
    said = huitoukan("policy", "list")
    assert said.code == 0
    for rule in load_pack().rules.values():
        assert rule.id in said.out
        assert rule.title in said.out


def test_a_rule_is_explained_with_the_parameters_of_the_day(huitoukan: Huitoukan) -> None:
    said = huitoukan("policy", "explain", "medical.burden", "--as-of", "2026-10-31")
    assert said.code == 0
    assert "self_paid_registered" in said.out
    assert "2026-10-31" in said.out


def test_an_unknown_rule_is_answered_with_the_nearest(huitoukan: Huitoukan) -> None:
    said = huitoukan("policy", "explain", "medical.burdon")
    assert (said.code, said.out) == (1, "")
    assert "medical.burden" in said.err


def test_a_pack_without_mistakes_is_praised(huitoukan: Huitoukan, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('id = "county"\ntitle = "某县"\nversion = "1"\nextends = "baseline"\n', "utf-8")
    said = huitoukan("policy", "check", tmp_path)
    assert (said.code, said.err) == (0, "")
    assert "没有错误：某县 1" in said.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mistakes_are_told_with_file_and_line(huitoukan: Huitoukan, tmp_path: Path, lang: str) -> None:
    (tmp_path / "pack.toml").write_text('id = "county"\ntitle = "某县"\nversion = "1"\nextends = "baseline"\n', "utf-8")
    (tmp_path / "parameters.toml").write_text('[income_line]\nunti = "元"\n', "utf-8")
    said = huitoukan("policy", "check", tmp_path, "--lang", lang)
    assert said.code == 1
    assert "parameters.toml:2" in said.err
    assert "Traceback" not in said.err
