"""A small pack that extends the baseline, to be broken by tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from huitoukan.policy import PackErrors, load_pack

Writer = Callable[..., Path]


@pytest.fixture
def county(tmp_path: Path) -> Writer:
    """Writes a pack of the given files (name → text) that extends the baseline, and returns its folder."""

    def write(files: dict[str, str] | None = None, extends: str = "baseline") -> Path:
        folder = tmp_path / "pack"
        parts = {"pack.toml": f'id = "county"\ntitle = "某县"\nversion = "1"\nextends = "{extends}"\n', **(files or {})}
        for name, text in parts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return folder

    return write


@pytest.fixture
def problems(county: Writer) -> Callable[[dict[str, str]], list[str]]:
    """The problems of such a pack, as ``file:line: sentence``."""

    def of(files: dict[str, str]) -> list[str]:
        with pytest.raises(PackErrors) as caught:
            load_pack(county(files))
        return [problem.text() for problem in caught.value.problems]

    return of
