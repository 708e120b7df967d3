"""Every page of the site, by its list of addresses: nothing that axe-core objects to, in both languages, at both sizes.

A new address is visited without a word here; one that is no page needs a line in ``NO_PAGES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext
from tests.browser.test_accessibility import LANGUAGES, walk
from tests.conftest import COUNTY, EAST_VILLAGES, County
from tests.web.test_outsiders import ONES_OWN, Town, subject, town, undecided
from tests.web.walking import ADDRESSES, browser, rule_of

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User

__all__ = ["town", "undecided"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]

NO_PAGES = {
    # asked by programs and by the machine
    "alive", "api_document", "background", "ready",
    # parts of a page
    "area_choices", "import_progress", "run_progress",
    # files
    "area_map", "area_template", "import_aside_workbook",
    # forms that stand on other pages
    "audit_verify", "finding_mark", "import_add", "import_discard", "import_land", "import_stop",
    "import_undo", "language", "link_answer", "link_settle", "link_withdraw", "mark_step",
    "policy_draft_adopt", "policy_draft_catch_up", "policy_draft_discard", "policy_draft_drop",
    "policy_draft_own_pack", "policy_draft_pack", "policy_draft_trial", "policy_draft_trial_cancel",
    "policy_draft_try", "policy_draft_value", "run_cancel", "sign_out", "stay",
    # in the middle of something; tests/browser/test_accounts.py goes there
    "own_second_factor_confirm", "sign_in_code",
}  # fmt: skip
ENDS_SESSION = "sign_out"
READERS = (Role.COUNTY_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who may open all pages, between them."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_used_by_everybody(town: Town, site: str, visit: Visit, language: str) -> None:
    readers = {role: town.add_person(role, COUNTY, f"上级{role}") for role in READERS}
    wrong: list[str] = []
    for reader, addresses in _by_reader(town, readers).items():
        wanted = [f"{site}{each}" for each in sorted(addresses)]
        wrong += walk(visit(reader, bypass_csp=True), site, wanted, (language,))
    assert wrong == [], "\n".join(wrong)


def test_what_is_no_page_is_known(town: Town) -> None:
    """And is none: what is not visited above has nothing for a person to look at."""
    readers = {role: town.add_person(role, COUNTY, f"上级{role}") for role in READERS}
    clients = {reader: browser(reader) for reader in [*readers.values(), *town.in_east.values()]}
    clients[None] = Client()
    no_pages = {ENDS_SESSION}
    for name in sorted(ADDRESSES.keys() - {ENDS_SESSION}):
        reader = _reader(name, town, readers)
        answer = clients[reader].get(subject(name, town))
        if answer.status_code != 200 or b"<!doctype html>" not in answer.getvalue()[:200].lower():
            no_pages.add(name)
    assert no_pages == NO_PAGES


def _by_reader(town: Town, readers: dict[Role, User]) -> dict[User | None, set[str]]:
    found: dict[User | None, set[str]] = {}
    for name in ADDRESSES.keys() - NO_PAGES:
        found.setdefault(_reader(name, town, readers), set()).add(subject(name, town))
    for reader, address in _further(town, readers):
        found[reader].add(address)
    return found


def _further(town: Town, readers: dict[Role, User]) -> Iterator[tuple[User, str]]:
    """Pages that look otherwise when they are asked otherwise."""
    officer = readers[Role.COUNTY_OFFICER]
    for change in ("new", "changed", "conflict"):
        yield officer, f"/imports/{town.brought.pk}/persons/?change={change}"
    yield officer, "/findings/?text=nobody-is-called-so"
    yield officer, f"/findings/{town.other_finding}/"
    yield officer, f"/households/?area={EAST_VILLAGES[1]}"
    yield officer, "/search/?q=9"
    yield officer, "/no-such-page/"


def _reader(name: str, town: Town, readers: dict[Role, User]) -> User | None:
    rule = rule_of(name)
    if not rule.signed_in:
        return None
    if name in ONES_OWN:
        return town.in_east[ONES_OWN[name]]
    return next(user for role, user in readers.items() if rule.needs is None or rule.needs in role.permissions)


def test_an_empty_site_can_be_used_by_everybody(county: County, site: str, visit: Visit) -> None:
    """Where there is nothing yet, every list says what to do."""
    addresses = [f"{site}{each}" for each in ("/", "/findings/", "/runs/", "/runs/new/", "/imports/", "/households/", "/links/", "/policy/drafts/")]  # fmt: skip
    officer = visit(county.add_person(Role.COUNTY_OFFICER), bypass_csp=True)
    assert walk(officer, site, addresses, LANGUAGES) == []
