from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from cadres.models import Cadre, Protection
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.presenters.measures import address
from evidence.queries.measures import Measure
from evidence.queries.weekly import Window, overdue_counts
from evidence.services import ledger
from recall.models import FlagAnswer, Nomination
from recall.presenters import fairness as present
from recall.queries import fairness
from recall.services import fairness as acts
from recall.services import nominations, signals
from tests.factories import books, complaints, inspections, weekly, work
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.recall import (
    complete_nomination,
    draft_nomination,
    open_campaign,
    submitted_nomination,
)
from tests.factories.reminders import issued, served
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
REASON = "该同志业务量大，但多次推诿群众诉求，经查属实。"


def entered(members, *counts, on=TODAY, at=NOW):
    """Enter a project of 20 points so many times for each; a minus is a late piece of work."""
    for who, count in zip(members, counts, strict=True):
        title = "完成专项项目" if count > 0 else "工作未按时完成"
        for _ in range(abs(count)):
            books.entry(who, title, on=on, at=at)


def office(*counts, at=NOW):
    """A unit with a points book: one person for each count, and a nomination of the first."""
    on = legal_day(at)
    book = books.opened_book(from_on=on.replace(day=1), at=at)
    joined = {"joined_on": on.replace(day=1), "at": at}
    members = [books.member(book, book.groups[0], **joined) for _ in counts]
    entered(members, *counts, on=on, at=at)
    campaign = open_campaign(book.unit)
    return members, draft_nomination(campaign, cadre=members[0].cadre)


def flags(nomination):
    return [(flag.kind, flag.measure) for flag in fairness.compare(nomination, on=TODAY).flags]


def explained(nomination, **given):
    told = {"flag": "HARD_WORKER", "measure": "points", "reason": REASON} | given
    return acts.explain(nomination, by=nomination.drafted_by, at=NOW, **told)


def test_hard_worker_is_pointed_at_with_rank_and_value():
    _members, nomination = office(4, 1, 2, 3, 5, 0)

    compared = fairness.compare(nomination, on=TODAY)

    (standing, *_rest) = compared.standings
    assert (standing.value, standing.rank, standing.of) == (Decimal("80.00"), 2, 6)
    assert standing.median == Decimal("50.00")
    assert [(f.measure, f.figures) for f in compared.flags if f.kind == "HARD_WORKER"] == [
        ("points", {"value": "80.00", "rank": 2, "of": 6})
    ]


def test_who_is_third_of_six_is_not_in_the_first_third():
    _members, nomination = office(3, 1, 2, 4, 5, 0)

    assert ("HARD_WORKER", "points") not in flags(nomination)


def test_fewer_than_five_are_neither_shown_nor_used():
    _members, nomination = office(4, 1, 2, 3)

    compared = fairness.compare(nomination, on=TODAY)

    assert (compared.measures, compared.standings, compared.flags) == ([], [], [])
    assert [one.code for one in compared.hidden] == ["points", "work", "deducted"]


def test_measure_in_which_all_are_equal_says_nothing():
    _members, nomination = office(1, 1, 1, 1, 1)

    compared = fairness.compare(nomination, on=TODAY)

    assert (compared.standings, compared.flags) == ([], [])
    assert {one.code for one in compared.measures} == {"points", "work", "deducted"}


def test_idle_one_whom_nobody_named_is_pointed_at():
    members, nomination = office(1, -1, 2, 3, 4)

    compared = fairness.compare(nomination, on=TODAY)

    assert compared.idle == {members[1].cadre_id}
    assert compared.flags[-1].figures == {"number": 1, "measures": ["points", "deducted"]}


def test_who_is_better_in_anything_is_not_idle():
    members, nomination = office(1, -1, 2, 3, 4)
    entered([members[0]], -1)
    entered([members[0]], -1)  # the nominee has more deductions by now, and fewer points yet

    assert fairness.compare(nomination, on=TODAY).idle == frozenset()


@pytest.mark.parametrize("why", ["nominated", "protected", "moved"])
def test_who_is_named_protected_or_gone_is_not_idle(why):
    members, nomination = office(1, -1, 2, 3, 4, 5)
    idle = members[1].cadre
    if why == "nominated":
        draft_nomination(nomination.campaign, cadre=idle)
    if why == "protected":
        Protection.objects.create(cadre=idle, kind="ILLNESS", from_on=TODAY)
    if why == "moved":
        idle.left_on = TODAY
        idle.save()

    assert fairness.compare(nomination, on=TODAY).idle == frozenset()


