"""Reads a policy pack from its folder, with what it extends merged in, into frozen objects.

A pack is a folder: ``pack.toml`` (id, title, version, what it extends), ``parameters.toml``, ``words.toml``,
``values.toml``, ``families.toml``, ``themes.toml``, ``household.toml``, ``linkage.toml`` and the folders ``kinds``,
``facts`` and ``rules``; parameters and values may be folders too. A pack that extends another repeats nothing: tables
merge by id, anything else given again replaces what was there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from huitoukan.messages import Mendable, say
from huitoukan.policy import validation
from huitoukan.policy.checking import check_pack
from huitoukan.policy.documents import Document, Key, read_document
from huitoukan.policy.models import Pack
from huitoukan.policy.problems import PackErrors, PackProblem, Place

BASELINE = "baseline"
_SINGLE = ("parameters", "words", "values", "families", "themes", "household", "linkage")
_FOLDERS = ("kinds", "parameters", "values", "facts", "rules")
_SPREAD = ("parameters", "values", "facts", "rules")
"""What may stand in several files of one pack."""
_KEYED = ("parameters", "words", "values", "families", "themes", "household", "kinds", "rules")
MAX_EXTENDS = 8


@dataclass(slots=True)
class Parts:
    """A pack as data, and where each part of it came from."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    below: dict[Key, set[Key]] = field(default_factory=lambda: defaultdict(set))
    """Every key that has a place, by each key it stands below (itself included)."""
    problems: list[PackProblem] = field(default_factory=list)

    def place(self, key: Key) -> Place:
        """Where ``key``, or the nearest part around it, was written."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, Place("pack.toml"))

    def add(self, document: Document, at: Key) -> None:
        """Merge a document in under ``at``; later documents win."""
        _merge(self.data, document.data, at)
        for key in document.lines:
            self._forget(document, at, key)
        for key in document.lines:
            self._put((*at, *key), document.place(key))
        if at not in self.places:
            self._put(at, Place(document.file))

    def _put(self, key: Key, place: Place) -> None:
        self.places[key] = place
        for depth in range(len(key) + 1):
            self.below[key[:depth]].add(key)

    def _forget(self, document: Document, at: Key, key: Key) -> None:
        """What a later document replaces no longer stands where the earlier one wrote it."""
        value: Any = document.data
        for depth, step in enumerate(key, 1):
            value = value.get(step)
            if not isinstance(value, Mapping):
                replaced = (*at, *key[:depth])
                for old in self.below.pop(replaced, ()):
                    self.places.pop(old, None)
                return


def load_pack(path: Path | None = None) -> Pack:
    """The pack in the folder ``path``, or of that name among :func:`packs`; the baseline when None.

    Raises :class:`Mendable` when there is no pack, :class:`PackErrors` with every problem when it has errors.
    """
    name = BASELINE if path is None else str(path)
    if path is None or (name in packs() and not path.exists()):
        return _shipped(name)
    return _load(path)


def packs() -> tuple[str, ...]:
    """The packs that come with the program."""
    shipped = files("huitoukan").joinpath("policies").iterdir()
    return tuple(sorted(entry.name for entry in shipped if entry.is_dir() and entry.joinpath("pack.toml").is_file()))


@cache
def _shipped(name: str) -> Pack:
    with as_file(files("huitoukan").joinpath("policies", name)) as path:
        return _load(path)


def _load(path: Path) -> Pack:
    if not (path / "pack.toml").is_file():
        raise Mendable(say("policy.no_pack", folder=str(path), known=list(packs())))
    parts = Parts()
    with ExitStack() as stack:
        for folder, label in reversed(list(_chain(path, stack, parts.problems))):
            _read_folder(folder, label, parts)
    _name(parts)
    if parts.problems:
        raise PackErrors(parts.problems)
    try:
        pack = Pack.model_validate(parts.data)
    except ValidationError as error:
        raise PackErrors(list(validation.problems(error, parts.place))) from None
    if found := check_pack(pack, parts.place):
        raise PackErrors(found)
    return pack


def _chain(path: Path, stack: ExitStack, problems: list[PackProblem]) -> Iterator[tuple[Path, str]]:
    """The pack's folder, what it extends, what that extends, …; each with its name in messages."""
    seen: set[Path] = set()
    label = ""
    while True:
        yield path, label
        seen.add(path.resolve())
        document = read_document(path / "pack.toml", f"{label}pack.toml")
        extends = document.data.get("extends") if isinstance(document, Document) else None
        if not isinstance(extends, str) or not isinstance(document, Document):
            return
        shipped = extends in packs()
        path = (
            stack.enter_context(as_file(files("huitoukan").joinpath("policies", extends)))
            if shipped
            else path / extends
        )
        label = f"{extends}/"
        if path.resolve() in seen or len(seen) > MAX_EXTENDS:
            problems.append(PackProblem(document.place(("extends",)), say("policy.extends_circle", pack=extends)))
            return
        if not (path / "pack.toml").is_file():
            known = list(packs())
            problems.append(
                PackProblem(document.place(("extends",)), say("policy.extends_unknown", pack=extends, known=known))
            )
            return


