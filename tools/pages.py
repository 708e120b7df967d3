"""The style sheets and scripts of the pages: built from ``frontend/`` with Node, and only when something changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import venvs
from telling import ROOT, run, tell

FRONTEND = ROOT / "frontend"
WEB = ROOT / "src/huitoukan/web"
BUILT = WEB / "static/dist"
STAMP = FRONTEND / "node_modules/.built.json"
OLDEST_NODE = 20


def build() -> None:
    """Makes ``static/dist`` what the sources say."""
    wanted = {"packages": _digest([FRONTEND / "package-lock.json"]), "sources": _digest(_sources())}
    found = _read_stamp()
    if found == wanted and BUILT.is_dir():
        return
    print(tell("assets"), flush=True)
    path = {"PATH": _path_with_node()}
    if found.get("packages") != wanted["packages"]:
        quietly = ("--no-audit", "--no-fund", "--loglevel=error")
        run([_npm(path), "ci", *quietly], "npm ci", within=FRONTEND, more=path, quiet=True)
    run([_npm(path), "run", "--silent", "build"], "npm run build", within=FRONTEND, more=path)
    STAMP.write_text(json.dumps(wanted), "utf-8")


def _sources() -> Iterator[Path]:
    """Everything that the build may look at: a style sheet keeps only what a template uses."""
    for folder in (FRONTEND, WEB):
        for path in sorted(folder.rglob("*")):
            made = {"node_modules", "dist", "__pycache__"} & set(path.relative_to(folder).parts)
            if path.is_file() and not made:
                yield path


def _digest(paths: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _path_with_node() -> str:
    """The machine's own Node where it is new enough, else one from our locks in ``.venv``."""
    if _is_new_enough(shutil.which("node")) and shutil.which("npm"):
        return os.environ["PATH"]
    venvs.prepare(venvs.BUILD, venvs.NODE)
    return f"{venvs.BIN}{os.pathsep}{os.environ['PATH']}"


def _is_new_enough(node: str | None) -> bool:
    if node is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().lstrip("v").partition(".")[0]
    return major.isdecimal() and int(major) >= OLDEST_NODE


def _npm(path: dict[str, str]) -> str:
    return shutil.which("npm", path=path["PATH"]) or "npm"
