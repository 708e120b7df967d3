"""What Debian must give before a task can run: installed where we may, named where we may not."""

from __future__ import annotations

import ctypes.util
import os
import shutil
from pathlib import Path

from telling import Stopped, run, tell


def install(packages: list[str]) -> bool:
    """Installs ``packages`` as root; False where that is not ours to do."""
    if not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0:
        return False
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    run(["apt-get", "update", "-qq"], "apt-get update", quiet=True)
    run(["apt-get", "install", "-y", "-qq", *packages], f"apt-get install {' '.join(packages)}", quiet=True)
    return True


def require_for_browser() -> None:
    """Chromium, what Playwright loads, and a Chinese font: for the tests that walk the site in a browser."""
    missing = [package for package, is_there in BROWSER if not is_there()]
    if missing and not install(missing):
        raise Stopped(tell("needs", packages=" ".join(missing)))


def require_postgres() -> None:
    """A PostgreSQL to make a cluster with."""
    if find_postgres() is None and not install(["postgresql"]):
        raise Stopped(tell("no_postgres"))


def find_postgres() -> Path | None:
    """The folder of initdb and postgres; Debian keeps it off the path."""
    here = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = Path(here) if here else next(reversed(kept), None)
    return found and found.resolve().parent


def _has_browser() -> bool:
    return bool(os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser"))


def _has_chinese_font() -> bool:
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


BROWSER = (
    ("chromium", _has_browser),
    ("fonts-noto-cjk", _has_chinese_font),
    ("libatomic1", lambda: ctypes.util.find_library("atomic") is not None),
)
