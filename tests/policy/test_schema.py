"""The schemas in the docs are current, and the baseline itself keeps to them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jsonschema
import pytest

import huitoukan
from huitoukan.policy import schema

DOCS = Path(__file__).parents[2] / "docs" / "schema"
BASELINE = Path(huitoukan.__file__).parent / "policies" / "baseline"
FILES = sorted(BASELINE.rglob("*.toml"))


def test_docs_hold_the_current_schemas() -> None:
    written = {path.name: path.read_text("utf-8") for path in DOCS.iterdir()}
    assert written == {f"{name}.schema.json": schema.text(one) for name, one in schema.schemas().items()}, (
        "run: python -m huitoukan.policy.schema docs/schema"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(BASELINE).as_posix())
def test_the_baseline_keeps_to_them(path: Path) -> None:
    name = path.relative_to(BASELINE).parts[0].removesuffix(".toml")
    # TOML knows dates, JSON does not
    data = tomllib.loads(path.read_text("utf-8").replace("since = ", 'since = "').replace("-01-01\n", '-01-01"\n'))
    jsonschema.validate(data, schema.schemas()[name])


def test_a_wrong_key_is_shown_by_an_editor() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"income.x": {"wen": "registered"}}, schema.schemas()["rules"])