def _read_folder(folder: Path, label: str, parts: Parts) -> None:
    defined: dict[Key, str] = {}
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        at = _place_in_pack(name)
        document = read_document(path, label + name)
        if isinstance(document, PackProblem):
            parts.problems.append(document)
        elif at is None:
            parts.problems.append(PackProblem(Place(label + name), say("policy.stray_file", known=_files())))
        else:
            parts.problems += _defined_twice(document, at, defined)
            parts.add(document, at)


def _defined_twice(document: Document, at: Key, defined: dict[Key, str]) -> Iterator[PackProblem]:
    """What another file of the same pack has defined already: of two, only the later would count."""
    depth = 3 if at == ("facts",) else 2
    if at and at[0] in _SPREAD:
        for key in dict.fromkeys((*at, *key)[:depth] for key in document.lines if len(at) + len(key) >= depth):
            if key in defined:
                said = say("policy.defined_twice", name=key[-1], file=defined[key])
                yield PackProblem(document.place(key[len(at) :]), said)
            defined.setdefault(key, document.file)


def _place_in_pack(name: str) -> Key | None:
    """Where the content of a file belongs in the pack; None when the file does not belong there."""
    stem, _, rest = name.removesuffix(".toml").partition("/")
    if not rest:
        return () if stem == "pack" else (stem,) if stem in _SINGLE else None
    if stem == "kinds" and "/" not in rest:
        return (stem, rest)
    return (stem,) if stem in _FOLDERS else None


def _files() -> list[str]:
    return ["pack.toml", *(f"{name}.toml" for name in _SINGLE), *(f"{name}/*.toml" for name in _FOLDERS)]


def _merge(target: dict[str, Any], data: Mapping[str, Any], at: Key) -> None:
    for step in at:
        target = target.setdefault(step, {})
    for key, value in data.items():
        if isinstance(value, Mapping) and isinstance(target.get(key), dict):
            _merge(target[key], value, ())
        else:
            target[key] = _copy(value)


def _copy(value: Any) -> Any:
    return {key: _copy(one) for key, one in value.items()} if isinstance(value, Mapping) else value


def _name(parts: Parts) -> None:
    """Give every part the id (and fact its level) that its key says; written there as well, it could say otherwise."""
    parts.data.pop("extends", None)
    for section in _KEYED:
        _give_ids(parts, (section,))
    levels = parts.data.get("facts")
    for level, facts in levels.items() if isinstance(levels, dict) else ():
        _give_ids(parts, ("facts", level))
        for fact in facts.values() if isinstance(facts, dict) else ():
            if isinstance(fact, dict):
                fact["level"] = level


def _give_ids(parts: Parts, at: Key) -> None:
    section: Any = parts.data
    for step in at:
        section = section.get(step, {})
    for key, part in section.items() if isinstance(section, dict) else ():
        if isinstance(part, dict):
            if "id" in part:
                parts.problems.append(PackProblem(parts.place((*at, key, "id")), say("policy.from_key", key="id")))
            part["id"] = key
