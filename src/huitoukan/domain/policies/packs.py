"""A version as a pack: what comes with the program or from the office, with the office's own values in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from huitoukan.engine.workplace import workplace
from huitoukan.messages import Mendable, say
from huitoukan.policy import Pack, load_pack, packs
from huitoukan.policy.models import ParameterValue
from huitoukan.policy.parameters import value_of

LARGEST = 4 << 20
"""Bytes of all files of a pack: the whole rule library has 1 MB."""
MOST_FILES = 500


def build(pack: str, files: Mapping[str, str], values: Sequence[Mapping[str, Any]]) -> Pack:
    """The pack of a version. Raises ``Mendable``, for an error in its files ``PackErrors`` with every line."""
    return _with_values(_own(files) if files else load_pack(Path(pack)), values)


def shipped() -> dict[str, Pack]:
    """The packs that come with the program, by name."""
    return {name: load_pack(Path(name)) for name in packs()}


def _own(files: Mapping[str, str]) -> Pack:
    with workplace() as folder:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return load_pack(folder)


def _with_values(pack: Pack, values: Sequence[Mapping[str, Any]]) -> Pack:
    parameters = dict(pack.parameters)
    for each in values:
        parameter = parameters.get(each["parameter"])
        if parameter is None:
            raise Mendable(say("version.parameter_gone", name=each["parameter"]))
        since, source = dt.date.fromisoformat(each["since"]), each["source"]
        value_of(parameter, each["value"])
        own = ParameterValue(since=since, value=each["value"], source=source)
        others = tuple(value for value in parameter.values if value.since != since)
        parameters[parameter.id] = parameter.model_copy(update={"values": (*others, own)})
    return pack.model_copy(update={"parameters": parameters})


def unpack(content: bytes) -> dict[str, str]:
    """The files of a pack from a zip archive, its own folder left off. Raises ``Mendable``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(".toml")]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST:
                raise Mendable(say("version.too_large", files=MOST_FILES, megabytes=LARGEST >> 20))
            texts = {part.filename: archive.open(part).read(LARGEST).decode("utf-8") for part in parts}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Mendable(say("version.not_a_zip")) from error
    roots = [PurePosixPath(name).parent for name in texts if PurePosixPath(name).name == "pack.toml"]
    if len(roots) != 1:
        raise Mendable(say("version.no_pack_toml"))
    inside = {name: text for name, text in texts.items() if PurePosixPath(name).is_relative_to(roots[0])}
    return {_safe(PurePosixPath(name).relative_to(roots[0])): text for name, text in inside.items()}


def _safe(path: PurePosixPath) -> str:
    if path.is_absolute() or ".." in path.parts or "\\" in str(path):
        raise Mendable(say("version.not_a_zip"))
    return path.as_posix()
