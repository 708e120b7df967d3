"""Files that cannot be read are a sentence each, and the rest goes on."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

GOOD = [["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]]
ROOMY = 5000
"""Bytes from which a stream has sectors of its own."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with ``stream`` under ``name``."""
    file = io.BytesIO()
    XlsDoc().save(file, stream)
    head, tail = file.getvalue().split("Workbook".encode("utf-16-le"), 1)
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<H", len(written) + 2)
    return head + entry + tail[len(entry) - 16 :]


def encrypted_package() -> bytes:
    """An xlsx workbook with a password, as spreadsheet programs write it: a compound file with this stream."""
    return compound(bytes(range(250)) * 20, "EncryptedPackage")


def encrypted_book() -> bytes:
    """An xls workbook with a password: a FILEPASS record (RC4) stands behind the first, and all after it is noise."""
    book = xlwt.Workbook()
    book.add_sheet("一")
    stream = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + b"\x5a" * 48
    return compound(stream[:first] + filepass + b"\xa5" * ROOMY)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("空.xlsx", b"", "sheets.file_empty"),
        ("空白.csv", b"\r\n \r\n", "sheets.file_empty"),
        ("加密.xlsx", encrypted_package(), "sheets.encrypted"),
        ("加密.xls", encrypted_book(), "sheets.encrypted"),
        ("只是提到.xls", OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "sheets.broken_workbook"),
        ("网页.xls", b"<html><head></head><table><tr><td>1</td></tr></table></html>", "sheets.html"),
        ("扫描.xls", b"%PDF-1.7 ...", "sheets.other_format"),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(20), "sheets.other_format"),
        ("乱.csv", "姓名,身份证号,死亡日期\n张三,1,2".encode().decode("latin-1").encode(), "sheets.garbled"),
        (
            "乱码国标.csv",
            ("姓名,身份证号,死亡日期\n" * 9).encode().decode("gb18030", "replace").encode(),
            "sheets.garbled",
        ),
        ("网页2.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "sheets.html"),
        ("标记.xls", b'<?xml version="1.0"?><Workbook></Workbook>', "sheets.xml"),
        ("假的.xlsx", b"PK\x03\x04not really a zip", "sheets.broken_workbook"),
        ("旧的.xls", OLE + b"\0" * 600, "sheets.broken_workbook"),
        ("乱码.csv", b"\xff\xff\x81\x20\x80\x80\xff\x00\x01", "sheets.not_text"),
        ("二进制.csv", b"abc\x00\x00def" * 20, "sheets.not_text"),
    ],
)
def test_a_bad_file_is_told_and_the_others_are_read(
    folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any], name: str, content: bytes, problem: str
) -> None:
    xlsx("好的.xlsx", GOOD)
    (folder / name).write_bytes(content)
    found = read()
    assert found.problem(name) == problem
    assert name in str(next(f.problem for f in found.sheets.files if f.file == name))
    assert found.column("deaths", "file") == ["好的.xlsx"]


def test_a_truncated_workbook(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("好的.xlsx", GOOD)
    cut = xlsx("断的.xlsx", GOOD)
    cut.write_bytes(cut.read_bytes()[:-300])
    assert read().problem("断的.xlsx") == "sheets.broken_workbook"


def test_a_workbook_that_lost_its_beginning(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    """Its parts would stand before its first byte."""
    xlsx("好的.xlsx", GOOD)
    path = xlsx("缺的.xlsx", GOOD)
    content = path.read_bytes()
    path.write_bytes(content[:4] + content[len(content) // 2 :])
    assert read().problem("缺的.xlsx") == "sheets.broken_workbook"


def test_a_damaged_sheet_inside_a_sound_archive(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("好的.xlsx", GOOD)
    path = xlsx("坏的.xlsx", GOOD)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:300]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read().problem("坏的.xlsx") == "sheets.broken_sheet"


def test_the_content_decides_what_a_file_is(folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("其实是新格式.xlsx", GOOD).rename(folder / "其实是新格式.xls")
    (folder / "其实是文本.xls").write_text("\n".join("\t".join(row) for row in GOOD), "gb18030")
    assert sorted(read().column("deaths", "file")) == ["其实是文本.xls", "其实是新格式.xls"]


def test_every_file_has_its_checksum_and_size(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    path = xlsx("好的.xlsx", GOOD)
    (report,) = read().sheets.files
    assert (report.sha256, report.bytes) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)


def test_an_old_workbook_whose_text_looks_like_a_password_record_is_read(
    xls: Callable[..., Path], read: Callable[..., Any]
) -> None:
    path = xls("名单.xls", {"一": [[*GOOD[0], "备注"], [*GOOD[1], "李/6 EncryptedPackage"]]})
    assert "/6".encode("utf-16-le") in path.read_bytes()
    assert read().column("deaths", "name") == ["张三"]
