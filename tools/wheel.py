"""A wheel is not made without the style sheets and scripts of the pages: a server from it would be a bare one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/huitoukan/web/static/dist/site.css"
SENTENCE = (
    "网页的样式和脚本还没有生成，不能打包。请先运行：make assets\n"
    "The style sheets and scripts of the pages are not built, so there can be no wheel. Run first: make assets"
)


class BuiltPages(BuildHookInterface[Any]):
    """Asked by Hatchling before it makes a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A working copy may be installed without: its pages can be built later."""
        if version != "editable" and not (Path(self.root) / BUILT).exists():
            raise SystemExit(SENTENCE)
