"""Plays a story: enters its people, runs its acts by the story's clock, and reads the figures."""

import shutil
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from django.conf import settings

from accounts.models import User
from core import dates
from core.documents.models import Document, DocumentState
from core.jobs import worker
from recall.models import Campaign
from recall.services import campaigns, compliance
from reports.queries import figures
from reports.services import summaries
from schemes.queries import presets
from schemes.services import grounds, schemes
from stories import (
    challenges,
    checks,
    features,
    outcomes,
    plans,
    readback,
    rules,
    schema,
    sums,
    texts,
)
from stories.agenda import Agenda
from stories.beside import SecondLinePlayer
from stories.classes import ClassPlayer
from stories.courses import RoundPlayer
from stories.errors import StoryUnplayable
from stories.methods import counts, players
from stories.pay import PayPlayer
from stories.worlds import Above, Founder, Slot, World
from units.enums import JurisdictionLevel
from units.models import Unit

BEFORE = timedelta(days=30)
PATIENCE = 600.0  # seconds that one drain of documents may take


@dataclass
class Played:
    """What playing left: county, campaign if there is one, figures, and the named accounts."""

    county: Any
    campaign: Campaign | None
    figures: dict[str, Any]
    accounts: list[Slot]
    acts: int
    printed: dict[str, Any] = field(default_factory=dict)  # what the summary's PDF says


def read(file: Path, *, today: date) -> schema.Story:
    """Read and check a story file.

    :raises StoryRefused: with the line that is wrong
    """
    story = schema.load(file, today=today)
    checks.check(story)
    return story


def play(
    story: schema.Story,
    *,
    now: datetime,
    division: str = "",
    above: Above | None = None,
    level: str = JurisdictionLevel.COUNTY,
) -> Played:
    """Play a story in its county, which must be empty.

    :param now: the real instant; a story that is moved to today stops at it
    :param above: the prefecture that the county belongs to, if the story has one
    :param division: another division code, to play the same story twice in one database
    :raises StoryUnplayable: the county is not empty, or the story needs what is not built yet
    :raises StoryRefused: its dates leave no room
    """
    place = story.tree["county"]
    code = division or place["division"]
    check_empty(story, code, now=now)
    named = {} if division else story.tree.get("accounts", {})
    if User.objects.filter(username__in=named.get("usernames", {}).values()).exists():
        raise StoryUnplayable("演示账号已被占用；请换空库，或用 --division 另给一个代码。")
    plan = plans.make(story)
    agenda = Agenda(plan.last_day)
    world = World(plan, above, level)
    founder = Founder(world, code=code, named=named, at=_morning(plan.first_day - BEFORE))
    schedule(world, agenda)
    grounds.import_grounds()
    founder.found(place)
    acts = agenda.run(after_day=partial(_print_due, world))
    return _close(world, acts, min(_morning(plan.as_of) + timedelta(hours=14), now))


def check_empty(story: schema.Story, code: str, *, now: datetime) -> None:
    """Refuse a story of days to come, and a county that has units already.

    :raises StoryRefused: its figures are of a day to come
    :raises StoryUnplayable: the county is not empty
    """
    if story.day(story.tree["dates"]["as_of"]) > dates.legal_day(now):
        raise story.refuse("as_of 晚于今天，还不能统计", "dates", "as_of")
    if Unit.objects.filter(county__code=code).exists():
        raise StoryUnplayable(f"区划 {code} 已有单位；请换空库，或用 --division 另给一个代码。")


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), dates.ZONE)


def schedule(world: World, agenda: Agenda) -> None:
    """Enter every act of a story into the agenda; nothing is done yet.

    :raises StoryRefused: dates that leave no room, or an act after the last day
    """
    plan = world.plan
    rounds = [RoundPlayer(world, row, agenda) for row in plan.rounds]
    players.schedule(world, agenda)
    if rounds:
        agenda.add(plan.rounds[0].notice_on, _launch(world, rounds[0]))
    for player in rounds:
        player.schedule()
    for player, following in pairwise(rounds):
        challenges.ChallengePlayer(world, player.plan, following.report_day, agenda).schedule()
    for index, row in enumerate(plan.classes):
        ClassPlayer(world, row, index, agenda).schedule()
    if rounds:
        _schedule_measures(world, agenda)
        PayPlayer(world, agenda).schedule()
        SecondLinePlayer(world, agenda).schedule()
    if late := agenda.overdue():
        sentence = f"有事项排在 {late}，晚于 as_of {agenda.last}；把人数写到 still_at，或推后 as_of"
        raise plan.story.refuse(sentence, "dates", "as_of")


def _launch(world: World, first: RoundPlayer) -> Any:
    """Create and launch the campaign with its first round, by the county's administrator."""

    def act(at: datetime) -> None:
        by = world.office["county_admin"]
        title = world.plan.story.tree["title"]
        version = _scheme(world, at)
        world.campaign = campaigns.create(world.county, version=version, title=title, by=by, at=at)
        leading = world.units[: world.plan.leading]
        campaigns.require_units(world.campaign, units=world.units, leading=leading, by=by, at=at)
        first.open_round(at)
        world.campaign = campaigns.launch(world.campaign, by=by, at=at)

    return act


