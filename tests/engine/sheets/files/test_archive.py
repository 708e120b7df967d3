"""Parts of an archive come out in pieces as they went in, and whatever is wrong with one is told as one kind of error."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitoukan.engine.sheets.files import archive
from huitoukan.engine.sheets.files.archive import Archive

XML = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (n, n, n * n % 977) for n in range(20_000))
NOISE = random.Random(1).randbytes(200_000)  # cannot be made smaller


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    with io.BytesIO() as content:
        with zipfile.ZipFile(content, "w", method) as made:
            for name, part in parts:
                made.writestr(name, part)
        return bytearray(content.getvalue())


def pieces(content: bytes, name: str = "a", size: int = archive.PIECE) -> list[bytes]:
    return list(Archive(io.BytesIO(content)).pieces(name, size))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("size", [1, 7, 4096, 65_536, 1 << 20])
def test_pieces_are_the_whole_part(method: int, size: int) -> None:
    for part in (b"", b"x", b"ab" * 3, NOISE[:3000] if size == 1 else XML + NOISE):
        found = pieces(zipped(("b", b"other"), ("a", part), method=method), size=size)
        assert b"".join(found) == part
        assert all(0 < len(each) <= size for each in found)


@given(
    st.lists(st.tuples(st.sampled_from([b"<c>", b"\0", XML[:50], NOISE[:99]]), st.integers(1, 900))),
    st.integers(1, 9999),
)
def test_any_part_comes_out_as_it_went_in(runs: list[tuple[bytes, int]], size: int) -> None:
    part = b"".join(what * times for what, times in runs)
    assert b"".join(pieces(zipped(("a", part)), size=size)) == part


def test_two_parts_may_be_looked_through_at_once() -> None:
    opened = Archive(io.BytesIO(zipped(("a", XML), ("b", NOISE))))
    first, second = opened.pieces("a", 5000), opened.pieces("b", 5000)
    begun = [next(first), next(second)]
    assert (begun[0] + b"".join(first), begun[1] + b"".join(second)) == (XML, NOISE)


def test_an_archive_behind_something_else_is_read() -> None:
    assert b"".join(pieces(b"before" * 100 + zipped(("a", XML)))) == XML


def in_directory(content: bytearray, at: int, value: int) -> bytearray:
    """With another number at this place of the only part's entry in the directory."""
    struct.pack_into("<L", content, content.rindex(b"PK\x01\x02") + at, value)
    return content


def flipped(content: bytearray) -> bytearray:
    content[1000] ^= 255
    return content


def unmarked(content: bytearray) -> bytearray:
    content[0] = 0
    return content


def shortened(content: bytearray) -> bytearray:
    return content[:1000] + content[content.rindex(b"PK\x01\x02") :]


def far_away(part: bytes) -> bytearray:
    """An archive whose part says it lies where no number of a machine reaches."""
    content = in_directory(zipped(("a", part)), 42, 0xFFFFFFFF)
    start = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, start + 30, 12)  # so much more is said of it
    struct.pack_into("<L", content, content.rindex(b"PK\x05\x06") + 12, 46 + 1 + 12)  # the directory is longer by that
    return content[: start + 47] + struct.pack("<HHQ", 1, 8, (1 << 64) - 1) + content[start + 47 :]


@pytest.mark.parametrize(
    "broken",
    [
        flipped(zipped(("a", XML))),
        flipped(zipped(("a", XML), method=zipfile.ZIP_STORED)),
        unmarked(zipped(("a", XML))),
        shortened(zipped(("a", XML))),
        in_directory(zipped(("a", XML)), 16, 12345),  # another checksum
        in_directory(zipped(("a", XML)), 20, 500),  # fewer bytes than there are
        in_directory(zipped(("a", XML)), 42, 1 << 30),  # beyond the end
        in_directory(zipped(("a", XML)), 8, 1),  # encrypted
        in_directory(zipped(("a", XML)), 10, 99),  # by a method that nobody has
        zipped(("a", XML), method=zipfile.ZIP_BZIP2),  # by one that could fill the machine
        zipped(("a", XML), method=zipfile.ZIP_LZMA),
        far_away(XML),
        b"PK\x03\x04",
        b"",
    ],
)
def test_what_is_wrong_is_one_kind_of_error(broken: bytes) -> None:
    with pytest.raises(OSError, match=r"\w"):
        pieces(broken)


@pytest.mark.parametrize(("at", "value"), [(24, len(XML) + 1), (20, 1 << 30)])
def test_a_part_that_ends_before_it_says_is_whole_by_its_checksum(at: int, value: int) -> None:
    assert b"".join(pieces(in_directory(zipped(("a", XML), ("b", NOISE)), at, value), "b")) == NOISE


def test_what_does_not_say_how_long_it_is_before_it_begins() -> None:
    class Stream(io.RawIOBase):
        """Written once and never gone back in, as a socket is."""

        written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += data
            return len(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", XML)
    assert b"".join(pieces(stream.written)) == XML


def test_a_part_larger_than_it_says_is_cut_off() -> None:
    content = in_directory(zipped(("a", b" " * (50 << 20))), 24, 3000)
    found = Archive(io.BytesIO(content)).pieces("a", 1000)
    assert [len(next(found)) for _ in range(3)] == [1000] * 3
    with pytest.raises(OSError, match="a"):
        next(found)


def test_a_part_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        pieces(zipped(("b", b"")))
    with pytest.raises(KeyError):
        Archive(io.BytesIO(zipped(("b", b"")))).read("a")