def test_reminders_stand_beside_the_points_and_fewer_is_better():
    members, nomination = office(1, 2, 3, 4, 5)
    served(issued(members[1].cadre, by=holder(Role.UNIT_HEAD, members[1].book.unit)))

    standing = fairness.compare(nomination, on=TODAY).standings[-1]

    assert (standing.measure.code, standing.value, standing.rank) == ("reminded", 0, 1)
    assert standing.measure.values[members[1].cadre_id] == 1


def test_shares_of_complaints_and_confirmed_findings_stand_beside_the_rest():
    members, nomination = office(1, 2, 3, 4, 5)
    unit, cadres = nomination.unit, [member.cadre for member in members]
    plan = complaints.running(unit)
    for cadre in cadres:
        complaints.served(plan, 40, cadre)
    complaints.complained(plan, cadres[1])
    complaints.closed(plan)
    inspection = inspections.inspected(unit.county)
    finding = inspections.found(inspection, unit, cadres[2])
    inspections.closed(inspections.answered(inspections.sent(finding)))

    compared = fairness.compare(nomination, on=TODAY)

    told = {standing.measure.code: standing for standing in compared.standings}
    assert told["complaints"].measure.values[cadres[1].pk] == Decimal("2.50")
    assert (told["complaints"].value, told["complaints"].rank) == (0, 1)
    assert told["found"].measure.values == {
        cadre.pk: Decimal(cadre == cadres[2]) for cadre in cadres
    }
    share = address(told["complaints"].measure, cadres[1].pk)
    assert share == reverse("evidence:complaint-person", args=[plan.pk, cadres[1].pk])
    assert address(told["found"].measure, cadres[2].pk) == reverse(
        "evidence:finding", args=[finding.pk]
    )


def test_what_is_older_than_a_year_is_not_compared():
    _members, nomination = office(4, 1, 2, 3, 5)

    assert fairness.compare(nomination, on=TODAY + timedelta(days=366)).standings == []


def test_reversed_line_counts_no_more():
    members, nomination = office(2, 1, 1, 1, 1)
    line = members[0].entries.earliest("pk")
    ledger.reverse(
        line,
        reason="录入有误，冲正",
        token=line.token.__class__(int=7),
        by=members[0].book.opened_by,
        at=NOW,
    )

    assert fairness.compare(nomination, on=TODAY).standings == []


def test_overdue_weekly_tasks_stand_beside_the_rest_and_lead_to_their_tasks(client):
    plan = weekly.listed()
    late = [weekly.overdue(plan, *[1] * n) for n in (2, 0, 1, 0, 0)]
    for cadre in late:
        weekly.closed(weekly.task(plan, cadre))  # one in time each
    guarded = weekly.overdue(plan, 3)
    Protection.objects.create(cadre=guarded, kind="ILLNESS", from_on=weekly.MONDAY)
    weekly.lifted(weekly.task(plan))
    nomination = draft_nomination(open_campaign(plan.unit), cadre=late[0])
    on = weekly.AFTER.date()

    (measure,) = fairness.compare(nomination, on=on).measures
    values = [measure.values[one.pk] for one in late]
    client.force_login(plan.drawn_up_by)
    page = client.get(address(measure, late[0].pk)).content.decode()

    assert measure.code == "overdue"
    assert (values, measure.values[guarded.pk]) == ([2, 0, 1, 0, 0], 0)
    assert len(measure.values) == 6
    assert page.count("迟 1 天") == 2
    assert "没有这样的任务" in client.get(address(measure, guarded.pk)).content.decode()


