"""Settings as a county runs them, as Django's own examiner sees them."""

from __future__ import annotations

import subprocess
import sys

from tests.serving import Server

PRODUCTION = {"HUITOUKAN_HTTPS": "on", "HUITOUKAN_PROXIES": "1", "HUITOUKAN_HOSTS": "huitoukan.example"}


def examine(server: Server) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    settings = {"DJANGO_SETTINGS_MODULE": "huitoukan.config.settings"}
    environment = {**server.environment, **settings}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_the_examiner_is_silent_in_production(server: Server) -> None:
    server.more |= PRODUCTION
    done = examine(server)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_examiner_would_speak_up(server: Server) -> None:
    done = examine(server)
    assert done.returncode == 1
    assert "security.W" in done.stderr
