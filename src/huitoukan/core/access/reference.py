"""The roles and what each may do, as Markdown for those who hand out seats.

``python -m huitoukan.core.access.reference FILE`` writes it; ``docs/reference/roles.md`` is the current one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import RIGHTS, Role, apart
from huitoukan.messages import say
from huitoukan.policy import load_pack

YES = "✓"


def page() -> str:
    """The whole page."""
    parts = [
        "# 角色与权限",
        "本页由程序按代码生成，不要手工修改。角色是一组权限，写在程序里，随版本发布，不能在页面上改；"
        "给谁什么岗位，由系统管理员在“人员”里设置。",
        "## 权限",
        _permissions(),
        "打 ✓ 的权限只在岗位所在的区域及其下级区域有效。"
        f"“{_zh('permission', Permission.EDIT_SETTINGS)}”只对岗位设在最上级区域的人有效。"
        "账号没有“超级用户”，也没有岗位以外的权限来源。",
        "## 不能兼任",
        _apart(),
        "做事的和核实的、管账号的和审计的，必须是不同的人。同一个人先后担任可以，同一天担任不行。",
        "## 专题",
        _themes(),
    ]
    return "\n\n".join(parts) + "\n"


def _permissions() -> str:
    head = ["权限", *(_zh("role", role) for role in Role)]
    rows = [
        [_zh("permission", permission), *(YES if permission in role.permissions else "" for role in Role)]
        for permission in Permission
    ]
    return _table(head, rows)


def _apart() -> str:
    rows = [[_zh("role", one), "、".join(_zh("role", other) for other in Role if apart(one, other))] for one in Role]
    return _table(["角色", "不能同时担任"], [row for row in rows if row[1]])


def _themes() -> str:
    roles = "、".join(_zh("role", role) for role in Role if RIGHTS[role].has_themes)
    titles = "、".join(theme.title for theme in load_pack().themes.values())
    return f"{roles}的岗位可以只限几个专题；不选就是全部。政策包里的专题：{titles}。"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _zh(catalog: str, name: str) -> str:
    return say(f"{catalog}.{name}").text("zh")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