def test_look_back_of_weekly_tasks_is_a_year_at_most_and_of_the_unit_alone(client):
    plan = weekly.listed()
    cadre = weekly.overdue(plan, 1)
    other = weekly.overdue(weekly.listed(), 1, cadre=None)
    told = overdue_counts({cadre.pk, other.pk}, Window(weekly.MONDAY, weekly.SUNDAY))
    client.force_login(plan.drawn_up_by)
    url = reverse("evidence:week-person", args=[plan.pk, cadre.pk])

    def count(first, last):
        answer = client.get(url, {"from": first, "until": last, "show": "overdue"})
        return answer.content.decode().count("迟 1 天")

    assert {pk: n for pk, (n, _plan) in told.items()} == {cadre.pk: 1, other.pk: 1}
    assert count("2017-06-01", "2018-05-20") == 1
    assert count("2017-06-01", "2018-05-06") == 0
    assert count("2010-01-01", "2018-05-20") == count("x", "y") == 0
    Cadre.objects.filter(pk=cadre.pk).update(unit=other.unit)
    assert overdue_counts({cadre.pk}, Window(weekly.MONDAY, weekly.SUNDAY)) == {}


VALUES = st.lists(st.integers(-50, 50), min_size=5, max_size=12)


@given(values=VALUES, is_more_better=st.booleans())
@settings(max_examples=60, deadline=None)
def test_hard_workers_stand_in_the_best_third_and_above_the_middle(values, is_more_better):
    told = {pk: Decimal(value) for pk, value in enumerate(values)}
    measure = Measure("points", is_more_better, True, told, {})
    found = [s for pk in told if fairness._is_hard_worker(s := fairness._standing(measure, pk))]

    assert all(s.rank * 3 <= len(values) for s in found)
    assert all(s.value > s.median if is_more_better else s.value < s.median for s in found)


def test_rd_01_nomination_with_an_unexplained_flag_does_not_go_out(media):
    members, _draft = office(4, 1, 2, 3, 0)
    nominations.withdraw(_draft, by=holder(Role.UNIT_HEAD, _draft.unit), at=NOW)
    row = complete_nomination(_draft.campaign, cadre=members[0].cadre)
    head = holder(Role.UNIT_HEAD, row.unit)

    with pytest.raises(RegulationBroken) as refused:
        nominations.submit(row, by=head, at=NOW)
    for kind, measure in flags(row):
        explained(row, flag=kind, measure=measure)
    sent = nominations.submit(Nomination.objects.get(pk=row.pk), by=head, at=NOW)

    assert (refused.value.number, sent.state) == ("RD-01", "SUBMITTED")


def test_verifier_reads_reasons_and_frozen_signals_where_the_conclusion_is_written(media, client):
    members, _draft = office(4, 1, 2, 3, 0)
    nominations.withdraw(_draft, by=holder(Role.UNIT_HEAD, _draft.unit), at=NOW)
    row = complete_nomination(_draft.campaign, cadre=members[0].cadre)
    signals.take(row, signal=raised_signal(row.cadre), by=row.drafted_by, at=NOW)
    for kind, measure in flags(row):
        explained(row, flag=kind, measure=measure)
    nominations.submit(
        Nomination.objects.get(pk=row.pk), by=holder(Role.UNIT_HEAD, row.unit), at=NOW
    )
    client.force_login(holder(Role.VERIFIER, row.county))

    page = client.get(reverse("recall:nomination-verify", args=[row.pk])).content.decode()

    assert page.count(REASON) == FlagAnswer.objects.filter(nomination=row).count() == 1
    assert row.signals.get().snapshot["said"] in page


def test_unit_without_figures_nominates_as_before():
    assert submitted_nomination().state == "SUBMITTED"


def test_rd_02_flag_that_does_not_stand_cannot_be_explained():
    _members, nomination = office(0, 1, 2, 3, 4)

    with pytest.raises(RegulationBroken) as refused:
        explained(nomination)

    assert refused.value.number == "RD-02"


def test_rd_03_reason_is_told():
    _members, nomination = office(4, 1, 2, 3, 0)

    with pytest.raises(RegulationBroken) as refused:
        explained(nomination, reason="就是他　　　　　　　　")

    assert refused.value.number == "RD-03"


def test_reason_keeps_the_figures_of_its_day_and_is_never_changed():
    members, nomination = office(4, 1, 2, 3, 0)
    answer = explained(nomination)
    entered([members[1]], 9)

    kept = FlagAnswer.objects.get()

    assert kept.figures == {"value": "80.00", "rank": 1, "of": 5}
    assert str(kept) == answer.reason
    with pytest.raises(DatabaseError), transaction.atomic():
        FlagAnswer.objects.update(reason="改了")


