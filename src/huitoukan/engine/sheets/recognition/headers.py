"""Headers as bureaus write them, brought to a form in which two spellings of one header are equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

Unit = Literal["元", "万元"]

NOT_A_WORD = r"[\W_]+"
_NOT_A_WORD = re.compile(NOT_A_WORD)
_NOTE = re.compile(r"[(\[【〔<《{].*?[)\]】〕>》}]")
_SERIAL = re.compile(r"^\s*\(?(\d{1,3}|[一二三四五六七八九十]{1,3})[).、,:：\s]+")
_BARE_SERIAL = re.compile(r"^\d{1,3}(?=[^\d年月日级])")
_YEAR = re.compile(r"^(19|20)\d{2}年?度?(?=.)")
_UNIT_END = re.compile(r"(?<=.)(单位)?(万元|元|万)$")
_LOOSE_END = re.compile(r"(?<=..)(情况|信息|名称|全称|说明|内容|状况|填写)$")
_LOOSE_START = re.compile(r"^(当前|目前|其中|现有|现|该|其)(?=..)")
_GROUP_END = re.compile(r"(基本)?(信息|情况|资料|内容|数据|部分)$")
_WAN = re.compile(r"万元|[(\[【:：/]\s*万\s*[)\]】]?")
_YUAN = re.compile(r"[(\[【:：/]\s*(人民币)?元|元\s*[)\]】]|(?<=.)元$")


def unify(text: str) -> str:
    """Full-width forms narrowed (NFKC); the text is otherwise as it was."""
    return unicodedata.normalize("NFKC", text)


@cache
def normal(text: str) -> str:
    """The letters, digits and characters of ``text`` alone, in upper case: how headers are compared."""
    return _NOT_A_WORD.sub("", unify(text)).upper()


def unit_of(text: str) -> Unit | None:
    """The unit of money that a header (or a title row) names."""
    flat = unify(text)
    if _WAN.search(flat):
        return "万元"
    return "元" if _YUAN.search(flat) else None


@dataclass(frozen=True, slots=True)
class Header:
    """A column's header: one level, or the group above it and its own."""

    text: str
    group: str = ""

    @property
    def title(self) -> str:
        """The header as people read it."""
        return f"{self.group}/{self.text}" if self.group and self.text else self.text or self.group

    @property
    def unit(self) -> Unit | None:
        """The unit of money named in either level."""
        return unit_of(self.text) or unit_of(self.group)

    def readings(self) -> tuple[tuple[str, float], ...]:
        """Normal forms this header may be known under, each with how sure it is (1: as written)."""
        return _readings(self.text, self.group)


@cache
def _readings(text: str, group: str) -> tuple[tuple[str, float], ...]:
    best: dict[str, float] = {}
    for whole, factor in _levels(text, group):
        for key, quality in _variants(whole):
            if key and quality * factor > best.get(key, 0):
                best[key] = quality * factor
    return tuple(sorted(best.items(), key=lambda item: -item[1]))


def _levels(text: str, group: str) -> Iterator[tuple[str, float]]:
    if group and text:
        bare_group = _GROUP_END.sub("", _NOTE.sub("", unify(group)))
        yield group + text, 1.0
        yield bare_group + text, 0.99
        yield text, 0.93
    else:
        yield text or group, 1.0


def _variants(text: str) -> Iterator[tuple[str, float]]:
    flat = unify(text)
    noteless = _NOTE.sub("", flat)
    for form, sure in ((flat, 1.0), (noteless, 0.98)):
        for started, less in ((form, 1.0), (_SERIAL.sub("", form), 0.99)):
            key = normal(started)
            yield key, sure * less
            for trim in (_BARE_SERIAL, _YEAR, _UNIT_END):
                yield trim.sub("", key), 0.96
            loose = _LOOSE_START.sub("", _LOOSE_END.sub("", _UNIT_END.sub("", key).replace("的", "")))
            yield loose, 0.9