def _scheme(world: World, at: datetime) -> Any:
    """Make the county's scheme from a preset or the prefecture's; another admin approves it."""
    given, by = world.plan.story.given["scheme"], world.office["county_admin"]
    code = given["preset"]
    title = presets.preset(code)["title"]
    made: dict[str, Any] = {"preset": code}
    if world.above:  # its clauses and parameters come from the prefecture's scheme
        made = {"parent": world.above.scheme}
    scheme = schemes.make(world.county, title=title, by=by, at=at, **made)
    version = scheme.versions.get()
    sign = plans.place_sign(world.plan.story)
    told = version.parameters | rules.parameters(world.plan.story, version.parameters, sign, at)
    schemes.put_parameters(version, by=by, at=at, **told)
    schemes.put_basis(
        version,
        legal_basis=texts.LEGAL_BASIS,
        document_number=f"{sign}委发〔{at.year}〕1号",
        from_on=date(at.year - 1, 1, 1),
        sunset_on=date(at.year + 4, 12, 31),
        by=by,
        at=at,
    )
    version = schemes.submit(version, by=by, at=at)
    return schemes.approve(version, by=world.office["second_admin"], at=at)


def _schedule_measures(world: World, agenda: Agenda) -> None:
    """Enter the measures on units: first on those that were late or silent in the first round."""
    held = world.plan.story.given.get("units_held_to_account", {})
    first, random = world.plan.rounds[0], world.plan.random
    on = min(first.closes_on + timedelta(days=5), agenda.last)
    others = [n for n in range(len(world.plan.units)) if n not in first.silent | first.late]
    random.shuffle(others)
    order = [*sorted(first.silent), *sorted(first.late - first.silent), *others]
    rows = [("CIRCULAR", n, 1) for n in order[: held.get("criticised_by_circular", 0)]]
    rows += [("HONOUR", n, 1) for n in order[::-1][: held.get("honours_cancelled", 0)]]
    interviews = held.get("leaders_interviewed_person_times", 0)
    share, rest = divmod(interviews, len(order))
    times = [share + (index < rest) for index in range(len(order))]
    rows += [("INTERVIEW", n, count) for n, count in zip(order, times, strict=True) if count]
    for kind, unit, count in rows:
        agenda.add(on, _measure(world, kind, unit, count))


def _measure(world: World, kind: str, unit: int, count: int) -> Any:
    def act(at: datetime) -> None:
        compliance.record_measure(
            world.campaign,
            unit=world.units[unit],
            kind=kind,
            taken_on=dates.legal_day(at),
            person_times=count,
            reason=texts.MEASURE[kind],
            by=world.office["county_admin"],
            at=at,
        )

    return act


def _print_due(world: World, at: datetime) -> None:
    """Print the documents that the day's acts asked for; a running worker may print some of them.

    :raises StoryUnplayable: a document of the county is still not printed after ten minutes
    """
    until = monotonic() + PATIENCE
    mine = Document.objects.filter(scope=world.county.code, state=DocumentState.PENDING)
    worker.drain("pdf", at=at, seconds=PATIENCE)
    while mine.exists():
        if monotonic() > until:
            raise StoryUnplayable("公文没有按时生成，请看后台任务的错误。")
        sleep(0.05)
        worker.drain("pdf", at=at, seconds=PATIENCE)


def _close(world: World, acts: int, at: datetime) -> Played:
    """Ask for the summary of a campaign, print what is due, count, and read the paper back."""
    counted: dict[str, Any] = {}
    printed: dict[str, Any] = {}
    if world.campaign is not None:
        by, as_of = world.office["county_admin"], world.plan.as_of
        summaries.request_summary(world.campaign, as_of=as_of, by=by, at=at)
        _print_due(world, at)
        counted = figures.flat(figures.compute(world.campaign, as_of=as_of))
        counted |= challenges.flat(world.campaign)
        printed = readback.printed(world.campaign)
    counted |= counts.flat(world.county) | outcomes.flat(world.county, at=at)
    return Played(world.county, world.campaign, counted, world.slots, acts, printed)


def differences(story: schema.Story, counted: dict[str, Any]) -> list[str]:
    """Answer one line for each expected figure that came out otherwise."""
    skipped = features.unplayed_figures(story)
    lines = []
    for name, expected in story.tree["expect"].items():
        actual = counted.get(features.base(name))
        if name in skipped or _fits(name, expected, actual):
            continue
        bound = "至少 " if name.endswith(features.AT_LEAST) else ""
        lines.append(f"{name}: 应为 {bound}{expected}，实为 {actual}")
    return lines


def _fits(name: str, expected: Any, actual: Any) -> bool:
    if isinstance(expected, dict) and isinstance(actual, dict):
        return all(sums.either(actual, key) == value for key, value in expected.items())
    if name.endswith(features.AT_LEAST):
        return actual is not None and actual >= expected
    if isinstance(actual, str):  # an amount, written to the cent
        return bool(Decimal(actual) == expected)
    return bool(actual == expected)


def copy_documents(played: Played, folder: Path) -> list[Path]:
    """Copy the printed files into a folder, named by kind and number, never by person."""
    folder.mkdir(parents=True, exist_ok=True)
    scope = played.county.code
    copied = []
    for row in Document.objects.filter(scope=scope, state="READY").order_by("pk"):
        name = f"{row.kind}-{row.year}-{row.number:04d}.pdf" if row.number else f"{row.kind}.pdf"
        copied.append(folder / name)
        shutil.copyfile(Path(settings.MEDIA_ROOT) / row.file, copied[-1])
    return copied
