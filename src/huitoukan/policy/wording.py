"""Expressions in words: with the titles of facts and columns, and the values of parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huitoukan.messages import Lang, say
from huitoukan.policy.expressions import Binary, Call, In, Literal, Missing, Name, Negative, Node, Not
from huitoukan.policy.models import ValueType

Title = Callable[[Name], str]
_WORDS: Mapping[str, str] = {"AND": "and", "OR": "or"}
_QUESTION = "是否"
"""A title with it, 是否危房户, asks: as a condition it needs its answer."""
_SIGNS: Mapping[str, str] = {"<>": "≠", "<=": "≤", ">=": "≥", "*": "×", "/": "÷"}

_HOLD: Mapping[str, str] = {">": "some_hold", "=": "none_hold"}
"""How a count of conditions compares with 0."""


def in_words(node: Node, title: Title, lang: Lang) -> str:
    """``node`` as a sentence part; ``title`` says what a name is called."""
    return _Writer(title, lang).write(node)


class _Writer:
    def __init__(self, title: Title, lang: Lang) -> None:
        self.title = title
        self.lang = lang

    def write(self, node: Node, within: str = "") -> str:
        match node:
            case Name(type=ValueType.BOOLEAN) if _QUESTION in self.title(node):
                return self._say("is_yes", what=self.title(node))
            case Name():
                return self.title(node)
            case Literal(value=value):
                return self._literal(value)
            case Not(of=of):
                return self._not(of)
            case Missing(of=of):
                return self._say("missing", what=self._named(of))
            case In(item=item, options=options):
                return self._say("in", what=self.write(item), options=[self.write(o) for o in options])
            case Negative(of=of):
                text = self.write(of)
                return f"-{self._say('group', what=text) if isinstance(of, Binary) else text}"
            case Binary(operator=operator):
                return self._binary(node, operator, within)
            case Call(function=function, arguments=arguments):
                return self._call(function, arguments)
            case _:
                raise TypeError(f"no words for {node}")

    def _literal(self, value: object) -> str:
        if isinstance(value, bool):
            return self._say("yes" if value else "no")
        return self._say("quoted", text=value) if isinstance(value, str) else str(value)

    def _not(self, of: Node) -> str:
        match of:
            case Missing(of=inner):
                return self._say("filled", what=self._named(inner))
            case In(item=item, options=options):
                return self._say("not_in", what=self.write(item), options=[self.write(o) for o in options])
            case (
                Call(function="CONTAINS", arguments=(whole, part))
                | Call(
                    function="COALESCE",
                    arguments=(Call(function="CONTAINS", arguments=(whole, part)), Literal(value=False)),
                )
            ):
                return self._say("call_not_contains", first=self.write(whole), last=self.write(part))
            case Call(function="COALESCE", arguments=(Name() as name, Literal(value=False))) | (Name() as name):
                return self._say("is_no", what=self.title(name))
            case _:
                return self._say("not", what=self.write(of))

    def _named(self, node: Node) -> str:
        return self.title(node) if isinstance(node, Name) else self.write(node)

    def _call(self, function: str, arguments: tuple[Node, ...]) -> str:
        match function, arguments:
            case "COALESCE", (of, Literal(value=False)):
                return self.write(of)  # blank counts as no, as it does in speech
            case "DAYS_BEFORE" | "DAYS_AFTER" | "MONTHS_BEFORE", (count,):
                unit = "months" if function == "MONTHS_BEFORE" else "days"
                span = self._say(unit, count=count.value) if isinstance(count, Literal) else self.write(count)
                return self._say(f"call_{function.lower()}", span=span)
            case "ABS", (Binary(operator="-", left=left, right=right),):
                return self._say("difference", left=self.write(left), right=self.write(right))
        words = [self.write(argument) for argument in arguments]
        return self._say(f"call_{function.lower()}", first=words[0], last=words[-1], all=words)

    def _binary(self, node: Binary, operator: str, within: str) -> str:
        match node:
            case Binary(left=Call(function="COUNT_TRUE", arguments=all_of), right=Literal(value=0)) if (
                operator in _HOLD
            ):
                return self._say(_HOLD[operator], all=[self.write(one) for one in all_of])
        left, right = self.write(node.left, operator), self.write(node.right, operator)
        if operator == "%":
            return self._say("remainder", left=left, right=right)
        if operator in _WORDS:
            text = self._say(_WORDS[operator], left=left, right=right)
            return self._say("group", what=text) if within and within != operator else text
        text = f"{left} {_SIGNS.get(operator, operator)} {right}"
        return self._say("group", what=text) if within in "+-*/%" and within and operator in "+-" else text

    def _say(self, key: str, **values: object) -> str:
        return say(f"wording.{key}", **values).text(self.lang)
