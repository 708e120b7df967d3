"""Behind a finding stand its facts and the rows as they were, masked until somebody has said why not."""

from __future__ import annotations

from tests.conftest import EAST, WEST
from tests.domain.screening.conftest import AUGUST, DEAD, PEOPLE, SEPTEMBER, WRONG_ID, Office, deaths

from huitoukan.core.access.roles import Role
from huitoukan.domain.policies import actions as policy
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.screening.actions.runs import ask_for_trial
from huitoukan.domain.screening.models import Run, Sighting
from huitoukan.domain.screening.performing.judging import perform
from huitoukan.domain.screening.queries.comparing import compare
from huitoukan.domain.screening.queries.evidence import evidence
from huitoukan.domain.screening.queries.findings import (
    counts_by,
    findings_seen_by,
    household_findings,
    sighting_seen_by,
)
from huitoukan.domain.screening.queries.histories import history
from huitoukan.domain.screening.queries.rows import household_rows, rows_of_household

ID = PEOPLE["王和平"][4]
MASKED = f"{ID[:6]}********{ID[-4:]}"


def test_what_stands_behind_a_finding(office: Office, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    run = office.month(AUGUST, "王和平", "张有田")
    pk = Sighting.objects.get(run=run, name="王和平", rule_id=DEAD).pk
    sighting = sighting_seen_by(office.officer, run, pk)
    assert sighting is not None
    pack = pack_of(run.policy)
    with django_assert_num_queries(1):  # for all sheets that are shown
        told = evidence(sighting, pack)
    assert told.rule is not None and told.rule.id == DEAD and told.rule.advice
    assert told.sentence == sighting.sentence and told.id_no == MASKED
    assert {row.title: row.method for row in told.rows} == {"监测对象信息": "own", "死亡人员名单": "exact"}
    (death,) = (row for row in told.rows if row.kind == "deaths")
    assert (death.file, death.row) == ("deaths.csv", 2)
    assert death.cells == (
        ("姓名", "王和平"),
        ("证件号码", MASKED),
        ("死亡日期", "2026-07-01"),
        ("备注", "电话138****5678"),
    )
    assert all(ID not in str(part) for part in (told.sentence, told.facts, told.rows))
    (own,) = (row for row in told.rows if row.kind == "registered")
    assert dict(own.cells)["联系电话"].count("*") == 4
    opened = evidence(sighting, pack, is_open=True)
    assert opened.id_no == ID and ID in str(opened.rows)


def test_a_date_that_a_sheet_keeps_as_a_number_reads_as_it_looked(office: Office) -> None:
    (header, row) = deaths("王和平")
    office.bring(AUGUST, deaths=[header, [*row[:2], "46204", "46204"]])
    run = office.run(AUGUST)
    told = evidence(Sighting.objects.get(run=run, name="王和平", rule_id=DEAD), pack_of(run.policy))
    (death,) = (row for row in told.rows if row.kind == "deaths")
    assert dict(death.cells)["死亡日期"] == "2026-07-01"
    assert dict(death.cells)["备注"] == "46204"


def test_a_wrong_number_is_masked_in_sentence_and_facts(office: Office) -> None:
    run = office.run(AUGUST)
    sighting = Sighting.objects.get(run=run, rule_id="identity.checksum")
    told = evidence(sighting, pack_of(run.policy))
    assert told.facts and WRONG_ID not in f"{sighting.sentence}{told.facts}{told.rows}"
    assert WRONG_ID in str(evidence(sighting, pack_of(run.policy), is_open=True).rows)


def test_the_evidence_of_what_is_gone_is_that_of_the_run_that_saw_it(office: Office) -> None:
    first = office.month(AUGUST, "王和平")
    second = office.month(SEPTEMBER, "李山花")
    gone = Sighting.objects.get(run=second, standing="gone")
    assert gone.seen_in == first
    assert "2026-07-01" in str(evidence(gone, pack_of(gone.seen_in.policy)).rows)
    told = history(office.officer, gone.finding)
    assert [(each.run, each.standing) for each in told.sightings] == [(second, "gone"), (first, "new")]


def test_rows_of_a_household(office: Office) -> None:
    run = office.month(AUGUST, "王和平", "张有田")
    rows, count = rows_of_household(household_rows(run, "9901"), pack_of(run.policy), is_open=False)
    assert count == 1
    assert [(row.kind, row.method, row.cells[0]) for row in rows] == [("deaths", "exact", ("姓名", "王和平"))]
    assert household_rows(run, "9902").is_empty()


def test_everybody_sees_their_own_areas(office: Office) -> None:
    run = office.month(AUGUST, "王和平", "张有田")
    east, west = (office.county.add_person(Role.TOWNSHIP_OFFICER, at) for at in (EAST, WEST))
    assert set(findings_seen_by(east, run).values_list("name", flat=True)) == {"王和平"}
    assert {"王和平"} & set(findings_seen_by(west, run).values_list("name", flat=True)) == set()
    assert not findings_seen_by(office.county.administrator, run).exists()
    assert household_findings(east, "9901").count() == 1 and not household_findings(west, "9901").exists()
    assert counts_by(findings_seen_by(east, run), "rule_id") == {DEAD: 1}
    pk = Sighting.objects.get(run=run, name="王和平", rule_id=DEAD).pk
    assert sighting_seen_by(west, run, pk) is None
    assert [each.area_code for each in findings_seen_by(east, run)] == ["990101001001"], "柳树村 of the east"


def test_two_runs_side_by_side(office: Office) -> None:
    first = office.month(AUGUST, "王和平", "李山花")
    second = office.month(SEPTEMBER, "王和平", "张有田")

    def told(who: object, before: Run, after: Run) -> dict[str, tuple[int, int, int]]:
        found = compare(before, after, to=who)  # type: ignore[arg-type]
        return {each.township: (each.new, each.gone, each.still) for each in found if each.rule_id == DEAD}

    assert told(office.officer, first, second) == {EAST: (0, 1, 1), WEST: (1, 0, 0)}
    east = office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    assert told(east, first, second) == {EAST: (0, 1, 1)}
    assert told(office.county.administrator, first, second) == {}


def test_a_draft_of_the_policy_is_tried_and_changes_nothing(office: Office) -> None:
    run = office.month(AUGUST, "王和平")
    draft = policy.begin(by=office.officer)
    files = {
        "pack.toml": 'id = "ours"\ntitle = "本县"\nversion = "1"\nextends = "baseline"\n',
        "rules/ours.toml": _RULE,
    }
    draft.files = files  # as an uploaded pack is kept
    draft.pack = ""
    draft.save()
    trial = ask_for_trial(by=office.officer, draft=draft)
    before = Sighting.objects.count()
    perform(trial.pk)
    trial.refresh_from_db()
    assert trial.state == "done", trial.problem
    assert Sighting.objects.count() == before
    found = [each for each in compare(run, trial, to=office.officer) if each.new or each.gone]
    assert sum(each.new for each in found) == 4 and {each.rule_id for each in found} == {"identity.ours"}


_RULE = """
["identity.ours"]
level = "person"
kind = "data"
severity = "general"
title = "试算"
when = "registered"
sentence = "试算。"
advice = "核实"
source = "示例"
"""
