"""One try at a task: what goes wrong in it brings the import back with a sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from huitoukan.core.background.progress import Cancelled
from huitoukan.core.saying import in_both
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.moves import Claim, move
from huitoukan.messages import Mendable, Message

log = logging.getLogger(__name__)


@contextmanager
def trying(mine: Claim, *, back: ImportState, sentence: Message) -> Iterator[None]:
    """What a user can mend is told as it is; of anything else ``sentence`` is told, and the log has the rest."""
    try:
        yield
    except Cancelled:
        log.info("import is not worked on any more", extra={"number": mine.brought.pk})
    except Mendable as error:
        _give_back(mine, back, error.message)
    except Exception:
        _give_back(mine, back, sentence)
        raise


def _give_back(mine: Claim, back: ImportState, sentence: Message) -> None:
    try:
        with mine.writing() as brought:
            move(brought, back, claim="", progress={}, problem=in_both(sentence))
    except Cancelled:
        log.info("import is not worked on any more", extra={"number": mine.brought.pk})
