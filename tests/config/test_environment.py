"""What the server is told by its environment: every mistake is said, with the name of its variable."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from huitoukan.config import environment as env
from huitoukan.config.environment import Environment, UnusableEnvironment, read

GUIDE = Path(__file__).resolve().parents[2] / "docs/how-to/run-a-server.md"


def settings(home: Path, **variables: str) -> Environment:
    return read({env.HOME: str(home), **variables})


def test_without_a_word_it_is_sqlite_at_home_for_this_machine_only(tmp_path: Path) -> None:
    found = settings(tmp_path / "new")
    assert found.database == f"sqlite:///{tmp_path / 'new/huitoukan.sqlite3'}"
    assert found.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (found.https, found.proxies) == (False, 0)


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = settings(tmp_path).secret
    assert settings(tmp_path).secret == first
    assert len(first) >= 50
    assert settings(tmp_path / "other").secret != first
    kept = list(tmp_path.glob("secret-key*"))
    assert [path.name for path in kept] == ["secret-key"]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    found = settings(tmp_path, **{env.DATABASE: "postgres://me:hidden-word@db/x"})
    assert found.secret not in repr(found)
    assert "hidden-word" not in repr(found)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({env.SECRET: "short"}, (env.SECRET, "50")),
        ({env.DATABASE: "mysql://x"}, (env.DATABASE, "postgres")),
        ({env.HOSTS: "*"}, (env.HOSTS,)),
        ({env.HTTPS: "perhaps"}, (env.HTTPS, "perhaps")),
        ({env.HTTPS: "on"}, (env.HTTPS, env.PROXIES)),
        ({env.PROXIES: "-1"}, (env.PROXIES, "-1")),
        ({"HUITOUKAN_HOST": "x"}, ("HUITOUKAN_HOST", env.HOSTS)),
        ({env.SECRET: "short", env.HOSTS: "*"}, (env.SECRET, env.HOSTS)),
    ],
)
def test_every_mistake_is_said(tmp_path: Path, variables: dict[str, str], words: tuple[str, ...]) -> None:
    with pytest.raises(UnusableEnvironment) as caught:
        settings(tmp_path, **variables)
    for lang in ("zh", "en"):
        said = caught.value.message.text(lang)
        assert all(word in said for word in words)


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableEnvironment, match=env.HOME):
        settings(tmp_path / "file/home")


def test_a_language_for_the_command_is_no_mistake(tmp_path: Path) -> None:
    assert settings(tmp_path, HUITOUKAN_LANG="en").home == tmp_path


def test_the_guide_explains_every_variable_and_no_other() -> None:
    explained = re.findall(r"^\| `([A-Z_]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert sorted(explained) == sorted(env.VARIABLES)
