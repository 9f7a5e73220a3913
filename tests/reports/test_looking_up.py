"""Summaries looked up by their code, and their files hashed again (查验, 校验)."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core import dates
from core.documents import rendering, standings
from core.documents.models import Document, Signature
from core.documents.standings import Standing
from reports.services import prefectures, summaries
from tests.factories.accounts import holder
from tests.factories.units import PrefectureFactory
from tests.reports.test_pages import AS_OF, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def of_county(made):
    county = made.campaign.county
    by = holder(Role.COUNTY_ADMIN, county)
    return summaries.request_summary(made.campaign, as_of=AS_OF, by=by, at=NOW), county


def of_prefecture(made):
    county = made.campaign.county
    county.parent = county.parent or PrefectureFactory()
    county.save(update_fields=["parent"])
    by = holder(Role.PREFECTURE_VIEWER, county.parent)
    row = prefectures.request_summary(county.parent, year=2018, as_of=AS_OF, by=by, at=NOW)
    return row, county.parent


MAKERS = pytest.mark.parametrize(
    ("make", "role", "named"),
    [
        (of_county, Role.COUNTY_ADMIN, "全县干部召回工作汇总表"),
        (of_prefecture, Role.PREFECTURE_VIEWER, "全州干部召回工作汇总表"),
    ],
    ids=["county", "prefecture"],
)


def stands(document):
    return standings.standing(document, dates.legal_day(timezone.now()))


def counted_anew(row):
    """Answer the summary that other figures of the same day would make."""
    document = Document.objects.get(pk=row.document_id)
    document.pk, document.uid, document.verify_code = None, uuid4(), ""
    document.save()
    again = type(row).objects.get(pk=row.pk)
    again.pk, again.figures_hash, again.document = None, "0" * 64, document
    again.save()
    return again


@MAKERS
def test_anybody_learns_what_a_summary_is_and_nothing_that_it_counts(
    client, book, media, make, role, named
):
    row, place = make(book(11, 40))
    document = rendering.render(row.document, at=NOW)

    said = client.get(reverse("verify-code", args=[document.verify_code])).content.decode()

    for word in ("有效", named, f"中共{place.name}委组织部", "2018年8月1日", document.sha256):
        assert word in said
    assert [word for word in ("发文字号", row.figures_hash, document.title) if word in said] == []
    assert document.snapshot["verify"].endswith(document.verify_code)


@MAKERS
def test_a_summary_is_superseded_when_its_day_is_counted_anew(book, media, make, role, named):
    made = book(11, 40)
    first, _place = make(made)
    assert stands(first.document) == Standing.CURRENT

    again = counted_anew(first)

    assert [stands(row.document) for row in (first, again)] == [
        Standing.SUPERSEDED,
        Standing.CURRENT,
    ]


@MAKERS
def test_figures_that_came_back_are_a_summary_again(book, media, make, role, named):
    made = book(11, 40)
    first, _place = make(made)
    counted_anew(first)

    back, once_more = make(made)[0], make(made)[0]

    assert (back.figures_hash, back.pk == first.pk) == (first.figures_hash, False)
    assert (stands(first.document), stands(back.document)) == (
        Standing.SUPERSEDED,
        Standing.CURRENT,
    )
    assert once_more.pk == back.pk


@MAKERS
def test_who_asks_for_summaries_has_the_button_and_readers_do_not(
    client, book, media, make, role, named
):
    row, place = make(book(11, 40))
    document = rendering.render(row.document, at=NOW)
    button = reverse("document-proof", args=[document.uid])
    name, pk = ("campaign", row.campaign_id) if make is of_county else ("prefecture", place.pk)
    page = reverse(f"reports:{name}", args=[pk])

    client.force_login(holder(role, place))
    own, proved = client.get(page), client.post(button)
    after = client.get(page).content.decode()
    client.force_login(holder(Role.READER, place))
    read, refused = client.get(page), client.post(button)

    assert (button in own.content.decode(), proved.status_code) == (True, 302)
    assert "与登记的一致" in after
    assert (read.status_code, button in read.content.decode()) == (200, False)
    assert refused.status_code == 404


def test_a_summary_bears_no_signature_of_the_office(book, media, settings):
    settings.SIGNING_SEAL = "tests.core.documents.test_signing.Outside"
    row, _county = of_county(book(11, 40))

    rendering.render(row.document, at=NOW)

    assert not Signature.objects.exists()
