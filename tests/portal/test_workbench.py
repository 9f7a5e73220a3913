"""What waits on the workbench: papers to confirm, agreement asked by another county."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from assessment.models import Observation
from assessment.services import concurrences
from core.dates import legal_day
from evidence.services import voting
from portal.queries import work
from recall.models import Nomination, Recusal
from recall.services import decisions, statement_papers, verifications
from tests.factories import assessment as assess
from tests.factories import observations as conditions
from tests.factories import panels, recall, statements, training
from tests.factories import trainee_polls as ballots
from tests.factories.accounts import grant, holder
from tests.factories.cadres import CadreFactory
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.permissions.rows.concurrences import asked, moved

__all__ = ["media"]
pytestmark = pytest.mark.django_db
ON = legal_day(statements.AT)
LATE = ON + timedelta(days=60)
PAPER, LAPSE, TELL, CONCUR = "确认纸质陈述申辩", "登记逾期未申辩", "登记告知", "会签"
SAID = {"is_agreed": True, "opinion": "经本县研究，同意按原办理县意见办理"}


def lines(user, *, on=ON, what):
    user = User.objects.get(pk=user.pk)
    return [task for task in work.todo(user, on=on) if task.title.endswith(f"　{what}")]


@pytest.fixture
def told():
    return recall.verified_nomination()


@pytest.fixture
def verifier(told):
    return holder(Role.VERIFIER, told.county)


@pytest.fixture
def admin(told):
    return holder(Role.COUNTY_ADMIN, told.county)


def test_a_paper_statement_waits_for_a_verifier_until_it_is_confirmed(told, verifier, admin):
    document = statements.printed(told, admin)
    assert lines(verifier, what=PAPER) == []
    statements.sent(told, document, 1, 2, by=admin)

    (line,) = lines(verifier, what=PAPER)

    assert (line.url, line.due_on) == (
        reverse("recall:statement-forms", args=[told.pk]),
        told.due_on,
    )
    assert lines(admin, what=PAPER) == []  # who may not confirm it is not asked to
    assert lines(holder(Role.VERIFIER, UnitFactory().county), what=PAPER) == []
    statement_papers.confirm(told, received_on=statements.TOLD_ON, by=verifier, at=statements.AT)
    assert lines(verifier, what=PAPER) == []


def test_over_a_paper_nobody_is_asked_to_record_a_lapse(told, verifier, admin):
    other = recall.verified_nomination(told.campaign)
    statements.sent(told, statements.printed(told, admin), 1, by=admin)

    assert [line.title for line in lines(verifier, on=LATE, what=LAPSE)] == [
        f"{other.cadre.name}　{LAPSE}"
    ]
    assert [line.title for line in lines(verifier, on=LATE, what=PAPER)] == [
        f"{told.cadre.name}　{PAPER}"
    ]


def test_who_has_a_hand_in_it_is_asked_for_nothing(told, verifier, admin):
    untold = recall.conclude(recall.submitted_nomination(told.campaign))
    statements.sent(told, statements.printed(told, admin), 1, by=admin)
    assert [line.title for line in lines(verifier, what=TELL)] == [f"{untold.cadre.name}　{TELL}"]
    for row in (told, untold):
        decisions.recuse(row, user=verifier, reason="同学", by=verifier, at=statements.AT)

    assert [lines(verifier, on=LATE, what=what) for what in (PAPER, LAPSE, TELL)] == [[], [], []]


def test_the_answered_one_waits_for_nobody(told, verifier, admin):
    statements.sent(told, statements.printed(told, admin), 1, by=admin)
    verifications.reply(told, text="情况不属实。", by=told.subject, at=statements.AT)

    assert Nomination.objects.get(pk=told.pk).state == "HEARD"
    assert lines(verifier, on=LATE, what=PAPER) == []


@pytest.mark.parametrize("count", [1, 12])
def test_the_lines_before_the_word_are_one_query(told, count, django_assert_num_queries):
    for _n in range(count - 1):
        recall.conclude(recall.submitted_nomination(told.campaign))
    user = User.objects.get(pk=holder(Role.VERIFIER, told.county).pk)
    user.counties(Role.VERIFIER)  # the grants are read with the session

    with django_assert_num_queries(1):
        work.work_of_hearings.todo(user, LATE)


@pytest.fixture
def place():
    return training.world()


@pytest.fixture
def there():
    return UnitFactory()


@pytest.fixture
def question(place, there):
    case = moved(assess.concluded(place).case, there, by=place.admin)
    return asked(case, by=place.decider, kind="DISMISS")


def test_agreement_that_is_asked_waits_for_the_other_countys_deciders(question, there):
    judge, admin = (holder(role, there.county) for role in (Role.DECIDER, Role.COUNTY_ADMIN))

    (line,) = lines(judge, what=CONCUR)

    case = question.case
    assert (line.title, line.source) == (f"{case.cadre.name}　{CONCUR}", case.county.name)
    assert line.url == reverse("assessment:concurrence-answer", args=[question.pk])
    for other in (admin, question.asked_by, holder(Role.DECIDER, UnitFactory().county)):
        assert lines(other, what=CONCUR) == []
    concurrences.answer(question, **SAID, by=judge, at=assess.LATER)
    assert lines(judge, what=CONCUR) == []


def test_who_is_recused_is_not_asked_to_agree(question, there):
    judge = holder(Role.DECIDER, there.county)
    Recusal.objects.create(
        nomination=question.case.nomination,
        user=judge,
        reason="亲属",
        declared_by=judge,
        declared_at=assess.LATER,
    )

    assert lines(judge, what=CONCUR) == []


def test_who_moved_on_is_asked_about_elsewhere(question, there):
    judge = holder(Role.DECIDER, there.county)
    moved(question.case, UnitFactory(), by=question.asked_by)

    assert lines(judge, what=CONCUR) == []


ACTIVATE, CONDITION = "研究是否执行附条件结果", "观察期将满，核对条件"


def test_a_condition_is_looked_at_before_its_last_day_and_no_more_after_it(place):
    row = conditions.suspended(place)
    days = {n: conditions.UNTIL + timedelta(days=n) for n in (-15, -14, 0, 1)}

    shown = {n: len(lines(place.manager, on=on, what=CONDITION)) for n, on in days.items()}

    assert shown == {-15: 0, -14: 1, 0: 1, 1: 0}
    (line,) = lines(place.admin, on=conditions.UNTIL, what=CONDITION)
    assert (line.due_on, line.url) == (
        conditions.UNTIL,
        reverse("assessment:observation", args=[row.pk]),
    )
    assert lines(place.decider, on=conditions.UNTIL, what=CONDITION) == []
    assert lines(holder(Role.COUNTY_ADMIN, UnitFactory().county), on=conditions.UNTIL,
                 what=CONDITION) == []  # fmt: skip


def test_what_is_proposed_waits_for_another_decider(place):
    row = conditions.suspended(place)
    conditions.proposed(place, row)

    (line,) = lines(place.decider, on=conditions.UNTIL, what=ACTIVATE)

    assert line.url == reverse("assessment:observation", args=[row.pk])
    assert lines(place.manager, on=conditions.UNTIL, what=CONDITION) == []  # proposed by now
    assert lines(place.manager, on=conditions.UNTIL, what=ACTIVATE) == []
    conditions.decided(place, Observation.objects.get(pk=row.pk), agree=2)
    assert lines(place.decider, on=conditions.UNTIL, what=ACTIVATE) == []


@pytest.mark.parametrize(
    ("role", "read"),
    [
        (Role.COUNTY_ADMIN, ["在办提名", "在办案件"]),
        (Role.CLASS_MANAGER, ["在办案件"]),
        (Role.READER, []),
        (Role.FINANCE_VIEWER, []),
    ],
)
def test_nobody_reads_nought_of_what_they_may_not_read(client, told, role, read):
    client.force_login(holder(role, told.county))

    page = client.get(reverse("portal:home")).content.decode()

    assert [label for label in ("在办提名", "在办案件") if f"<span>{label}</span>" in page] == read


def test_an_open_ballot_waits_on_the_desk_of_a_voter_until_the_code_is_drawn(client):
    world = training.world(weights=ballots.WEIGHTS)
    _class, places = ballots.room(world, 7)
    voter, judged = places[0].case.subject, places[-1].case.subject
    for user in (voter, judged):
        grant(user, Role.CLASS_MANAGER, UnitFactory().county)
    poll = ballots.of_one(world, places[-1], part="peer")

    def shown(user, at=training.NOW):
        with time_machine.travel(at, tick=False):
            client.force_login(User.objects.get(pk=user.pk))
            return client.get(reverse("portal:home")).context["todo"]

    (line,) = shown(voter)

    told = (reverse("evidence:vote"), legal_day(ballots.CLOSES_AT), "无记名投票")
    assert (line.url, line.due_on, line.source) == told
    assert line.title == f"{poll.title}　请您投票"
    assert shown(judged) == shown(holder(Role.CLASS_MANAGER, UnitFactory().county)) == []
    assert shown(voter, at=ballots.AFTER) == []  # nobody has closed it, but it takes no votes
    voting.draw(poll, by=voter, at=training.NOW)
    assert shown(voter) == []


@pytest.mark.parametrize("page", ["portal:me", "training:today"])
def test_a_colleague_without_a_desk_finds_the_ballot_on_the_phone(client, page):
    world = training.world(weights=ballots.WEIGHTS)
    _class, places = ballots.room(world, 1)
    case = places[0].case
    ballots.staffed(case.unit, others=5)
    colleague = CadreFactory(unit=case.unit)
    ballots.of_one(world, places[0])

    def shown(user):
        with time_machine.travel(training.NOW, tick=False):
            client.force_login(user)
            return client.get(reverse(page)).content.decode()

    assert "去投票" in shown(colleague.user)
    assert "没有与您有关的事项" not in shown(colleague.user)
    assert "去投票" not in shown(CadreFactory().user)


def test_who_sits_on_a_panel_and_has_no_casework_has_a_line_to_it(client):
    panel = panels.planned()
    member, other = (holder(Role.CLASS_MANAGER, panel.county) for _n in range(2))
    verifier = holder(Role.VERIFIER, panel.county)
    panels.manned(panel, member, verifier)
    url = f'href="{reverse("evidence:panel-list")}"'

    def lines_of(user):
        client.force_login(User.objects.get(pk=user.pk))
        return client.get(reverse("portal:home")).content.decode().count(url)

    assert [lines_of(user) for user in (member, other, verifier)] == [1, 0, 0]
    client.force_login(member)
    assert client.get(reverse("evidence:panel-list")).status_code == 200
