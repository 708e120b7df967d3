"""How gunicorn runs the pages: few processes, with threads for what is long in coming; ``web.turns`` has the rest."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

from huitoukan.config import logs

# A page reads a few rows of a file: told to share that among threads, they wait for one another where others ask too.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

wsgi_app = "huitoukan.config.wsgi:application"
worker_class = "gthread"
workers = 2
threads = 8
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
control_socket_disable = True
logconfig_dict = logs.settings()
if Path("/dev/shm").is_dir():  # noqa: S108  # signs of life of workers, which must not wait for a disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server: Any) -> None:
    """What was loaded stays for good: looking through it again and again would hold up somebody's page each time."""
    gc.collect()
    gc.freeze()
