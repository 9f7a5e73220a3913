from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from cadres.models import Kinship
from core.errors import NotAllowed, RegulationBroken
from evidence.enums import PanelSeat
from evidence.models import Panel, PanelSheet, Signal
from evidence.queries import panels as figures
from evidence.services import panels
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import PostFactory, ProtectionFactory
from tests.factories.evidence import raised_signal
from tests.factories.panels import (
    CRITERIA,
    MINUTES,
    closed,
    manned,
    mark,
    opened,
    planned,
    scored,
)
from tests.factories.recall import GroundFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=NOW, **given)
    assert error.value.number == number


def first(panel):
    return panel.candidates.order_by("pk").first()


def chair(panel):
    return panel.members.get(seat=PanelSeat.CHAIR).user


def proposed(panel, *candidates):
    keys = [row.pk for row in candidates or [first(panel)]]
    return panels.propose(panel, candidates=keys, by=chair(panel), at=NOW)


def test_result_is_the_mean_of_the_members_totals_with_its_spread():
    panel = closed(scored(opened(manned(planned())), 81, 90))

    (row,) = figures.results(panel)

    assert (row.mean, row.low, row.high, row.spread) == (
        Decimal("85.50"),
        Decimal(81),
        Decimal(90),
        Decimal(9),
    )
    assert row.is_on_line


def test_total_weighs_the_criteria():
    panel = opened(manned(planned()))
    keys = panel.criteria.order_by("pk").values_list("pk", flat=True)
    scores = dict(zip(keys, (Decimal(90), Decimal("55.55")), strict=True))

    sheet = panels.score(
        panel, candidate=first(panel), scores=scores, reason="x", by=chair(panel), at=NOW
    )

    assert sheet.total == Decimal("76.22")


@given(
    totals=st.lists(st.integers(0, 10_000).map(lambda n: Decimal(n) / 100), min_size=2, max_size=2)
)
@settings(max_examples=15, deadline=None)
def test_mean_lies_between_the_lowest_and_the_highest(totals):
    panel = closed(scored(opened(manned(planned())), *totals))
    (row,) = figures.results(panel)

    assert row.low <= row.mean <= row.high


def test_closed_panel_proposes_by_a_signal_that_names_no_member():
    panel = closed(scored(opened(manned(planned())), 80, 90))

    (signal,) = proposed(panel)

    assert proposed(panel) == [signal]
    assert signal.value == Decimal("85.00")
    assert signal.said == "研判小组 2 人评分，平均 85.00 分（最低 80.00，最高 90.00）"
    assert [row["label"] for row in signal.rows] == ["评分 1：台账属实", "评分 2：台账属实"]


def test_candidates_come_from_the_signals_of_the_period_side_by_side():
    panel = planned()
    cadre = PostFactory(cadre__unit=panel.unit, title="副镇长").cadre
    signal = raised_signal(cadre)
    raised_signal()
    ProtectionFactory(cadre=cadre)

    (row,) = panels.add_signalled(panel, by=panel.planned_by, at=NOW)
    (side,) = figures.side_by_side(panel, on=NOW.date())

    assert (row.cadre, side.signals, side.post, side.years) == (cadre, [signal], "副镇长", 0)
    assert "保护期" in side.protection


def test_scores_are_secret_until_the_end_and_then_open(client):
    member = UserFactory()
    panel = scored(opened(manned(planned(), member)), 77, None)
    page = reverse("evidence:panel", args=[panel.pk])

    def text(user):
        client.force_login(user)
        return client.get(page).content.decode()

    assert "77.00" in text(chair(panel))
    for user in (member, panel.planned_by, holder(Role.COUNTY_ADMIN, panel.county)):
        assert "77.00" not in text(user)
    mark(panel, first(panel), member, 83)
    closed(panel)
    assert "77.00" in text(member)


def test_recused_member_neither_scores_nor_sees(client):
    member = UserFactory()
    panel = opened(manned(planned(quorum=2), member, UserFactory()))
    mark(panel, first(panel), member, 50)
    told = {"candidate": first(panel), "by": member}
    panels.recuse(panel, reason="曾是同学", at=NOW, **told)
    scored(panel, 77, None, 79)
    refused("PN-10", panels.score, panel, scores={}, reason="x", **told)
    closed(panel)
    client.force_login(member)

    text = client.get(reverse("evidence:panel", args=[panel.pk])).content.decode()

    assert "78.00" not in text
    assert "77.00" not in text
    assert "您已回避" in text
    assert figures.results(panel)[0].count == 2


def _kin(panel, own):
    Kinship.objects.create(
        cadre=first(panel).cadre, relative=own, kind="HOUSEHOLD", declared_by=own.user,
        declared_at=NOW,
    )  # fmt: skip


def _head(panel, own):
    first(panel).cadre.posts.update(is_head=True)


