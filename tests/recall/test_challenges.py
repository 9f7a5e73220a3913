"""Units without nominations: what is known of them, the lot, the question, the ladder."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core import dates
from core.errors import NotAllowed, RegulationBroken
from evidence.models import Signal
from evidence.services import signals as raised
from recall.enums import Conclusion, MeasureKind
from recall.models import Challenge, RiskSample, UnitMeasure
from recall.queries import challenges as queries
from recall.queries import risks
from recall.regulations import challenges as rules
from recall.services import challenges, compliance
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.complaints import complained, running
from tests.factories.evidence import raised_signal
from tests.factories.inspections import found, inspected, sent
from tests.factories.recall import (
    complete_nomination,
    conclude,
    open_campaign,
    submitted_nomination,
)
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
ASK = "三名干部有测评线索，请逐人核对"
WHY = "已逐人核对，均已改正，理由附后"
SEED = "2018-05-10"


@pytest.fixture
def units():
    first = UnitFactory(name="甲镇")
    return [first, *(UnitFactory(county=first.county, name=name) for name in ("乙镇", "丙镇"))]


@pytest.fixture
def campaign(units):
    return open_campaign(*units)


@pytest.fixture
def admin(campaign):
    return holder(Role.COUNTY_ADMIN, campaign.county)


def head(unit):
    return holder(Role.UNIT_HEAD, unit)


def round_of(campaign):
    return campaign.rounds.get()


def zero(campaign, unit):
    told = {"round_": round_of(campaign), "reason": "逐人核对，没有符合情形的"}
    return compliance.sign_zero_report(unit, by=head(unit), at=NOW, **told)


def ask(campaign, unit, admin, **given):
    told = {"origin": "SIGNALS", "reason": ASK, "days": 5, "at": NOW} | given
    return challenges.raise_(round_of(campaign), unit=unit, by=admin, **told)


def asked(campaign, unit, admin):
    zero(campaign, unit)
    return ask(campaign, unit, admin)


def answered(challenge, answer="MAINTAINS", **given):
    told = {"text": WHY, "by": head(challenge.unit), "at": NOW} | given
    return challenges.answer(challenge, answer=answer, **told)


def refused(code, act, /, *row, at=NOW, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=at, **given)
    assert error.value.number == code


def pointed_at(unit, people=2, **given):
    for _number in range(people):
        raised_signal(PostFactory(cadre__unit=unit).cadre, **given)


def test_quiet_units_stand_in_the_order_of_what_is_known(campaign, units):
    for unit in units:
        zero(campaign, unit)
    pointed_at(units[1], 3)
    pointed_at(units[2], 1)

    rows = queries.quiet(campaign, on=TODAY)

    assert [one.report.unit.name for one in rows] == ["乙镇", "丙镇", "甲镇"]
    assert [one.people for one in rows] == [3, 1, 0]


def test_unit_that_nominated_or_has_time_left_is_not_quiet(campaign, units):
    submitted_nomination(campaign)

    assert queries.quiet(campaign, on=TODAY) == []
    late = queries.quiet(campaign, on=TODAY + timedelta(days=30))
    assert {one.report.unit.name for one in late} == {"乙镇", "丙镇"}


def test_withdrawn_signal_is_not_known(campaign, units, admin):
    zero(campaign, units[0])
    pointed_at(units[0], 1)
    signal = Signal.objects.get()
    raised.withdraw(signal, reason="申诉成立", by=signal.raised_by, at=NOW)

    assert ask(campaign, units[0], admin).seen == []


def test_question_freezes_numbers_and_no_names(campaign, units, admin):
    zero(campaign, units[0])
    pointed_at(units[0], 2)

    row = ask(campaign, units[0], admin)

    assert [(one["people"], one["signals"]) for one in row.seen] == [(2, 2)]
    assert row.due_on == dates.add_working_days(TODAY, 5)
    assert "干部" not in str(row.seen)


def test_lot_is_drawn_again_by_whoever_has_the_seed(campaign, units, admin):
    for unit in units:
        zero(campaign, unit)

    rows = challenges.draw(round_of(campaign), size=2, seed=SEED, days=5, by=admin, at=NOW)

    sample = RiskSample.objects.get()
    assert sample.pool == sorted(unit.pk for unit in units)
    even = dict.fromkeys(sample.pool, 1)
    assert [row.unit_id for row in rows] == risks.drawn(even, seed=SEED, size=2)
    assert sample.known == {}
    assert {row.origin for row in rows} == {"SAMPLE"}
    many = dict.fromkeys(range(1000), 1)
    assert risks.drawn(many, seed="a", size=50) != risks.drawn(many, seed="b", size=50)


def test_what_others_found_weighs_and_what_the_unit_found_does_not(campaign, units, admin):
    loud, own, silent = units
    for unit in units:
        zero(campaign, unit)
    pointed_at(loud, 3, practice="FINDINGS")
    pointed_at(own, 3)
    complained(running(loud), PostFactory(cadre__unit=loud).cadre, finding="")
    sent(found(inspected(loud.county), loud))

    challenges.draw(round_of(campaign), size=1, seed=SEED, days=5, by=admin, at=NOW)

    sample = RiskSample.objects.get()
    known = {"FINDINGS": 3, "open_complaint": 1, "open_finding": 1}
    assert sample.known == {str(loud.pk): known}
    assert risks.tickets(known) == 1 + 3 * 2 + 1 + 1
    assert (
        Challenge.objects.get().unit_id
        == risks.drawn({loud.pk: 9, own.pk: 1, silent.pk: 1}, seed=SEED, size=1)[0]
    )


def test_asked_unit_nominates_and_the_funnel_shows_it(client, campaign, units, admin):
    row = asked(campaign, units[0], admin)
    first = submitted_nomination(campaign)
    second = submitted_nomination(campaign)
    conclude(second, Conclusion.NOT_MATCHED)

    row = answered(row, "NOMINATES")
    challenges.close(row, outcome="NOMINATED", reason="已补报两人，结束质询", by=admin, at=NOW)

    stages = {one.code: one.number for one in queries.funnel(campaign)}
    assert stages == {"sent": 2, "challenged": 2, "left": 1}
    (fell,) = queries.rejected(campaign, admin)
    assert (fell.pk, fell.unit) == (second.pk, units[0].name)
    assert fell.reason == second.verifications.get().opinion
    assert queries.errors(campaign) == [queries.ErrorRate("甲镇", 1, 1)]
    client.force_login(admin)
    page = client.get(reverse("recall:challenge-board", args=[campaign.pk])).content.decode()
    assert "已核实 1 件，其中 1 件不符合" in page
    assert first.pk


def test_ladder_goes_up_by_one_rung_and_ends(campaign, units, admin):
    unit = units[0]
    steps = []
    for _rung in range(6):
        steps.append(queries.next_step(campaign, unit))
        UnitMeasure.objects.create(
            campaign=campaign, unit=unit, kind=steps[-1], taken_on=TODAY, reason="x",
            recorded_by=admin, recorded_at=NOW,
        )  # fmt: skip

    assert steps == [*MeasureKind, MeasureKind.HEAD]


def test_measure_is_closed_with_what_the_unit_did(campaign, units, admin):
    told = {"unit": units[0], "kind": "REMIND", "taken_on": TODAY, "reason": "零报告不实"}
    measure = compliance.record_measure(campaign, by=admin, at=NOW, **told)

    row = challenges.close_measure(measure, note="已专题研究，补报一人", by=admin, at=NOW)

    assert row.closed_by == admin
    refused("CG-11", challenges.close_measure, row, note=WHY, by=admin)


def test_clerk_neither_answers_nor_asks(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    clerk = holder(Role.UNIT_CLERK, units[0])
    for act in (
        lambda: answered(row, by=clerk),
        lambda: ask(campaign, units[1], clerk),
        lambda: challenges.close(row, outcome="ACCEPTED", reason=WHY, by=clerk, at=NOW),
        lambda: answered(row, by=head(units[1])),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_cg_01_unit_that_nominated(campaign, units, admin):
    submitted_nomination(campaign)
    refused("CG-01", ask_at, campaign, units[0], admin)


def ask_at(campaign, unit, admin, *, at, **given):
    return ask(campaign, unit, admin, at=at, **given)


def test_cg_02_second_question_while_one_is_open(campaign, units, admin):
    asked(campaign, units[0], admin)
    refused("CG-02", ask_at, campaign, units[0], admin)


def test_cg_03_question_of_two_words(campaign, units, admin):
    zero(campaign, units[0])
    refused("CG-03", ask_at, campaign, units[0], admin, reason="为何")


@pytest.mark.parametrize("size", [0, 4])
def test_cg_04_lot_larger_than_the_pool(campaign, units, admin, size):
    for unit in units:
        zero(campaign, unit)
    told = {"size": size, "seed": SEED, "days": 5, "by": admin}
    refused("CG-04", challenges.draw, round_of(campaign), **told)


def test_cg_05_second_lot_in_a_round(campaign, units, admin):
    for unit in units:
        zero(campaign, unit)
    told = {"size": 1, "seed": SEED, "days": 5, "by": admin}
    challenges.draw(round_of(campaign), at=NOW, **told)
    refused("CG-05", challenges.draw, round_of(campaign), **told)


def test_cg_06_second_answer(campaign, units, admin):
    row = answered(asked(campaign, units[0], admin))
    refused("CG-06", challenges.answer, row, answer="MAINTAINS", text=WHY, by=head(units[0]))


def test_cg_07_answer_that_nobody_backs(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    complete_nomination(campaign)
    refused("CG-07", challenges.answer, row, answer="NOMINATES", text=WHY, by=head(units[0]))


def test_cg_08_end_before_answer_and_term(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    refused("CG-08", challenges.close, row, outcome="UNANSWERED", reason=WHY, by=admin)


@pytest.mark.parametrize(
    ("answer", "outcome"), [("MAINTAINS", "NOMINATED"), ("", "ACCEPTED")], ids=["kept", "silent"]
)
def test_cg_09_outcome_that_does_not_fit(campaign, units, admin, answer, outcome):
    row = asked(campaign, units[0], admin)
    row = answered(row, answer) if answer else row
    late = NOW + timedelta(days=30)
    refused("CG-09", challenges.close, row, outcome=outcome, reason=WHY, by=admin, at=late)


def test_cg_10_recall_of_a_head_without_a_rule_in_the_scheme(campaign, units, admin):
    told = {"unit": units[0], "kind": "HEAD", "taken_on": TODAY, "reason": "零报告不实"}
    assert compliance.record_measure(campaign, by=admin, at=NOW, **told).kind == "HEAD"
    silent = {"head_rule": " "}
    refused("CG-10", lambda *, at: rules.head_rule_is_in_the_scheme.check("HEAD", silent))


def test_cg_11_measure_closed_twice(campaign, units, admin):
    told = {"unit": units[0], "kind": "REMIND", "taken_on": TODAY, "reason": "x"}
    measure = compliance.record_measure(campaign, by=admin, at=NOW, **told)
    challenges.close_measure(measure, note=WHY, by=admin, at=NOW)
    refused("CG-11", challenges.close_measure, measure, note=WHY, by=admin)


def test_cg_12_end_of_what_has_ended(campaign, units, admin):
    row = answered(asked(campaign, units[0], admin))
    told = {"outcome": "NOT_ACCEPTED", "reason": WHY, "by": admin}
    challenges.close(row, at=NOW, **told)
    refused("CG-12", challenges.close, row, **told)


def test_database_keeps_question_lot_and_end(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    rows = Challenge.objects.filter(pk=row.pk)
    writes = [lambda: rows.update(reason="x"), rows.delete, lambda: rows.update(answer="MAINTAINS")]
    for write in writes:
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    challenges.close(
        answered(row), outcome="ACCEPTED", reason="核对属实，所述理由成立", by=admin, at=NOW
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(outcome="NOT_ACCEPTED")


def test_pages_lead_from_the_board_to_question_answer_and_end(client, campaign, units, admin):
    unit = units[0]
    zero(campaign, unit)
    pointed_at(unit, 2)
    client.force_login(admin)
    board = reverse("recall:challenge-board", args=[campaign.pk])
    new = reverse("recall:challenge-new", args=[round_of(campaign).pk, unit.pk])
    assert new in client.get(board).content.decode()
    assert "2 人" in client.get(new).content.decode()
    assert client.post(new, {"origin": "SIGNALS", "reason": "?", "days": 5}).status_code == 422
    page = client.post(new, {"origin": "SIGNALS", "reason": ASK, "days": 5}).url
    row = Challenge.objects.get()
    act = reverse("recall:challenge-act", args=[row.pk, "answer"])

    client.force_login(head(unit))
    assert "答复零报告质询" in client.get(reverse("portal:home")).content.decode()
    assert act in client.get(page).content.decode()
    assert client.get(board).status_code == 404
    assert client.post(act, {"answer": "NOMINATES", "text": WHY}).status_code == 422
    assert client.post(act, {"answer": "MAINTAINS", "text": WHY}).status_code == 302

    client.force_login(admin)
    close = reverse("recall:challenge-act", args=[row.pk, "close"])
    assert client.post(close, {"outcome": "NOT_ACCEPTED", "reason": WHY}).url == page
    assert "书面提醒" in client.get(page).content.decode()
    assert "理由不成立" in client.get(board).content.decode()
    assert client.get(reverse("recall:challenge-act", args=[row.pk, "burn"])).status_code == 404


def test_lot_is_drawn_from_the_page_with_a_seed_of_its_own(client, campaign, units, admin):
    for unit in units:
        zero(campaign, unit)
    client.force_login(admin)
    page = reverse("recall:sample-draw", args=[round_of(campaign).pk])

    wrong = client.post(page, {"size": 9, "days": 5})
    done = client.post(page, {"size": 2, "days": 5})

    assert (wrong.status_code, done.status_code) == (422, 302)
    sample = RiskSample.objects.get()
    assert len(sample.seed) == 16
    told = client.get(done.url).content.decode()
    assert sample.seed in told
    assert told.count("抽中") >= 3
    assert "没有线索" in told


def test_measure_is_closed_from_the_page(client, campaign, units, admin):
    told = {"unit": units[0], "kind": "REMIND", "taken_on": TODAY, "reason": "零报告不实"}
    measure = compliance.record_measure(campaign, by=admin, at=NOW, **told)
    page = reverse("recall:measure-close", args=[campaign.pk, measure.pk])
    client.force_login(admin)
    campaign_page = reverse("recall:campaign", args=[campaign.pk])
    assert page in client.get(campaign_page).content.decode()

    assert client.get(page).status_code == 200
    assert client.post(page, {"note": WHY}).url == campaign_page
    assert WHY in client.get(campaign_page).content.decode()


@pytest.mark.parametrize("count", [3, 40])
def test_board_costs_the_same(client, count, django_assert_max_num_queries):
    first = UnitFactory()
    others = UnitFactory.create_batch(count, county=first.county)
    campaign = open_campaign(first, *others)
    for unit in others[:3]:
        pointed_at(unit, 1)
    client.force_login(holder(Role.COUNTY_ADMIN, first.county))

    with django_assert_max_num_queries(21):
        answer = client.get(reverse("recall:challenge-board", args=[campaign.pk]))

    assert timezone.now().date() > campaign.rounds.get().closes_on
    assert len(answer.content) <= 60_000
