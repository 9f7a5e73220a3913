"""个人提高计划: from the grounds, approved, kept in versions, told of by the person and helpers."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.notify.models import Message
from recall.models import Fact
from schemes.models import Ground
from tests.factories import assessment as assess
from tests.factories import training as make
from training.models import LineProgress, Plan, PlanLine
from training.queries import plans as queries
from training.services import plans, talks

NOW = make.NOW.replace(month=8, day=20)
TODAY = NOW.date()
LINE = {
    "measure": "mentoring",
    "goal": "群众来办事当天有回音",
    "action": "跟着带教人入户",
    "helper": "何永富",
    "due_on": TODAY + timedelta(days=30),
}


@pytest.fixture
def enrolment(world, training_class):
    return make.enrolled(world, training_class)


@pytest.fixture
def posting(world, enrolment):
    return make.posting(world, enrolment.case)


def grounded(enrolment, *measures, clause=None):
    """A fact of the case whose ground suggests these."""
    ground = Ground.objects.order_by("pk").first()
    Ground.objects.filter(pk=ground.pk).update(measures=list(measures))
    return Fact.objects.create(
        nomination=enrolment.case.nomination,
        ground=ground,
        clause=clause,
        happened_on=date(2018, 4, 1),
        text="多次推诿",
    )


def drawn(enrolment, by, **fields):
    return plans.draw_up(enrolment, **{"by": by, "at": NOW, **fields})


def approved(world, enrolment):
    plan = drawn(enrolment, world.manager)
    if not plan.lines.exists():
        plans.add_line(plan, by=world.manager, at=NOW, **LINE)
    return plans.approve(plan, by=world.manager, at=NOW)


def test_lines_follow_from_the_grounds_and_outcomes_stay_out(world, enrolment, posting):
    grounded(enrolment, "talk", "mentoring", "transfer", "remove")

    lines = list(drawn(enrolment, world.manager).lines.order_by("due_on"))

    assert [line.measure for line in lines] == ["talk", "mentoring"]
    assert lines[0].ground.title in lines[0].goal
    assert [line.helper for line in lines] == ["班主任", world.mentor.name]
    assert all(line.due_on > TODAY for line in lines)


def test_ground_without_help_gets_a_talk(world, enrolment):
    grounded(enrolment, "remove", "refer")
    assert [line.measure for line in drawn(enrolment, world.manager).lines.all()] == ["talk"]


def test_same_ground_twice_is_one_line(world, enrolment):
    grounded(enrolment, "education")
    grounded(enrolment, "education")
    assert drawn(enrolment, world.manager).lines.count() == 1


def test_pl_02_a_change_has_a_reason_and_keeps_the_former(world, enrolment):
    with pytest.raises(RegulationBroken, match="PL-02"):
        drawn(enrolment, world.manager, reason="没有第一版")
    first = approved(world, enrolment)
    with pytest.raises(RegulationBroken, match="PL-02"):
        drawn(enrolment, world.manager)
    second = drawn(enrolment, world.manager, reason="换了锻炼点")
    assert (second.number, second.lines.get().goal) == (2, LINE["goal"])
    with pytest.raises(StateConflict):
        drawn(enrolment, world.manager, reason="再来")
    assert queries.standing_of(enrolment.case) == first
    plans.approve(second, by=world.manager, at=NOW)
    assert queries.standing_of(enrolment.case) == second
    assert list(Plan.objects.filter(case=enrolment.case).standing()) == [second]
    with pytest.raises(StateConflict):
        plans.tell_progress(first.lines.get(), state="DONE", by=world.manager, at=NOW)


def test_pl_03_no_empty_plan_and_none_that_is_late(world, enrolment):
    plan = drawn(enrolment, world.manager)
    with pytest.raises(RegulationBroken, match="PL-03"):
        plans.approve(plan, by=world.manager, at=NOW)
    line = plans.add_line(plan, by=world.manager, at=NOW, **LINE | {"due_on": date(2018, 8, 19)})
    with pytest.raises(RegulationBroken, match="PL-03"):
        plans.approve(plan, by=world.manager, at=NOW)
    plans.change_line(line, by=world.manager, at=NOW, **LINE | {"due_on": TODAY})
    assert plans.approve(plan, by=world.manager, at=NOW).approved_at == NOW
    asked = Message.objects.filter(recipient=enrolment.case.subject, kind="planned")
    assert asked.count() == 1


def test_pl_04_trouble_is_named(world, enrolment):
    line = approved(world, enrolment).lines.get()
    with pytest.raises(RegulationBroken, match="PL-04"):
        plans.tell_progress(line, state="STUCK", note=" ", by=world.manager, at=NOW)


def test_pl_05_no_outcome_in_a_plan(world, enrolment):
    plan = drawn(enrolment, world.manager)
    with pytest.raises(RegulationBroken, match="PL-05"):
        plans.add_line(plan, by=world.manager, at=NOW, **LINE | {"measure": "transfer"})


def test_pl_01_not_after_the_outcome(world):
    outcome = assess.decide(world, assess.concluded(world).case)
    with pytest.raises(RegulationBroken, match="PL-01"):
        drawn(SimpleNamespace(case=outcome.case), world.manager)


def test_who_keeps_who_tells_who_reads(world, enrolment, posting):
    subject = enrolment.case.subject
    for hand in (subject, world.mentor, world.decider, make.holder(Role.UNIT_HEAD, world.unit)):
        with pytest.raises(NotAllowed):
            drawn(enrolment, hand)
    plan = drawn(enrolment, world.manager)
    plans.add_line(plan, by=world.manager, at=NOW, **LINE)
    for user in (subject, world.mentor):
        assert not Plan.objects.visible_to(user).exists()
    plans.approve(plan, by=world.manager, at=NOW)
    for user in (subject, world.mentor, world.admin):
        assert Plan.objects.visible_to(user).get() == plan
        assert plans.tell_progress(plan.lines.get(), state="DOING", by=user, at=NOW).told_by == user
    for user in (
        world.decider,
        make.holder(Role.VERIFIER, world.county),
        make.holder(Role.UNIT_HEAD, enrolment.case.unit),
        make.holder(Role.CLASS_MANAGER, make.county()),
    ):
        assert not Plan.objects.visible_to(user).exists()
        with pytest.raises(NotAllowed):
            plans.tell_progress(plan.lines.get(), state="DONE", by=user, at=NOW)


def test_what_was_approved_stays(world, enrolment):
    plan = approved(world, enrolment)
    line = plan.lines.get()
    told = plans.tell_progress(line, state="DONE", by=world.manager, at=NOW)
    for rows, change in (
        (Plan.objects.filter(pk=plan.pk), {"number": 9}),
        (PlanLine.objects.filter(pk=line.pk), {"goal": "改过"}),
        (LineProgress.objects.filter(pk=told.pk), {"state": "DOING"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    for act in (plans.change_line, plans.drop_line):
        with pytest.raises(StateConflict):
            act(line, by=world.manager, at=NOW)


def test_pages_from_the_grounds_to_a_tick(world, enrolment, posting):
    grounded(enrolment, "talk", "mentoring")
    desk, phone, mentor = Client(), Client(), Client()
    for client, user in (
        (desk, world.manager),
        (phone, enrolment.case.subject),
        (mentor, world.mentor),
    ):
        client.force_login(user)
    assert "还没有个人提高计划" in phone.get(reverse("training:own-plan")).content.decode()
    new = reverse("training:plan-draw-up", args=[enrolment.pk])
    assert phone.get(new).status_code == mentor.get(new).status_code == 404
    assert "传帮带" in desk.get(new).content.decode()
    page = desk.post(new)["Location"]
    plan = Plan.objects.get()
    assert desk.get(new)["Location"] == page
    assert phone.get(page).status_code == 404
    far = {"due_on": "2090-01-01"}
    for line in plan.lines.all():
        act = reverse("training:plan-line-act", args=[line.pk, "change"])
        told = {name: getattr(line, name) for name in LINE} | far
        assert desk.post(act, told)["Location"] == page
    add = reverse("training:plan-act", args=[plan.pk, "add"])
    assert desk.post(add, LINE | far)["Location"] == page
    extra = plan.lines.order_by("-pk").first()
    drop = reverse("training:plan-line-act", args=[extra.pk, "drop"])
    assert desk.post(drop)["Location"] == page
    assert desk.post(reverse("training:plan-act", args=[plan.pk, "approve"]))["Location"] == page
    talks.hold(enrolment, kind="USUAL", on=TODAY, summary="想家", by=world.manager, at=NOW)

    assert phone.get(reverse("training:own-plan"))["Location"] == page
    assert mentor.get(reverse("training:posting-plan", args=[posting.pk]))["Location"] == page
    tick = reverse("training:plan-line-act", args=[plan.lines.first().pk, "progress"])
    assert phone.post(tick, {"state": "STUCK"}).status_code == 422
    assert phone.post(tick, {"state": "DONE", "note": "办完了"})["Location"] == page
    assert mentor.post(tick, {"state": "DONE", "note": "属实"})["Location"] == page
    text = mentor.get(page).content.decode()
    assert "办完了" in text
    assert "属实" in text
    assert mentor.get(add).status_code == 404
