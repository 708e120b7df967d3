"""What a home is like and connected to: told alike by the registry and by the rural-construction sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from huitoukan.samples.records import Home


@dataclass(frozen=True, slots=True)
class Living:
    """A home, its land and its bank account."""

    house_area: int
    structure: str
    built_in: int
    road_distance: float
    entry_road: str
    water_supply: str
    toilet_kind: str
    fuel: str
    heating: str
    internet: bool
    sewage: str
    arable_land: float
    forest_land: float
    bank: str
    bank_card: str
    relocated_on: date | None

    @property
    def sanitary_toilet(self) -> bool:
        return self.toilet_kind == "水冲式"


def settle_in(rng: Random, home: Home) -> Living:
    """An ordinary home; one family in fifteen was moved to a new village."""
    people = len(home.occupants)
    moved = date(rng.randint(2017, 2020), rng.randint(1, 12), 1) if rng.random() < 0.07 else None
    return Living(
        house_area=25 * people if moved else rng.randint(60, 110) + 12 * people,
        structure=rng.choices(("砖混", "钢筋混凝土", "砖木", "木结构"), (64, 20, 12, 4))[0],
        built_in=moved.year if moved else rng.randint(1988, 2021),
        road_distance=rng.choices((0.05, 0.1, 0.3, 0.8, 1.5, 2.6), (30, 25, 20, 14, 8, 3))[0],
        entry_road=rng.choices(("水泥路", "沥青路", "砂石路", "砖石路", "泥土路"), (80, 8, 6, 3, 3))[0],
        water_supply=rng.choices(("自来水", "井水", "山泉水"), (90, 4, 6))[0],
        toilet_kind=rng.choices(("水冲式", "旱厕", "无"), (91, 8, 1))[0],
        fuel=rng.choices(("清洁能源", "柴草", "煤炭"), (62, 30, 8))[0],
        heating=rng.choices(("电", "柴草", "煤炭", "无"), (45, 25, 10, 20))[0],
        internet=rng.random() < 0.8,
        sewage=rng.choices(("化粪池", "管网收集", "资源化利用", "随意排放"), (55, 20, 18, 7))[0],
        arable_land=0 if moved and rng.random() < 0.5 else round(people * rng.uniform(0.5, 1.9), 1),
        forest_land=round(rng.uniform(0, 24), 1) if rng.random() < 0.6 else 0,
        bank=rng.choice(("县农村商业银行", "邮政储蓄银行", "农业银行")),
        bank_card=f"6299{rng.randint(10**14, 10**15 - 1)}",
        relocated_on=moved,
    )
