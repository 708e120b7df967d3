"""Changing the policy: on a draft first, which is tried out and then adopted as a whole."""

from __future__ import annotations

import datetime as dt

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from huitoukan.core.access.holdings import require_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.domain.policies.enums import VersionState
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.policies.packs import unpack
from huitoukan.domain.policies.queries import built, number_in_force
from huitoukan.domain.policies.themes import CACHED
from huitoukan.messages import Mendable, say
from huitoukan.policy.loading import BASELINE, packs
from huitoukan.policy.parameters import value_of

SHORTEST_NOTE = 4


class WrongVersion(Mendable):
    """A change of the policy that cannot be made."""


@action
def begin(*, by: User) -> PolicyVersion:
    """A draft that says what the version in force says. Nobody else works by it, so the trail does not tell of it."""
    require_everywhere(by, Permission.EDIT_POLICY)
    number = number_in_force()
    base = _base(number)
    return PolicyVersion.objects.create(
        based_on=number, pack=base.pack, files=base.files, values=base.values, made_by=by
    )


@action
def set_value(
    *, by: User, draft: PolicyVersion, parameter: str, since: dt.date, value: str, source: str
) -> PolicyVersion:
    """From ``since`` on ``parameter`` is ``value``, because of ``source``, a notice. Raises :class:`Mendable`."""
    draft = _held(by, draft)
    pack, source = built(draft), source.strip()
    if parameter not in pack.parameters:
        raise WrongVersion(say("version.parameter_gone", name=parameter))
    if not source:
        raise WrongVersion(say("version.no_source"))
    value_of(pack.parameters[parameter], value.strip())
    own = {"parameter": parameter, "since": since.isoformat(), "value": value.strip(), "source": source}
    place = (own["parameter"], own["since"])
    others = [each for each in draft.values if (each["parameter"], each["since"]) != place]
    return _say(draft, values=[*others, own])


@action
def drop_value(*, by: User, draft: PolicyVersion, parameter: str, since: dt.date) -> PolicyVersion:
    """The office's own value of ``parameter`` from ``since`` on holds no longer; the pack's does."""
    draft = _held(by, draft)
    place = (parameter, since.isoformat())
    return _say(draft, values=[each for each in draft.values if (each["parameter"], each["since"]) != place])


@action
def choose_pack(*, by: User, draft: PolicyVersion, name: str) -> PolicyVersion:
    """A pack that comes with the program. Raises :class:`Mendable` when a value of the office has no place in it."""
    draft = _held(by, draft)
    if name not in packs():
        raise WrongVersion(say("version.no_such_pack", name=name))
    return _say(draft, pack=name, files={})


@action
def bring_pack(*, by: User, draft: PolicyVersion, content: bytes) -> PolicyVersion:
    """The office's own pack, a zip archive of its folder. Raises ``Mendable``, ``PackErrors`` with file and line."""
    return _say(_held(by, draft), pack="", files=unpack(content))


@action
def catch_up(*, by: User, draft: PolicyVersion) -> PolicyVersion:
    """Another version has come into force meanwhile: ``draft`` now says what that says, and what it changes itself."""
    draft = _held(by, draft)
    base, now = _base(draft.based_on), _base(number_in_force())
    own = [each for each in draft.values if each not in base.values]
    dropped = [each for each in base.values if each not in draft.values]
    places = {(each["parameter"], each["since"]) for each in (*own, *dropped)}
    values = [*(each for each in now.values if (each["parameter"], each["since"]) not in places), *own]
    changed_pack = (draft.pack, draft.files) != (base.pack, base.files)
    chosen = draft if changed_pack else now
    return _say(draft, based_on=number_in_force(), values=values, pack=chosen.pack, files=chosen.files)


@action
def adopt(*, by: User, draft: PolicyVersion, note: str) -> PolicyVersion:
    """From now on the office works by ``draft``. Raises :class:`WrongVersion` when another has come into force."""
    draft, note = _held(by, draft), " ".join(note.split())
    if len(note) < SHORTEST_NOTE:
        raise WrongVersion(say("version.no_note", length=SHORTEST_NOTE))
    if number_in_force() != draft.based_on:
        raise WrongVersion(say("version.overtaken"))
    base = _base(draft.based_on)
    draft.state, draft.note = VersionState.ADOPTED, note
    draft.adopted_by, draft.adopted_at = by, timezone.now()
    draft.save()
    pack = built(draft)
    record(
        event=Event.POLICY_ADOPTED,
        by=by,
        subject=Subject("policy", str(draft.number), pack.title, root_code()),
        pack=pack.id,
        version=pack.version,
        values=[each for each in draft.values if each not in base.values],
        dropped=[each for each in base.values if each not in draft.values],
        note=note,
    )
    transaction.on_commit(lambda: cache.delete(CACHED))
    return draft


@action
def discard(*, by: User, draft: PolicyVersion) -> None:
    """Nobody will work by it."""
    draft = _held(by, draft)
    draft.state = VersionState.DISCARDED
    draft.save(update_fields=["state"])


def _base(number: int) -> PolicyVersion:
    """What a draft is based on."""
    return PolicyVersion.objects.filter(pk=number).first() or PolicyVersion(pack=BASELINE)


def _held(by: User, draft: PolicyVersion) -> PolicyVersion:
    """``draft`` as it is now, and nobody else's to change until the transaction ends."""
    require_everywhere(by, Permission.EDIT_POLICY)
    now = PolicyVersion.objects.select_for_update().get(pk=draft.pk)
    if now.state != VersionState.DRAFT:
        raise WrongVersion(say("version.no_draft"))
    return now


def _say(draft: PolicyVersion, **says: object) -> PolicyVersion:
    """Keeps what the draft says, if that is a pack without errors."""
    for name, value in says.items():
        setattr(draft, name, value)
    built(draft)
    draft.changed_at = timezone.now()
    draft.save(update_fields=[*says, "changed_at"])
    return draft
