"""Jobs in a fresh process each, so that the memory they take at most is theirs alone."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

_GB = 1e9


def run_apart(module: str, *arguments: object) -> dict[str, Any]:
    """What ``python -m module`` says in JSON on its last line."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def peaks() -> dict[str, float]:
    """GB of memory that this process (``parent``) and the largest it has started (``backend``) took at most."""
    return {
        "parent": _own_peak() / _GB,
        "backend": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / _GB,
    }


def _own_peak() -> int:
    """In bytes; as the kernel counts since this program began, where it says so.

    What ``getrusage`` says of a process includes what it was before it became this program: its parent's memory.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
