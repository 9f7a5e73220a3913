"""What is put back is what was brought about: the plan against an oracle of its own.

The oracle knows what each outcome does to a person from its own tables, not from the calendar.
Only what a recall itself does it reads from there, which test_consequences holds to its days;
how many lines of each kind that makes is counted from the scheme. Books and lists of others:
test_aftermath.
"""

import random
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from assessment.enums import WEIGHT, Approver, OutcomeKind
from assessment.models import Ban, FollowUp, Outcome
from assessment.queries import appeals as queries
from assessment.services import appeals
from cadres.enums import StaffKind
from core.dates import ZONE, legal_day
from recall.models import Case
from schemes.queries import parameters
from tests.assessment.reversal_oracle import BACK, POSTS, WITH_AN_END, expected
from tests.factories import assessment as assess
from tests.factories import pay as pays
from tests.factories import training as make
from tests.factories.appeals import PLEA, decided, handler, objected
from tests.factories.observations import suspended

TODAY = legal_day(assess.LATER)


def campaign_of(rng):
    """A campaign of made-up parameters: what the calendar asks of one."""
    given = parameters.whole({})
    given |= {"pay_on": rng.random() < 0.5, "fee_on": rng.random() < 0.5}
    given |= {"pay_basis": rng.choice(["", "某文"]), "pay_approver": rng.choice(["", "县委"])}
    given |= {"pay_monthly": rng.randint(0, 900), "fee": rng.randint(0, 900)}
    given |= {"cycles": rng.randint(1, 3), "exposure": rng.choice(["NONE", "UNIT", "PUBLIC"])}
    given["track_months"] = rng.choice(["1、3、6个月", "2、4", ""])
    return SimpleNamespace(
        scheme_version=SimpleNamespace(parameters=given, scheme="办法"),
        serve_days=rng.randint(1, 10),
        objection_days=rng.randint(30, 90),
        practice_months=rng.randint(0, 6),
    )


def appeal_of(rng):
    """A made-up appeal: against any outcome of anybody, or against the recall with or without."""
    campaign, opened = campaign_of(rng), date(2018, 1, 1) + timedelta(days=rng.randint(0, 2400))
    person = {"staff_kind": rng.choice(StaffKind.values), "is_leading": rng.random() < 0.5}
    case = SimpleNamespace(
        campaign=campaign,
        nomination=SimpleNamespace(**person),
        cadre=SimpleNamespace(authority=rng.choice(Approver.values)),
        opened_at=datetime.combine(opened, time(9), ZONE),
    )
    held_on = opened + timedelta(days=rng.randint(20, 200))
    observation = SimpleNamespace(is_activated=rng.random() < 0.5, held_on=held_on)
    outcome = SimpleNamespace(
        case=case,
        kind=rng.choice(OutcomeKind.values),
        held_on=held_on,
        observation=observation if rng.random() < 0.2 else None,
    )
    case.outcome = outcome if rng.random() < 0.9 else None
    against = rng.choice([case.outcome, case.outcome, None])
    return SimpleNamespace(case=case, outcome=against, pay_id=None)


class Outcomes:
    """Stands for the rows of outcomes: the one of a made-up case, if it has one."""

    def filter(self, case):
        return SimpleNamespace(first=lambda: case.outcome)


def test_reversal_list_equals_the_consequence_list_for_a_thousand_cases(monkeypatch):
    monkeypatch.setattr(queries, "Outcome", SimpleNamespace(objects=Outcomes()))
    rng, seen = random.Random(5), Counter()
    for _number in range(1_000):
        appeal, new_kind = appeal_of(rng), ""
        if appeal.outcome is not None and rng.random() < 0.4:
            lighter = WEIGHT[: WEIGHT.index(appeal.outcome.kind)]
            new_kind = str(rng.choice(lighter)) if lighter else ""
        on = legal_day(appeal.case.opened_at) + timedelta(days=rng.randint(20, 700))

        plan = queries.plan(appeal, new_kind=new_kind, on=on)

        due = expected(appeal, new_kind, on)
        told = Counter((str(one.line.kind), one.line.what, one.what) for one in plan)
        assert told == Counter(one.put_back(on) for one in due)
        money = [one.line.fen for one in plan if one.line.kind == "money"]
        assert Counter(money) == Counter(one.fen for one in due if one.kind == "money")
        assert all(one.who for one in plan)
        if appeal.outcome is None:
            check_shape(appeal, Counter(str(one.line.kind) for one in plan))
        seen.update(_kind_of(appeal, new_kind))
    assert len(seen) == len(OutcomeKind) + 4
    assert min(seen.values()) >= 20


def check_shape(appeal, kinds):
    """How many lines of each kind a recall must have, counted from its scheme alone."""
    campaign, row = appeal.case.campaign, appeal.case.outcome
    given = campaign.scheme_version.parameters
    months = campaign.practice_months
    has_outcome = row is not None
    waits = has_outcome and row.observation is not None and not row.observation.is_activated
    takes = has_outcome and not waits
    assert kinds["class"] == given["cycles"]
    assert kinds["notice"] == (given["exposure"] != "NONE")
    assert kinds["ban"] == 1
    assert kinds["visit"] == len(re.findall(r"\d+", given["track_months"]))
    assert kinds["post"] == (takes and row.kind in POSTS)
    assert kinds["practice"] == min(given["cycles"], months) + (takes and row.kind in WITH_AN_END)
    assert kinds["money"] >= 2


