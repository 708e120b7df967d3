"""What the tasks say, in both languages, and how they run a command. Standard library only, as all of ``tools``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SENTENCES = {
    "old_python": (
        "需要 Python {wanted} 或更新版本，现在是 {found}。请安装后运行：make PYTHON=python{wanted} {task}",
        "Python {wanted} or newer is needed, this is {found}. Install it, then run: make PYTHON=python{wanted} {task}",
    ),
    "no_venv": (
        "这台机器的 Python 不能建立虚拟环境。请管理员运行：apt-get install python3-venv，然后再试一次。",
        "This Python cannot make a virtual environment. Ask an administrator to run: "
        "apt-get install python3-venv, then try again.",
    ),
    "needs": (
        "运行测试还需要这些软件：{packages}。请管理员运行：apt-get install {packages}，然后再试一次。",
        "The tests need more on this machine: {packages}. Ask an administrator to run: "
        "apt-get install {packages}, then try again.",
    ),
    "preparing": ("正在准备运行环境（{what}）……", "Preparing the environment ({what}) …"),
    "assets": ("正在生成网页的样式和脚本……", "Building the style sheets and scripts of the pages …"),
    "failed": ("“{what}”没有成功，原因见上文。", "“{what}” did not succeed; the reason is above."),
    "installed": ("可以使用了：{command} --help", "Ready: {command} --help"),
    "demo_done": ("演示完成。请打开：", "The demo is ready. Open:"),
    "summary": ("全县汇总", "summary of the county"),
    "townships": ("分乡镇问题台账", "problems, one workbook a township"),
    "no_benchmark": (
        "这份代码不带性能测试（benchmarks/run.py）。",
        "There is no benchmarks/run.py in this copy.",
    ),
    "no_postgres": (
        "没有找到 PostgreSQL 的 initdb。请管理员运行：apt-get install postgresql",
        "PostgreSQL's initdb was not found. Ask an administrator to run: apt-get install postgresql",
    ),
    "postgres_dead": (
        "临时的 PostgreSQL 没有启动：{log}",
        "The temporary PostgreSQL did not start: {log}",
    ),
    "bundled": (
        "安装包已生成：{path}（{size} MB）。解开后按 INSTALL.md 安装，不需要网络。",
        "The bundle is ready: {path} ({size} MB). Unpack it and follow INSTALL.md; no network is needed.",
    ),
    "usage": ("用法：make 任务", "Usage: make TASK"),
}


class Stopped(Exception):
    """The task cannot go on; the reason is one of SENTENCES."""


def tell(key: str, **values: object) -> str:
    """Both languages of a sentence, Chinese first, a line each."""
    return "\n".join(text.format(**values) for text in SENTENCES[key])


def run(
    command: Sequence[object],
    name: str,
    *,
    quiet: bool = False,
    within: Path = ROOT,
    more: Mapping[str, str] | None = None,
) -> None:
    """Runs ``command`` in the working copy; what it prints goes straight through, or only its errors.

    ``more`` is added to the environment.
    """
    chatter = subprocess.DEVNULL if quiet else None
    environment = {**os.environ, **(more or {})}
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=within, env=environment, stdout=chatter, check=False)
    if done.returncode:
        raise Stopped(tell("failed", what=name))


def become(command: Sequence[object], more: Mapping[str, str]) -> None:
    """Never returns: ``command`` takes our place, so that Ctrl-C reaches it alone and it ends in good order."""
    sys.stdout.flush()
    parts = [str(part) for part in command]
    os.chdir(ROOT)
    os.execve(parts[0], parts, {**os.environ, **more})
