"""What the departments hold about the county's people on an ordinary day, and about people from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from huitoukan.samples.days import completed_years, month_index, months_before, random_day
from huitoukan.samples.people import Population
from huitoukan.samples.records import (
    Allowance,
    Certificate,
    Claim,
    Company,
    County,
    Death,
    Disaster,
    Dwelling,
    Enrolment,
    Home,
    Loan,
    Member,
    Pupil,
    Resident,
    Salary,
    Vehicle,
    WaterProblem,
    WorkSpell,
)  # fmt: skip
from huitoukan.samples.registry import ABLE, month_day
from huitoukan.samples.words import words

CARE = "重度残疾人护理补贴"
LOW_INCOME = "低保"


def fill_lists(rng: Random, population: Population, county: County) -> None:
    """Fills every department's list."""
    clerk = Clerk(rng, county)
    for home in county.homes:
        clerk.record_home(home)
        for occupant in home.occupants:
            clerk.record_person(occupant.resident)
    for household in county.households:
        for member in household.members:
            clerk.record_member(member)
    clerk.record_outsiders(population)


class Clerk:
    """Writes rows into the lists; every amount is undramatic unless drawn otherwise."""

    def __init__(self, rng: Random, county: County) -> None:
        self.rng = rng
        self.county = county
        self.lists = county.lists
        self.as_of = county.as_of
        self._members = {m.resident: m for h in county.households for m in h.members}
        self._rostered = {o.resident for home in county.homes for o in home.occupants}

    def record_home(self, home: Home) -> None:
        """Housing, water and disasters, listed under the head."""
        rng = self.rng
        if rng.random() < 0.055:
            self.dwelling(home, rng.choices("ABCD", (35, 40, 13, 12))[0], self.day(3), rng.random() < 0.4)
        if rng.random() < 0.006:
            self.water(home, self.day(1), rng.random() < 0.6)
        if rng.random() < 0.012:
            loss = rng.choice((2000, 8000, 12000, 30000))
            self.disaster(home, loss, self.day(2))

    def record_person(self, person: Resident) -> None:
        """What happens to anybody: school, illness, disability, work, cars, death."""
        age = completed_years(person.born, self.as_of)
        self.enrol(person)
        self._schooling(person, age)
        self._illness(person)
        self._disability(person)
        self._belongings(person, age)
        if person not in self._members and 18 <= age < 62 and self.rng.random() < 0.5:
            self.work(person)
        if self.rng.random() < 0.002:
            self.death(person, self.day(1))

    def record_member(self, member: Member) -> None:
        """What departments hold because the registry says so."""
        if member.resident not in self._rostered:
            self.enrol(member.resident)
        if member.working:
            self.work(member.resident, member.monthly_wage)
        if member.low_income_allowance != "不享受":
            self.allow(member.resident, LOW_INCOME, self.rng.choice((320, 400, 520)))
        if self.rng.random() < 0.02 and completed_years(member.resident.born, self.as_of) in range(20, 60):
            granted = self.day(2)
            self.loan(member.resident, granted, months_before(granted, -36), self.rng.choice((0, 30000, 50000)))

    def record_outsiders(self, population: Population) -> None:
        """Rows of people who live elsewhere: good numbers of nobody here, some with no number at all."""
        people = len(self.lists.medical_enrolment)
        for _ in range(max(4, people // 60)):
            stranger = population.person(self.rng.randint(1, 80))
            if self.rng.random() < 0.06:
                stranger.id_no = ""
            self.rng.choice((self.enrol, self.enrol, self.enrol, self._illness_of, self.car, self.work))(stranger)

    def enrol(self, person: Resident) -> None:
        """Insurance of this year, of last year for some; a member's registry entry agrees."""
        rng = self.rng
        kind = "城镇职工" if rng.random() < 0.06 else "城乡居民"
        if rng.random() < 0.2:
            row = Enrolment(person=person, year=self.county.year - 1, enrolment_kind=kind)
            self.lists.medical_enrolment.append(row)
        member = self._members.get(person)
        if member is not None:
            member.resident_insured, member.employee_insured = kind == "城乡居民", kind == "城镇职工"
        elif rng.random() < 0.01:
            return
        status = "暂停参保" if rng.random() < 0.005 else "正常参保"
        row = Enrolment(person=person, year=self.county.year, enrolment_kind=kind, status=status)
        # The same row twice happens in every long list.
        times = 2 if rng.random() < 0.002 else 1
        self.lists.medical_enrolment += [replace(row) for _ in range(times)]

    def claim(self, person: Resident, self_paid: float, settled_on: date) -> None:
        """A hospital stay, after birth at the earliest."""
        settled_on = max(settled_on, person.born)
        total = round(self_paid * self.rng.uniform(1.4, 4), 2)
        hospital, diagnosis = self.rng.choice(words()["hospitals"]), self.rng.choice(words()["diagnoses"])
        self.lists.medical_claims.append(
            Claim(person=person, hospital=hospital, diagnosis=diagnosis, total_cost=total,
                  self_paid=self_paid, settled_on=settled_on)
        )  # fmt: skip

    def certify(self, person: Resident, grade: int, issued_on: date, cancelled: bool = False) -> None:
        """A disability certificate; a member's registry entry records it."""
        category = self.rng.choice(words()["disability_kinds"])
        self.lists.disability.append(
            Certificate(person=person, category=category, grade=grade, issued_on=issued_on, cancelled=cancelled)
        )
        member = self._members.get(person)
        if member is not None and not cancelled:
            member.health = "残疾" if member.health == "健康" else f"{member.health},残疾"
        if grade <= 2 and not cancelled and self.rng.random() < 0.95:
            self.allow(person, CARE, 90)

    def enrol_pupil(self, person: Resident, age: int, status: str = "在校") -> None:
        """A pupil at the stage of their age."""
        stage, first = ("小学", 6) if age < 12 else ("初中", 12) if age < 15 else ("高中", 15)
        grade = "一二三四五六"[max(0, min(age - first, 5))] + "年级"
        school = self.rng.choice(words()["schools"])
        self.lists.students.append(Pupil(person=person, school=school, stage=stage, grade=grade, status=status))

    def dwelling(self, home: Home, grade: str, examined_on: date, repaired: bool) -> None:
        """A home examined."""
        done = random_day(self.rng, examined_on, self.as_of) if repaired else None
        self.lists.housing.append(
            Dwelling(person=home.head, home=home, grade=grade, examined_on=examined_on, repaired_on=done)
        )

    def water(self, home: Home, found_on: date, solved: bool) -> None:
        """A water problem found."""
        done = random_day(self.rng, found_on, self.as_of) if solved else None
        problem = self.rng.choice(words()["water_problems"])
        self.lists.water.append(
            WaterProblem(person=home.head, home=home, problem=problem, found_on=found_on, solved_on=done)
        )

    def disaster(self, home: Home, loss: float, happened_on: date) -> None:
        """A household hit."""
        kind = self.rng.choice(words()["disaster_kinds"])
        self.lists.disasters.append(
            Disaster(person=home.head, home=home, disaster_kind=kind, loss=loss, happened_on=happened_on)
        )

    def allow(self, person: Resident, kind: str, amount: float, months: tuple[int, ...] = (2, 1, 0)) -> None:
        """Payments so many months before this one."""
        now = month_index(self.as_of)
        for back in months:
            self.lists.allowances.append(
                Allowance(person=person, allowance_kind=kind, month=month_day(now - back), amount=amount)
            )

    def death(self, person: Resident, died_on: date) -> None:
        """A death; payments end with its month."""
        died_on = max(died_on, person.born)
        self.lists.deaths.append(Death(person=person, died_on=died_on))
        last = month_index(died_on)
        self.lists.allowances[:] = [
            row for row in self.lists.allowances if row.person is not person or month_index(row.month) <= last
        ]

    def car(self, person: Resident, price: float | None = None, registered_on: date | None = None) -> None:
        """A registered vehicle, below the price limit unless told."""
        limit = self.county.parameters["vehicle_price"]
        self.lists.vehicles.append(
            Vehicle(
                person=person,
                plate=f"{words()['plate_prefix']}{self.rng.randint(10000, 99999)}",
                model=self.rng.choice(words()["car_models"]),
                price=round(self.rng.uniform(0.08, 0.99) * limit, 2) if price is None else price,
                registered_on=registered_on or self.day(6),
            )
        )

    def company(self, person: Resident, capital: float, status: str = "存续") -> None:
        """A company whose legal representative somebody is."""
        name = person.name + self.rng.choice(words()["company_ends"])
        code = f"92{self.rng.randint(10**11, 10**12 - 1)}"
        self.lists.companies.append(
            Company(
                person=person,
                name=name,
                company_id=code,
                capital=capital,
                founded_on=self.day(8),
                status=status,
            )
        )

    def employ(self, person: Resident) -> None:
        """Somebody paid from public funds."""
        self.lists.payroll.append(Salary(person=person, unit=self.rng.choice(words()["units"])))

    def work(self, person: Resident, wage: int | None = None, ended_on: date | None = None) -> None:
        """A spell of work away from home, still open unless told."""
        outside = self.rng.random() < 0.5
        places = words()["work_places_out" if outside else "work_places_in"]
        started = random_day(self.rng, months_before(self.as_of, 22), months_before(self.as_of, 13))
        self.lists.work.append(
            WorkSpell(person=person, place=self.rng.choice(places), outside=outside, started_on=started,
                      monthly_wage=wage or self.rng.randint(28, 60) * 100, ended_on=ended_on)
        )  # fmt: skip

    def loan(self, person: Resident, granted_on: date, due_on: date, balance: float, overdue: bool = False) -> None:
        """A micro-loan."""
        self.lists.loans.append(
            Loan(
                person=person,
                amount=50000,
                granted_on=granted_on,
                due_on=due_on,
                balance=balance,
                overdue=overdue,
            )
        )

    def day(self, years: int) -> date:
        """Any day of the last ``years`` years."""
        return random_day(self.rng, self.as_of - timedelta(days=365 * years - 1), self.as_of)

    def _illness(self, person: Resident) -> None:
        if self.rng.random() < 0.12:
            self._illness_of(person)

    def _illness_of(self, person: Resident) -> None:
        """Mostly small bills; one in forty is a serious illness that may ruin a registered household."""
        limit = self.county.parameters["self_paid_registered"]
        for _ in range(self.rng.choice((1, 1, 1, 2))):
            most = 6 * limit if self.rng.random() < 0.025 else 0.18 * limit
            self.claim(person, round(self.rng.uniform(60, most), 2), self.day(2))

    def _schooling(self, person: Resident, age: int) -> None:
        member = self._members.get(person)
        if 6 <= age < 18 and (member is None or member.school_status):
            unusual = self.rng.choice(("休学", "送教上门")) if member is None and self.rng.random() < 0.03 else "在校"
            self.enrol_pupil(person, age, unusual)

    def _disability(self, person: Resident) -> None:
        rng = self.rng
        if rng.random() > 0.05:
            return
        recent = rng.random() < 0.06
        first, last = months_before(self.as_of, 14 * 12), months_before(self.as_of, 13)
        issued = self.day(1) if recent else random_day(rng, first, last)
        member = self._members.get(person)
        mildest = 3 if member is not None and member.labour in ABLE else 1
        self.certify(person, rng.randint(mildest, 4), max(issued, person.born), rng.random() < 0.04)

    def _belongings(self, person: Resident, age: int) -> None:
        rng = self.rng
        if not 20 <= age < 70:
            return
        if rng.random() < 0.045:
            limit = self.county.parameters["vehicle_price"]
            dear = rng.random() < (0.05 if person in self._members else 0.3)
            self.car(person, round(limit * rng.uniform(1, 3), 2) if dear else None)
        if rng.random() < 0.006:
            self.company(person, rng.choice((5, 10, 30)), rng.choice(("存续", "注销")))
        if person not in self._members and rng.random() < 0.006:
            self.employ(person)
