from __future__ import annotations

import io

from rich.console import Console

from huitoukan.cli.progress import show_progress
from huitoukan.cli.session import Session
from huitoukan.messages import say


def _run(*, terminal: bool) -> str:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, width=120, highlight=False)
    with show_progress(Session("zh", err=console)) as progress:
        progress.start(say("outputs.stage"), 3)
        progress.advance(say("outputs.written", file="a[b].csv"))
        progress.advance()
        progress.advance(say("outputs.written", file="c.csv"))
        progress.finish()
    return screen.getvalue()


def test_a_log_gets_plain_lines() -> None:
    lines = _run(terminal=False).splitlines()
    assert lines[:3] == ["写出结果……", "  [1/3] 已写好 a[b].csv", "  [3/3] 已写好 c.csv"]
    assert lines[3].startswith("写出结果：完成，用时 ")
    assert len(lines) == 4


def test_a_terminal_gets_a_bar_with_counts() -> None:
    screen = _run(terminal=True)
    assert "写出结果" in screen
    assert "3/3" in screen
    assert "\x1b[" in screen
