"""Two counties alike, each with a row at every stage, and one person for every role."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.enums import DUTIES, Role
from accounts.models import HookWord, User
from accounts.services import hooks, keys, requests
from cadres.models import FormSheet, Gap
from cadres.services import exports, lrmx, records, sheets
from core.dates import legal_day
from core.documents.models import Document
from core.exports import exporting, sources
from core.exports.models import Export
from core.jobs.models import Job
from recall.models import Campaign, Case, Nomination, YearCalendar
from recall.services import calendars, clocks
from tests.core.imports import files
from tests.factories import appeals, imports, recall, training
from tests.factories import assessment as assess
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import PostFactory, paired
from tests.factories.units import CountyFactory, PrefectureFactory, UnitFactory
from tests.moments import DECIDED_AT, TODAY
from tests.permissions.rows import (
    after,
    challenges,
    classroom,
    concurrences,
    disclosures,
    evasions,
    evidence,
    guests,
    handovers,
    hearings,
    keeping,
    kept_summaries,
    meetings,
    messages,
    notes,
    pay,
    plans,
    practice,
    press,
    prints,
    ratings,
    reasons,
    reflections,
    scans,
    schemes,
    settlements,
    talks,
    timetables,
    trainee_polls,
    triggers,
    word_copies,
)
from training.services import attendance, journals

COUNTY_ROLES = (
    Role.COUNTY_ADMIN,
    Role.VERIFIER,
    Role.DECIDER,
    Role.CLASS_MANAGER,
    Role.READER,
    Role.DISCIPLINE_LIAISON,
    Role.APPEAL_HANDLER,
    Role.DECISION_SECRETARY,
    Role.ORGANISATION_OFFICER,
    Role.FINANCE_VIEWER,
)
ROLES = (
    "anonymous",
    "county_admin",
    "verifier",
    "decider",
    "class_manager",
    "reader",
    "discipline_liaison",
    "appeal_handler",
    "decision_secretary",
    "organisation_officer",
    "finance_viewer",
    "unit_clerk",
    "unit_head",
    "other_unit",  # clerk and head of the unit next door
    "host",
    "mentor",
    "prefecture_viewer",
    "bystander",  # holds every role for which nothing is built yet
    "system_admin",
    "security_admin",
    "auditor",
    "subject",  # the person whom the row is about
)
# Whoever builds on one of these gives it a line of its own above.
UNUSED_ROLES = (Role.TEACHER,)


@dataclass
class Place:
    """A county and its rows, one attribute for each stage."""

    county: Any
    unit: Any
    host_unit: Any
    campaign: Campaign
    people: dict[str, User] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["rows"][name]
        except KeyError:
            raise AttributeError(name) from None


def place() -> Place:
    """Build one county with everything in it."""
    county = CountyFactory(parent=PrefectureFactory())
    unit, host_unit = UnitFactory(county=county), UnitFactory(county=county, kind="VILLAGE")
    found = Place(county, unit, host_unit, recall.open_campaign(unit))
    found.people.update(_people(found))
    found.rows.update(_nominations(found))
    found.rows.update(_cases(found))
    found.rows.update(notes.rows(found))
    found.rows.update(_clocks(found))
    found.rows.update(reasons.rows(found))
    found.rows["year_calendar"] = _calendar()
    found.rows.update(evidence.rows(found))
    found.rows.update(challenges.rows(found))
    found.rows.update(evasions.rows(found))
    found.rows.update(hearings.rows(found))
    found.rows.update(_training(found))
    found.rows.update(classroom.rows(found, _world(found)))
    found.rows.update(reflections.rows(found, _world(found)))
    found.rows.update(ratings.rows(found, _world(found)))
    found.rows.update(timetables.rows(found))
    found.rows.update(practice.rows(found, _world(found)))
    found.rows.update(guests.rows(found, _world(found)))
    found.rows.update(handovers.rows(found, _world(found)))
    found.rows.update(talks.rows(found, _world(found)))
    found.rows.update(plans.rows(found, _world(found)))
    found.rows.update(_assessment(found))
    found.rows.update(trainee_polls.rows(found, _world(found)))
    found.rows.update(disclosures.rows(_world(found)))
    found.rows.update(concurrences.rows(found, _world(found)))
    found.rows["idle"] = PostFactory(cadre__unit=unit).cadre
    found.rows["pair"] = paired(
        *(PostFactory(cadre__unit=unit, cadre__user=None).cadre for _ in range(2))
    )
    found.rows.update(_archive(found))
    found.rows["draft_campaign"] = recall.draft_campaign(unit, by=found.people["county_admin"])
    found.rows["empty_campaign"] = recall.open_campaign(unit, title="没有提名的批次")
    found.rows.update(schemes.rows(found))
    found.rows.update(triggers.rows(found))
    found.rows.update(meetings.rows(found))
    found.rows.update(kept_summaries.rows(found))
    found.rows.update(keeping.rows(found))
    found.rows.update(prints.rows(found))
    found.rows.update(press.rows(found))
    found.rows.update(word_copies.rows(found))
    found.rows["export"] = _export(found)
    found.rows["role_request"] = requests.ask(
        found.people["mentor"],
        role=Role.READER,
        county=county,
        reason="新任统计员",
        from_on=legal_day(DECIDED_AT),
        by=found.people["system_admin"],
        at=DECIDED_AT,
    )
    found.rows["waiting_key"] = keys.make(
        None,
        county=county,
        title="财政统发系统",
        scopes=["PAY"],
        basis="县委办〔2018〕3号",
        days=90,
        by=found.people["system_admin"],
        at=timezone.now(),
    ).key
    found.rows["dead_word"] = _word(found)
    found.rows.update(_imports(found))
    found.rows["gap"] = Gap.objects.create(unit=unit, number="DQ-08", found_on=TODAY)
    found.rows.update(settlements.rows(found))
    found.rows.update(messages.rows(found))
    found.rows.update(scans.rows(found))
    found.rows["dead_job"] = _given_up(recall.open_case(found.campaign).notice)
    return found


def _export(where: Place) -> Export:
    """Let another administrator of the county wait for a second person's word."""
    asker = holder(Role.COUNTY_ADMIN, where.county)
    return exporting.ask(
        sources.named("cases"),
        purpose="上报市委组织部",
        format="csv",
        is_masked=False,
        by=asker,
        at=DECIDED_AT,
    )


