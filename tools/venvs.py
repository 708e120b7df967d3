"""The virtual environment ``.venv``: made from the locks, hash-checked, and made anew only when they change.

Packages come from wherever this machine's pip is set to look; the locks hold their hashes and no host.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import debian
from telling import ROOT, Stopped, run, tell

VENV = ROOT / ".venv"
STAMP = VENV / "prepared.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)
BUILD, NODE, PIP, RUNTIME, SERVER, DEV = (
    f"requirements/{name}.txt" for name in ("build", "node", "pip", "runtime", "server", "dev")
)
FROM_SOURCE = "pyspark"
"""Is published as a source archive only; what turns it into a wheel is in our own locks, too."""


def require_python(task: str, version: tuple[int, int]) -> None:
    """Stops with a sentence on a Python that the project cannot run on."""
    if version < OLDEST:
        wanted, found = (".".join(map(str, v)) for v in (OLDEST, version))
        raise Stopped(tell("old_python", wanted=wanted, found=found, task=task))


def can_make_venvs() -> bool:
    """Debian ships python3 without the part that puts pip into a virtual environment."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def require_venv_support() -> None:
    """Installs Debian's missing part where we may, else says who should."""
    if can_make_venvs():
        return
    if not debian.install(["python3-venv"]) or not can_make_venvs():
        raise Stopped(tell("no_venv"))


def fingerprint(locks: tuple[str, ...]) -> dict[str, str]:
    """What the environment was made from: this place, this Python, the project's own table and its locks."""
    made_from = {"place": str(VENV), "python": sys.version}
    for name in ("pyproject.toml", *locks):
        made_from[name] = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    return made_from


def read_stamp() -> dict[str, str]:
    """What the environment at hand was made from; nothing when there is none or it was left half made."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def prepare(*locks: str) -> None:
    """Makes ``.venv`` hold what the locks say, hash-checked, and the project itself; does nothing twice."""
    wanted, found = fingerprint(locks), read_stamp()
    if wanted.items() <= found.items():
        return
    print(tell("preparing", what=", ".join(Path(lock).stem for lock in locks)), flush=True)
    same_base = found and all(found.get(key) == wanted[key] for key in ("place", "python"))
    if not same_base:
        require_venv_support()
        run([sys.executable, "-m", "venv", "--clear", VENV], "python -m venv")
    STAMP.unlink(missing_ok=True)  # a run that is killed here starts over next time
    pip: list[str | Path] = [BIN / "python", "-m", "pip", "-qq", "--disable-pip-version-check", "install"]
    locked = [*pip, "--require-hashes", "--only-binary", ":all:", "--no-binary", FROM_SOURCE, "--no-build-isolation"]
    for lock in (BUILD, *(lock for lock in locks if lock != BUILD)):
        run([*locked, "-r", lock], f"pip install -r {lock}")
    # Hatchling comes from our own lock, so nothing unchecked is fetched to build the project.
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], "pip install huitoukan")
    kept = found if same_base and found.get("pyproject.toml") == wanted["pyproject.toml"] else {}
    STAMP.write_text(json.dumps({**kept, **wanted}, indent=1), "utf-8")