@pytest.mark.parametrize("tie", [_kin, _head])
def test_tied_member_is_kept_out_without_any_declaration(tie):
    own = None
    panel = planned()
    own = PostFactory(cadre__unit=panel.unit).cadre
    opened(manned(panel, own.user))
    tie(panel, own)
    panel = Panel.objects.get(pk=panel.pk)

    told = {"candidate": first(panel), "scores": {}, "reason": "x", "by": own.user}
    refused("PN-10", panels.score, panel, **told)
    with pytest.raises(DatabaseError, match="interested"), transaction.atomic():
        PanelSheet.objects.create(
            member=panel.members.get(user=own.user), candidate=first(panel), marks=[], total=1,
            reason="x", given_by=own.user, given_at=NOW,
        )  # fmt: skip


def test_kinship_entered_after_the_scoring_takes_the_sheet_back():
    panel = planned()
    own = PostFactory(cadre__unit=panel.unit).cadre
    panel = scored(opened(manned(panel, own.user, UserFactory())), 80, 10, 90)
    _kin(panel, own)

    (row,) = figures.results(closed(panel))

    assert (row.count, row.mean) == (2, Decimal("85.00"))


def test_too_few_scores_give_no_result():
    own = UserFactory()
    panel = opened(manned(planned(), own))
    panels.recuse(panel, candidate=first(panel), reason="x", by=own, at=NOW)
    panel = closed(scored(panel, 90, None))

    (row,) = figures.results(panel)

    assert (row.count, row.mean, row.is_on_line) == (1, None, False)


def test_pn_01_begun_panel_is_fixed():
    panel = opened(manned(planned()))
    told = {"by": panel.planned_by}
    refused("PN-01", panels.seat, panel, user=UserFactory(), seat="MEMBER", **told)
    refused("PN-01", panels.drop_candidate, panel, candidate=first(panel), **told)
    refused("PN-01", panels.open_, panel, **told)


def test_pn_02_weights_that_are_not_whole():
    with pytest.raises(RegulationBroken, match="100"):
        planned(criteria=CRITERIA[:1])


def test_pn_03_panel_without_chair_recorder_or_enough_members():
    panel = planned()
    refused("PN-03", panels.open_, panel, by=panel.planned_by)
    few = manned(planned(quorum=3))
    refused("PN-03", panels.open_, few, by=few.planned_by)


def test_pn_04_nobody_to_study():
    panel = manned(planned(), candidates=0)
    refused("PN-04", panels.open_, panel, by=panel.planned_by)


def test_pn_05_candidate_without_signal_or_reason():
    panel = planned()
    cadre = PostFactory(cadre__unit=panel.unit).cadre
    refused("PN-05", panels.add_candidate, panel, cadre=cadre, by=panel.planned_by)


def test_pn_06_candidate_of_another_place():
    panel, other = planned(), PostFactory().cadre
    refused("PN-06", panels.add_candidate, panel, cadre=other, reason="x", by=panel.planned_by)


def test_pn_07_nobody_sits_on_both_sides():
    panel = manned(planned())
    cadre = PostFactory(cadre__unit=panel.unit).cadre
    studied = first(panel).cadre.user
    told = {"by": panel.planned_by}
    refused("PN-07", panels.seat, panel, user=studied, seat="MEMBER", **told)
    panels.seat(panel, user=cadre.user, seat="MEMBER", at=NOW, **told)
    refused("PN-07", panels.add_candidate, panel, cadre=cadre, reason="x", **told)


def test_pn_08_seat_that_is_taken():
    panel = manned(planned())
    told = {"by": panel.planned_by}
    refused("PN-08", panels.seat, panel, user=UserFactory(), seat="CHAIR", **told)
    refused("PN-08", panels.seat, panel, user=chair(panel), seat="MEMBER", **told)


def test_pn_09_score_only_while_it_is_open():
    panel = manned(planned())
    told = {"candidate": first(panel), "by": chair(panel)}
    refused("PN-09", panels.score, panel, scores={}, reason="x", **told)
    closed(scored(opened(panel), 1, 2))
    refused("PN-09", panels.recuse, panel, reason="x", **told)


def test_pn_10_recused_member_does_not_score():
    panel = opened(manned(planned()))
    told = {"candidate": first(panel), "by": chair(panel)}
    panels.recuse(panel, reason="同学", at=NOW, **told)
    refused("PN-10", panels.score, panel, scores={}, reason="x", **told)


def test_pn_11_score_without_a_reason():
    panel = opened(manned(planned()))
    told = {"candidate": first(panel), "by": chair(panel)}
    refused("PN-11", panels.score, panel, scores={}, reason=" ", **told)


def test_pn_12_no_quorum():
    panel = scored(opened(manned(planned())), 1, 2)
    told = {"present": [], "minutes": "x", "by": chair(panel)}
    refused("PN-12", panels.close, panel, **told)


def test_pn_13_somebody_present_has_not_scored():
    panel = scored(opened(manned(planned())), 1, None)
    present = list(panel.members.values_list("pk", flat=True))
    refused("PN-13", panels.close, panel, present=present, minutes="x", by=chair(panel))