@transaction.atomic
def _word(where: Place) -> HookWord:
    """Let a word to another system be given up."""
    told = {"by": where.people["system_admin"], "at": timezone.now()}
    kinds = {"kinds": ["pay.signed"], "url": "https://oa.example.gov.cn/"}
    made = hooks.make(None, county=where.county, title="办公系统", **kinds, **told)
    hooks.tell("pay.signed", county_id=where.county.pk, subject="2018-09", happened_at=DECIDED_AT)
    hooks.give_up(made.hook.words.get(), **told)
    return made.hook.words.get()


def _imports(where: Place) -> dict[str, Any]:
    """Answer a run with plan, one with errors, and one that was written."""
    admin = where.people["county_admin"]

    def run(*lines: list[str]) -> Any:
        return imports.checked(
            where.county, files.grid(list(lines)), pasted=True, by=admin, at=timezone.now()
        )

    good = files.person("导入人员", where.unit.name)
    wrong = run(files.person("导入人员", "没有的单位"))
    ready = run(files.person("另一人", where.unit.name))
    done = imports.applied(run(good), by=admin, at=timezone.now())
    return {"import_faulty": wrong, "import_ready": ready, "import_applied": done}


def _archive(where: Place) -> dict[str, Any]:
    """Rows of the file of the idle person: an education, an honour, a sheet, a printed form."""
    told: dict[str, Any] = {"by": where.people["county_admin"], "at": DECIDED_AT}
    file = SimpleUploadedFile("a.lrmx", lrmx.compose(lrmx.Sheet({"XingMing": "某人"})))
    batch = sheets.take_in(where.county, file=file, **told)
    given = {"kind": "HONOUR", "title": "先进", "awarded_by": "县委", "awarded_on": TODAY}
    form = exports.request_form(where.idle, purpose="报县委研究", **told)
    return {
        "education": records.educate(where.idle, schooling="FULL_TIME", attainment="20", **told),
        "honour": records.honour(where.idle, **given, **told),
        "sheet": FormSheet.objects.get(batch=batch),
        "form": recall.printed(form),
    }


def _given_up(document: Document) -> Job:
    """Let a job of the county be dead, as after many failures."""
    key = f"documents.render:{document.pk}"
    Job.objects.filter(key=key).update(state="DEAD", last_error="StorageUnavailable")
    return Job.objects.get(key=key)


def _people(where: Place) -> dict[str, User]:
    told = {role.value.lower(): holder(role, where.county) for role in COUNTY_ROLES}
    told["unit_clerk"] = holder(Role.UNIT_CLERK, where.unit)
    told["unit_head"] = holder(Role.UNIT_HEAD, where.unit)
    other = UnitFactory(county=where.county)
    told["other_unit"] = grant(holder(Role.UNIT_CLERK, other), Role.UNIT_HEAD, other)
    told["host"] = holder(Role.HOST, where.host_unit)
    told["mentor"] = UserFactory()
    told["prefecture_viewer"] = holder(Role.PREFECTURE_VIEWER, where.county.parent)
    told["bystander"] = grant(UserFactory(), Role.MENTOR, where.unit)
    for role in UNUSED_ROLES:
        grant(told["bystander"], role, where.county)
    return told | {duty.lower(): holder(duty) for duty in DUTIES}


