"""Every address of the site, walked by nobody, by the next township, and by every role of the township itself.

A new address needs a line in ``OF_EAST`` or ``WITHOUT_SUBJECT``. What each may then open follows from the rule of its
view and from the permissions of the roles; nothing of it is written down here a second time.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter
from django.utils import timezone
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, FIRST_DAY, PASSWORD, WEST, WEST_VILLAGES, County
from tests.domain.registry.desk import Desk, person, registered
from tests.domain.registry.homes import Home, Homes, Member
from tests.link_questions import PEOPLE, judge_lists, rows_of
from tests.web.findings.sightings import sight
from tests.web.walking import ADDRESSES, MARKS, PROGRAMS, Asked, addresses, ask, browser, marks_in, rule_of

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.areas import actions as areas
from huitoukan.core.areas.boundaries.actions import set_boundaries
from huitoukan.core.areas.lists import drafts
from huitoukan.core.areas.lists.comparing import Terms
from huitoukan.core.areas.models import Draft
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.verifications import verify_trail
from huitoukan.core.tokens.actions import make
from huitoukan.core.tokens.models import Token
from huitoukan.domain.linkage_review import enlisting
from huitoukan.domain.linkage_review.models import Question
from huitoukan.domain.policies.actions import begin
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.registry.models import Import
from huitoukan.domain.screening.actions.marks import mark_for_case
from huitoukan.domain.screening.models import Finding, Mark, Run, Sighting
from huitoukan.engine.results import Result
from huitoukan.engine.sheets.files.contents import InputFile
from huitoukan.policy import load_pack
from huitoukan.web.rules import Rule

DAY = dt.date(2024, 1, 1)
LIST = "代码,名称\n990101001003,松涛新村\n"
# A row that has the ID number of somebody of the township EAST, but another name.
REGISTERED = {
    "household_no": "H1", "person_no": "松涛1", "name": "松涛", "id_no": PEOPLE[1]["id_no"],
    "township": "松涛镇", "village": "听雨村",
}  # fmt: skip
DEATH = {"name": "听雨", "id_no": REGISTERED["id_no"]}


class Town(County):
    """Both townships full of what each page shows."""

    def __init__(self, county: County, undecided: Result) -> None:
        super().__init__(county.administrator, county.areas)
        for code, name in ((EAST, "松涛镇"), (EAST_VILLAGES[1], "听雨村")):
            areas.correct(by=self.administrator, area=self.areas[code], name=name, opened_on=FIRST_DAY)
        self.in_east = self._people(EAST, "松涛")
        self.in_west = self._people(WEST, "林深")
        self.draft = drafts.bring(
            by=self.in_east[Role.ADMINISTRATOR],
            file=InputFile("松涛名单.csv", LIST.encode()),
            terms=Terms(day=DAY),
        )
        self.token, _secret = make(
            by=self.in_east[Role.HELPER], password=PASSWORD, name="松涛看板", ends_on=timezone.localdate()
        )
        self.policy_draft = begin(by=self.add_person(Role.COUNTY_OFFICER))
        enlisting.enlist(run=1, result=undecided, pack=load_pack(), rows=rows_of(undecided))
        enlisting.take_effect(run=1)
        self.question = Question.objects.get()
        Homes(self).land(
            Home("松涛/1", [Member("松涛生", "松涛P1", "990101198001011234", "sts", "13800000001")], EAST_VILLAGES[1]),
            Home("W1", [Member("林深生", "WP1", "990101198001015678", "lss", "13800000002")], WEST_VILLAGES[0]),
        )
        self.brought = Desk(self.in_east[Role.TOWNSHIP_OFFICER]).bring(
            registered(
                person(1, township="松涛镇", village="听雨村", household_no="松涛2", person_no="松涛P2", name="松涛明"),
                name="松涛名单.csv",
            )
        )
        people = [("松涛生", "松涛/1", EAST_VILLAGES[1]), ("林深生", "W1", WEST_VILLAGES[0])]
        self.run = sight(self.administrator, DAY, people)
        self.finding = Sighting.objects.get(area_code=EAST_VILLAGES[1]).finding_id
        self.other_finding = Sighting.objects.get(area_code=WEST_VILLAGES[0]).finding_id
        self.mark = mark_for_case(
            by=self.in_east[Role.VILLAGE_WORKER],
            sighting=Sighting.objects.get(finding=self.finding),
            reason="松涛村入户核实",
        )
        square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
        geometry = {"type": "Polygon", "coordinates": square}
        features = [{"type": "Feature", "properties": {"code": c}, "geometry": geometry} for c in (EAST, WEST)]
        collection = {"type": "FeatureCollection", "features": features}
        set_boundaries(by=self.administrator, content=json.dumps(collection).encode())
        self.first_of_east = Entry.objects.filter(area_code__startswith=EAST[:9]).earliest("number").number

    def _people(self, at: str, name: str) -> dict[Role, User]:
        return {role: self.add_person(role, at, f"{name}{number}") for number, role in enumerate(Role)}


@pytest.fixture(scope="session")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A run that left a row to a person."""
    return judge_lists({"registered": [REGISTERED], "deaths": [DEATH]}, tmp_path_factory.mktemp("run"))


