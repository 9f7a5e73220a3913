"""Found by night, reviewed by one, decided by another; what stays, and why."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from accounts.services import accounts
from assessment.models import Appeal, Ban
from assessment.services import disclosures
from cadres.models import Protection
from core.dates import ZONE
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs import worker
from core.jobs.models import Job
from core.notify.models import Message
from keeping import regulations, tasks
from keeping.enums import RecordKind
from keeping.models import Disposal
from keeping.queries import blocks, due
from keeping.services import disposals, holds, terms
from recall.enums import Conclusion
from recall.models import Case, Nomination
from recall.services import rehabilitations
from tests.factories import disclosures as disclose
from tests.factories import keeping as keep
from tests.factories import recall
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.moments import NOW

ON = keep.FAR.date()
HANDS = {"admin": keep.Role.COUNTY_ADMIN, "decider": keep.Role.DECIDER}


def stays(case, kind=RecordKind.RECALLED):
    """Answer the number of the regulation that keeps a case."""
    return blocks.of(kind, [case.nomination_id], ON).get(case.nomination_id)


def test_nothing_is_due_the_day_before(world, media):
    keep.ended(world)
    before = keep.FAR.replace(year=2048, month=12, day=31)

    assert keep.listed(world, at=before) is None
    assert keep.listed(world).lines.get().due_on == date(2049, 1, 1)


def test_a_second_look_adds_nothing_and_nobody_is_told_twice(world, media):
    keep.ended(world)

    first, second = keep.listed(world), keep.listed(world)

    assert (first, first.lines.count()) == (second, 1)
    assert Message.objects.filter(kind="LIST_FOUND", recipient=world.admin).count() == 1
    assert Case.objects.count() == 1


def test_term_runs_from_the_end_of_effects(world, media):
    case = keep.ended(world)
    late = date(2025, 6, 30)
    Ban.objects.create(
        case=case,
        outcome=case.outcome,
        kind="AWARD",
        from_on=date(2018, 9, 1),
        until_on=late,
        basis="方案",
        opened_by=world.admin,
        opened_at=keep.LATER,
    )

    (found,) = due.found(world.county, "RECALLED", 1, ON)

    assert found.from_on == date(2026, 1, 1)


def test_rt_06_a_longer_term_confirmed_meanwhile_keeps_it(world, media):
    keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    told = {"kind": "RECALLED", "years": 31, "reason": "上级要求", "at": keep.FAR}
    asked = terms.propose(world.county, by=world.admin, **told)
    terms.decide(asked, is_confirmed=True, by=world.decider, at=keep.FAR)

    done = keep.carried_out(row)

    assert "RT-06" in done.lines.get().left_why
    assert Case.objects.count() == 1
    assert done.certificate.snapshot["left_count"] == 1


@pytest.mark.parametrize("what", ["nomination", "cadre", "campaign"])
def test_rt_07_held_is_neither_listed_nor_removed(world, media, what):
    case = keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    subject = getattr(case.nomination, what, None) or case.nomination
    hold = holds.place(
        subject, reference="检〔2049〕3号", reason="审查需要", by=world.admin, at=keep.FAR
    )

    done = keep.carried_out(row)
    assert "RT-07" in done.lines.get().left_why
    assert keep.listed(world) is None

    holds.lift(hold, reason="审查结束", by=world.decider, at=keep.FAR)
    again = keep.carried_out(keep.approved(world, keep.listed(world)))
    assert again.lines.get().removed_at is not None
    assert not Nomination.objects.exists()


def test_rt_08_an_open_appeal_keeps_it(world, media):
    case = keep.ended(world)
    Appeal.objects.create(
        case=case,
        remedy="OBJECTION",
        text="请求撤销",
        filed_on=ON,
        last_on=ON,
        filed_by=case.subject,
        filed_at=keep.FAR,
    )

    assert stays(case) == "RT-08"


def test_rt_09_a_running_clock_keeps_it(world, media):
    case = keep.ended(world)
    keep.restarted(case)

    assert stays(case) == "RT-09"


def test_rt_10_an_effect_on_pay_or_a_ban_keeps_it(world, media):
    case = keep.ended(world)
    Ban.objects.create(
        case=case,
        outcome=case.outcome,
        kind="AWARD",
        from_on=date(2018, 9, 1),
        until_on=ON + timedelta(days=1),
        basis="方案",
        opened_by=world.admin,
        opened_at=keep.LATER,
    )

    assert stays(case) == "RT-10"


def test_rt_12_another_matter_of_the_person_keeps_it(world, media):
    case = keep.ended(world)
    Nomination.objects.create(
        campaign=world.campaign,
        round=world.campaign.rounds.get(number=1),
        county=world.county,
        unit=world.unit,
        cadre=case.cadre,
        subject=case.subject,
        token="00000000-0000-0000-0000-000000000009",
        post_title="科员",
        level="ORDINARY",
        staff_kind="CIVIL_SERVANT",
        drafted_by=world.admin,
        drafted_at=NOW,
    )

    assert stays(case) == "RT-12"


def test_rt_14_a_case_without_its_volume_is_not_listed(world, media):
    case = keep.ended(world, bound=False)

    assert stays(case) == "RT-14"
    assert keep.listed(world) is None


def test_rt_05_striking_needs_a_reason_and_an_unreviewed_list(world, media):
    keep.ended(world)
    row = keep.listed(world)
    line = row.lines.get()
    with pytest.raises(RegulationBroken, match="RT-05"):
        disposals.strike(line, reason=" ", by=world.admin, at=keep.FAR)
    keep.reviewed(world, row)

    with pytest.raises(StateConflict):
        disposals.strike(line, reason="留作研究", by=world.admin, at=keep.FAR)


def test_rt_18_struck_line_rests_for_a_year_and_an_empty_list_is_not_reviewed(world, media):
    keep.ended(world)
    disposals.strike(keep.listed(world).lines.get(), reason="留作研究", by=world.admin, at=keep.FAR)
    row = Disposal.objects.get()

    assert keep.listed(world).lines.count() == 1
    with pytest.raises(RegulationBroken, match="RT-18"):
        keep.reviewed(world, row)


def test_rt_16_volumes_are_handed_over_first(world, media):
    keep.ended(world)

    with pytest.raises(RegulationBroken, match="RT-16"):
        disposals.propose(keep.listed(world), opinion="到期", by=world.admin, at=keep.FAR)


def test_rt_17_nobody_decides_in_the_own_matter(world, media):
    own = holder(keep.Role.DECIDER, world.county)
    keep.ended(world, subject=own)
    row = keep.reviewed(world, keep.listed(world))

    with pytest.raises(RegulationBroken, match="RT-17"):
        disposals.decide(row, is_approved=True, by=own, at=keep.FAR)


def test_rt_19_a_refusal_says_why_and_nothing_is_removed(world, media):
    keep.ended(world)
    row = keep.reviewed(world, keep.listed(world))
    with pytest.raises(RegulationBroken, match="RT-19"):
        disposals.decide(row, is_approved=False, by=world.decider, at=keep.FAR)

    disposals.decide(row, is_approved=False, decision="再核对", by=world.decider, at=keep.FAR)

    assert not Job.objects.filter(kind="keeping.carry_out").exists()
    assert keep.listed(world) is None
    assert keep.listed(world, at=keep.FAR + timedelta(days=366)).lines.count() == 1


def test_two_hands_are_two_people_also_in_the_database(world, media):
    keep.ended(world)
    both = holder(keep.Role.DECIDER, world.county)
    row = keep.reviewed(world, keep.listed(world))
    with pytest.raises(NotAllowed):
        disposals.decide(row, is_approved=True, by=world.admin, at=keep.FAR)

    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=row.pk).update(
            decided_by=row.proposed_by, decided_at=keep.FAR, is_approved=True
        )
    assert disposals.decide(row, is_approved=True, by=both, at=keep.FAR).decided_by == both


def test_night_lists_and_the_job_carries_out(world, media):
    keep.ended(world)
    accounts.system_user()
    tasks.begin_night(keep.FAR)
    worker.drain(disposals.LANE, at=keep.FAR)
    row = Disposal.objects.get()
    assert (row.kind, row.lines.count(), Case.objects.count()) == ("RECALLED", 1, 1)

    keep.approved(world, row)
    worker.drain(disposals.LANE, at=keep.FAR)

    done = Disposal.objects.get()
    assert done.finished_at is not None
    assert not Case.objects.exists()
    job = Job.objects.get(kind="keeping.carry_out")
    assert (job.state, job.done_count, job.total_count) == ("DONE", 1, 1)


def test_nomination_that_was_not_matched_goes_after_ten_years(db, media):
    row = recall.submitted_nomination()
    recall.conclude(row, Conclusion.NOT_MATCHED)
    hands = {name: holder(role, row.county) for name, role in HANDS.items()}
    world = SimpleNamespace(county=row.county, **hands)
    at = datetime(2029, 1, 4, 9, 0, tzinfo=ZONE)
    assert keep.listed(world, "NOT_RECALLED", at - timedelta(days=7)) is None

    keep.carried_out(keep.approved(world, keep.listed(world, "NOT_RECALLED", at), at), at)

    assert not Nomination.objects.exists()


def test_protection_goes_two_years_after_its_end(world, media):
    case = make.case(world.campaign, world.unit)
    old = Protection.objects.create(
        cadre=case.cadre, kind="PREGNANCY", from_on=date(2015, 1, 1), until_on=date(2015, 6, 30)
    )
    at = NOW.replace(year=2018)

    done = keep.carried_out(keep.approved(world, keep.listed(world, "PROTECTED", at), at), at)

    assert done.lines.get(row_id=old.pk).removed_at is not None
    assert not Protection.objects.exists()


def test_rt_15_protection_under_a_matter_stays_with_it(world, media):
    case = keep.ended(world)
    span = Protection.objects.create(
        cadre=case.cadre, kind="PREGNANCY", from_on=date(2018, 1, 1), until_on=date(2018, 6, 30)
    )

    assert blocks.of("PROTECTED", [span.pk], ON) == {span.pk: "RT-15"}


def test_rt_11_a_name_that_is_shown_keeps_it(world, media):
    case = keep.ended(world)
    shown = disclose.agreed(disclose.proposed(world, case, audience="UNIT"))
    disclosures.decide(shown, is_approved=True, opinion="", by=world.decider, at=keep.LATER)

    found = blocks.of("RECALLED", [case.nomination_id], keep.LATER.date())

    assert found[case.nomination_id] == "RT-11"


def test_rt_13_an_open_clearing_keeps_it(db, media):
    row = recall.submitted_nomination()
    recall.conclude(row, Conclusion.NOT_MATCHED)
    by = holder(keep.Role.COUNTY_ADMIN, row.county)
    opened = rehabilitations.open_(
        Nomination.objects.get(pk=row.pk), scope="单位班子和县委组织部", by=by, at=keep.LATER
    )

    found = blocks.of("NOT_RECALLED", [row.pk], ON)

    assert (opened.closed_at, found[row.pk]) == (None, "RT-13")


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        (regulations.no_name_is_shown, (True,)),
        (regulations.clearing_is_over, (True,)),
        (regulations.term_is_over, (False,)),
        (regulations.nothing_holds, (True,)),
        (regulations.no_remedy_is_open, (True,)),
        (regulations.no_clock_runs, (True,)),
        (regulations.no_effect_lasts, (True,)),
        (regulations.nothing_is_under_way, (True,)),
        (regulations.volume_is_bound, (True,)),
        (regulations.no_matter_rests_on_it, (True,)),
    ],
    ids=lambda value: getattr(value, "number", ""),
)
def test_each_sentence_refuses(rule, facts):
    with pytest.raises(RegulationBroken):
        rule.check(*facts)
    rule.check(*(not fact for fact in facts))
