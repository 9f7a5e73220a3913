"""The county to which the person moved reads the statement that came on paper, and only reads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import RegulationBroken
from evidence.models import PaperWaiver, ScanSheet
from evidence.queries import scans as queries
from evidence.services import scans
from recall.models import Case, Nomination
from recall.services import cases
from tests.factories import assessment as assess
from tests.factories import recall, statements
from tests.factories import scans as make
from tests.factories.accounts import grant, holder, with_factor
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.permissions.rows.concurrences import moved

__all__ = ["media"]
pytestmark = pytest.mark.django_db
LATER = assess.LATER + timedelta(days=1)


@pytest.fixture
def told():
    return recall.verified_nomination()


@pytest.fixture
def admin(told):
    return holder(Role.COUNTY_ADMIN, told.county)


@pytest.fixture
def pages(told, admin):
    verifier = holder(Role.VERIFIER, told.county)
    return statements.confirmed(told, admin=admin, verifier=verifier)


@pytest.fixture
def there():
    return UnitFactory()


@pytest.fixture
def case(told, pages, there, admin):
    row = recall.decide(Nomination.objects.get(pk=told.pk))
    return moved(Case.objects.get(nomination=row), there, by=admin)


@pytest.fixture
def judge(there):
    return holder(Role.DECIDER, there.county)


def addresses(page):
    names = ("scan-sheet", "scan-picture", "scan-file")
    return [reverse(f"evidence:{name}", args=[page.pk]) for name in names]


def answers(client, user, page):
    with_factor(client, user)
    return {client.get(address).status_code for address in addresses(page)}


def test_its_page_leads_to_the_pages_and_every_look_is_noted(client, case, pages, judge):
    with_factor(client, judge)

    shown = client.get(reverse("assessment:arrived", args=[case.pk])).text
    assert all(reverse("evidence:scan-sheet", args=[page.pk]) in shown for page in pages)
    assert answers(client, judge, pages[0]) == {200}

    seen = Entry.objects.filter(row_kind="evidence.scansheet", row_id=pages[0].pk, by=judge)
    assert list(seen.order_by("pk").values_list("act", flat=True)) == ["read", "read", "download"]
    assert set(seen.values_list("about_id", flat=True)) == {case.cadre_id}


def test_others_find_nothing(client, case, pages, there, told):
    strangers = [
        holder(Role.VERIFIER, there.county),
        holder(Role.CLASS_MANAGER, there.county),
        holder(Role.UNIT_HEAD, UnitFactory(county=there.county)),
        holder(Role.DECIDER, UnitFactory().county),
        grant(case.subject, Role.DECIDER, there.county),
    ]

    assert [answers(client, user, pages[0]) for user in strangers] == [{404}] * 5


def test_before_the_move_and_when_the_case_is_over_it_finds_nothing(
    client, told, pages, there, admin, judge
):
    row = recall.decide(Nomination.objects.get(pk=told.pk))
    assert answers(client, judge, pages[0]) == {404}
    case = moved(Case.objects.get(nomination=row), there, by=admin)
    assert answers(client, judge, pages[0]) == {200}

    decider = holder(Role.DECIDER, told.county)
    cases.revoke(case, opinion="事实不清", by=decider, at=LATER)

    assert answers(client, judge, pages[0]) == {404}


def test_a_further_move_takes_the_pages_along(client, case, pages, judge, admin):
    assert answers(client, judge, pages[0]) == {200}
    next_place = UnitFactory()

    moved(case, next_place, by=admin)

    assert answers(client, judge, pages[0]) == {404}
    assert answers(client, holder(Role.DECIDER, next_place.county), pages[0]) == {200}


def test_it_reads_what_is_filed_and_settles_nothing(client, case, told, pages, there, admin):
    reader = holder(Role.COUNTY_ADMIN, there.county)
    document = pages[0].page.document
    late = make.sent(told.county, make.scanned(document, 3), by=admin, at=LATER).sheets.get()
    loose = make.sent(there.county, make.forged("x" * 16), by=reader, at=LATER).sheets.get()

    assert (late.state, late.doubt) == ("QUEUED", "CLOSED")
    assert answers(client, reader, late) == {404}
    assert client.get(reverse("evidence:paper", args=[document.pk])).status_code == 404
    assert not queries.documents(reader).exists()
    assert not queries.missing(reader).exists()
    page = client.get(reverse("evidence:scan-sheet", args=[pages[0].pk])).text
    assert reverse("evidence:paper", args=[document.pk]) not in page
    with pytest.raises(RegulationBroken) as error:
        scans.file_by_number(loose, number=late.page.code, by=reader, at=LATER)
    assert error.value.number == "PX-03"


def test_a_page_laid_aside_is_not_part_of_what_it_reads(case, pages, judge, admin):
    assert ScanSheet.objects.visible_to(judge).count() == 2

    document = pages[0].page.document
    PaperWaiver.objects.create(document=document, why="空白页", waived_by=admin, waived_at=LATER)

    assert not ScanSheet.objects.visible_to(judge).exists()
