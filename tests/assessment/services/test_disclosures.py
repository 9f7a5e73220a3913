"""公示: closed by default; consent, weighing and four eyes before, the clock and orders after."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessment.models import Disclosure, DisclosureEntry, ImpactAssessment
from assessment.queries import disclosures as queries
from assessment.regulations import disclosures as rules
from assessment.services import disclosures, takedowns
from core import dates
from core.audit.models import Entry
from core.dates import add_months, add_working_days, legal_day
from core.documents import rendering
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.notify.models import Message
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories.appeals import filed
from tests.factories.disclosures import (
    BASIS,
    PURPOSE,
    agreed,
    approved,
    entry,
    proposed,
    served,
    shown,
    weighed,
)

NOW = assess.LATER
TODAY = legal_day(NOW)
DAY = timedelta(days=1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def standing(row, at=NOW):
    return DisclosureEntry.objects.standing(at).filter(disclosure=row).exists()


@pytest.mark.parametrize(
    ("basis", "fits"),
    [
        ("公务员法第九十五条", True),
        ("《某某条例》第十二条第二款", True),
        ("某法第8条", True),
        ("县委关于公示召回结果的通知要求", False),
        ("第九十五条", False),
        ("有关法律、行政法规的规定", False),
    ],
)
def test_ds_02_a_basis_is_a_law_and_its_article_however_short(basis, fits):
    assert rules.basis_is_named.is_kept("LAW", basis) is fits
    assert rules.basis_is_named.is_kept("CONSENT", basis)


def test_proposal_freezes_four_items_and_shows_nothing(world):
    case = served(world)

    row = proposed(world, case)

    one = entry(row)
    assert (one.name, one.unit_name) == (case.cadre.name, case.unit_then)
    assert one.decision == "返回原岗位"
    last = case.outcome.receipt.remedy_until_on  # it counts: 某日前 would leave it out
    assert one.remedy == f"内部异议，末日为{dates.cn(last)}"
    assert one.ground == ""
    assert (row.unit_id, row.days) == (case.unit_id, 5)
    assert not standing(row)
    assert Message.objects.get(recipient=case.subject).kind == "disclosure_asked"


def test_five_working_days_are_shown_and_the_clock_ends_them(world):
    row = shown(world)

    last = add_working_days(TODAY, 5)
    assert (row.from_on, row.until_on) == (TODAY, last)
    assert standing(row)
    assert standing(row, NOW + (last - TODAY))
    assert not standing(row, NOW + (last - TODAY) + DAY)
    assert not standing(row, NOW - DAY)


def test_cases_opened_at_one_instant_are_offered_in_one_order(world):
    """A meeting decides many at once, and the form offers the first fifty."""
    pks = [served(world).pk for _n in range(4)]
    Case.objects.filter(pk__in=pks).update(opened_at=NOW)

    offered = queries.disclosable(world.admin, world.county.pk)

    assert list(offered.values_list("pk", flat=True)) == sorted(pks, reverse=True)


def test_approval_after_the_wished_day_begins_with_the_approval(world):
    row = agreed(proposed(world))

    row = approved(world, row, at=NOW + 2 * DAY)

    assert row.from_on == TODAY + 2 * DAY
    assert row.until_on == add_working_days(row.from_on, 5)


def test_ds_01_unserved_appealed_and_fallen_decisions_are_not_shown(world):
    unserved = assess.concluded(world).case
    unserved.receipt.delete()
    refused("DS-01", proposed, world, Case.objects.get(pk=unserved.pk))
    case = served(world)
    row = agreed(proposed(world, case))
    filed(case.outcome, "OBJECTION")
    refused("DS-01", proposed, world, case)
    refused("DS-01", approved, world, row)


def test_an_outcome_that_was_not_served_is_not_what_is_shown(world):
    case = assess.decide(world, assess.concluded(world).case).case

    one = entry(proposed(world, Case.objects.get(pk=case.pk)))

    assert (one.decision, one.remedy[:4]) == ("决定召回", "内部异议")


@pytest.mark.parametrize(
    ("number", "given"),
    [
        ("DS-02", {"footing": "LAW", "basis": "条例"}),
        ("DS-05", {"days": 0}),
        ("DS-05", {"days": 21}),
        ("DS-05", {"wished_on": TODAY - DAY}),
        ("DS-05", {"wished_on": TODAY + 61 * DAY}),
        ("DS-06", {"grounds_clause": "第十三条要求写明情形"}),
        ("DS-06", {"grounds_clause": "要求写明", "footing": "LAW", "audience": "PUBLIC"}),
        ("DS-08", {"purpose": "公示"}),
    ],
)
def test_ds_02_ds_05_ds_06_ds_08_what_a_proposal_needs(world, number, given):
    refused(number, proposed, world, **given)


def test_ds_03_nobody_is_shown_who_has_not_consented(world):
    first, second = served(world), served(world)
    row = proposed(world, first, second)
    one, other = row.entries.order_by("pk")
    disclosures.consent(one, by=first.subject, at=NOW)

    refused("DS-03", approved, world, row)
    disclosures.consent(other, by=second.subject, at=NOW)
    takedowns.decline(one, by=first.subject, at=NOW)
    refused("DS-03", approved, world, row)


def test_ds_04_a_notice_in_the_unit_is_of_one_unit(world):
    first, second = served(world), served(world)
    Case.objects.filter(pk=second.pk).update(unit=world.host)

    refused("DS-04", proposed, world, first, Case.objects.get(pk=second.pk))


def test_ds_07_beyond_the_unit_only_after_the_impact_was_weighed(world):
    row = agreed(proposed(world, audience="INTRANET"))
    refused("DS-07", approved, world, row)
    weighed(world, row, verdict="STOP")
    refused("DS-07", approved, world, row)

    row = shown(world, audience="PUBLIC")

    assert standing(row)
    kept = ImpactAssessment.objects.get(disclosure=row).keep_until_on
    assert kept == add_months(TODAY, 36)


def test_ds_09_one_to_fifty_people(world):
    plan = disclosures.Plan("UNIT", "CONSENT", PURPOSE, TODAY)
    told = {"plan": plan, "by": world.admin, "at": NOW}
    for cases in ([], [served(world)] * 51):
        refused("DS-09", disclosures.propose, world.county, cases=cases, **told)


def test_ds_10_taking_down_and_refusing_say_why(world):
    row = shown(world)
    refused("DS-10", takedowns.take_down, row, reason="错", by=world.admin, at=NOW)
    waiting = proposed(world)
    refused("DS-10", disclosures.decide, waiting, is_approved=False, by=world.decider, at=NOW)


def test_ds_13_the_impact_is_weighed_in_words_once(world):
    row = proposed(world, audience="INTRANET")
    refused("DS-13", weighed, world, row, risk="无")
    weighed(world, row)

    with pytest.raises(StateConflict):
        weighed(world, row)


def test_ds_14_what_a_law_orders_asks_no_consent(world):
    row = proposed(world, footing="LAW")
    one = entry(row)

    refused("DS-14", disclosures.consent, one, by=one.case.subject, at=NOW)
    refused("DS-14", takedowns.decline, one, by=one.case.subject, at=NOW)
    assert standing(approved(world, row))


def test_a_law_may_ask_for_the_ground_and_then_the_notice_s_words_are_shown(world):
    case = served(world)
    notice = rendering.request(
        "documents/recall_notice.html",
        kind="recall_notice",
        scope=world.county.code,
        reference="测召〔{year}〕{number}号",
        title="召回通知书",
        snapshot={"facts": [{"ground": "不作为"}, {"ground": "不作为"}]},
        by=world.manager,
        at=NOW,
    )
    Case.objects.filter(pk=case.pk).update(notice=notice)

    row = proposed(
        world,
        Case.objects.get(pk=case.pk),
        footing="LAW",
        basis=BASIS,
        grounds_clause="第十三条要求写明情形",
    )

    assert entry(row).ground == "不作为"


def test_only_the_person_answers_and_a_paper_is_kept_for_them(world, media):
    row = proposed(world)
    one = entry(row)
    with pytest.raises(NotAllowed):
        disclosures.consent(one, by=world.admin, at=NOW)

    one = disclosures.consent_on_paper(one, content=PDF, by=world.admin, at=NOW)

    assert one.consent_file.byte_count == len(PDF)
    with pytest.raises(StateConflict):
        disclosures.consent(one, by=one.case.subject, at=NOW)
    assert standing(approved(world, row))


def test_consent_taken_back_hides_the_name_at_once(world):
    row = shown(world)
    one = entry(row)

    takedowns.decline(one, by=one.case.subject, at=NOW)

    assert not standing(row)
    with pytest.raises(StateConflict):
        takedowns.decline(one, by=one.case.subject, at=NOW)


def test_taken_down_by_order_at_once_and_the_person_is_told(world):
    row = shown(world)

    takedowns.take_down(row, reason="姓名有误", by=world.decider, at=NOW)

    one = entry(row)
    assert (one.taken_down_by, one.taken_down_reason) == (world.decider, "姓名有误")
    assert not standing(row)
    told = Message.objects.filter(recipient=one.case.subject).values_list("kind", flat=True)
    assert list(told.order_by("pk"))[-2:] == ["disclosure_shown", "disclosure_down"]
    with pytest.raises(StateConflict):
        takedowns.take_down(row, reason="再次撤下", by=world.decider, at=NOW)


def test_who_proposed_or_weighed_does_not_approve(world):
    row = agreed(proposed(world, audience="INTRANET"))
    weighed(world, row)
    with pytest.raises(NotAllowed):
        approved(world, row, by=world.admin)

    for by in (world.admin, entry(row).case.subject):
        with pytest.raises(DatabaseError), transaction.atomic():
            Disclosure.objects.filter(pk=row.pk).update(
                decided_by=by, decided_at=NOW, is_approved=True, from_on=TODAY, until_on=TODAY
            )


@pytest.mark.parametrize("audience", ["UNIT", "INTRANET"])
def test_the_database_shows_nobody_without_consent_or_weighing(world, audience):
    row = proposed(world, audience=audience)
    if audience == "INTRANET":
        agreed(row)

    with pytest.raises(DatabaseError), transaction.atomic():
        Disclosure.objects.filter(pk=row.pk).update(
            decided_by=world.decider,
            decided_at=NOW,
            is_approved=True,
            from_on=TODAY,
            until_on=TODAY,
        )


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        (Disclosure, {"audience": "INTRANET", "unit": None}),
        (Disclosure, {"days": 20}),
        (Disclosure, {"until_on": TODAY + 300 * DAY}),
        (DisclosureEntry, {"decision": "辞退"}),
        (DisclosureEntry, {"consented_at": NOW + DAY}),
    ],
)
def test_what_was_proposed_and_decided_stays(world, rows, changed):
    row = shown(world)
    found = rows.objects.filter(pk=row.pk if rows is Disclosure else entry(row).pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        found.update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        found.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        DisclosureEntry.objects.create(
            disclosure=row,
            case=served(world),
            name="某",
            unit_name="某",
            decision="某",
            remedy="某",
        )


def test_a_proposal_is_withdrawn_or_refused_and_ends(world):
    row = disclosures.withdraw(proposed(world), by=world.admin, at=NOW)
    with pytest.raises(StateConflict):
        approved(world, row)
    row = disclosures.decide(
        proposed(world), is_approved=False, opinion="没有必要公示", by=world.decider, at=NOW
    )
    assert (row.is_approved, row.from_on) == (False, None)
    with pytest.raises(StateConflict):
        agreed(row)


def test_nobody_proposes_the_own_matter(world):
    case = served(world)
    Case.objects.filter(pk=case.pk).update(subject=world.admin)

    with pytest.raises(NotAllowed):
        proposed(world, Case.objects.get(pk=case.pk))


def test_every_act_is_in_the_trail_with_ids_only(world):
    row = shown(world, audience="INTRANET")

    acts = Entry.objects.filter(row_kind__contains="disclosure").values_list("act", flat=True)
    found = set(acts) | set(
        Entry.objects.filter(row_id=entry(row).pk).values_list("act", flat=True)
    )
    assert {"propose_disclosure", "consent_disclosure", "decide_disclosure", "show_name"} <= found


def test_the_board_is_of_the_own_unit_and_county(world):
    case, other = served(world), served(world)
    Case.objects.filter(pk=other.pk).update(unit=world.host)
    here = shown(world, case)
    there = shown(world, Case.objects.get(pk=other.pk))
    wide = shown(world, served(world), audience="INTRANET")

    def seen(user):
        return {one.disclosure_id for one in queries.board(user, at=NOW)}

    colleague = served(world).subject
    assert seen(colleague) == {here.pk, wide.pk}
    assert there.pk not in seen(world.admin)
    assert not queries.public(world.county, at=NOW).exists()
