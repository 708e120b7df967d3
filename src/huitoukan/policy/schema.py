"""JSON Schemas of a pack's files, for editors: completion and red lines while a rule is being written.

``python -m huitoukan.policy.schema FOLDER`` writes them; ``docs/schema`` holds the current ones.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from huitoukan.policy.linking import Linkage
from huitoukan.policy.models import Fact, Family, HeaderWord, ListKind, Pack, Parameter, Rule, Section, Theme, ValueMap

_BY_ID: Mapping[str, type[BaseModel]] = {
    "parameters": Parameter,
    "words": HeaderWord,
    "values": ValueMap,
    "families": Family,
    "themes": Theme,
    "household": Section,
    "rules": Rule,
}
_FROM_KEY = ("id", "level")
"""Keys that the loader fills in from where a part stands."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each sort of file, by its name."""
    made = {name: _keyed(model) for name, model in _BY_ID.items()}
    made["facts"] = TypeAdapter(dict[str, dict[str, Fact]]).json_schema()
    made["kinds"] = ListKind.model_json_schema()
    made["linkage"] = Linkage.model_json_schema()
    made["pack"] = _pack()
    return {name: _without_keys(name, schema) for name, schema in sorted(made.items())}


def write(folder: Path) -> None:
    """Write every schema as ``<name>.schema.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.schema.json").write_text(text(schema), "utf-8")


def text(schema: Mapping[str, Any]) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _keyed(model: type[BaseModel]) -> dict[str, Any]:
    return TypeAdapter(dict[str, model]).json_schema()  # type: ignore[valid-type]


def _pack() -> dict[str, Any]:
    """``pack.toml`` holds what is neither in a file nor in a folder of its own."""
    whole = Pack.model_json_schema()
    own = [name for name, field in Pack.model_fields.items() if field.annotation is str]
    properties = {name: whole["properties"][name] for name in own}
    properties["extends"] = {"type": "string", "title": "Extends"}
    return {"title": "pack.toml", "type": "object", "properties": properties, "required": ["id", "title", "version"]}


def _without_keys(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """``id`` and ``level`` come from the key; what a county leaves out comes from the pack it extends."""
    for part in (schema, *schema.get("$defs", {}).values()):
        given = part.get("properties", {})
        from_key = [key for key in _FROM_KEY if key in given and not (key == "level" and name == "rules")]
        for key in from_key if name != "pack" else ():
            del given[key]
        if name != "pack":
            part.pop("required", None)
    return schema


if __name__ == "__main__":
    write(Path(sys.argv[1]))
