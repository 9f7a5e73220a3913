"""The people and units of a story, entered through the same services as any others."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from accounts.enums import Role
from accounts.services import accounts
from cadres.services import cadres
from recall.models import Case, Round
from stories import people, texts
from stories.methods.books import BookPlan
from stories.plans import Plan, place_sign
from stories.shapes import DRAFT, Course
from units.enums import JurisdictionLevel
from units.services import units

OFFICE = {
    "county_admin": Role.COUNTY_ADMIN,
    "verifier_a": Role.VERIFIER,
    "verifier_b": Role.VERIFIER,
    "decider": Role.DECIDER,
    "class_manager": Role.CLASS_MANAGER,
    "reader": Role.READER,
}


@dataclass
class Slot:
    """An account that a story may give a name of its own, with what it is for."""

    username: str
    role: str
    name: str


@dataclass(frozen=True)
class Above:
    """The prefecture of a county, and the scheme that the county's inherits from."""

    division: Any
    scheme: Any


@dataclass
class World:
    """Everybody a story needs: the office, each unit's clerk and head, hosts, the people."""

    plan: Plan
    above: Above | None = None
    level: str = JurisdictionLevel.COUNTY
    county: Any = None
    campaign: Any = None
    office: dict[str, Any] = field(default_factory=dict)
    units: list[Any] = field(default_factory=list)
    clerks: list[Any] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    hosts: list[tuple[Any, Any, str]] = field(default_factory=list)
    cadres: dict[int, Any] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    def cadre(self, course: Course) -> Any:
        return self.cadres[id(course)]

    def case(self, course: Course) -> Case:
        """Answer the case that the course's nomination led to, as it stands now."""
        return Case.objects.get(campaign=self.campaign, cadre=self.cadre(course))

    def unit_named(self, name: str) -> int:
        """Answer the place of a unit in the story's list."""
        return next(n for n, row in enumerate(self.plan.units) if row.name == name)

    def token(self) -> UUID:
        """Answer a key for one sending, its own in each county: a story may be played twice."""
        drawn = self.plan.random.getrandbits(128)
        return UUID(int=drawn ^ int(self.county.code), version=4)

    @property
    def meeting(self) -> str:
        """The meeting that decides."""
        return texts.MEETING.format(of=place_sign(self.plan.story))

    def round(self, number: int) -> Round:
        """Answer a round with its campaign, as they stand now."""
        return Round.objects.select_related("campaign").get(campaign=self.campaign, number=number)

    @cached_property
    def clauses(self) -> list[Any]:
        """The clauses that the campaign goes by, once it is launched."""
        rows = self.campaign.scheme_version.clauses.standing().select_related("ground")
        return list(rows.order_by("position"))

    def grounds_for(self, row: Any) -> list[Any]:
        """Answer the grounds that are for the person of a nomination."""
        person = {"is_leading": row.is_leading, "staff_kind": row.staff_kind}
        return [clause.ground for clause in self.clauses if clause.applies(**person)]


