"""The reference of a pack, as Markdown for those who work with it: every rule, fact, list and parameter, in Chinese.

``python -m huitoukan.policy.reference FOLDER`` writes that of the rule library; ``docs/reference`` holds the current
one. A rule says there what ``huitoukan policy explain`` says of it.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from huitoukan.messages import say
from huitoukan.policy.explaining import Explainer
from huitoukan.policy.loading import load_pack
from huitoukan.policy.models import Family, Level, ListField, ListKind, Pack, Parameter, Rule
from huitoukan.policy.parameters import plain

PACK = "library"
DAY = dt.date(2026, 11, 1)
"""Rules are explained with the parameters of this day; the page of parameters has those of every day."""
OTHERS = ("roles.md",)
"""Pages beside these that are not about a pack."""
SPELLINGS = 6
"""So many spellings of a header are shown; a pack knows many more."""


def pages(pack: Pack) -> Mapping[str, str]:
    """File name → Markdown."""
    explainer = Explainer(pack, DAY, "zh")
    families = {family: _of(pack, family) for family in pack.families.values()}
    made = {f"rules/{family.id}.md": _rules(explainer, family, rules) for family, rules in families.items()}
    made["README.md"] = _index(pack, families)
    made["parameters.md"] = _parameters(pack)
    made["lists.md"] = _lists(pack)
    return {**made, **{f"facts-{level}.md": _facts(explainer, level) for level in Level}}


def write(folder: Path) -> None:
    """Write every page below ``folder``, and take away rule pages of families that are no more."""
    made = pages(load_pack(Path(PACK)))
    for stale in set(folder.rglob("*.md")) - {folder / name for name in (*made, *OTHERS)}:
        stale.unlink()
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _of(pack: Pack, family: Family) -> list[Rule]:
    return [rule for rule in pack.rules.values() if rule.family == family.id]


def _index(pack: Pack, families: Mapping[Family, list[Rule]]) -> str:
    rows = [
        f"| [{family.title}](rules/{family.id}.md) | {len(rules)} | {'、'.join(_levels(rules))} "
        f"| {_theme(pack, family)} |"
        for family, rules in families.items()
    ]
    facts = [
        f"- [{_zh(f'level_{level}')}的事实](facts-{level}.md)：{len(known)} 项" for level, known in pack.facts.items()
    ]
    return _page(
        f"# {pack.title}：规则、事实、清单、参数",
        f"共 {len(pack.rules)} 条规则。本目录由程序按政策包生成，不要手工修改；"
        f"单条规则也可以用 `huitoukan policy explain 规则编号 --policy {pack.id}` 查看。",
        "## 规则",
        "| 类别 | 条数 | 层级 | 专题 |\n|---|---|---|---|\n" + "\n".join(rows),
        "## 事实、清单、参数",
        "\n".join(
            [*facts, f"- [清单](lists.md)：{len(pack.kinds)} 种", f"- [参数](parameters.md)：{len(pack.parameters)} 项"]
        ),
    )


def _theme(pack: Pack, family: Family) -> str:
    return pack.themes[family.theme].title if family.theme else ""


def _levels(rules: list[Rule]) -> list[str]:
    return [_zh(f"level_{level}") for level in Level if any(rule.level is level for rule in rules)]


def _rules(explainer: Explainer, family: Family, rules: list[Rule]) -> str:
    return _page(f"# {family.title}", "[回到目录](../README.md)", *(_rule(explainer, rule) for rule in rules))


def _rule(explainer: Explainer, rule: Rule) -> str:
    """The lines of the explanation as a list; what stood indented stands in a list of its own."""
    title, *lines = explainer.lines(rule)
    return _page(f"## {title}", "\n".join(_item(line) for line in lines)).rstrip()


def _item(line: str) -> str:
    text = line.strip().removeprefix("·").strip()
    return f"  - {text}" if line.startswith(" ") else f"- {text}"


def _facts(explainer: Explainer, level: Level) -> str:
    facts = explainer.pack.facts.get(level, {})
    lines = [f"- {explainer.fact(fact)}" for fact in facts.values()]
    return _page(f"# {_zh(f'level_{level}')}的事实", "[回到目录](README.md)", "\n".join(lines))


def _lists(pack: Pack) -> str:
    return _page("# 清单", "[回到目录](README.md)", *(_list(pack, kind) for kind in pack.kinds.values()))


def _list(pack: Pack, kind: ListKind) -> str:
    rows = [
        f"| {field.title} | {_need(field)} | {_headers(field)} | {_words(pack, field)} |"
        for field in kind.fields.values()
    ]
    return _page(
        f"## {kind.title}（{kind.id}）",
        f"来自{kind.sender}，一行是{kind.row}。",
        "| 栏目 | 必有 | 也认得的表头（部分） | 填写的内容 |\n|---|---|---|---|\n" + "\n".join(rows),
    ).rstrip()


def _need(field: ListField) -> str:
    return "是" if field.required else ""


def _headers(field: ListField) -> str:
    plain_ones = [text for text in (*field.headers, *field.more_headers) if "{" not in text]
    return "、".join(plain_ones[:SPELLINGS])


def _words(pack: Pack, field: ListField) -> str:
    if field.values and field.values in pack.values:
        return "、".join(word for word in pack.values[field.values].values if word)
    return _zh(f"field_{field.type}")


def _parameters(pack: Pack) -> str:
    rows = [row for parameter in pack.parameters.values() for row in _values(parameter)]
    return _page(
        "# 参数",
        "[回到目录](README.md)",
        "| 参数 | 编号 | 自何日起 | 数值 | 出处 |\n|---|---|---|---|---|\n" + "\n".join(rows),
    )


def _values(parameter: Parameter) -> Iterator[str]:
    for entry in parameter.values:
        said = f"`{entry.expression}`" if entry.value is None else plain(entry.value)
        value = f"{said}{parameter.unit}"
        yield f"| {parameter.title} | {parameter.id} | {entry.since} | {value} | {entry.source} |"


def _zh(key: str) -> str:
    return say(f"policy.{key}").text("zh")


def _page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
