"""Refused and concealed: states of a unit that only an act makes, and that can be taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core import dates
from core.errors import NotAllowed, RegulationBroken
from evidence.enums import Practice
from evidence.models import Signal
from evidence.services import signals as raised
from recall.enums import UnitState
from recall.models import Evasion, UnitMeasure
from recall.queries import challenges as queries
from recall.queries import compliance as board
from recall.services import challenges, compliance, evasions
from reports.queries import figures
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.recall import submitted_nomination
from tests.moments import NOW, TODAY, YESTERDAY
from tests.recall.test_challenges import (
    WHY,
    admin,
    answered,
    asked,
    campaign,
    head,
    refused,
    round_of,
    units,
    zero,
)

__all__ = ["admin", "campaign", "units"]
pytestmark = pytest.mark.django_db
MATERIAL = "催办通知及送达回证，存监督股第3卷"
SAID = "已收到通知，单位负责人表示不再报送任何人"
LATER = NOW + timedelta(days=20)


def known(unit, **given):
    """Raise a signal about one of the unit's people, of a time before its report."""
    told = {"practice": Practice.FINDINGS, "from_on": YESTERDAY, "until_on": YESTERDAY} | given
    return raised_signal(PostFactory(cadre__unit=unit).cadre, **told)


def refuse(challenge, admin, at=LATER, **given):
    told = {"reason": SAID, "material": MATERIAL} | given
    return evasions.refuse(challenge, by=admin, at=at, **told)


def conceal(campaign, unit, signal, admin, at=NOW, **given):
    told = {"reason": SAID, "material": MATERIAL, "days": 5, "signal": signal} | given
    return evasions.conceal(round_of(campaign), unit=unit, by=admin, at=at, **told)


def decider(campaign):
    return holder(Role.DECIDER, campaign.county)


def confirmed(row, **given):
    told = {"reason": WHY, "by": decider(row.campaign), "at": LATER} | given
    return evasions.confirm(row, **told)


def state_of(campaign, unit, on=LATER):
    day = dates.legal_day(on)
    return next(one.state for one in board.reports(campaign, on=day) if one.unit == unit)


@pytest.fixture
def concealed(campaign, units, admin):
    signal = known(units[0])
    zero(campaign, units[0])
    return conceal(campaign, units[0], signal, admin)


def test_no_state_of_refusal_or_concealment_comes_by_itself(campaign, units, admin):
    known(units[0])
    asked(campaign, units[0], admin)
    submitted_nomination(campaign, cadre=PostFactory(cadre__unit=units[1]).cadre)

    states = {one.unit.name: one.state for one in board.reports(campaign, on=TODAY)}
    late = {one.unit.name: one.state for one in board.reports(campaign, on=TODAY + 60 * DAY)}

    assert states == {"甲镇": "ZERO", "乙镇": "REPORTED", "丙镇": "WAITING"}
    assert late == {"甲镇": "ZERO", "乙镇": "REPORTED", "丙镇": "LATE"}


DAY = timedelta(days=1)


def test_refusal_holds_from_the_act_and_is_counted_on_its_day(campaign, units, admin):
    row = refuse(asked(campaign, units[0], admin), admin)

    assert (row.kind, row.confirmed_by, row.challenge.unit) == ("REFUSED", admin, units[0])
    assert state_of(campaign, units[0]) == UnitState.REFUSED
    assert state_of(campaign, units[0], NOW) == UnitState.ZERO
    counted = figures.compute(campaign, as_of=dates.legal_day(LATER)).reporting[1]
    assert (counted["units_refused"], counted["units_concealed"]) == (1, 0)


def test_concealment_holds_once_the_unit_spoke_and_another_confirmed(campaign, units, concealed):
    assert state_of(campaign, units[0]) == UnitState.ZERO

    row = evasions.say(concealed, said=SAID, by=head(units[0]), at=NOW)
    row = confirmed(row, at=NOW)

    assert row.confirmed_by != row.recorded_by
    assert state_of(campaign, units[0], NOW) == UnitState.CONCEALED


def test_withdrawal_takes_back_every_measure_that_hung_on_it(campaign, units, admin, concealed):
    row = confirmed(concealed)
    told = {"unit": units[0], "taken_on": TODAY, "reason": "瞒报", "by": admin, "at": LATER}
    compliance.record_measure(campaign, kind="CIRCULAR", evasion=row, **told)
    free = compliance.record_measure(campaign, kind="REMIND", **told)
    assert queries.next_step(campaign, units[0]) == "HONOUR"

    evasions.withdraw(row, reason=WHY, by=decider(campaign), at=LATER)

    gone = UnitMeasure.objects.exclude(withdrawn_at=None).get()
    assert (gone.kind, gone.withdrawn_reason) == ("CIRCULAR", WHY)
    assert UnitMeasure.objects.get(withdrawn_at=None) == free
    assert queries.next_step(campaign, units[0]) == "INTERVIEW"
    assert state_of(campaign, units[0]) == UnitState.ZERO
    day = dates.legal_day(LATER)
    assert figures.compute(campaign, as_of=day).measures["units_criticised"] == 0
    refused("CG-11", challenges.close_measure, gone, note=WHY, by=admin)


