"""What the registry says of a family when nothing is wrong: the baseline the edge cases are cut from."""

from __future__ import annotations

from datetime import date
from random import Random

from huitoukan.samples.days import completed_years, month_index
from huitoukan.samples.records import MEASURES, Helper, Home, Household, Member, Occupant
from huitoukan.samples.words import words

ABLE = ("普通劳动力", "技能劳动力")
_DEVELOPMENT = MEASURES[:4]


class Registry:
    """Enters families into the registry, everything in order."""

    def __init__(self, rng: Random, as_of: date, income_line: float) -> None:
        self.rng = rng
        self.as_of = as_of
        self._line = income_line
        self._people = 0

    def household(self, no: int, home: Home, occupants: list[Occupant]) -> Household:
        """A registered household of these occupants with plausible, consistent entries."""
        household = Household(
            no=f"99{no:012d}",
            home=home,
            members=[self.member(occupant, home.phone) for occupant in occupants],
            size=len(occupants),
            phone=home.phone,
            household_type=self.rng.choices(("脱贫户", "一般农户"), (85, 15))[0],
        )
        self._monitor(household)
        self.reckon(household)
        if self.rng.random() < 0.15:
            for member in household.members:
                member.low_income_allowance = "农村低保"
        return household

    def member(self, occupant: Occupant, phone: str) -> Member:
        """A member as the registry would rightly describe them."""
        self._people += 1
        person = occupant.resident
        age = completed_years(person.born, self.as_of)
        school = self._school(age)
        health = self._health(age)
        return Member(
            person_no=f"P{self._people:09d}",
            resident=person,
            id_no=person.id_no,
            sex=person.sex,
            relation=occupant.relation,
            education="" if school or age < 7 else self._education(age),
            school_status=school,
            health=health,
            labour=self._labour(age, school, health),
            phone=phone,
        )

    def reckon(self, household: Household) -> None:
        """Work and income that agree with each other and stay clear of every limit."""
        for member in household.members:
            self._occupy(member)
        wages = sum((m.monthly_wage or 0) * (m.work_months or 0) for m in household.members)
        household.income_wage = wages
        household.income_business = self.rng.choice((0, 4300, 7000, 11700)) if not wages else 4800
        household.business_cost = round(household.income_business * 0.3)
        household.income_property = self.rng.choice((0, 600, 1200))
        need = round(self._line * self.rng.uniform(1.05, 2.4)) * household.size
        household.income_transfer = 0
        household.income_transfer = max(0, need - round(household.earnings or 0))
        household.income_per_capita = round((household.earnings or 0) / household.size, 2)

    def _occupy(self, member: Member) -> None:
        rng = self.rng
        if member.labour not in ABLE:
            return
        if rng.random() < 0.8:
            member.working, member.work_months = True, rng.randint(3, 12)
            member.monthly_wage = rng.randint(28, 60) * 100
        elif rng.random() < 0.15:
            member.public_post, member.public_post_months = rng.choice(words()["posts"]), rng.randint(1, 12)

    def _monitor(self, household: Household) -> None:
        rng = self.rng
        household.measures = {m for m in MEASURES if rng.random() < (0.5 if m in _DEVELOPMENT else 0.1)}
        if rng.random() > 0.27:
            return
        kinds = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
        household.monitor_kind = rng.choice(kinds)
        household.measures |= {"industry"}
        safe_risks = [r for r in words()["risks"] if r not in ("因残", "因学")]
        household.risks = tuple(rng.sample(safe_risks, rng.randint(1, 2)))
        now = month_index(self.as_of)
        household.identified_on = month_day(now - rng.randint(0, 40))
        household.risk_removed = False if rng.random() < 0.9 else None
        if household.identified_on <= month_day(now - 14) and self._has_labour(household):
            household.risk_removed = True
            household.removed_on = month_day(
                rng.randint(month_index(household.identified_on) + 6, now),
            )

    @staticmethod
    def _has_labour(household: Household) -> bool:
        return any(m.labour in (*ABLE, "弱劳动力或半劳动力") for m in household.members)

    def _school(self, age: int) -> str:
        rng = self.rng
        if age < 6:
            return "学龄前儿童" if age < 3 else "学前教育"
        if age < 12:
            return "小学"
        if age < 15:
            return ("七年级", "八年级", "九年级")[age - 12]
        if age < 18:
            return f"{rng.choice(('普通高中', '中职'))}{'一二三'[age - 15]}年级"
        return f"本科{'一二三四'[age - 18]}年级" if age < 22 and rng.random() < 0.3 else ""

    def _education(self, age: int) -> str:
        grades = ("文盲或半文盲", "小学", "初中", "高中", "大专", "本科及以上")
        return self.rng.choices(grades, (8, 24, 42, 14, 7, 5) if age < 50 else (20, 42, 30, 8, 0, 0))[0]

    def _health(self, age: int) -> str:
        chance = 0.05 if age < 50 else 0.25
        return self.rng.choice(("长期慢性病", "患有大病")) if self.rng.random() < chance else "健康"

    def _labour(self, age: int, school: str, health: str) -> str:
        rng = self.rng
        if age < 16 or school:
            return "无劳动力"
        if age < 60:
            return rng.choices(ABLE, (85, 15))[0] if health == "健康" or rng.random() < 0.5 else "弱劳动力或半劳动力"
        if age < 72 and health == "健康":
            return rng.choice((*ABLE[:1], "弱劳动力或半劳动力"))
        return rng.choice(("无劳动力", "丧失劳动力"))


def month_day(index: int) -> date:
    """The first day of a month given by its index."""
    return date(index // 12, index % 12 + 1, 1)


def helper_for(rng: Random, household: Household, who: tuple[str, str], as_of: date) -> Helper:
    """A helper with an open term; ``who`` is name and number."""
    return Helper(
        household=household,
        name=who[0],
        id_no=who[1],
        unit=rng.choice(words()["units"]),
        phone=f"137{rng.randint(10_000_000, 99_999_999)}",
        started_on=date(as_of.year - rng.randint(1, 2), rng.randint(1, 12), rng.randint(1, 28)),
    )
