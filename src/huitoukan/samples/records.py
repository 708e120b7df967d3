"""The county as plain records: people, homes, registered households, and the rows of every list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Sex = Literal["男", "女"]
MEASURES = (
    "industry", "work", "finance", "public_post", "health",
    "education", "safety_net", "housing", "water", "social",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Resident:
    """A made-up person; the number is the true one, whatever a list says."""

    name: str
    id_no: str
    sex: Sex
    born: date


@dataclass(slots=True, eq=False)
class Occupant:
    """A person as the roster lists them in one home."""

    resident: Resident
    relation: str


@dataclass(slots=True, eq=False)
class Home:
    """A household of the roster."""

    no: str
    township: str
    village: str
    phone: str
    occupants: list[Occupant]

    @property
    def head(self) -> Resident:
        return self.occupants[0].resident


@dataclass(slots=True, eq=False, kw_only=True)
class Member:
    """A row of ``registered``: a person, with everything the registry says about them."""

    person_no: str
    resident: Resident
    id_no: str
    sex: Sex
    relation: str
    education: str
    school_status: str
    health: str
    labour: str
    phone: str = ""
    resident_insured: bool = True
    employee_insured: bool = False
    low_income_allowance: str = "不享受"
    extreme_poverty_support: str = "不享受"
    working: bool = False
    work_months: int | None = None
    monthly_wage: int | None = None
    public_post: str = ""
    public_post_months: int | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Household:
    """A registered household with its members; money in yuan a year."""

    no: str
    home: Home
    members: list[Member]
    size: int
    phone: str
    household_type: str
    monitor_kind: str = ""
    risks: tuple[str, ...] = ()
    risk_removed: bool | None = None
    identified_on: date | None = None
    removed_on: date | None = None
    measures: set[str] = field(default_factory=set)
    income_wage: float | None = 0
    income_business: float | None = 0
    income_property: float | None = 0
    income_transfer: float | None = 0
    business_cost: float | None = 0
    income_per_capita: float | None = 0
    unsafe_house: bool = False
    safe_water: bool = True

    @property
    def is_removed(self) -> bool:
        return bool(self.monitor_kind) and self.risk_removed is True

    @property
    def is_active(self) -> bool:
        return bool(self.monitor_kind) and self.risk_removed is not True

    @property
    def earnings(self) -> float | None:
        """Four incomes less cost; unknown when one of them is."""
        incomes = (self.income_wage, self.income_business, self.income_property, self.income_transfer)
        known = [value for value in incomes if value is not None]
        if len(known) < len(incomes) or self.business_cost is None:
            return None
        return sum(known) - self.business_cost


@dataclass(slots=True, eq=False, kw_only=True)
class Helper:
    """A row of ``helpers``: one term of one helper with one household."""

    household: Household
    name: str
    id_no: str
    unit: str
    phone: str
    started_on: date
    ended_on: date | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Row:
    """A row of a department's list: whom it truly means, and what a clerk made of name and number."""

    person: Resident
    damage: str = ""
    writing: str = ""
    """In a hard county: what became of the name or the village."""
    written_name: str = ""
    written_id: str | float = ""


@dataclass(slots=True, eq=False, kw_only=True)
class Claim(Row):
    hospital: str
    diagnosis: str
    total_cost: float
    self_paid: float
    settled_on: date


@dataclass(slots=True, eq=False, kw_only=True)
class Enrolment(Row):
    year: int
    enrolment_kind: str = "城乡居民"
    status: str = "正常参保"


@dataclass(slots=True, eq=False, kw_only=True)
class Certificate(Row):
    category: str
    grade: int
    issued_on: date
    cancelled: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Pupil(Row):
    school: str
    stage: str
    grade: str
    status: str = "在校"


@dataclass(slots=True, eq=False, kw_only=True)
class Dwelling(Row):
    home: Home
    grade: str
    examined_on: date
    repaired_on: date | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class WaterProblem(Row):
    home: Home
    problem: str
    found_on: date
    solved_on: date | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Allowance(Row):
    allowance_kind: str
    month: date
    amount: float


@dataclass(slots=True, eq=False, kw_only=True)
class Death(Row):
    died_on: date


@dataclass(slots=True, eq=False, kw_only=True)
class Vehicle(Row):
    plate: str
    model: str
    price: float
    registered_on: date


@dataclass(slots=True, eq=False, kw_only=True)
class Company(Row):
    name: str
    company_id: str
    capital: float
    founded_on: date
    status: str = "存续"


@dataclass(slots=True, eq=False, kw_only=True)
class Salary(Row):
    unit: str


@dataclass(slots=True, eq=False, kw_only=True)
class WorkSpell(Row):
    place: str
    outside: bool
    started_on: date
    monthly_wage: int
    ended_on: date | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Disaster(Row):
    home: Home
    disaster_kind: str
    loss: float
    happened_on: date


@dataclass(slots=True, eq=False, kw_only=True)
class Loan(Row):
    amount: float
    granted_on: date
    due_on: date
    balance: float
    overdue: bool = False


@dataclass(slots=True, eq=False)
class Lists:
    """The departments' lists by kind; prices and capital in ten thousand yuan, other money in yuan."""

    medical_claims: list[Claim] = field(default_factory=list)
    medical_enrolment: list[Enrolment] = field(default_factory=list)
    disability: list[Certificate] = field(default_factory=list)
    students: list[Pupil] = field(default_factory=list)
    housing: list[Dwelling] = field(default_factory=list)
    water: list[WaterProblem] = field(default_factory=list)
    allowances: list[Allowance] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)
    payroll: list[Salary] = field(default_factory=list)
    work: list[WorkSpell] = field(default_factory=list)
    disasters: list[Disaster] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)

    def by_kind(self) -> Mapping[str, Sequence[Row]]:
        """Every list under its kind's id."""
        return {kind: getattr(self, kind) for kind in Lists.__slots__}


@dataclass(slots=True, eq=False, kw_only=True)
class County:
    """Everything that is true of a made-up county on a day."""

    name: str
    as_of: date
    parameters: Mapping[str, float]
    townships: Mapping[str, Sequence[str]]
    homes: list[Home]
    households: list[Household]
    helpers: list[Helper] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)
    hard: bool = False
    """Made of what is hard to link; see ``trials``."""

    @property
    def year(self) -> int:
        """The year insurance is checked for."""
        return int(self.parameters.get("year", self.as_of.year))
