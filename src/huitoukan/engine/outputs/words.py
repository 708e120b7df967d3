"""Words of the catalogs that several outputs say."""

from __future__ import annotations

from huitoukan.messages import Lang, say
from huitoukan.policy.models import RuleKind, Severity


def zh(key: str, **values: object) -> str:
    """A sentence of the outputs in Chinese, the language of the workbooks."""
    return say(f"outputs.{key}", **values).text("zh")


def kind_word(kind: RuleKind | str, lang: Lang = "zh") -> str:
    """What a kind of rules is called."""
    return say(f"policy.kind_{kind}").text(lang)


def severity_word(severity: Severity | str, lang: Lang = "zh") -> str:
    """What a severity is called."""
    return say(f"policy.severity_{severity}").text(lang)