@pytest.fixture
def town(county: County, undecided: Result) -> Town:
    return Town(county, undecided)


# What each address needs to be asked for something of the township EAST.
OF_EAST = {
    **dict.fromkeys(
        [
            "account", "account_change", "account_close", "account_disclose", "account_password", "account_reopen",
            "account_second_factor", "account_tokens", "account_unlock", "seat_grant",
        ],
        lambda town: {"pk": town.in_east[Role.HELPER].pk},
    ),
    "area": lambda town: {"code": EAST},
    "area_correct": lambda town: {"code": EAST_VILLAGES[1]},
    "area_draft": lambda town: {"pk": town.draft.pk},
    "area_map": lambda town: {"code": EAST},
    "area_mark": lambda town: {"code": EAST_VILLAGES[1]},
    "area_merge": lambda town: {"code": EAST_VILLAGES[1]},
    "area_rename": lambda town: {"code": EAST_VILLAGES[1]},
    "audit_entry": lambda town: {"number": town.first_of_east},
    "boundary_remove": lambda town: {"code": EAST},
    **dict.fromkeys(
        ["household", "household_disclose", "household_sheet"],
        lambda town: {"number": "松涛/1"},
    ),
    **dict.fromkeys(["finding", "finding_disclose"], lambda town: {"pk": town.finding}),
    "finding_mark": lambda town: {"pk": town.finding, "kind": "for_case"},
    **dict.fromkeys(
        [
            "import", "import_add", "import_aside", "import_aside_workbook", "import_discard", "import_households",
            "import_land", "import_persons", "import_progress", "import_stop", "import_undo",
        ],
        lambda town: {"pk": town.brought.pk},
    ),
    "import_sheet": lambda town: {"pk": town.brought.pk, "sheet": town.brought.sheets.get().pk},
    "mark_step": lambda town: {"pk": town.mark.pk, "step": "withdraw"},
    **dict.fromkeys(
        ["link", "link_answer", "link_disclose", "link_settle", "link_withdraw"],
        lambda town: {"pk": town.question.pk},
    ),
    **dict.fromkeys(
        [
            "policy_draft", "policy_draft_adopt", "policy_draft_catch_up", "policy_draft_discard", "policy_draft_drop",
            "policy_draft_own_pack", "policy_draft_pack", "policy_draft_trial", "policy_draft_trial_cancel",
            "policy_draft_try", "policy_draft_value",
        ],
        lambda town: {"number": town.policy_draft.number},
    ),
    "own_token_withdraw": lambda town: {"token": town.token.pk},
    "seat_end": lambda town: {"pk": town.in_east[Role.HELPER].pk, "seat": town.in_east[Role.HELPER].seats.get().pk},
}  # fmt: skip
WITHOUT_SUBJECT = {
    "account_add", "accounts", "alive", "area_add", "area_choices", "area_import", "area_template", "area_tree", "areas",
    "audit", "audit_verify", "background", "boundaries", "gallery", "home", "households", "language", "link_review", "links", "own",
    "api_document", "api_guide", "own_backup_codes", "own_token_make", "own_tokens",
    "own_password", "own_second_factor", "own_second_factor_confirm", "own_second_factor_off", "policy",
    "policy_drafts", "policy_parameters", "policy_versions", "ready", "search", "findings", "import_new", "imports", "marks_waiting", "run_new",
    "runs", "settings",
    "sign_in", "sign_in_code", "sign_out", "stay",
}  # fmt: skip
# What needs words in its address, but is no township's: everybody works by the same policy.
OF_ALL = {
    "policy_rule": lambda town: {"rule": "income.below_line"},
    "policy_version": lambda town: {"number": 0},
    **dict.fromkeys(["run", "run_cancel", "run_progress"], lambda town: {"pk": town.run.pk}),
    "run_compare": lambda town: {"pk": town.run.pk, "other": town.run.pk},
}
SUBJECTS = {**OF_EAST, **OF_ALL}
# Belongs to one person, whatever the others' seats are.
ONES_OWN = {"area_draft": Role.ADMINISTRATOR, "own_token_withdraw": Role.HELPER}
# Ways of asking a page that lists something, beyond opening it: searches, other days, parts of the page, workbooks.
QUERIES = (
    {"export": "xlsx"},
    {"name": "听"},
    {"name": EAST[:7]},
    {"township": EAST},
    {"day": "2021-06-01", "state": "all"},
    {"area": "松"},
    {"actor_name": "松"},
    {"subject_name": "听"},
    {"page": "2"},
    {"text": "松"},
    {"text": "sts"},
)
PART = {"HX-Request": "true", "HX-Target": "rows"}
# Roles that allow the same see the same.
DISTINCT = sorted({role.permissions: role for role in Role}.values())
SHUT = {403, 404}
# Say so when the server lacks something, as it does in a test.
UNWELL = {"background"}
ENDS_SESSION = {"sign_out"}


