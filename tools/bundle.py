"""Everything that a machine without internet needs to run the server: wheels for machines like this one, and how to.

The pages' style sheets and scripts are inside the wheel of huitoukan; Chinese fonts are those of the readers' machines.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

import venvs
from telling import ROOT, run

DIST = ROOT / "dist"
INSTALLER = ROOT / "tools/install.sh"
GUIDE = ROOT / "docs/how-to/run-a-server.md"


def make() -> Path:
    """The archive, in ``dist/``; needs the environment and the built pages."""
    with tempfile.TemporaryDirectory() as place:
        name = f"huitoukan-{_version()}-{platform.system().lower()}-{platform.machine()}-{_python()}"
        content = Path(place) / name
        _gather(content)
        DIST.mkdir(exist_ok=True)
        made = DIST / f"{name}.tar.gz"
        with tarfile.open(made, "w:gz", compresslevel=6) as archive:
            archive.add(content, name)
    return made


def _gather(content: Path) -> None:
    wheels = content / "wheels"
    wheels.mkdir(parents=True)
    python = venvs.BIN / "python"
    run([python, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels], "hatchling build", quiet=True)
    fetch = [python, "-m", "pip", "-q", "download", "--require-hashes", "--only-binary", ":all:", "--dest", wheels]
    run([*fetch, "-r", venvs.SERVER, "-r", venvs.PIP], "pip download")
    shutil.copy(ROOT / venvs.SERVER, content / "requirements.txt")
    (content / "python-version").write_text(".".join(map(str, sys.version_info[:2])) + "\n", "ascii")
    for source, target in ((INSTALLER, "install.sh"), (GUIDE, "INSTALL.md"), (ROOT / "LICENSE", "LICENSE")):
        shutil.copy(source, content / target)


def _version() -> str:
    """Of huitoukan, as its metadata say it."""
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("version = "))


def _python() -> str:
    return "py" + "".join(map(str, sys.version_info[:2]))
