"""The house itself: what the metadata, locks, docs and tasks promise about each other."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import huitoukan
from huitoukan.policy.expressions.functions import FUNCTIONS
from huitoukan.policy.loading import load_pack
from huitoukan.policy.models import Level

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# Written so that they do not match themselves.
PLACES = re.compile(r"(?<![\w.])/(?:work|root|farm|home/\w+|Users/\w+|opt|tmp/\w+)/")
HOSTS = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian|mirrors?\.\w+\.\w+)")


def tracked_files() -> list[Path]:
    """What a clone holds: asked of git, or everything that is not a hidden or made folder."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    made = {".git", ".venv", "demo", "dist", "build", "__pycache__", ".hypothesis"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(p in made or p.endswith("_cache") for p in path.relative_to(ROOT).parts)
    ]


def package_name(requirement: str) -> str:
    return re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0].lower()


def load_tool(name: str) -> ModuleType:
    """A module of ``tools``, which is a folder of scripts and no package."""
    if str(ROOT / "tools") not in sys.path:
        sys.path.insert(0, str(ROOT / "tools"))
    return importlib.import_module(name)


def run_task(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/bootstrap.py", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_version_is_the_same_in_package_and_metadata() -> None:
    assert PROJECT["project"]["version"] == huitoukan.__version__


def test_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == huitoukan.__version__


@pytest.mark.parametrize("pattern", [PLACES, HOSTS], ids=["places of one machine", "package hosts"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []


def test_forbidden_patterns_see_what_they_should() -> None:
    slash = "/"
    for place in ("work", "root", "tmp/x", "home/someone"):
        assert PLACES.search(f"see {slash}{place}{slash}file")
    assert not PLACES.search("docs/work/spells and a/tmp/x/y and tests/work/")
    assert HOSTS.search("files." + "pythonhosted" + ".org")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_holds_versions_and_hashes_only(lock: Path) -> None:
    shapes = re.compile(
        r"#.*"
        r"|[a-z0-9-]+(\[[a-z0-9,-]+\])?==[\w.!+-]+( ; [^\\]+)? \\"
        r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
        r"|    # .*"
    )
    lines = lock.read_text("utf-8").splitlines()
    assert [line for line in lines if line and not shapes.fullmatch(line)] == []
    assert not any("://" in line or " -" in line.split("--hash")[0] for line in lines if "=" in line)


def test_locks_pin_every_direct_dependency_and_agree() -> None:
    pin = re.compile(r"^([a-z0-9-]+)(?:\[.*?\])?==(\S+)", re.MULTILINE)
    pins = {lock.stem: dict(pin.findall(lock.read_text("utf-8"))) for lock in LOCKS}
    groups = PROJECT["dependency-groups"]
    extras = PROJECT["project"]["optional-dependencies"]
    everything = [*groups["dev"], *(requirement for extra in extras.values() for requirement in extra)]
    direct = {"runtime": PROJECT["project"]["dependencies"], "server": extras["server"], "dev": everything}
    direct |= {name: groups[name] for name in ("build", "node", "pip")}
    assert direct.keys() == pins.keys()
    for lock, requirements in direct.items():
        assert {package_name(r) for r in requirements} <= set(pins[lock]), lock
    assert pins["runtime"].items() <= pins["server"].items() <= pins["dev"].items()
    for pinned in pins.values():
        shared = pins["dev"].keys() & pinned.keys()
        assert {name: pins["dev"][name] for name in shared} == {name: pinned[name] for name in shared}


def test_every_dependency_has_its_line_in_the_decision_record_and_no_other_has() -> None:
    record = (ROOT / "docs/adr/0002-dependencies.md").read_text("utf-8")
    explained = re.findall(r"^\| `([a-z0-9-]+)` \| .+ \| .+ \|$", record, re.MULTILINE)
    groups = [*PROJECT["dependency-groups"].values(), *PROJECT["project"]["optional-dependencies"].values()]
    declared = {package_name(r) for group in (PROJECT["project"]["dependencies"], *groups) for r in group}
    assert sorted(explained) == sorted(declared)


def test_links_between_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    assert pages
    broken = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in pages
        for target in link.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_examples_of_the_how_tos_make_a_pack_that_loads(tmp_path: Path) -> None:
    pages = [(ROOT / f"docs/how-to/add-a-{thing}.md").read_text("utf-8") for thing in ("list-kind", "rule")]
    examples = re.findall(r"^```toml\n# (\S+\.toml)\n(.*?)^```", "\n".join(pages), re.MULTILINE | re.DOTALL)
    for name, text in examples:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    pack = load_pack(tmp_path)
    assert "改造完成与否" in pack.kinds["housing"].fields["repaired"].more_headers
    assert "school_meals" in pack.kinds
    assert "school.meals_twice_paid" in pack.rules


def test_how_to_lists_every_function_a_rule_may_call() -> None:
    page = (ROOT / "docs/how-to/add-a-rule.md").read_text("utf-8")
    assert set(re.findall(r"`([A-Z_]+)\(", page)) == set(FUNCTIONS)


def test_glossary_has_the_words_of_the_baseline_pack() -> None:
    codes = set(re.findall(r"`([^`]+)`", (ROOT / "docs/glossary.md").read_text("utf-8")))
    pack = load_pack()
    kinds_of_rules = {rule.kind.value for rule in pack.rules.values()}
    assert set(pack.kinds) | kinds_of_rules | {level.value for level in Level} <= codes


def test_every_decision_record_is_listed() -> None:
    index = (ROOT / "docs/adr/README.md").read_text("utf-8")
    records = [record.name for record in (ROOT / "docs/adr").glob("[0-9]*.md")]
    assert sorted(re.findall(r"\]\((\d{4}-[^)]+)\)", index)) == sorted(records)


@pytest.mark.skipif(not shutil.which("make"), reason="this machine has no make; CI installs it")
def test_make_help_lists_every_target() -> None:
    targets = re.search(r"^TARGETS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    command = ["make", "--no-print-directory", "help", f"PYTHON={sys.executable}"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert sorted(re.findall(r"^  make (\w+) ", shown, re.MULTILINE)) == sorted(targets.group(1).split())


def test_unknown_task_shows_the_tasks_and_fails() -> None:
    done = run_task("paint")
    assert done.returncode == 2
    assert "make demo" in done.stdout


def test_old_python_gets_a_sentence() -> None:
    venvs = load_tool("venvs")
    with pytest.raises(venvs.Stopped, match=r"Python 3\.11 or newer is needed, this is 3\.9"):
        venvs.require_python("demo", (3, 9))
    venvs.require_python("demo", (3, 11))


def test_environment_counts_as_prepared_only_for_the_same_locks_and_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venvs = load_tool("venvs")
    monkeypatch.setattr(venvs, "STAMP", tmp_path / "prepared.json")
    monkeypatch.setattr(venvs, "run", lambda command, name: pytest.fail(f"ran {name}"))
    wanted = venvs.fingerprint((venvs.RUNTIME,))
    venvs.STAMP.write_text(json.dumps(wanted), "utf-8")
    venvs.prepare(venvs.RUNTIME)
    for key in wanted:
        venvs.STAMP.write_text(json.dumps({**wanted, key: "other"}), "utf-8")
        with pytest.raises(pytest.fail.Exception, match="ran "):
            venvs.prepare(venvs.RUNTIME)


def test_pages_ask_queries_and_call_actions() -> None:
    """They may name a model as a type, or none of its rows, but neither ask its manager nor write a row."""
    by_themselves = re.compile(
        r"\.(?:_default_manager|_base_manager|objects(?!\.none\())\b|\.(?:save|create|bulk_create|delete)\("
    )
    pages = list((ROOT / "src/huitoukan/web").rglob("*.py"))
    assert pages
    assert [str(page) for page in pages if by_themselves.search(page.read_text("utf-8"))] == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What a clone holds, elsewhere, with nothing built."""
    for path in tracked_files():
        if path.relative_to(ROOT).parts[0] in ("src", "tools", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
            target = tmp_path / "copy" / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return tmp_path / "copy"


def build_wheel(copy: Path) -> subprocess.CompletedProcess[str]:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(copy / "dist")]
    return subprocess.run(build, cwd=copy, capture_output=True, encoding="utf-8", check=False)


def test_wheel_ships_every_file_of_the_package_and_the_built_pages(copy: Path) -> None:
    built = copy / "src/huitoukan/web/static/dist/site.css"
    built.parent.mkdir(parents=True)
    built.touch()
    assert build_wheel(copy).returncode == 0
    (wheel,) = (copy / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
        entry = archive.read(f"huitoukan-{huitoukan.__version__}.dist-info/entry_points.txt").decode()
    source = ROOT / "src"
    wanted = {path.relative_to(source).as_posix() for path in tracked_files() if source in path.parents}
    assert wanted | {"huitoukan/web/static/dist/site.css"} <= shipped
    assert "huitoukan = huitoukan.cli:main" in entry


def test_there_is_no_wheel_without_the_built_pages(copy: Path) -> None:
    done = build_wheel(copy)
    assert done.returncode == 1
    assert "make assets" in done.stderr
    assert not list((copy / "dist").glob("*.whl"))