def subject(name: str, town: Town) -> str:
    return reverse(name, kwargs=SUBJECTS[name](town) if name in SUBJECTS else {})


def what_is_kept() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for sessions and what counts tries of signing in."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "session" not in name]
        kept = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept[table] = sorted(cursor.fetchall(), key=repr)
        return kept


def test_every_address_is_known_to_this_walk() -> None:
    assert set(ADDRESSES) == OF_EAST.keys() | OF_ALL.keys() | WITHOUT_SUBJECT
    assert len(ADDRESSES) + len(PROGRAMS) == len(list(addresses()))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_view_says_who_may_open_it(name: str) -> None:
    assert rule_of(name)


def test_nobody_is_sent_to_sign_in_whatever_they_ask(town: Town) -> None:
    before = what_is_kept()
    for name, method in itertools.product(sorted(ADDRESSES), ("get", "post", "put", "delete")):
        if not rule_of(name).signed_in:
            continue
        asked = ask(Client(), subject(name, town), method)
        assert asked.status == 302, (name, method)
        assert urlsplit(asked.location).path == reverse("sign_in"), (name, method)
        assert asked.text.strip() == "", (name, method)
    assert what_is_kept() == before


def test_what_is_open_to_all_tells_nothing(town: Town) -> None:
    for name in ADDRESSES:
        if not rule_of(name).signed_in:
            for method in ("get", "post"):
                assert not marks_in(ask(Client(), subject(name, town), method)), (name, method)


def expected(name: str, role: Role) -> bool:
    """Whether the rule of the page lets somebody in who has just this role."""
    rule = rule_of(name)
    if rule.at_top:
        return False
    if name in ONES_OWN and role is not ONES_OWN[name]:
        return False
    return allows(rule, role)


def allows(rule: Rule, role: Role) -> bool:
    """Whether it opens for the role in some place."""
    return rule.needs is None or rule.needs in role.permissions


@pytest.mark.parametrize("role", Role)
def test_every_role_opens_in_its_own_township_what_its_permissions_say(town: Town, role: Role) -> None:
    client = browser(town.in_east[role])
    for name in sorted(ADDRESSES.keys() - ENDS_SESSION):
        status = asked_and_undone(client, subject(name, town)).status
        assert status in {200, 204, 302, 405} | SHUT | ({503} if name in UNWELL else set()), (name, status)
        assert (status not in SHUT) == expected(name, role), (name, status)


