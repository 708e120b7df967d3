"""What is wrong with a pack: every error with file, line and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huitoukan.messages import Lang, Mendable, Message, say


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file of the pack; line 0 stands for the whole file."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One error in a pack."""

    place: Place
    message: Message

    def text(self, lang: Lang = "zh") -> str:
        """``file:line: sentence``."""
        return f"{self.place}: {self.message.text(lang)}"


class PackErrors(Mendable):
    """A pack that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.place, p.message.text("en"))))
        super().__init__(say("policy.errors", count=len(self.problems)))

    def text(self, lang: Lang = "zh") -> str:
        """The summary and a line a problem."""
        return "\n".join([self.message.text(lang), *(p.text(lang) for p in self.problems)])

    def __str__(self) -> str:
        return self.text("zh")
