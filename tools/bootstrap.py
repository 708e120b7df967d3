"""Prepares a working copy and runs its everyday tasks: ``make TASK``, or ``python3 tools/bootstrap.py TASK``.

Standard library only, and readable by Pythons back to 3.7: they get a sentence, not a syntax error.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import bundle
import debian
import pages
import postgres
from telling import ROOT, SENTENCES, Stopped, become, run, tell
from venvs import BIN, BUILD, DEV, NODE, OLDEST, PIP, RUNTIME, SERVER, prepare, require_python

DEMO_COUNTY = ("--households", "2500", "--seed", "1", "--library")
DEMO_POLICY = ("--policy", "library")
DEMO_SITE = ROOT / "demo/site"
NO_SERVE = "--no-serve"
ON_POSTGRES = "--postgresql"
BROWSER_TESTS = "tests/browser"
EXTRAS = ("server", "spark")
SERVER_TESTS = ("core", "domain", "web", "jobs", "config", "cli/server")
"""What must hold on PostgreSQL, too."""


def install(arguments: list[str]) -> None:
    """Prepares ``.venv`` and nothing else; with ``--server`` also what the pages need."""
    if "--server" in arguments:
        prepare(BUILD, SERVER)
        pages.build()
    else:
        prepare(BUILD, RUNTIME)
    print(tell("installed", command=(BIN / "huitoukan").relative_to(ROOT)))


def assets(_: list[str]) -> None:
    """Builds the style sheets and scripts of the pages."""
    pages.build()


def demo(arguments: list[str]) -> None:
    """Makes up a county, checks it, seeds a site with it and serves that; an earlier demo is replaced."""
    prepare(BUILD, SERVER)
    pages.build()
    county, out = ROOT / "demo/county", ROOT / "demo/out"
    command = BIN / "huitoukan"
    run([command, "sample-county", county.relative_to(ROOT), *DEMO_COUNTY], "huitoukan sample-county")
    as_of = (county / "as-of").read_text("utf-8").strip()
    lists = (county / "lists").relative_to(ROOT)
    run([command, "check", lists, "--as-of", as_of, *DEMO_POLICY, "--out", out.relative_to(ROOT)], "huitoukan check")
    show_results(out.relative_to(ROOT))
    serve_demo(county, arguments)


def serve_demo(county: Path, arguments: list[str]) -> None:
    """A site of its own under ``demo/site``, with people in every role."""
    shutil.rmtree(DEMO_SITE, ignore_errors=True)
    home = {"HUITOUKAN_HOME": str(DEMO_SITE), "DATABASE_URL": "", "HUITOUKAN_HTTPS": ""}
    command = BIN / "huitoukan"
    print(flush=True)
    run([command, "demo-site", county.relative_to(ROOT), *DEMO_POLICY], "huitoukan demo-site", more=home)
    if NO_SERVE not in arguments:
        print()
        become([command, "serve", *arguments], home)


def show_results(out: Path) -> None:
    """Says where to look, in both languages."""
    places = (("summary", out / "summary.html"), ("townships", f"{out / 'townships'}{os.sep}"))
    print()
    for lang, sentence in enumerate(SENTENCES["demo_done"]):
        print(sentence)
        for key, place in places:
            print(f"    {place!s:<24}  {SENTENCES[key][lang]}")


def test(arguments: list[str]) -> None:
    """Runs the tests on every core; with ``--postgresql`` those of the server, on a PostgreSQL of their own."""
    prepare(BUILD, DEV)
    pages.build()
    # The tests of a file share what is costly to make. In our order: tests/conftest.py puts the longest first.
    command = [BIN / "python", "-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    if ON_POSTGRES in arguments:
        chosen = [argument for argument in arguments if argument != ON_POSTGRES]
        folders = [] if chosen else [f"tests/{name}" for name in SERVER_TESTS]
        with postgres.cluster() as address:
            run([*command, *folders, *chosen], "pytest", more={"DATABASE_URL": address})
        return
    if _opens_a_browser(arguments):
        debian.require_for_browser()
    run([*command, *arguments], "pytest")


def _opens_a_browser(arguments: list[str]) -> bool:
    """Whether the tests that are asked for, all unless some are named, do."""
    named = [argument for argument in arguments if argument.startswith("tests")]
    return not named or any(argument.startswith(BROWSER_TESTS) for argument in named)


def check(_: list[str]) -> None:
    """Judges the code without running it."""
    prepare(BUILD, DEV)
    run([BIN / "ruff", "check"], "ruff check")
    run([BIN / "ruff", "format", "--check"], "ruff format --check")
    run([BIN / "lint-imports"], "lint-imports")
    with tempfile.TemporaryDirectory() as home:
        settings = {"HUITOUKAN_HOME": home, "DJANGO_SETTINGS_MODULE": "huitoukan.config.settings"}
        run([BIN / "mypy"], "mypy", more=settings)
        migrations = [BIN / "python", "-m", "django", "makemigrations", "--check", "--dry-run"]
        run(migrations, "makemigrations --check", more=settings, quiet=True)


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
    extras = [part for extra in EXTRAS for part in ("--extra", extra)]
    for table, above, out in (
        (["pyproject.toml"], None, RUNTIME),
        (["pyproject.toml", "--extra", "server"], RUNTIME, SERVER),
        (["pyproject.toml", *extras, "--group", "dev"], SERVER, DEV),
        (["--group", "build"], DEV, BUILD),
        (["--group", "node"], DEV, NODE),
        (["--group", "pip"], DEV, PIP),
    ):
        bound = ["--constraint", above] if above else []
        run([*uv, *table, *bound, *arguments, "-o", out], f"uv pip compile {out}")


def pack(_: list[str]) -> None:
    """Everything for a machine without internet, as one archive."""
    prepare(BUILD, SERVER)
    pages.build()
    path = bundle.make()
    print(tell("bundled", path=path.relative_to(ROOT), size=path.stat().st_size // 1_000_000))


def help_(_: list[str]) -> None:
    """Lists the tasks."""
    print(tell("usage"))
    for name, (_task, zh, en) in TASKS.items():
        print(f"  make {name:<8} {zh}\n{'':16}{en}")


TASKS = {
    "install": (
        install,
        "准备 .venv 与 huitoukan 命令",
        "prepare .venv (ARGS=--server: with the server, too)",
    ),
    "demo": (
        demo,
        "生成一个虚构的县，核查，并打开演示网站",
        "make up a county, check it, serve a site of it (ARGS=--no-serve: all but that)",
    ),
    "test": (
        test,
        "运行全部测试",
        'run every test (ARGS="tests/policy -k name" for some, ARGS=--postgresql for the server\'s on PostgreSQL)',
    ),
    "check": (check, "检查代码风格、类型、分层与数据库迁移", "lint, format, types, import contracts, migrations"),
    "assets": (assets, "生成网页的样式和脚本", "build the style sheets and scripts of the pages"),
    "bundle": (pack, "打包，供不联网的机器安装", "everything for a machine without internet, into dist/"),
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
