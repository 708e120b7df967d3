"""Help pages in the user's language: a help in code is the name of a sentence."""

from __future__ import annotations

import difflib
import re
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from huitoukan.cli.session import Session, WrongUsage
from huitoukan.messages import Lang, catalog, say

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "cli.panel_arguments",
    "OPTIONS_PANEL_TITLE": "cli.panel_options",
    "COMMANDS_PANEL_TITLE": "cli.panel_commands",
    "DEFAULT_STRING": "cli.panel_default",
    "ENVVAR_STRING": "cli.panel_variable",
    "REQUIRED_LONG_STRING": "cli.panel_required",
}
_BUILT_IN = {
    "help": "cli.help_help",
    "install_completion": "cli.help_install_completion",
    "show_completion": "cli.help_show_completion",
}
"""Options that Typer makes itself, with helps in English."""


_BREAKS = re.compile("([，；：。、）])(?=[^，；：。、）])|(?<=.)(?=（)")
"""Where a Chinese text may be broken: Rich breaks at spaces only, and cuts what does not fit."""


class _Usage:
    """Begins the usage line in the user's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        session = ctx.find_root().obj
        lang: Lang = session.lang if isinstance(session, Session) else "zh"
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]  # of the command
        formatter.write_usage(ctx.command_path, pieces, prefix=say("cli.usage").text(lang) + " ")


class Command(_Usage, TyperCommand):
    """A command that says in our words when there is a word too many."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise WrongUsage(say("cli.usage_extra", words=ctx.args, line=ctx.command_path))
        return rest


class Group(_Usage, TyperGroup):
    """A command with commands of its own; a misspelt one is answered with the nearest."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands:
            near = difflib.get_close_matches(args[0], self.commands, n=1, cutoff=0.4)
            names = near or sorted(self.commands)
            raise WrongUsage(say("cli.usage_no_command", name=args[0], near=names))
        return super().resolve_command(ctx, args)


def translate(command: Any, lang: Lang) -> None:
    """Turns the names of sentences in ``command`` and all below it into ``lang``."""
    for name, sentence in _PANELS.items():
        setattr(rich_utils, name, say(sentence).text(lang))
    _translate_command(command, lang)


def _translate_command(command: Any, lang: Lang) -> None:
    command.help = _text(command.help, lang)
    command.short_help = _text(command.short_help, lang)
    context = typer.Context(command)
    for parameter in command.get_params(context):
        text = _text(_BUILT_IN.get(parameter.name, getattr(parameter, "help", None)), lang)
        parameter.help = text and _BREAKS.sub(r"\1 ", text)
        if getattr(parameter, "is_flag", False):
            parameter.metavar = ""
    for below in getattr(command, "commands", {}).values():
        _translate_command(below, lang)


def _text(name: str | None, lang: Lang) -> str | None:
    return say(name).text(lang) if name and name in catalog() else name
