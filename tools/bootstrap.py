"""Prepares a working copy and runs its everyday tasks: ``make TASK``, or ``python3 tools/bootstrap.py TASK``.

Standard library only, and readable by Pythons back to 3.7: they get a sentence, not a syntax error.
Packages come from wherever this machine's pip is set to look; the locks hold their hashes and no host.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "prepared.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)
BUILD, RUNTIME, DEV = (f"requirements/{name}.txt" for name in ("build", "runtime", "dev"))
FROM_SOURCE = "pyspark"
"""Is published as a source archive only; what turns it into a wheel is in our own locks, too."""
DEMO_COUNTY = ("--households", "2500", "--seed", "1", "--library")
DEMO_POLICY = ("--policy", "library")

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
    "preparing": ("正在准备运行环境（{what}）……", "Preparing the environment ({what}) …"),
    "failed": ("“{what}”没有成功，原因见上文。", "“{what}” did not succeed; the reason is above."),
    "installed": ("可以使用了：{command} --help", "Ready: {command} --help"),
    "demo_done": ("演示完成。请打开：", "The demo is ready. Open:"),
    "summary": ("全县汇总", "summary of the county"),
    "townships": ("分乡镇问题台账", "problems, one workbook a township"),
    "no_benchmark": (
        "这份代码不带性能测试（benchmarks/run.py）。",
        "There is no benchmarks/run.py in this copy.",
    ),
    "usage": ("用法：make 任务", "Usage: make TASK"),
}


class Stopped(Exception):
    """The task cannot go on; the reason is one of SENTENCES."""


def tell(key: str, **values: object) -> str:
    """Both languages of a sentence, Chinese first, a line each."""
    return "\n".join(text.format(**values) for text in SENTENCES[key])


def run(command: Sequence[str | Path], name: str, *, quiet: bool = False) -> None:
    """Runs ``command`` in the working copy; what it prints goes straight through, or only its errors."""
    chatter = subprocess.DEVNULL if quiet else None
    done = subprocess.run([str(part) for part in command], cwd=ROOT, stdout=chatter, check=False)
    if done.returncode:
        raise Stopped(tell("failed", what=name))


# --- the virtual environment ------------------------------------------------------------------------------


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
    if not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0:
        raise Stopped(tell("no_venv"))
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    run(["apt-get", "update", "-qq"], "apt-get update", quiet=True)
    run(["apt-get", "install", "-y", "-qq", "python3-venv"], "apt-get install python3-venv", quiet=True)
    if not can_make_venvs():
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


# --- the tasks --------------------------------------------------------------------------------------------


def install(_: list[str]) -> None:
    """Prepares ``.venv`` and nothing else."""
    prepare(BUILD, RUNTIME)
    print(tell("installed", command=(BIN / "huitoukan").relative_to(ROOT)))


def demo(_: list[str]) -> None:
    """Makes up a county, checks it and says what to open; an earlier demo is replaced."""
    prepare(BUILD, RUNTIME)
    county, out = ROOT / "demo/county", ROOT / "demo/out"
    command = BIN / "huitoukan"
    run([command, "sample-county", county.relative_to(ROOT), *DEMO_COUNTY], "huitoukan sample-county")
    as_of = (county / "as-of").read_text("utf-8").strip()
    lists = (county / "lists").relative_to(ROOT)
    run([command, "check", lists, "--as-of", as_of, *DEMO_POLICY, "--out", out.relative_to(ROOT)], "huitoukan check")
    show_results(out.relative_to(ROOT))


def show_results(out: Path) -> None:
    """Says where to look, in both languages."""
    places = (("summary", out / "summary.html"), ("townships", f"{out / 'townships'}{os.sep}"))
    print()
    for lang, sentence in enumerate(SENTENCES["demo_done"]):
        print(sentence)
        for key, place in places:
            print(f"    {place!s:<24}  {SENTENCES[key][lang]}")


def test(arguments: list[str]) -> None:
    """Runs the tests on every core."""
    prepare(BUILD, DEV)
    # Tests that share a Spark cluster stay together.
    run([BIN / "python", "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *arguments], "pytest")


def check(_: list[str]) -> None:
    """Judges the code without running it."""
    prepare(BUILD, DEV)
    run([BIN / "ruff", "check"], "ruff check")
    run([BIN / "ruff", "format", "--check"], "ruff format --check")
    run([BIN / "mypy"], "mypy")
    run([BIN / "lint-imports"], "lint-imports")


def bench(arguments: list[str]) -> None:
    """Runs the benchmarks, with the arguments they take."""
    if not (ROOT / "benchmarks/run.py").exists():
        raise Stopped(tell("no_benchmark"))
    prepare(BUILD, RUNTIME)
    run([BIN / "python", "-m", "benchmarks.run", *arguments], "benchmarks/run.py")


def lock(arguments: list[str]) -> None:
    """Compiles the tables of pyproject.toml into hash-locked requirements."""
    prepare(BUILD, DEV)
    uv = [str(BIN / "uv"), "pip", "compile", "--universal", "--generate-hashes", "--quiet"]
    uv += ["--python-version", ".".join(map(str, OLDEST)), "--custom-compile-command", "make lock"]
    # Each may not disagree with the one before it: developers run what users run.
    for table, above, out in (
        (["pyproject.toml"], [], RUNTIME),
        (["pyproject.toml", "--group", "dev"], ["--constraint", RUNTIME], DEV),
        (["--group", "build"], ["--constraint", DEV], BUILD),
    ):
        run([*uv, *table, *above, *arguments, "-o", out], f"uv pip compile {out}")


def help_(_: list[str]) -> None:
    """Lists the tasks."""
    print(tell("usage"))
    for name, (_task, zh, en) in TASKS.items():
        print(f"  make {name:<8} {zh}\n{'':16}{en}")


TASKS = {
    "install": (install, "准备 .venv 与 huitoukan 命令", "prepare .venv with .venv/bin/huitoukan"),
    "demo": (demo, "生成一个虚构的县并核查，结果在 demo/", "make up a county and check it, into demo/"),
    "test": (test, "运行全部测试", 'run every test (ARGS="tests/policy -k name" for some)'),
    "check": (check, "检查代码风格、类型与分层", "lint, format, types and import contracts"),
    "bench": (bench, "测量用时与内存", "measure time and memory"),
    "lock": (lock, "更新依赖锁定文件", "renew requirements/*.txt (ARGS=--upgrade for newer ones)"),
    "help": (help_, "显示这些任务", "show these tasks"),
}


def main(arguments: list[str]) -> int:
    """Runs one task; answers 0, or 1 after a sentence on standard error."""
    task = arguments[0] if arguments else "help"
    try:
        require_python(task, sys.version_info[:2])
        TASKS.get(task, TASKS["help"])[0](arguments[1:])
    except Stopped as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0 if task in TASKS else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