def _nominations(where: Place) -> dict[str, Nomination]:
    made = {
        "draft": recall.complete_nomination(where.campaign),
        "submitted": recall.submitted_nomination(where.campaign),
        "verified": recall.verified_nomination(where.campaign),
        "heard": recall.heard_nomination(where.campaign),
    }
    facts = {f"{name}_fact": row.facts.get() for name, row in made.items()}
    evidence = {f"{name}_evidence": row.facts.get().evidence.get() for name, row in made.items()}
    return made | facts | evidence


def _cases(where: Place) -> dict[str, Case]:
    unserved = recall.open_case(where.campaign)
    recall.print_notice(unserved)
    return {"unserved": unserved, "served": recall.served_case(where.campaign)}


def _calendar() -> YearCalendar:
    """Answer a year that waits for a second administrator; it is one for all counties."""
    found = YearCalendar.objects.first()
    if found is None:
        by = holder(Role.COUNTY_ADMIN, CountyFactory())
        days = [(date(2032, 1, n), False, "元旦") for n in range(1, 14)]
        found = calendars.enter(
            year=2032, document="国办发明电", days=days, by=by, at=timezone.now()
        )
    return found


def _clocks(where: Place) -> dict[str, Any]:
    """Answer a term that runs from today, and a paused one."""
    who = {"by": where.people["county_admin"], "at": timezone.now()}
    row, told = where.heard, {"reason": "EVIDENCE", "note": "等待县医院出具鉴定意见"}
    clocks.begin(where.submitted, "VERIFY", days=15, **who)
    clocks.begin(row, "DECIDE", days=15, **who)
    paused = clocks.pause(row.clocks.running().get(), **told, **who)
    return {"clock": where.submitted.clocks.running().get(), "paused_clock": paused}


def _world(where: Place) -> SimpleNamespace:
    """Answer what the factories of training and assessment call a world."""
    people = where.people
    return SimpleNamespace(
        county=where.county,
        unit=where.unit,
        host=where.host_unit,
        admin=people["county_admin"],
        manager=people["class_manager"],
        decider=people["decider"],
        mentor=people["mentor"],
        campaign=where.campaign,
    )


def _training(where: Place) -> dict[str, Any]:
    world = _world(where)
    room = training.planned_class(world)
    enrolment = training.enrolled(world, room)
    lesson = training.session(room, world.manager)
    empty = training.session(room, world.manager, day=1)
    attendance.record(
        lesson, marks={enrolment.pk: "PRESENT"}, reason="", by=world.manager, at=assess.LATER
    )
    posted = training.enrolled(world, room)
    posting = training.posting(world, posted.case)
    entry = journals.write(
        posting,
        token=uuid4(),
        on=date(2018, 7, 2),
        text="走访农户十二户，记录诉求三条。",
        by=posted.case.subject,
        at=assess.LATER,
    )
    waiting = training.enrolled(world, room)
    return {
        "room": room,
        "enrolment": enrolment,
        "lesson": lesson,
        "empty_lesson": empty,
        "posting": posting,
        "entry": entry,
        "in_class": waiting.case,
    }


def _assessment(where: Place) -> dict[str, Any]:
    world = _world(where)
    opened = assess.opened(world)
    scored = assess.opened(world)
    for part in scored.weights:
        assess.score(world, scored, part)
    settled = assess.concluded(world)
    recall.printed(settled.document)
    done = assess.concluded(world)
    outcome = assess.decide(world, done.case)
    recall.printed(outcome.document)
    served = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, served)
    assess.file_away(world, served.case)
    return (
        {
            "volume": assess.bound(world, served.case),
            "before_assessment": training.case(where.campaign, where.unit, state="PRACTICE"),
            "opened": opened,
            "scored": scored,
            "concluded": settled,
            "proposal": assess.proposed(world),
            "outcome": outcome,
            "served_outcome": served,
            "referral": assess.referred(world),
        }
        | _appeals(world, where.people["appeal_handler"])
        | pay.rows(world)
        | after.rows(world)
    )


def _appeals(world: SimpleNamespace, by: User) -> dict[str, Any]:
    """Answer a case that may be appealed, and a step at each stage."""
    upheld = appeals.decided(appeals.accepted(appeals.removed(world), by), by)
    return {
        "appealable": appeals.removed(world).case,
        "appeal": appeals.filed(appeals.removed(world)),
        "accepted_appeal": appeals.accepted(appeals.removed(world), by, "APPEAL"),
        "upheld_appeal": upheld,
    }


def person_of(row: Any) -> User | None:
    """Answer the account of the person whom a row is about."""
    for path in (
        "subject",
        "case",
        "nomination",
        "fact",
        "posting",
        "entry",
        "member",
        "cadre",
        "user",
        "outcome",
        "recipient",
        "plan",
    ):
        if hasattr(row, path):
            found = getattr(row, path)
            return found if isinstance(found, User) else person_of(found)
    return None


LAST_DAY = legal_day(assess.LATER).isoformat()
