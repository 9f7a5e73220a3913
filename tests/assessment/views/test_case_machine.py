"""Pages of the upper floors that move a case: what its state does not offer changes nothing."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Assessment, Outcome
from assessment.queries.reading import digest
from core.audit.models import Entry
from core.audit.models import Outcome as Answer
from core.dates import legal_day
from recall.enums import CaseState as C
from recall.models import Case
from recall.services import cases
from tests import machines
from tests.factories import assessment as assess
from tests.factories import training as make

pytestmark = pytest.mark.django_db
DAY = legal_day(assess.LATER).isoformat()


def made(state):
    return lambda world: make.case(world.campaign, world.unit, state=state)


def opened(state):
    return lambda world: assess.opened(world, made(state)(world)).case


def posted(world):
    """In practice: a later cycle may follow, though not before this posting is finished."""
    case = opened(C.TRAINING)(world)
    return make.posting(world, case).case


def settled(world):
    return assess.decide(world, assess.concluded(world).case).case


def tracked(world):
    case = settled(world)
    return cases.track(case, by=world.manager, at=assess.LATER)


def closed(world):
    case = settled(world)
    assess.serve(world, case.outcome)
    assess.file_away(world, Case.objects.get(pk=case.pk))
    return cases.close(case, by=world.manager, at=assess.LATER)


def revoked(world):
    case = assess.concluded(world).case
    return cases.revoke(case, opinion="事实有误", by=world.decider, at=assess.LATER)


MAKE = {
    C.OPEN: made(C.OPEN),
    C.SERVED: made(C.SERVED),
    C.TRAINING: opened(C.TRAINING),
    C.PRACTICE: posted,
    C.ASSESSED: lambda world: assess.concluded(world).case,
    C.DECIDED: settled,
    C.TRACKING: tracked,
    C.CLOSED: closed,
    C.REVOKED: revoked,
}


def practice(case, world):
    page = reverse("training:posting-send", args=[case.pk])
    mentor = make.holder(Role.HOST, world.host)
    told = {"mentor": mentor.pk, "place": "饶峰镇大湾村", "from_on": DAY, "months": 3}
    return world.manager, f"{page}?host_unit={world.host.pk}", told | {"tasks": "驻村帮扶"}


def conclude(case, world):
    row = Assessment.objects.filter(case=case).first()
    if row is None:
        return world.manager, reverse("assessment:assessment-open", args=[case.pk]), {}
    page = reverse("assessment:assessment-conclude", args=[row.pk])
    return world.manager, page, {"passed": "yes", "comment": "认识到位，作风有明显转变"}


def settle(case, world):
    told = {"kind": "RETURN", "conditions_RETURN": ["fit_again"], "reason": "综合考核合格"}
    told |= {"meeting": "部务会", "held_on": DAY, "due_count": 5, "agree_count": 5}
    told |= {"disagree_count": 0, "defer_count": 0, "approver": "COUNTY"}
    told |= {"others": "赵某、钱某、孙某、李某、周某", "content_hash": digest(case)}
    return world.decider, reverse("assessment:outcome-decide", args=[case.pk]), told


def close(case, world):
    row = Outcome.objects.filter(case=case).first()
    pk = row.pk if row else 0
    return world.manager, reverse("assessment:outcome-carry-out", args=[pk]), {}


def leave(case, world):
    told = {"opinion": "本人已办理退休手续，县委组织部核准"}
    return world.decider, reverse("assessment:case-leave", args=[case.pk]), told


PAGES = {
    "end_left": leave,
    "start_practice": practice,
    "assess": conclude,
    "settle": settle,
    "close": close,
}
# There is no page to decide or to carry out before there is what it is about.
ABSENT = {(state, "settle") for state in (C.OPEN, C.SERVED, C.TRAINING, C.PRACTICE)}
ABSENT |= {(state, "close") for state in (C.OPEN, C.SERVED, C.TRAINING, C.PRACTICE)}
ABSENT |= {(C.ASSESSED, "close"), (C.REVOKED, "close")}
PAIRS = [one for one in machines.refused(Case) if one.values[1] in PAGES]


def test_every_state_is_asked():
    assert set(MAKE) == machines.states(Case)
    assert len(PAIRS) == 5 * len(MAKE) - 11


@pytest.mark.parametrize(("state", "act"), PAIRS)
def test_page_of_an_act_that_the_state_does_not_offer_is_refused(client, world, state, act):
    case = Case.objects.get(pk=MAKE[state](world).pk)
    assert case.state == state
    user, page, form = PAGES[act](case, world)
    client.force_login(user)
    before = machines.stored()

    answer = client.post(page, form)

    status = 404 if (state, act) in ABSENT else 409
    assert answer.status_code == status
    assert machines.stored() == before
    entry = Entry.objects.filter(outcome=Answer.DENIED).get()
    assert (entry.by, entry.detail["status"]) == (user, status)


@pytest.mark.parametrize("state", [one for one in MAKE if one != C.SERVED])
def test_roster_of_a_class_takes_nobody_who_waits_for_no_class(client, world, state):
    case = MAKE[state](world)
    row = make.planned_class(world)
    if state == C.TRAINING:
        case.enrolments.create(training_class=row, enrolled_by=world.manager, enrolled_at=make.NOW)
    client.force_login(world.manager)
    before = machines.stored()

    client.post(reverse("training:class-enrol", args=[row.pk]))

    assert machines.stored() == before