def test_pn_14_somebody_absent_has_scored():
    panel = scored(opened(manned(planned(), UserFactory(), UserFactory())), 1, 2, 3)
    present = [row.pk for row in figures.scoring(panel)[:2]]
    refused("PN-14", panels.close, panel, present=present, minutes="x", by=chair(panel))


def test_pn_15_proposal_before_the_end():
    panel = scored(opened(manned(planned())), 90, 90)
    refused("PN-15", panels.propose, panel, candidates=[first(panel).pk], by=chair(panel))


def test_pn_16_under_the_line_or_protected():
    low = closed(scored(opened(manned(planned())), 10, 20))
    refused("PN-16", panels.propose, low, candidates=[first(low).pk], by=chair(low))
    panel = manned(planned())
    ProtectionFactory(cadre=first(panel).cadre)
    closed(scored(opened(panel), 90, 90))
    refused("PN-16", panels.propose, panel, candidates=[first(panel).pk], by=chair(panel))


def test_recorder_does_not_score_and_a_member_does_not_close():
    member = UserFactory()
    panel = scored(opened(manned(planned(), member)), 1, 2)
    recorder = panel.members.get(seat=PanelSeat.RECORDER).user

    with pytest.raises(NotAllowed, match="评分"):
        mark(panel, first(panel), recorder, 5)
    with pytest.raises(NotAllowed, match="组长"):
        closed(panel, by=member)
    assert closed(panel, by=recorder).minutes == MINUTES


def test_database_keeps_what_was_fixed_and_scored():
    panel = scored(opened(manned(planned())), 80, 90)
    for write in (
        lambda: panel.criteria.update(weight=1),
        lambda: panel.candidates.all().delete(),
        lambda: panel.members.update(seat="MEMBER"),
        lambda: Panel.objects.update(line=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    closed(panel)
    for write in (
        lambda: PanelSheet.objects.update(total=1),
        lambda: PanelSheet.objects.all().delete(),
        lambda: Panel.objects.update(minutes="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


@pytest.mark.parametrize("text", ["1e309", "NaN", "١٢", "3.999", "100.01", "-1"])
def test_form_refuses_what_is_no_score(client, text):
    panel = opened(manned(planned()))
    client.force_login(chair(panel))
    form = {f"item_{row.pk}": text for row in panel.criteria.all()} | {"reason": "x"}
    page = reverse("evidence:panel-score", args=[panel.pk, first(panel).pk])

    assert client.post(page, form).status_code == 422
    assert not PanelSheet.objects.exists()


def test_panel_goes_from_plan_to_signal_on_the_pages(client):
    panel = planned()
    unit, head = panel.unit, panel.planned_by
    cadre = PostFactory(cadre__unit=unit).cadre
    member, recorder, lead = (PostFactory(cadre__unit=unit).cadre.user for _ in range(3))
    plan = {"place": f"u{unit.pk}", "title": "新小组", "basis": "9号", "line": "60", "quorum": 2}
    plan |= {"ground": GroundFactory().pk, "criteria": "严重程度 70\n态度 30"}
    plan |= {"from_on": "2018-01-01", "until_on": "2018-05-10"}

    def post(by, name, *args, **form):
        client.force_login(by)
        return client.post(reverse(f"evidence:{name}", args=args), form)

    post(head, "panel-new", **plan)
    row = Panel.objects.get(title="新小组")
    for user, seat in ((lead, "CHAIR"), (recorder, "RECORDER"), (member, "MEMBER")):
        post(head, "panel-act", row.pk, "seat", user=user.pk, seat=seat)
    post(head, "panel-act", row.pk, "candidate", cadre=cadre.pk, reason="任务未完成")
    post(head, "panel-act", row.pk, "open")
    scores = {f"item_{one.pk}": "90" for one in row.criteria.all()} | {"reason": "台账属实"}
    for user in (lead, member):
        post(user, "panel-score", row.pk, first(row).pk, **scores)
    seats = list(row.members.values_list("pk", flat=True))
    post(recorder, "panel-act", row.pk, "close", present=seats, minutes=MINUTES)
    post(lead, "panel-act", row.pk, "propose", candidates=[first(row).pk])

    assert Signal.objects.get().cadre == cadre
    me = client.get(reverse("portal:me")).content.decode()
    assert "我参加的研判小组" in me


def test_candidate_does_not_see_the_panel_that_studies_them(client):
    panel = manned(planned())
    own = first(panel).cadre.user
    grant(own, Role.UNIT_CLERK, panel.unit)
    client.force_login(own)

    assert client.get(reverse("evidence:panel", args=[panel.pk])).status_code == 404


def test_list_costs_the_same_for_ten_and_a_thousand(client, django_assert_max_num_queries):
    panel = planned()
    client.force_login(holder(Role.COUNTY_ADMIN, panel.county))
    told = {name: getattr(panel, name) for name in (
        "county", "unit", "title", "basis", "ground", "from_on", "until_on", "line", "quorum",
        "planned_by", "planned_at",
    )}  # fmt: skip
    Panel.objects.bulk_create(Panel(**told) for _ in range(1000))

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("evidence:panel-list"))

    assert len(answer.content) <= 60_000