def test_cg_13_refusal_needs_a_demand_that_ran_out(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    refused("CG-13", refuse, row, admin)
    row = answered(row)
    with pytest.raises(RegulationBroken, match="答复期限已过"):
        refuse(row, admin)


def test_cg_13_unit_that_nominated_after_all_did_not_refuse(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    submitted_nomination(campaign, cadre=PostFactory(cadre__unit=units[0]).cadre)
    refused("CG-13", refuse, row, admin, at=LATER)


def test_cg_14_same_state_is_held_once(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    first = refuse(row, admin)
    refused("CG-14", refuse, row, admin, at=LATER)
    evasions.withdraw(first, reason=WHY, by=admin, at=LATER)
    assert refuse(row, admin).pk != first.pk


def test_cg_15_material_is_named(campaign, units, admin):
    row = asked(campaign, units[0], admin)
    refused("CG-15", refuse, row, admin, at=LATER, material=" 通知 ")
    refused("CG-03", refuse, row, admin, at=LATER, reason=" 拒绝 ")


def test_cg_16_unit_could_not_know_what_came_later_elsewhere_or_fell(campaign, units, admin):
    zero(campaign, units[0])
    later = known(units[0], until_on=TODAY + DAY)
    other = known(units[1])
    fallen = known(units[0], source_pk=7)
    raised.withdraw(fallen, reason="申诉成立", by=fallen.raised_by, at=NOW)
    for signal in (later, other, Signal.objects.get(pk=fallen.pk)):
        refused("CG-16", conceal, campaign, units[0], signal, admin)


def test_cg_17_concealment_follows_a_closed_challenge_or_an_inspection(campaign, units, admin):
    signal = known(units[0], practice=Practice.POINTS)
    row = asked(campaign, units[0], admin)
    refused("CG-17", conceal, campaign, units[0], signal, admin)
    row = answered(row)
    refused("CG-17", conceal, campaign, units[0], signal, admin)
    row = challenges.close(row, outcome="NOT_ACCEPTED", reason=WHY, by=admin, at=NOW)
    assert conceal(campaign, units[0], signal, admin).challenge == row


def test_cg_18_who_was_nominated_is_not_kept_back(campaign, units, admin, concealed):
    person = concealed.signal.cadre
    submitted_nomination(campaign, cadre=person)
    refused("CG-18", confirmed, concealed, at=LATER)


def test_cg_19_unit_is_heard_first(concealed):
    refused("CG-19", confirmed, concealed)
    assert confirmed(concealed).confirmed_at


def test_cg_20_unit_speaks_once_and_before_it_is_confirmed(units, concealed):
    told = {"said": SAID, "by": head(units[0]), "at": NOW}
    refused("CG-03", evasions.say, concealed, **told | {"said": "没有 "})
    row = evasions.say(concealed, **told)
    refused("CG-20", evasions.say, row, **told)


def test_cg_21_confirmed_once(concealed):
    row = confirmed(concealed)
    refused("CG-21", confirmed, row, at=LATER)


def test_cg_22_withdrawn_once_and_for_good(concealed, admin):
    row = evasions.withdraw(concealed, reason=WHY, by=admin, at=NOW)
    refused("CG-22", evasions.withdraw, row, reason=WHY, by=admin)
    refused("CG-21", confirmed, row)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evasion.objects.filter(pk=row.pk).update(withdrawn_reason="改了")


def test_cg_23_measure_needs_what_stands(campaign, units, admin, concealed):
    told = {"unit": units[0], "kind": "CIRCULAR", "taken_on": TODAY, "reason": "瞒报"}
    told |= {"evasion": concealed, "by": admin}
    refused("CG-23", compliance.record_measure, campaign, **told)
    row = confirmed(concealed)
    refused("CG-23", compliance.record_measure, campaign, **told | {"unit": units[1]})
    raised.withdraw(row.signal, reason="申诉成立", by=row.signal.raised_by, at=NOW)
    refused("CG-23", compliance.record_measure, campaign, **told)


def test_hands_are_kept_apart(campaign, units, admin, concealed):
    clerk, verifier = holder(Role.UNIT_CLERK, units[0]), holder(Role.VERIFIER, campaign.county)
    for act in (
        lambda: confirmed(concealed, by=admin),
        lambda: confirmed(concealed, by=verifier),
        lambda: confirmed(concealed, by=head(units[0])),
        lambda: evasions.say(concealed, said=SAID, by=clerk, at=NOW),
        lambda: evasions.say(concealed, said=SAID, by=head(units[1]), at=NOW),
        lambda: evasions.withdraw(concealed, reason=WHY, by=verifier, at=NOW),
        lambda: conceal(campaign, units[0], concealed.signal, verifier),
    ):
        with pytest.raises(NotAllowed):
            act()
    told = {"confirmed_by": admin, "confirmed_at": NOW, "confirmed_reason": WHY}
    with pytest.raises(DatabaseError), transaction.atomic():
        Evasion.objects.filter(pk=concealed.pk).update(**told)


def test_database_keeps_the_record_and_lets_no_term_get_shorter(concealed):
    rows = Evasion.objects.filter(pk=concealed.pk)
    for write in (
        lambda: rows.update(reason="改了"),
        lambda: rows.update(hear_until_on=TODAY),
        rows.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    assert rows.update(hear_until_on=concealed.hear_until_on + DAY) == 1


def test_board_tells_the_department_and_the_unit_and_nobody_else(client, campaign, units, admin):
    row = refuse(asked(campaign, units[0], admin), admin, at=LATER)
    zero(campaign, units[1])
    address = reverse("recall:campaign-board", args=[campaign.pk])
    seen = {}
    for name, user in (("office", admin), ("own", head(units[0])), ("other", head(units[1]))):
        client.force_login(user)
        page = client.get(address).content.decode()
        detail = client.get(reverse("recall:evasion", args=[row.pk])).status_code
        seen[name] = ("拒报" in page, detail)
    assert seen == {"office": (True, 200), "own": (True, 200), "other": (False, 404)}


def test_pages_lead_from_challenge_to_refusal_measure_and_withdrawal(
    client, campaign, units, admin
):
    row = asked(campaign, units[0], admin)
    client.force_login(admin)
    new = reverse("recall:evasion-refused", args=[row.pk])
    asking = client.get(reverse("recall:challenge", args=[row.pk])).content.decode()
    assert new in asking
    assert client.post(new, {"reason": SAID, "material": "无"}).status_code == 422
    assert client.post(new, {"reason": SAID, "material": MATERIAL}).status_code == 302
    held = Evasion.objects.get()
    assert new not in client.get(reverse("recall:challenge", args=[row.pk])).content.decode()
    page = client.get(reverse("recall:evasion", args=[held.pk])).content.decode()
    assert "登记措施" in page
    assert "按问责阶梯，下一步可以是：书面提醒" in page
    act = reverse("recall:evasion-act", args=[held.pk, "measure"])
    form = {"kind": "REMIND", "taken_on": TODAY.isoformat(), "person_times": 1, "reason": "拒报"}
    assert client.post(act, form).status_code == 422  # a second click could not be told
    form["token"] = str(uuid4())
    assert client.post(act, form).status_code == 302
    assert UnitMeasure.objects.get().evasion == held
    undo = reverse("recall:evasion-act", args=[held.pk, "withdraw"])
    assert client.post(undo, {"reason": WHY}).status_code == 302
    page = client.get(reverse("recall:campaign", args=[campaign.pk])).content.decode()
    assert "已撤回" in page
    assert client.get(reverse("recall:evasion-act", args=[held.pk, "other"])).status_code == 404


def test_head_reads_speaks_and_does_not_see_who_may_not_be_seen(client, units, concealed):
    client.force_login(head(units[0]))
    page = client.get(reverse("recall:evasion", args=[concealed.pk])).content.decode()
    assert concealed.signal.cadre.name in page
    assert "作出说明" in page
    assert "撤回认定" not in page
    act = reverse("recall:evasion-act", args=[concealed.pk, "say"])
    assert client.post(act, {"said": "短"}).status_code == 422
    assert client.post(act, {"said": SAID}).status_code == 302
    assert Evasion.objects.get().said == SAID


def test_measure_is_recorded_once_and_tells_no_other_unit_what_it_rests_on(
    client, campaign, units, admin, concealed
):
    row = confirmed(concealed)
    client.force_login(admin)
    act = reverse("recall:evasion-act", args=[row.pk, "measure"])
    page = client.get(act).content.decode()
    assert SAID not in page  # what was held against it is not put into a measure's words unasked
    form = {"kind": "CIRCULAR", "taken_on": TODAY.isoformat(), "person_times": 1}
    form |= {"reason": "王某的情况知情未报", "token": str(uuid4())}
    for _click in range(2):
        assert client.post(act, form).status_code == 302
    measure = UnitMeasure.objects.get()
    address = reverse("recall:campaign", args=[campaign.pk])

    def told_to():
        seen = {}
        for name, user in (("office", admin), ("own", head(units[0])), ("other", head(units[1]))):
            client.force_login(user)
            page = client.get(address).content.decode()
            assert measure.get_kind_display() in page
            seen[name] = "王某的情况知情未报" in page, WHY in page
        return seen

    assert told_to() == {"office": (True, False), "own": (True, False), "other": (False, False)}
    evasions.withdraw(row, reason=WHY, by=decider(campaign), at=LATER)
    assert told_to() == {"office": (True, True), "own": (True, True), "other": (False, False)}