@pytest.mark.parametrize("role", Role)
def test_without_the_permission_nothing_is_changed_either(town: Town, role: Role) -> None:
    client = browser(town.in_east[role])
    before = what_is_kept()
    for name in sorted(ADDRESSES.keys() - ENDS_SESSION):
        if not expected(name, role):
            assert ask(client, subject(name, town), "post", data=FILLED).status in {403, 404}, name
    assert what_is_kept() == before


FILLED = {
    "name": "改名", "code": EAST + "09", "since": "2024-01-01", "opened_on": "2019-01-01", "day": "2024-01-01",
    "verdict": "no", "who": "none", "into": EAST_VILLAGES[0], "is_poor_village": "on", "session_minutes": "30", "reason": "核对",
}  # fmt: skip
"""What the forms ask for, so that a form that is wrongly open would do something."""


@pytest.mark.parametrize("role", Role)
def test_the_next_township_opens_nothing_of_this_one(town: Town, role: Role) -> None:
    """Somebody with the right role, in the wrong place."""
    client = browser(town.in_west[role])
    before = what_is_kept()
    for name, method in itertools.product(sorted(OF_EAST), ("get", "post")):
        asked = ask(client, subject(name, town), method, data=FILLED if method == "post" else {})
        assert asked.status in {403, 404, 405}, (name, method)
        assert not marks_in(asked), (name, method)
    assert what_is_kept() == before


@pytest.mark.parametrize("role", DISTINCT)
def test_the_next_township_finds_no_trace_and_what_happens_here_changes_nothing_there(town: Town, role: Role) -> None:
    """Neither in a list nor in a part of it, a count, a search or a workbook; and not a name, not a count, not an
    order: after some changes every answer is the same to the letter.
    """
    client = browser(town.in_west[role])
    before = dict(everything(client, town))
    for (name, query), asked in before.items():
        said = dict(query).values()
        assert not [mark for mark in marks_in(asked) if not any(mark in value for value in said)], (name, query)
    village = town.add_area("990101001009", "松涛新庄")
    areas.rename(by=town.administrator, area=village, name="松涛大村", since=DAY)
    areas.merge(by=town.administrator, area=village, into=town.areas[EAST_VILLAGES[0]], since=dt.date(2024, 6, 1))
    seat = town.in_east[Role.HELPER].seats.get()
    accounts.end(by=town.administrator, seat=seat, on=dt.date(2024, 6, 1))
    town.add_person(Role.HELPER, EAST, "松涛新人")
    assert dict(everything(client, town)) == before


Query = tuple[tuple[str, str], ...]


def everything(client: Client, town: Town) -> Iterator[tuple[tuple[str, Query], Asked]]:
    """Every page without a subject, and every list in every way it can be asked; nothing that this does is kept."""
    for typed in ("听", "松", EAST[:7], ""):
        yield (
            ("area_choices", (("area", typed),)),
            asked_and_undone(client, reverse("area_choices"), data={"area": typed}),
        )
    for typed in ("听", "松", "松涛/1", "1234", "sts", "13800000001", ""):
        for more in ({}, {"headers": PART}):
            asked = asked_and_undone(client, reverse("search"), data={"q": typed}, **more)
            yield ("search", (("q", typed), *((each, "") for each in more))), asked
    for name in sorted((WITHOUT_SUBJECT | OF_ALL.keys()) - ENDS_SESSION):
        address = subject(name, town)
        opened = asked_and_undone(client, address)
        yield (name, ()), opened
        if 'id="rows"' in opened.text:
            yield (name, (("part", ""),)), asked_and_undone(client, address, headers=PART)
            for query in filter(partial(offers, opened.text), QUERIES):
                yield (name, tuple(query.items())), asked_and_undone(client, address, data=query)


def offers(page: str, query: dict[str, str]) -> bool:
    """Whether a list can be asked so: by a field of its filters or a link on it. It does not know other words."""
    return query.keys() & {"export", "page"} or any(
        f'name="{name}"' in page or f"?{name}=" in page or f"&amp;{name}=" in page for name in query
    )


def asked_and_undone(client: Client, address: str, **more: object) -> Asked:
    with undone():
        return ask(client, address, **more)