def test_only_the_units_own_hand_explains_and_only_in_a_draft():
    _members, nomination = office(4, 1, 2, 3, 0)
    with pytest.raises(NotAllowed):
        acts.explain(
            nomination,
            flag="HARD_WORKER",
            measure="points",
            reason=REASON,
            by=holder(Role.VERIFIER, nomination.county),
            at=NOW,
        )
    nominations.withdraw(nomination, by=holder(Role.UNIT_HEAD, nomination.unit), at=NOW)
    with pytest.raises(StateConflict):
        explained(nomination)


def test_person_reads_the_reason_without_a_number_of_others():
    _members, nomination = office(1, -1, 2, 3, 4)
    explained(nomination, flag="IDLE_UNNAMED", measure="")

    (row,) = present.answers(nomination)

    assert "另有 1 人" in row["said"]
    assert (row["for_the_person"], row["reason"]) == (
        "另有人各项指标都不优于您，本批次没有被提名。",
        REASON,
    )


@pytest.fixture
def today_office(client):
    members, nomination = office(4, 1, 2, 3, -1, 5, at=timezone.now())
    client.force_login(nomination.drafted_by)
    return members, nomination


def page(client, nomination, **data):
    url = reverse("recall:nomination-fairness", args=[nomination.pk])
    return client.post(url, data) if data else client.get(url)


def test_page_shows_numbers_with_their_rows_and_takes_the_reason(client, today_office):
    members, nomination = today_office

    before = page(client, nomination).content.decode()
    short = page(client, nomination, flag="HARD_WORKER", measure="points", reason="")
    done = page(client, nomination, flag="HARD_WORKER", measure="points", reason=REASON)
    after = page(client, nomination).content.decode()
    tasks = client.get(reverse("recall:nomination-tasks", args=[nomination.pk])).content.decode()

    assert f"{reverse('evidence:statement', args=[members[0].pk])}?period=all" in before
    assert "在 6 人中列第 2 名" in before
    assert (short.status_code, done.status_code) == (422, 302)
    assert REASON in after
    assert "条提示待说明" in tasks


def test_check_page_names_the_flags_that_wait(client, today_office):
    _members, nomination = today_office

    shown = client.get(reverse("recall:nomination-check", args=[nomination.pk])).content.decode()

    assert "RD-01" in shown


def test_page_costs_the_same_for_six_and_for_sixty_six_people(client, today_office):
    members, nomination = today_office
    url = reverse("recall:nomination-fairness", args=[nomination.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    on = members[0].joined_on
    for _ in range(60):
        books.member(members[0].book, members[0].group, joined_on=on, at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        answer = client.get(url)

    assert len(few) == len(many) <= 19
    assert len(answer.content) <= 60 * 1024


def test_days_absent_and_times_late_stand_beside_the_rest_and_lead_to_their_months(client):
    nomination = draft_nomination(open_campaign(PostFactory().cadre.unit))
    unit, nominee = nomination.unit, nomination.cadre
    people = [nominee, *(PostFactory(cadre__unit=unit).cadre for _n in range(4))]
    clerk = holder(Role.UNIT_CLERK, unit)
    for days, cadre in enumerate(people):
        work.month(cadre, by=clerk, absent_days=days, late_times=1, leave_days=9)
    Protection.objects.create(cadre=people[4], kind="ILLNESS", from_on=date(2018, 4, 30))
    hidden = fairness.compare(nomination, on=TODAY).hidden
    sixth = PostFactory(cadre__unit=unit).cadre
    work.month(sixth, by=clerk, absent_days=1)

    compared = fairness.compare(nomination, on=TODAY)

    told = {one.code: one for one in compared.measures}
    assert [one.code for one in hidden] == ["absent", "late"]  # four are counted, and shown nowhere
    assert sorted(told["absent"].values.items()) == sorted(
        {**{cadre.pk: n for n, cadre in enumerate(people[:4])}, sixth.pk: 1}.items()
    )
    standing = compared.standings[0]
    assert (standing.measure.code, standing.value, standing.rank, standing.of) == (
        ("absent", 0, 1, 5)
    )
    assert not any(flag.kind == "HARD_WORKER" for flag in compared.flags)
    client.force_login(clerk)
    page = client.get(address(told["absent"], people[2].pk)).content.decode()
    assert "2018年4月" in page
    assert "2018年5月10日" in page
