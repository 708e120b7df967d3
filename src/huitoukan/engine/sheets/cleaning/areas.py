"""Names of townships and villages: as listed, and a key that is the same however the name is written."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"[(（\[【〔<《{].*?[)）\]】〕>》}]|[(（\[【〔《{].*$")
_COUNTY = re.compile(r"^.{1,8}?(自治县|县|市|区|旗)(?=.{1,6}(镇|乡|街道|街道办事处|办事处)$)")
_TOWNSHIP_END = re.compile(
    r"(?<=.)((民族|回族|满族|苗族|侗族|土家族|瑶族|壮族|彝族|白族|畲族)乡|街道办事处|街道办|办事处|管委会|管理委员会|街道|镇|乡)(人民政府)?$"
)
_GROUP = re.compile(r"(?<=.{2})(第?[一二三四五六七八九十\d]+(村民)?小?[组队社]|[一二三四五六七八九十\d]+号)$")
_VILLAGE_END = re.compile(r"(?<=.)(社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会|行政村|社区|村委|村)$")


def clean_area(text: str) -> str | None:
    """``text`` with full-width forms narrowed and no space."""
    return re.sub(r"[\s'’‘`\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text)) or None


def township_key(name: str) -> str:
    """``安和县桥竹镇（原桥头乡）`` → ``桥竹``."""
    bare = _BRACKETS.sub("", name)
    return _TOWNSHIP_END.sub("", _COUNTY.sub("", bare)) or bare or name


def village_key(name: str, township: str | None = None) -> str:
    """``桥竹镇泥山冲村委会`` of the township ``桥竹镇`` → ``泥山冲``."""
    bare = _BRACKETS.sub("", name)
    if township:
        bare = _without_township(bare, township)
    short = _VILLAGE_END.sub("", _GROUP.sub("", bare))
    return _VILLAGE_END.sub("", short) if len(short) > 2 else short or bare or name


def _without_township(village: str, township: str) -> str:
    key = township_key(township)
    for start in (key + end for end in ("街道办事处", "街道", "镇", "民族乡", "乡")):
        position = village.find(start)
        rest = village[position + len(start) :]
        if position >= 0 and len(rest) > 1:
            return rest
    return village
