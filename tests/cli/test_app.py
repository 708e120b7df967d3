from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from pathlib import Path

import pytest

from huitoukan import __version__, cli
from huitoukan.messages import catalog

from .conftest import AS_OF, Huitoukan

COMMANDS = (
    *((), ("check",), ("kinds",), ("sample-county",), ("policy",)),
    *(("policy", "check"), ("policy", "explain"), ("policy", "list")),
)


def test_the_version_is_told(huitoukan: Huitoukan) -> None:
    assert huitoukan("--version").out == f"huitoukan {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_in_both_languages(huitoukan: Huitoukan, command: tuple[str, ...]) -> None:
    chinese, english = huitoukan(*command, "--help"), huitoukan("--lang", "en", *command, "--help")
    assert (chinese.code, english.code) == (0, 0)
    assert "用法：" in chinese.out
    assert "Usage:" in english.out
    assert not re.search(r"[\u4e00-\u9fff]", english.out)
    for text in (chinese.out, english.out):
        assert "cli." not in text
        assert "…" not in text


def test_without_a_command_the_help_is_shown(huitoukan: Huitoukan) -> None:
    assert huitoukan().out == huitoukan("--help").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chekc",), ("chekc", "check")),
        (("check",), ("FOLDER", "huitoukan check --help")),
        (("check", "x"), ("--as-of",)),
        (("check", "x", "--asof", "y"), ("--asof", "--as-of")),
        (("check", "x", "--as-of", "2026-13-01"), ("2026-13-01",)),
        (("check", "x", "--as-of", "2026-10-31", "--set", "a"), ("--set",)),
        (("check", "x", "--as-of", "2026-10-31", "--memory", "much"), ("--memory",)),
        (("check", "x", "--as-of", "2026-10-31", "--threads", "0"), ("--threads",)),
        (("kinds", "a", "b"), ("b",)),
        (("sample-county", "x", "--households", "many"), ("--households",)),
        (("policy", "explian"), ("explian", "explain")),
    ],
)
def test_wrong_usage_is_one_sentence_that_says_what_was_meant(
    huitoukan: Huitoukan, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    for lang in ("zh", "en"):
        said = huitoukan(*arguments, "--lang", lang)
        assert said.code == 2
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert all(word in said.err for word in words)
        assert bool(re.search(r"[\u4e00-\u9fff]", said.err)) is (lang == "zh")


def test_a_language_we_do_not_speak_is_said_in_chinese(huitoukan: Huitoukan) -> None:
    said = huitoukan("--lang", "fr", "policy", "list")
    assert (said.code, said.err) == (2, "--lang 只能是 zh、en，不能是“fr”。\n")


def test_every_sentence_of_the_command_is_used_by_it() -> None:
    modules = [importlib.import_module(f"{cli.__name__}.{found.name}") for found in pkgutil.iter_modules(cli.__path__)]
    code = "\n".join(Path(str(module.__file__)).read_text("utf-8") for module in (cli, *modules))
    said = set(re.findall(r"""["'](?:cli\.)?(\w+)["']""", code))
    assert {name.removeprefix("cli.") for name in catalog() if name.startswith("cli.")} - said == set()


def test_who_calls_it_keeps_their_own_answer_to_a_polite_kill(huitoukan: Huitoukan) -> None:
    def mine(_signal: int, _frame: object) -> None: ...

    earlier = signal.signal(signal.SIGTERM, mine)
    try:
        huitoukan("--version")
        huitoukan("nonsense")
        assert signal.getsignal(signal.SIGTERM) is mine
    finally:
        signal.signal(signal.SIGTERM, earlier)


def test_memory_without_a_unit_is_wrong_usage(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", tmp_path / "out", "--memory", "500")
    assert said.code == 2
    assert "500MB" in said.err
    assert not (tmp_path / "out").exists()
