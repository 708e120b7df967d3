"""The registry's further columns, in order and in accord with what the departments hold."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from huitoukan.samples.columns import Month
from huitoukan.samples.days import completed_years
from huitoukan.samples.further.homes import Living
from huitoukan.samples.further.income import OLD, Payments
from huitoukan.samples.further.records import Entries
from huitoukan.samples.records import Certificate, County, Household, Member, Resident, WorkSpell
from huitoukan.samples.words import words

ADULT = 16
_MINORITY = "维吾尔族"


class FurtherRegistry:
    """Fills the columns member by member."""

    def __init__(self, rng: Random, county: County, living: Mapping[str, Living], paid: Mapping[str, Payments]) -> None:
        self.rng = rng
        self.county = county
        self.living = living
        self.paid = paid
        self._certificates: dict[Resident, Certificate] = {
            row.person: row for row in county.lists.disability if not row.cancelled
        }
        self._last_year: dict[str, float] = {}
        self._work: dict[Resident, WorkSpell] = {row.person: row for row in county.lists.work if row.ended_on is None}

    def columns(self, household: Household, member: Member) -> Entries:
        """All further columns of a member's row."""
        return {
            **self._identity(household, member),
            **self._cover(household, member),
            **self._disability(member),
            **self._work_of(member),
            **self._home(household),
            **self._income(household),
            **self._monitoring(household),
        }

    def is_married(self, household: Household, member: Member) -> bool:
        """Heads and spouses of each other; a grown child's marriage shows by the grandchildren."""
        relations = {m.relation for m in household.members}
        if member.relation in ("户主", "配偶"):
            return {"户主", "配偶"} <= relations
        return "媳" in member.relation or "婿" in member.relation

    def _identity(self, household: Household, member: Member) -> Entries:
        rng, age = self.rng, self._age(member)
        vocational = member.school_status.startswith("中职")
        politics = "共青团员" if 14 <= age < 26 and rng.random() < 0.4 else "群众"
        single = "未婚" if age < 40 else rng.choice(("丧偶", "离异")) if age < OLD else "丧偶"
        return {
            "nation": _MINORITY if "·" in member.resident.name else "汉族",
            "political_status": "中共党员" if age > 24 and rng.random() < 0.05 else politics,
            "marital_status": "已婚" if self.is_married(household, member) else single,
            "dropout_reason": "",
            "person_phone": self._phone(member, age),
            "school_aid": vocational,
        }

    def _phone(self, member: Member, age: int) -> str:
        """Most grown people but the head have a phone of their own."""
        own = ADULT <= age < 70 and member.relation != "户主" and self.rng.random() < 0.9
        return f"138{self.rng.randint(10_000_000, 99_999_999)}" if own else member.phone

    def _cover(self, household: Household, member: Member) -> Entries:
        grown = self._age(member) >= ADULT and not member.school_status
        supported = bool(household.monitor_kind) or member.low_income_allowance != "不享受"
        return {
            "critical_illness_insured": member.resident_insured,
            "commercial_insured": self.rng.random() < 0.2,
            "resident_pension": grown and not member.employee_insured,
            "employee_pension": grown and member.employee_insured,
            "premium_subsidy": supported and member.resident_insured,
        }

    def _disability(self, member: Member) -> Entries:
        held = self._certificates.get(member.resident)
        kinds = words()["disability_kinds"]
        low = member.low_income_allowance != "不享受"
        return {
            "disability_certificate_no": f"{member.id_no}{kinds.index(held.category) + 1}{held.grade}" if held else "",
            "disability_category": held.category if held else "",
            "disability_grade": f"{'一二三四'[held.grade - 1]}级" if held else "",
            "living_subsidy": bool(held) and low,
            "care_subsidy": bool(held and held.grade <= 2),
        }

    def _work_of(self, member: Member) -> Entries:
        spell = self._work.get(member.resident)
        place = spell.place if spell else words()["work_places_in"][0]
        near = member.working and place == words()["work_places_in"][0]
        workshop = near and self.rng.random() < 0.4
        return {
            "work_place": place if member.working else "",
            "employer": self.rng.choice(words()["employers"]) if member.working else "",
            "workshop": self.rng.choice(words()["workshops"]) if workshop else "",
        }

    def _home(self, household: Household) -> Entries:
        home = self.living[household.home.no]
        return {
            "bank": home.bank,
            "bank_card": home.bank_card,
            "relocated": home.relocated_on is not None,
            "relocated_on": Month(home.relocated_on) if home.relocated_on else None,
            "arable_land": home.arable_land,
            "forest_land": home.forest_land,
            "house_area": home.house_area,
            "road_distance": home.road_distance,
            "entry_road": home.entry_road,
            "electricity": True,
            "toilet": home.sanitary_toilet,
            "fuel": home.fuel,
            "cooperative": "industry" in household.measures,
        }

    def _income(self, household: Household) -> Entries:
        paid, mean = self.paid[household.no], household.income_per_capita or 0
        rent = household.income_property if self.living[household.home.no].arable_land else 0
        return {
            "income_low_allowance": paid.low_allowance,
            "income_extreme_poverty": paid.extreme_poverty,
            "income_pension": paid.pension,
            "income_ecology": paid.ecology,
            "income_land": rent,
            "income_last_year": self._last_year.setdefault(household.no, round(mean * self.rng.uniform(0.86, 0.99), 2)),
        }

    def _monitoring(self, household: Household) -> Entries:
        watched = bool(household.monitor_kind)
        moved = self.living[household.home.no].relocated_on is not None
        away = any(m.working and (s := self._work.get(m.resident)) and s.outside for m in household.members)
        return {
            "risk_note": "",
            "removed_by": "帮扶消除" if household.is_removed else "",
            "measure_relocation": "已落实" if moved and not watched else "",
            "measure_started_on": Month(household.identified_on) if watched and household.identified_on else None,
            "transport_subsidy": 500 if away else None,
            "problem_education": False,
            "problem_medical": False,
            "problem_housing": False,
            "problem_water": False,
            "monitor_contact": f"{household.home.village[0]}网格员" if watched else "",
            "monitor_contact_phone": f"136{int(household.no[-8:]):08d}" if watched else "",
        }

    def _age(self, member: Member) -> int:
        return completed_years(member.resident.born, self.county.as_of)
