"""What is done about imports without anybody waiting for it. Each may be cut off at any moment and begun again."""

from __future__ import annotations

from django_tasks import task

from huitoukan.domain.registry.working import clearing, landing, reading


@task()
def read(pk: int) -> None:
    """What was brought is read, and compared with the registry."""
    reading.read(pk)


@task()
def land(pk: int) -> None:
    """What was read lands."""
    landing.land(pk)


@task()
def undo(pk: int) -> None:
    """What landed is undone."""
    landing.undo(pk)


@task()
def clear_away(pk: int) -> None:
    """The files of what was discarded go."""
    clearing.clear_away(pk)


@task()
def clear_lost_uploads() -> int:
    """Files whose upload was cut off go; says how many folders there were."""
    return clearing.clear_lost_uploads()