def _kind_of(appeal, new_kind):
    """Answer what is special about a made-up case, so that none of it goes unasked."""
    row = appeal.case.outcome
    yield "against the outcome" if appeal.outcome else "against the recall"
    if new_kind:
        yield "changed"
    if row is not None:
        yield row.kind
        if row.observation is not None and not row.observation.is_activated:
            yield "waits"


ALWAYS = Counter(
    [
        ("step", "向本人送达处理决定，并在原知悉范围内书面澄清"),
        ("step", "干部人事档案附处理决定和更正说明"),
    ]
)
PEOPLE = {
    "leader": {"staff_kind": "CIVIL_SERVANT", "is_leading": True},
    "worker": {"staff_kind": "WORKER", "is_leading": False},
}
# STAY asks for the person's wish, REFER for an answered referral: both are in the thousand.
KINDS = [kind for kind in OutcomeKind if kind not in ("STAY", "REFER")]


def stored(row):
    """Answer the lines of a decided step, the two that are always there checked and left out."""
    lines = [(str(one.kind), one.of, one.what) for one in row.reversals.all()]
    due = [one for one in lines if one[1] == row.get_remedy_display()]
    assert Counter((kind, what) for kind, _of, what in due) == ALWAYS
    return Counter(one for one in lines if one not in due)


def of_rows(row):
    """Answer what the rows owe; what money was taken the rows of pay tell, not the calendar."""
    case = Case.objects.get(pk=row.case_id)
    due = expected(SimpleNamespace(case=case, outcome=row.outcome), row.new_kind, TODAY)
    return Counter(one.put_back(TODAY) for one in due if one.kind != "money" or one.fen == 0)


def step_against(outcome, by):
    """File and accept the first step that is open against an outcome."""
    case = Case.objects.get(pk=outcome.case_id)
    remedy = next(one.remedy for one in queries.steps(case) if one.outcome is not None)
    told = {"text": PLEA, "filed_on": TODAY, "by": case.subject, "at": assess.LATER}
    row = appeals.file(case, remedy=remedy, outcome=outcome, **told)
    return appeals.accept(row, by=by, at=assess.LATER)


def practised(kind, person):
    """An outcome as it was practised, whether or not the law in force knows it, and served."""
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world, **PEOPLE[person]).case
    told = {"kind": kind, "conditions": [], "effect_until_on": date(2018, 12, 31)}
    outcome = assess.decide(world, case, **told)
    assess.serve(world, outcome)
    return Outcome.objects.get(pk=outcome.pk), handler(world)


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("kind", KINDS)
def test_upheld_step_writes_every_effect_of_the_outcome(kind, person):
    outcome, by = practised(kind, person)

    row = decided(step_against(outcome, by), by)

    assert stored(row) == of_rows(row)
    assert not Ban.objects.in_force(TODAY).exists()
    assert not FollowUp.objects.waiting().exists()


@pytest.mark.django_db
@pytest.mark.parametrize("new_kind", ["RETURN", "PRACTICE", "TRANSFER"])
@pytest.mark.parametrize("kind", ["REMOVE", "REDUCE_GRADE", "DISMISS"])
def test_changed_step_writes_what_the_new_result_does_not_keep(kind, new_kind):
    outcome, by = practised(kind, "leader")

    row = decided(step_against(outcome, by), by, "CHANGED", new_kind=new_kind)

    assert stored(row) == of_rows(row)
    assert ("post", POSTS[kind], f"{BACK['post']}{POSTS[kind]}") in stored(row)


@pytest.mark.django_db
def test_outcome_outside_the_law_has_post_ban_and_visits_put_back():
    outcome, by = practised("REDUCE_GRADE", "leader")
    assert outcome.is_unavailable_under_law

    row = decided(step_against(outcome, by), by)

    assert [(one.kind, one.of, one.what) for one in row.reversals.all()][:-2] == [
        ("visit", "第6个月回访", "取消：第6个月回访"),
        ("visit", "第3个月回访", "取消：第3个月回访"),
        ("visit", "第1个月回访", "取消：第1个月回访"),
        ("post", "降级", "恢复原职务或者同层次岗位：降级"),
        ("ban", "不参加评先评优，不提拔", "解除并通知有关单位：不参加评先评优，不提拔"),
        ("step", "送达结果文书", "撤销并收回文书：送达结果文书"),
        ("step", "批准", "撤销并收回文书：批准"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["REDUCE_GRADE", "TRANSFER", "DISMISS", ""])
def test_upheld_objection_writes_recall_and_outcome_once(kind):
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world, **PEOPLE["leader"]).case
    if kind:
        assess.decide(world, case, kind=kind, conditions=[])

    by = handler(world)
    row = decided(objected(case, by), by)

    assert stored(row) == of_rows(row)


@pytest.mark.django_db
def test_upheld_objection_leaves_out_what_of_a_waiting_outcome_never_began(world):
    case = suspended(world).outcome.case

    by = handler(world)
    row = decided(objected(case, by), by)

    assert stored(row) == of_rows(row)
    assert not any(kind == "post" for kind, _of, _what in stored(row))


@pytest.mark.django_db
def test_upheld_objection_tells_the_money_of_the_rows_in_place_of_the_calendar():
    world = pays.paid_world(pay_monthly=500, fee=300)
    effect = pays.ordered(world, assess.concluded(world).case)

    by = handler(world)
    row = decided(objected(effect.case, by), by)

    (paid,) = row.reversals.filter(kind="money")
    assert paid.of == str(effect)
    assert stored(row) - Counter([("money", paid.of, paid.what)]) == of_rows(row)
