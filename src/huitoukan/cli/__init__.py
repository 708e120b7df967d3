"""The ``huitoukan`` command.

Exit codes: 0 done; 1 something must be mended first (one sentence on stderr says what, where and how); 2 the
command was not understood; 3 done, but some files could not be used (only with ``--strict``); 130 interrupted,
nothing is half written.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from huitoukan.cli.app import run
from huitoukan.cli.language import choose_language
from huitoukan.cli.session import INTERRUPTED, Session, WrongUsage
from huitoukan.messages import Mendable, say

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command and leaves with its exit code."""
    sys.exit(answer(sys.argv[1:] if arguments is None else arguments))


def answer(arguments: Sequence[str]) -> int:
    """Runs the command and gives its exit code; whatever the user can mend is said in one sentence."""
    session = Session()
    with _politely_killed():
        return _answer(session, arguments)


def _answer(session: Session, arguments: Sequence[str]) -> int:
    try:
        session.lang, rest = choose_language(arguments, os.environ)
        return run(rest, session)
    except WrongUsage as problem:
        session.complain(problem.message)
        return WrongUsage.exit_code
    except Mendable as problem:
        session.complain_of(problem)
        return 1
    except KeyboardInterrupt:
        session.complain(say("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; Python must not complain about it while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


@contextmanager
def _politely_killed() -> Iterator[None]:
    """A polite kill ends the run as Ctrl-C does: temporary files are removed, nothing is half written."""
    earlier = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        # None: something that is not Python had set it, and Python cannot set it again.
        signal.signal(signal.SIGTERM, signal.SIG_DFL if earlier is None else earlier)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
