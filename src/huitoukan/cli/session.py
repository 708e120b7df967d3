"""One call of the command: its language and where it writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.console import Console

from huitoukan.messages import Lang, Mendable, Message, say
from huitoukan.policy import PackErrors

UNUSED_FILES = 3
INTERRUPTED = 130


class WrongUsage(Exception):
    """The command was not understood; the message says what was meant to stand there."""

    exit_code = 2

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.text("en")


def _errors() -> Console:
    return Console(stderr=True, highlight=False)


@dataclass(slots=True)
class Session:
    """Results go to ``out``; progress and complaints go to ``err``, so that a pipe carries results only."""

    lang: Lang = "zh"
    out: Console = field(default_factory=lambda: Console(highlight=False))
    err: Console = field(default_factory=_errors)

    def text(self, key: str, **values: object) -> str:
        """A sentence of the command in the user's language."""
        return say(f"cli.{key}", **values).text(self.lang)

    def say(self, message: Message, style: str = "") -> None:
        """A sentence of the answer."""
        self.tell(message.text(self.lang), style)

    def tell(self, text: str = "", style: str = "") -> None:
        """A line of the answer; no character in it has a meaning of its own."""
        self.out.print(text, style=style, markup=False, soft_wrap=True)

    def complain(self, message: Message) -> None:
        """A sentence on stderr."""
        self.err.print(message.text(self.lang), style="red", markup=False, soft_wrap=True)

    def complain_of(self, problem: Mendable) -> None:
        """What the user can mend: one sentence, or one a line of the policy pack."""
        text = problem.text(self.lang) if isinstance(problem, PackErrors) else problem.message.text(self.lang)
        self.err.print(text, style="red", markup=False, soft_wrap=True)