class undone:  # noqa: N801  # reads as a word
    """What happens inside leaves no row behind."""

    def __enter__(self) -> None:
        self._atomic = transaction.atomic()
        self._atomic.__enter__()

    def __exit__(self, *about: object) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)


# What the number in an address counts, by how the name of the address begins.
COUNTED = {
    "account": User,
    "area_draft": Draft,
    "audit_entry": Entry,
    "finding": Finding,
    "import": Import,
    "link": Question,
    "mark_step": Mark,
    "own_token": Token,
    "policy": PolicyVersion,
    "run": Run,
    "seat_end": Seat,
    "seat_grant": User,
}
MOST = 40
"""Rows of one kind, of which the trail has many."""


def guesses(name: str) -> set[int]:
    """All rows that an address could lead to, the first of a long list, and the numbers beside them."""
    model = next(counted for begin, counted in COUNTED.items() if name.startswith(begin))
    rows = model.objects.filter(area_code__startswith=EAST[:9]) if model is Entry else model.objects.all()
    numbers = rows.order_by("pk").values_list("pk", flat=True)[:MOST]
    return {0, 1, *numbers, max(numbers) + 1}


@pytest.mark.parametrize("role", DISTINCT)
def test_nothing_is_reached_by_guessing_a_number(town: Town, role: Role) -> None:
    verify_trail()
    client = browser(town.in_west[role])
    numbered = [name for name, pattern in ADDRESSES.items() if "<int:" in str(pattern.pattern)]
    assert numbered
    for name in numbered:
        words = ADDRESSES[name].pattern.converters
        # the door is shut before any number
        for number in guesses(name) if allows(rule_of(name), role) else (0, 1):
            guessed = {word: number for word in words if isinstance(words[word], IntConverter)}
            asked = ask(client, reverse(name, kwargs={**SUBJECTS[name](town), **guessed}))
            assert asked.status in {200, 302, 405} | SHUT, (name, number)
            assert not marks_in(asked), (name, number)


@pytest.mark.parametrize("role", DISTINCT)
def test_nothing_is_reached_by_guessing_a_code(town: Town, role: Role) -> None:
    client = browser(town.in_west[role])
    codes = [COUNTY, EAST, *EAST_VILLAGES, "990101001009", EAST[:9] + "00101", "000000000000"]
    for name, pattern in ADDRESSES.items():
        if "<area:" in str(pattern.pattern):
            for code in codes:
                asked = ask(client, reverse(name, kwargs={"code": code}))
                assert asked.status in {403, 404}, (name, code)
                assert not marks_in(asked), (name, code)


def test_a_list_of_the_next_township_cannot_be_brought(town: Town) -> None:
    """Neither does the answer tell whether there is such an area."""
    client = browser(town.in_west[Role.ADMINISTRATOR])
    told = []
    for code in (EAST_VILLAGES[1], "990101001777"):
        file = SimpleUploadedFile("x.csv", f"代码,名称\n{code},某某村\n".encode())
        came = client.post(reverse("area_import"), {"file": file, "day": "2024-01-01"})
        told.append(client.get(came["Location"]).content.decode().replace(code, ""))
        assert "听雨" not in told[-1]
    strip = [text.partition('<section class="card')[2] for text in told]
    assert strip[0] == strip[1] != ""


def test_the_walk_sees_what_it_looks_for(town: Town) -> None:
    """The marks do stand on the pages of those who may see them."""
    client = browser(town.in_east[Role.ADMINISTRATOR])
    shown = " ".join(ask(client, subject(name, town)).text for name in ("areas", "accounts", "area", "area_draft"))
    assert [mark for mark in MARKS if mark not in shown] == []
    export = ask(client, reverse("areas"), data={"export": "xlsx"})
    assert {"松涛", "听雨"} <= set(marks_in(export))


def test_what_belongs_to_all_opens_at_the_top_only(town: Town) -> None:
    tops = {role: town.add_person(role, COUNTY, f"上级{role}") for role in Role}
    for name, role in itertools.product(sorted(ADDRESSES), Role):
        rule = rule_of(name)
        if rule.at_top and rule.needs in role.permissions:
            assert ask(browser(tops[role]), subject(name, town)).status not in SHUT, (name, role)
            assert ask(browser(town.in_east[role]), subject(name, town)).status == 403, (name, role)
