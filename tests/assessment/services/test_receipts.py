"""The receipt of a filed step prints the last day; routes outside have rows of their own."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from assessment.models import Outcome, OutsideTerm
from assessment.services import outside
from core.dates import add_calendar_days, cn, legal_day
from core.documents import rendering
from core.errors import NotAllowed, RegulationBroken
from tests.factories import assessment as assess
from tests.factories.appeals import filed, handler, removed
from tests.factories.recall import printed

TODAY = legal_day(assess.LATER)


@pytest.fixture
def by(world):
    return handler(world)


def decided(world, **person):
    """A dismissal-like outcome whose route leads outside, decided and served."""
    case = assess.concluded(world, **person).case
    outcome = assess.decide(
        world,
        case,
        kind="TERMINATE",
        **{"reason": "合同约定的情形出现"} | _TOLD[person["staff_kind"]],
    )
    assess.serve(world, outcome)
    return Outcome.objects.get(pk=outcome.pk)


_NOTICED = TODAY - timedelta(days=40)
_TOLD = {
    "EMPLOYED": {"conditions": ["employment_contract", "notice_30_days", "heard"]},
    "CONTRACT": {"conditions": ["contract_allows", "notice_30_days", "heard"]},
}
for _told in _TOLD.values():
    _told["noticed_on"] = _NOTICED


@pytest.mark.parametrize(
    ("remedy", "days", "is_panel"), [("REVIEW", 30, False), ("APPEAL", 60, True)]
)
def test_the_receipt_is_numbered_at_once_and_prints_the_last_day(world, remedy, days, is_panel):
    outcome = removed(world)

    row = filed(outcome, remedy)

    first = add_calendar_days(TODAY, 30)
    last = add_calendar_days(first, days) if is_panel else first
    told = row.receipt.snapshot
    assert (row.receipt.number, row.receipt.kind) == (1, "appeal_receipt")
    assert (told["answer_by"], told["is_panel"]) == (cn(last), is_panel)
    assert told["last_on"] == cn(row.last_on)
    page = rendering.html(row.receipt)
    assert cn(last) in page
    assert row.text not in page


def test_person_and_handler_take_the_receipt_from_the_page(client, world, by):
    row = filed(removed(world))
    page = reverse("assessment:appeal-receipt", args=[row.pk])
    file = reverse("assessment:appeal-receipt-file", args=[row.pk])
    client.force_login(row.case.subject)
    assert client.get(file).status_code == 404
    printed(row.receipt)

    for user in (row.case.subject, by):
        client.force_login(user)
        detail = client.get(reverse("assessment:appeal", args=[row.pk])).content.decode()
        assert (file in detail, client.get(page).status_code) == (True, 286)
        assert client.get(file)["Content-Type"] == "application/pdf"
    client.force_login(world.manager)
    assert client.get(file).status_code == 404


def test_the_term_of_arbitration_opens_with_the_serving_and_the_courts_with_the_award(world, by):
    outcome = decided(world, staff_kind="EMPLOYED")
    term = OutsideTerm.objects.get(outcome=outcome)
    assert (term.step, term.days) == ("ARBITRATION", 60)
    assert term.last_on == add_calendar_days(TODAY, 60)

    outside.tell_filed(term, on=TODAY, by=by, at=assess.LATER)
    later = assess.LATER + timedelta(days=50)
    outside.tell_award(term, on=legal_day(later), by=by, at=later)

    court = OutsideTerm.objects.get(outcome=outcome, step="COURT")
    assert (court.from_on, court.days) == (legal_day(later), 15)
    assert court.last_on == add_calendar_days(legal_day(later), 15)


def test_no_day_is_made_up_where_none_is_published(world, by):
    outcome = decided(world, staff_kind="CONTRACT")
    term = OutsideTerm.objects.get(outcome=outcome)
    assert (term.days, term.last_on) == (None, None)

    outside.tell_filed(term, on=TODAY, by=by, at=assess.LATER)
    outside.tell_award(term, on=TODAY, by=by, at=assess.LATER)

    assert OutsideTerm.objects.count() == 1


def test_routes_inside_open_no_term_outside(world):
    removed(world)

    assert not OutsideTerm.objects.exists()


def test_ap_15_a_day_is_told_once(world, by):
    term = OutsideTerm.objects.get(outcome=decided(world, staff_kind="EMPLOYED"))
    outside.tell_filed(term, on=TODAY, by=by, at=assess.LATER)

    with pytest.raises(RegulationBroken, match="AP-15"):
        outside.tell_filed(term, on=TODAY, by=by, at=assess.LATER)


@pytest.mark.parametrize("days", [-1, 1])
def test_ap_16_days_are_in_order(world, by, days):
    term = OutsideTerm.objects.get(outcome=decided(world, staff_kind="EMPLOYED"))

    with pytest.raises(RegulationBroken, match="AP-16"):
        outside.tell_filed(term, on=TODAY + timedelta(days=days), by=by, at=assess.LATER)


def test_ap_17_no_award_without_an_application(world, by):
    term = OutsideTerm.objects.get(outcome=decided(world, staff_kind="EMPLOYED"))

    with pytest.raises(RegulationBroken, match="AP-17"):
        outside.tell_award(term, on=TODAY, by=by, at=assess.LATER)


def test_terms_outside_are_kept_by_the_handler_and_stay(world, by):
    term = OutsideTerm.objects.get(outcome=decided(world, staff_kind="EMPLOYED"))
    for user in (world.admin, term.outcome.case.subject):
        with pytest.raises(NotAllowed):
            outside.tell_filed(term, on=TODAY, by=user, at=assess.LATER)
    outside.tell_filed(term, on=TODAY, by=by, at=assess.LATER)
    rows = OutsideTerm.objects.filter(pk=term.pk)

    for change in ({"last_on": date(2030, 1, 1)}, {"filed_on": TODAY + timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_the_page_names_every_route_with_its_days(client, world, by):
    outcome = decided(world, staff_kind="EMPLOYED")
    term = OutsideTerm.objects.get(outcome=outcome)
    page = reverse("assessment:appeal-file", args=[outcome.case_id])
    act = reverse("assessment:outside-act", args=[term.pk, "filed"])
    client.force_login(outcome.case.subject)
    own = client.get(page).content.decode()
    assert ("申请仲裁" in own, term.last_on.isoformat() in own, act in own) == (True, True, False)

    client.force_login(by)
    assert act in client.get(page).content.decode()
    assert client.post(act, {"on": "x"}).status_code == 422
    assert client.post(act, {"on": TODAY.isoformat()}).url == page
    assert "已申请" in client.get(page).content.decode()
