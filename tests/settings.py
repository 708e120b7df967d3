"""The server's own settings, in a folder of this run, with what makes tests fast."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="huitoukan-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["HUITOUKAN_HOME"] = _home
os.environ.setdefault("HUITOUKAN_HOSTS", "testserver,localhost,127.0.0.1")

from huitoukan.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
