from __future__ import annotations

import pytest

from huitoukan.cli.language import choose_language
from huitoukan.cli.session import WrongUsage


@pytest.mark.parametrize(
    ("arguments", "environment", "lang", "rest"),
    [
        ([], {}, "zh", []),
        (["check", "x"], {}, "zh", ["check", "x"]),
        (["--lang", "en", "check"], {}, "en", ["check"]),
        (["check", "x", "--lang=en"], {}, "en", ["check", "x"]),
        (["check", "--lang", "EN", "x"], {}, "en", ["check", "x"]),
        (["check"], {"HUITOUKAN_LANG": "en"}, "en", ["check"]),
        (["--lang", "zh"], {"HUITOUKAN_LANG": "en"}, "zh", []),
        (["check"], {"HUITOUKAN_LANG": "fr"}, "zh", ["check"]),
        (["check", "--", "--lang", "en"], {}, "zh", ["check", "--", "--lang", "en"]),
    ],
)
def test_the_language_may_stand_anywhere(
    arguments: list[str], environment: dict[str, str], lang: str, rest: list[str]
) -> None:
    assert choose_language(arguments, environment) == (lang, rest)


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--lang"], ["--lang="]])
def test_a_language_we_do_not_speak_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(WrongUsage, match="zh, en"):
        choose_language(arguments, {})
