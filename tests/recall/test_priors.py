"""The prior record of five years: what the reader may see elsewhere, nothing besides."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cadres.models import AnnualRating, Honour
from core.dates import legal_day
from evidence.enums import Practice
from recall.enums import PriorKind
from recall.models import Case, Nomination
from recall.presenters import priors as present
from recall.queries import priors
from recall.services import hearings, rehabilitations
from tests.factories import books, honour_lists, reminders
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import (
    approved_nomination,
    conclude,
    decide,
    draft_nomination,
    heard_nomination,
    open_campaign,
    submitted_nomination,
)
from tests.fixtures import media
from tests.moments import HEARD_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
UNTIL = date(2018, 12, 31)
TALKED = {"on": HEARD_AT.date(), "place": "谈话室", "said": "问：在哪里？答：在家。"}


def rate(cadre, year, grade="COMPETENT"):
    kind = {"staff_kind": "CIVIL_SERVANT", "civil": grade, "institution": ""}
    return AnnualRating.objects.create(cadre=cadre, year=year, **kind)


def honour(cadre, on, **given):
    told = {"kind": "HONOUR", "title": "防汛先进个人", "awarded_by": "县委"} | given
    return Honour.objects.create(cadre=cadre, awarded_on=on, **told)


@pytest.fixture
def full(media):
    """A person with a line of each kind, nominated again."""
    cadre = PostFactory().cadre
    reminders.served(reminders.issued(cadre))
    book = books.opened_book(cadre.unit, Practice.SCORE_CARD)
    who = books.member(book, cadre=cadre)
    for title in [one.title for one in book.items.filter(points__lt=0).order_by("pk")[:2]]:
        books.entry(who, title)
    drawn = honour_lists.drawn(cadre.unit)
    honour_lists.published(honour_lists.proposed(drawn, cadre, colour="RED"))
    honour(cadre, date(2016, 7, 1))
    rate(cadre, 2017, "BARELY")
    row = heard_nomination(cadre=cadre)
    first, second = holder(Role.VERIFIER, row.county), holder(Role.COUNTY_ADMIN, row.county)
    given = TALKED | {"first": first, "second": second, "is_signed": True}
    hearings.record_talk(row, by=first, at=HEARD_AT, **given)
    decide(Nomination.objects.get(pk=row.pk), is_approved=False)
    return draft_nomination(row.campaign, cadre=cadre)


def kinds(nomination, user, until_on=UNTIL):
    found = priors.record(nomination, user, until_on=until_on)
    return [line.kind for line in found.lines]


def test_each_practice_has_its_lines_newest_first(full):
    found = priors.record(full, holder(Role.UNIT_HEAD, full.unit), until_on=UNTIL)

    days = [line.on for line in found.lines]
    assert days == sorted(days, reverse=True)
    assert {line.kind for line in found.lines} == {
        *(PriorKind.REMINDER, PriorKind.TALK, PriorKind.POINTS, PriorKind.NOMINATION),
        *(PriorKind.RATING, PriorKind.HONOUR, PriorKind.RED),
    } - ({PriorKind.RED} if full.cadre.honours.filter(kind="RED_LIST").exists() else set())
    points = next(line.row for line in found.lines if line.kind == PriorKind.POINTS)
    assert points["times"] == points["unsettled"] == 2


def test_nobody_reads_more_than_their_own_pages_tell(full):
    county = full.unit.county
    for user in (
        holder(Role.UNIT_CLERK, PostFactory().cadre.unit),
        holder(Role.CLASS_MANAGER, county),
        full.subject or holder(Role.AUDITOR),
    ):
        assert kinds(full, user) == []
    assert PriorKind.REMINDER in kinds(full, holder(Role.VERIFIER, county))


def test_unit_to_which_somebody_moved_reads_nothing_of_the_unit_before(full):
    unit = PostFactory(cadre__unit__county=full.unit.county).cadre.unit
    type(full.cadre).objects.filter(pk=full.cadre_id).update(unit=unit)

    seen = set(kinds(full, holder(Role.UNIT_HEAD, unit)))

    assert seen <= {PriorKind.RATING, PriorKind.HONOUR}  # on the person's page, which is theirs now
    assert PriorKind.HONOUR in seen


def test_recall_that_was_revoked_and_talks_of_it_are_gone(media):
    row = heard_nomination()
    first, second = holder(Role.VERIFIER, row.county), holder(Role.COUNTY_ADMIN, row.county)
    given = TALKED | {"first": first, "second": second, "is_signed": True}
    hearings.record_talk(row, by=first, at=HEARD_AT, **given)
    case = decide(Nomination.objects.get(pk=row.pk)).case
    reader = holder(Role.VERIFIER, row.county)
    Case.objects.filter(pk=case.pk).update(state="CLOSED")
    again = draft_nomination(row.campaign, cadre=row.cadre)
    assert set(kinds(again, reader)) == {PriorKind.RECALL, PriorKind.TALK}

    Case.objects.filter(pk=case.pk).update(state="REVOKED")

    assert kinds(again, reader) == []


def test_nomination_whose_name_was_cleared_and_talks_of_it_are_gone(full):
    reader = holder(Role.VERIFIER, full.unit.county)
    assert {PriorKind.NOMINATION, PriorKind.TALK} <= set(kinds(full, reader))
    wrong = Nomination.objects.get(cadre=full.cadre, state="REJECTED")
    office = holder(Role.COUNTY_ADMIN, full.unit.county)
    rehabilitations.open_(wrong, scope="单位班子和县委组织部", by=office, at=HEARD_AT)

    assert not {PriorKind.NOMINATION, PriorKind.TALK} & set(kinds(full, reader))


def test_five_years_are_the_span_and_what_was_taken_back_is_gone():
    row = draft_nomination()
    head = holder(Role.UNIT_HEAD, row.unit)
    honour(row.cadre, date(2013, 12, 30))
    honour(row.cadre, date(2018, 1, 1), revoked_on=date(2018, 3, 1))
    assert kinds(row, head) == []
    honour(row.cadre, date(2013, 12, 31))
    assert kinds(row, head) == [PriorKind.HONOUR]


def test_rejected_at_verification_is_held_against_nobody_and_itself_stays_out(media):
    wrong = conclude(submitted_nomination(), "NOT_MATCHED")
    again = draft_nomination(wrong.campaign, cadre=wrong.cadre)
    assert kinds(again, holder(Role.VERIFIER, wrong.county)) == []

    case = Case.objects.get(nomination=approved_nomination())
    verifier = holder(Role.VERIFIER, case.county)
    assert kinds(case.nomination, verifier) == []
    Case.objects.filter(pk=case.pk).update(state="CLOSED")
    assert kinds(draft_nomination(case.campaign, cadre=case.cadre), verifier) == [PriorKind.RECALL]


def test_queries_do_not_grow_and_a_cut_is_said(full):
    head = holder(Role.UNIT_HEAD, full.unit)
    priors.record(full, head, until_on=UNTIL)  # the user's grants are read once
    for count in (0, priors.LIMIT + 5):
        for _ in range(count):
            honour(full.cadre, date(2015, 7, 1))
        with CaptureQueriesContext(connection) as asked:
            strip = present.strip(full, user=head, on=UNTIL)
        assert len(asked) <= priors.QUERIES
        assert strip["is_cut"] is bool(count)
    assert [one["year"] for one in strip["years"]] == [2013, 2014, 2015, 2016, 2017, 2018]


def test_strip_says_words_and_leads_to_the_pages(full, client):
    client.force_login(holder(Role.UNIT_HEAD, full.unit))
    for event in present.strip(full, user=holder(Role.UNIT_HEAD, full.unit), on=UNTIL)["events"]:
        if event["url"]:
            assert client.get(event["url"]).status_code in (200, 302)


def test_nomination_and_verification_page_carry_it(media, client):
    campaign = open_campaign()
    row = submitted_nomination(campaign)
    honour(row.cadre, legal_day(timezone.now()))
    user = holder(Role.VERIFIER, row.county)
    client.force_login(user)
    for name in ("nomination", "nomination-verify"):
        page = client.get(reverse(f"recall:{name}", args=[row.pk])).content.decode()
        assert "近五年记录" in page
        assert "防汛先进个人" in page