class Founder:
    """Enters a world as it stands before the campaign. Usernames begin with the division code."""

    def __init__(self, world: World, *, code: str, named: dict[str, Any], at: datetime) -> None:
        self.world, plan = world, world.plan
        self.code, self.at, self.random = code, at, plan.random
        self.by = accounts.system_user()
        self.names: dict[str, str] = named.get("usernames", {})
        self.password: str | None = named.get("password")

    def found(self, place: dict[str, Any]) -> World:
        """Enter county, office, units, hosts and people."""
        self.world.county = units.found_county(
            code=self.code,
            name=place["name"],
            parent=self.world.above.division if self.world.above else None,
            level=self.world.level,
            by=self.by,
            at=self.at,
            mark=place.get("mark", "组召"),
        )
        for slot, role in OFFICE.items():
            self.world.office[slot] = self._account(slot, str(role.label))
            self._grant(self.world.office[slot], role, county=self.world.county)
        self._second_admin()
        self.world.members = [self._name() for _ in range(8)]
        self._units()
        self._hosts()
        self._people()
        for method in self.world.plan.methods:
            for unit in method.seats:
                method.others[unit] = [
                    self._bystander(unit, f"{method.key}.{unit}.{number}", method.random)
                    for number in range(method.told.get("others", 0))
                ]
        for book in self.world.plan.books:
            self._in_book(book)
        return self.world

    def _second_admin(self) -> None:
        """Enter who approves the scheme; the name is fixed, so that no drawn name moves on."""
        label = str(Role.COUNTY_ADMIN.label)
        user = self._account("second_admin", label, name="俞立新")
        self._grant(user, Role.COUNTY_ADMIN, county=self.world.county)
        self.world.office["second_admin"] = user

    def _name(self) -> str:
        return people.name(self.random, self.random.choice("MF"))

    def _account(self, slot: str, role: str, *, key: str = "", name: str = "") -> Any:
        """Open an account; a slot that the story names can sign in with the story's password."""
        own = self.names.get(slot, "")
        username = own or f"{self.code}.{key or slot}"
        person = name or self._name()
        if own:
            self.world.slots.append(Slot(username, role, person))
        password = self.password if own else None
        return accounts.open_account(
            username=username, name=person, password=password, by=self.by, at=self.at
        )

    def _grant(self, user: Any, role: Role, **scope: Any) -> None:
        accounts.grant(user, role=role, by=self.by, at=self.at, from_on=self._day(), **scope)

    def _day(self) -> date:
        return self.at.date()

    def _units(self) -> None:
        drafting, second = self._featured()
        for index, row in enumerate(self.world.plan.units):
            unit = units.found_unit(
                self.world.county,
                name=row.name,
                kind=row.kind,
                from_on=self._day(),
                by=self.by,
                at=self.at,
            )
            clerk = self._account(
                "unit_clerk" if index == drafting else "",
                f"{row.name}经办人",
                key=f"u{index}.clerk",
            )
            slot = {drafting: "unit_head", second: "unit_head_second"}.get(index, "")
            head = self._account(slot, f"{row.name}主要负责人", key=f"u{index}.head")
            self._grant(clerk, Role.UNIT_CLERK, unit=unit)
            self._grant(head, Role.UNIT_HEAD, unit=unit)
            self.world.units.append(unit)
            self.world.clerks.append(clerk)
            self.world.heads.append(head)
            self._others(unit)

    def _featured(self) -> tuple[int, int]:
        """Answer the unit that drafts at the end, and another that has something to correct."""
        courses = [c for plan in self.world.plan.rounds for c in plan.courses]
        drafting = next((c.unit for c in courses if c.end == DRAFT), 0)
        back = (c.unit for c in courses if c.end == "sent_back" and c.unit != drafting)
        return drafting, next(back, (drafting + 1) % len(self.world.plan.units))

    def _others(self, unit: Any) -> None:
        """Enter people of the unit who are not nominated, as the story asks."""
        for _ in range(self.world.plan.story.given["units"].get("people_each", 0)):
            person = people.person(self.random, level="ORDINARY", on=self._day())
            cadres.enrol(unit=unit, from_on=self._day(), by=self.by, at=self.at, **person._asdict())

    def _hosts(self) -> None:
        count = sum(row.hosts for row in self.world.plan.classes if row.postings)
        featured = self._busy_host()
        for index, name in enumerate(people.village_names(count, self.random)):
            unit = units.found_unit(
                self.world.county,
                name=name,
                kind="VILLAGE",
                from_on=self._day(),
                by=self.by,
                at=self.at,
            )
            first = "_first" if index == featured else ""
            mentor = self._account(f"mentor{first}", f"{name}带教人", key=f"mentor{index}")
            contact = self._account(f"host{first}", f"{name}联系人", key=f"host{index}")
            self._grant(contact, Role.HOST, unit=unit)
            self.world.hosts.append((unit, mentor, name))

    def _busy_host(self) -> int:
        """Answer the first host who still has somebody in practice at the end."""
        before = 0
        for row in self.world.plan.classes:
            if any(course.class_end == "practice" for course in row.courses):
                return before
            before += row.hosts if row.postings else 0
        return 0

    def _people(self) -> None:
        courses = [c for plan in self.world.plan.rounds for c in plan.courses]
        trainee = next((c for c in courses if c.class_end == "training"), None)
        awaiting = next((c for c in courses if c.end == "verified"), None)
        for index, course in enumerate(courses):
            person = people.person(self.random, level=course.level, on=self._day())
            slot, role = "", ""
            if course is trainee:
                slot, role = "trainee", "学员（在班）"
            elif course is awaiting:
                slot, role = "person_concerned", "本人（待陈述申辩）"
            user = self._account(slot, role, key=f"p{index}", name=person.name)
            self.world.cadres[id(course)] = cadres.enrol(
                unit=self.world.units[course.unit],
                from_on=self._day(),
                by=self.by,
                at=self.at,
                user=user,
                **person._asdict(),
            )

    def _in_book(self, book: BookPlan) -> None:
        """List the people of a book: who will be nominated, then the others."""
        book.cadres = [self.world.cadre(course) for course in book.method.courses]
        unit, key = self.world.unit_named(book.told["unit"]), book.method.key
        for number in range(len(book.levels) - len(book.cadres)):
            book.cadres.append(self._bystander(unit, f"{key}.{number}", book.random))

    def _bystander(self, unit: int, key: str, random: Random) -> Any:
        """Enter somebody who is not nominated, with an account: they read and object themselves."""
        person = people.person(random, level="ORDINARY", on=self._day())
        user = self._account("", "", key=key, name=person.name)
        return cadres.enrol(
            unit=self.world.units[unit],
            from_on=self._day(),
            by=self.by,
            at=self.at,
            user=user,
            **person._asdict(),
        )
