"""Which language the command speaks: ``--lang`` anywhere in the line, else the environment, else Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from huitoukan.cli.session import WrongUsage
from huitoukan.messages import LANGS, Lang, say

OPTION = "--lang"
VARIABLE = "HUITOUKAN_LANG"


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Lang, list[str]]:
    """The language, and the arguments without the option that named it.

    Raises :class:`WrongUsage` for a language we do not speak. A language in the environment that we do not
    speak is passed over: it may be meant for others.
    """
    rest: list[str] = []
    chosen: Lang = _known(environment.get(VARIABLE, "")) or LANGS[0]
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return chosen, [*rest, argument, *waiting]
        if argument == OPTION:
            chosen = _demand(next(waiting, ""))
        elif argument.startswith(f"{OPTION}="):
            chosen = _demand(argument.removeprefix(f"{OPTION}="))
        else:
            rest.append(argument)
    return chosen, rest


def _known(word: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == word.strip().lower()), None)


def _demand(word: str) -> Lang:
    lang = _known(word)
    if lang is None:
        raise WrongUsage(say("cli.usage_lang", word=word, langs=LANGS))
    return lang
