"""The cast: an invented district, its departments, streets and people, for tests and for trying duban out.

All of it is the place of ``samples/``; nobody in it exists. It is made by the same actions as a real office's rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from duban.server.people.access import Actor
from duban.server.people.actions.accounts import create_account
from duban.server.people.actions.names import add_alias, add_member, create_collective
from duban.server.people.actions.posts import give_post
from duban.server.people.actions.units import UnitFields, create_unit
from duban.server.people.acts import one_act
from duban.server.people.models import Account, Collective, Level, Role, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

DISTRICT = "云溪区"
#: Whoever makes the demo's rows, as the log writes it.
MAKER = Actor(None, "示例数据", ())

#: The name on the door, the short name that documents write, and other ways of writing.
DEPARTMENTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("云溪区人民政府督查室", "区政府督查室", ("区督查室",)),
    ("云溪区人民政府办公室", "区政府办公室", ("区政府办",)),
    ("云溪区审计局", "区审计局", ()),
    ("云溪区发展和改革局", "区发展改革局", ("区发改局",)),
    ("云溪区工业和信息化局", "区工业和信息化局", ("区工信局",)),
    ("云溪区教育体育局", "区教育体育局", ("区教体局",)),
    ("云溪区科学技术局", "区科技局", ()),
    ("云溪区民政局", "区民政局", ()),
    ("云溪区财政局", "区财政局", ()),
    ("云溪区人力资源和社会保障局", "区人力资源社会保障局", ("区人社局",)),
    ("临江市自然资源和规划局云溪分局", "区自然资源分局", ()),
    ("临江市云溪生态环境分局", "云溪生态环境分局", ("区生态环境分局",)),
    ("云溪区住房和城乡建设局", "区住房城乡建设局", ("区住建局",)),
    ("云溪区城市管理局", "区城市管理局", ("区城管局",)),
    ("云溪区交通运输局", "区交通运输局", ()),
    ("云溪区水务局", "区水务局", ()),
    ("云溪区商务局", "区商务局", ()),
    ("云溪区文化和旅游局", "区文化旅游局", ("区文旅局",)),
    ("云溪区卫生健康局", "区卫生健康局", ("区卫健局",)),
    ("云溪区市场监督管理局", "区市场监管局", ("区知识产权局",)),
    ("云溪区医疗保障局", "区医保局", ()),
    ("云溪区行政审批局", "区行政审批局", ()),
    ("云溪区数据局", "区数据局", ()),
    ("云溪区投资促进中心", "区投资促进中心", ()),
    ("云溪区地方金融服务中心", "区地方金融服务中心", ()),
    ("临江市公安局云溪分局交警大队", "区交警大队", ()),
    ("国家税务总局云溪区税务局", "区税务局", ()),
    ("中共云溪区委组织部", "区委组织部", ()),
)
OTHERS: tuple[tuple[str, str], ...] = (
    ("云溪经济开发区管理委员会", "云溪经济开发区管委会"),
    ("临江海关驻云溪办事处", ""),
    ("云溪国有资本运营公司", ""),
)
#: The office of a street or the government of a town, its short name, the communities and villages under it.
TOWNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("青石街道办事处", "青石街道", ("北片社区", "石桥社区")),
    ("望江街道办事处", "望江街道", ("柳荫社区",)),
    ("柳湾镇人民政府", "柳湾镇", ("柳湾村", "渡口村")),
    ("云岭镇人民政府", "云岭镇", ("云岭村",)),
)
#: A street set up in the middle of a year: who 各街道 are depends on the day.
NEW_STREET = ("新城街道办事处", "新城街道", date(2025, 7, 1))
COLLECTIVES: Mapping[str, tuple[str, ...]] = {
    "各街道": ("街道",),
    "各街道办事处": ("街道",),
    "各镇": ("镇",),
    "各镇街": ("街道", "镇"),
}

#: User name, name, short name of the unit, role. Everybody's posts began with the year before last.
PEOPLE: tuple[tuple[str, str, str, Role], ...] = (
    ("ducha", "周明远", "区政府督查室", Role.SUPERVISOR),
    ("gongxin", "陈立", "区工业和信息化局", Role.LIAISON),
    ("zhujian", "何晓梅", "区住房城乡建设局", Role.LIAISON),
    ("jiaoti", "孙悦", "区教育体育局", Role.LIAISON),
    ("shuiwu", "郑海", "区水务局", Role.LIAISON),
    ("qingshi", "林青", "青石街道", Role.LIAISON),
    ("liuwan", "吴桂兰", "柳湾镇", Role.LIAISON),
    ("hecha", "许正", "区审计局", Role.VERIFIER),
    ("lingdao", "高文", DISTRICT, Role.LEADER),
    ("guanli", "罗敏", "区政府办公室", Role.ADMINISTRATOR),
    ("anquan", "沈安", "区数据局", Role.SECURITY),
    ("shenji", "方鉴", "区审计局", Role.AUDITOR),
)
SUPERVISOR, VERIFIER, LEADER = "ducha", "hecha", "lingdao"
ADMINISTRATOR, SECURITY, AUDITOR = "guanli", "anquan", "shenji"


@dataclass(frozen=True, slots=True)
class Cast:
    """Units by their short name (by their name where they have none), accounts by their user name."""

    units: Mapping[str, Unit]
    accounts: Mapping[str, Account]
    collectives: Mapping[str, Collective]

    @property
    def district(self) -> Unit:
        """The top of the tree."""
        return self.units[DISTRICT]

    @property
    def supervisor(self) -> Account:
        """Of the supervision office."""
        return self.accounts[SUPERVISOR]

    @property
    def verifier(self) -> Account:
        """Of a unit that has no item of its own."""
        return self.accounts[VERIFIER]

    @property
    def leader(self) -> Account:
        """Of the district."""
        return self.accounts[LEADER]

    @property
    def administrator(self) -> Account:
        """Who manages units and accounts."""
        return self.accounts[ADMINISTRATOR]

    @property
    def security(self) -> Account:
        """Who unlocks accounts and ends sessions."""
        return self.accounts[SECURITY]

    @property
    def auditor(self) -> Account:
        """Who reads the log."""
        return self.accounts[AUDITOR]

    def liaison(self, unit: str) -> Account:
        """The liaison of the unit of this short name."""
        return self.accounts[next(person[0] for person in PEOPLE if person[2:] == (unit, Role.LIAISON))]


def make_cast(today: date, passwords: Mapping[str, str]) -> Cast:
    """The whole cast in an office without units; ``passwords`` by user name, nobody without one can log in.

    The passwords hold as they are: an office that tries duban out shows them and asks for no change.
    """
    with one_act(MAKER):
        units = _units()
        collectives = _collectives(units)
        accounts = _accounts(units, today, passwords)
    return Cast(units, accounts, collectives)


def _units() -> dict[str, Unit]:
    district = create_unit(MAKER, DISTRICT, UnitFields(level=Level.DISTRICT, code="YX"))
    add_alias(MAKER, district, "云溪区人民政府")
    add_alias(MAKER, district, "区政府")
    units = {DISTRICT: district}
    for position, (name, short, aliases) in enumerate(DEPARTMENTS, start=1):
        fields = UnitFields(level=Level.DEPARTMENT, short=short, code=f"YX-{position:03}", position=position)
        units[short] = create_unit(MAKER, name, fields, parent=district)
        for alias in aliases:
            add_alias(MAKER, units[short], alias)
    for position, (name, short) in enumerate(OTHERS, start=100):
        fields = UnitFields(level=Level.OTHER, short=short, code=f"YX-{position:03}", position=position)
        units[short or name] = create_unit(MAKER, name, fields, parent=district)
    towns = [(name, short, under, None) for name, short, under in TOWNS]
    towns.append((*NEW_STREET[:2], (), NEW_STREET[2]))  # type: ignore[arg-type] # the one with a first day
    for position, (name, short, under, since) in enumerate(towns, start=200):
        fields = UnitFields(
            level=Level.TOWN, short=short, code=f"YX-{position:03}", position=position, since=since
        )
        units[short] = create_unit(MAKER, name, fields, parent=district)
        for place in under:
            units[place] = create_unit(
                MAKER, f"{short}{place}", UnitFields(level=Level.COMMUNITY, short=place), parent=units[short]
            )
    return units


def _collectives(units: Mapping[str, Unit]) -> dict[str, Collective]:
    collectives = {}
    for written, endings in COLLECTIVES.items():
        collectives[written] = create_collective(MAKER, written)
        for short, unit in units.items():
            if unit.level == Level.TOWN and short.endswith(endings):
                add_member(MAKER, collectives[written], unit, since=unit.since)
    return collectives


def _accounts(units: Mapping[str, Unit], today: date, passwords: Mapping[str, str]) -> dict[str, Account]:
    hashes = {password: make_password(password) for password in set(passwords.values())}
    accounts = {}
    for username, name, unit, role in PEOPLE:
        account = create_account(MAKER, username, name)
        if username in passwords:
            account.password = hashes[passwords[username]]
            account.save(update_fields=["password"])
        give_post(MAKER, account, units[unit], role, since=date(today.year - 2, 1, 1))
        accounts[username] = account
    return accounts
