"""Pages of papers' words: listed, written, refused by name, compared, approved by another."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.dates import legal_day
from core.documents import wordings
from schemes.models import WordingVersion
from tests.factories.accounts import grant, holder
from tests.factories.units import CountyFactory, PrefectureFactory, UnitFactory
from tests.factories.wordings import MARK, approved_wording, body, draft_wording
from tests.merging import untouched

pytestmark = pytest.mark.django_db
NOTICE = wordings.find("recall_notice")


@pytest.fixture
def county():
    return CountyFactory(parent=PrefectureFactory())


@pytest.fixture
def admin(client, county):
    user = holder(Role.COUNTY_ADMIN, county)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"schemes:{name}", args=args)


def text(answer):
    return answer.content.decode()


def test_words_go_from_the_list_to_approval_by_another_admin(client, county, admin):
    assert "基准文本" in text(client.get(url("wording-list")))
    begun = client.post(url("wording-begin", county.pk, "recall_notice"))
    row = WordingVersion.objects.get()
    assert begun.url == url("wording-edit", row.pk)
    opened = client.get(begun.url)
    page = text(opened)
    assert "{{异议途径}}" in page
    assert "公务员法第九十五条" in page
    day = legal_day(timezone.now()) + timedelta(days=1)
    given = untouched(opened) | NOTICE.words._asdict() | {"from_on": day.isoformat()}

    refused = client.post(begun.url, given | {"body": body("recall_notice", "{{工资}}")})
    assert (refused.status_code, "没有：{{工资}}" in text(refused)) == (422, True)
    assert client.post(begun.url, given | {"body": body("recall_notice")}).status_code == 302
    stale = client.post(begun.url, given)
    assert (stale.status_code, "用对方的" in text(stale)) == (409, True)

    row = WordingVersion.objects.get()
    shown = text(client.get(url("wording", row.pk)))
    assert "王样张" in shown
    assert "只供核对文本，不是公文" in shown
    act = {"seen": row.stamp}
    assert client.post(url("wording-act", row.pk, "submit_wording"), act).status_code == 302
    assert client.post(url("wording-act", row.pk, "approve_wording"), act).status_code == 403
    client.force_login(holder(Role.COUNTY_ADMIN, county))
    assert client.post(url("wording-act", row.pk, "approve_wording"), act).status_code == 302

    assert WordingVersion.objects.get().state == "APPROVED"
    listed = text(client.get(url("wording-list")))
    assert url("wording", row.pk) in listed  # coming
    told = text(client.get(url("wording-diff", row.pk, "base")))
    assert f"<ins>{MARK}</ins>" in told
    assert client.get(url("wording-diff", row.pk, "previous")).status_code == 404
    assert client.get(url("wording-diff", row.pk, "nonsense")).status_code == 404


def test_going_back_asks_for_a_day_alone_and_shows_the_words_it_goes_back_to(client, county, admin):
    first = approved_wording(county)
    client.post(url("wording-begin", county.pk, "recall_notice"), {"is_base": "on"})
    row = WordingVersion.objects.get(is_base=True)

    page = text(client.get(url("wording-edit", row.pk)))
    assert 'name="body"' not in page
    saved = client.post(url("wording-edit", row.pk), {"from_on": "2090-01-01"})
    assert saved.status_code == 302
    assert MARK not in text(client.get(url("wording", row.pk)))
    told = text(client.get(url("wording-diff", row.pk, "previous")))
    assert f"<del>{MARK}</del>" in told
    assert "内容相同" in text(client.get(url("wording-diff", row.pk, "base")))
    assert first.label in text(client.get(url("wording-paper", county.pk, "recall_notice")))


def test_second_draft_is_refused_on_the_page(client, county, admin):
    draft_wording(county)

    answer = client.post(url("wording-begin", county.pk, "recall_notice"))

    assert (answer.status_code, "TX-10" in text(answer)) == (422, True)


def test_hostile_words_are_shown_as_text(client, county, admin):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    row = draft_wording(county, body=body("recall_notice", hostile))

    for name, args in (("wording", ()), ("wording-edit", ()), ("wording-diff", ("base",))):
        page = text(client.get(url(name, row.pk, *args)))
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_reader_sees_what_is_approved_and_no_draft_and_a_unit_none(client, county):
    above = approved_wording(county.parent)
    draft = draft_wording(county)
    client.force_login(holder(Role.VERIFIER, county))

    assert client.get(url("wording", above.pk)).status_code == 200
    assert client.get(url("wording", draft.pk)).status_code == 404
    page = text(client.get(url("wording-paper", county.pk, "recall_notice")))
    assert str(county.parent) in page
    assert "起草新版" not in page
    assert client.post(url("wording-begin", county.pk, "recall_notice")).status_code == 403
    client.force_login(holder(Role.UNIT_CLERK, UnitFactory(county=county)))
    assert client.get(url("wording-list")).status_code == 404
    assert client.get(url("wording", above.pk)).status_code == 404


def test_text_that_no_longer_fits_is_named_in_the_list(client, county, admin):
    row = approved_wording(county)
    with_another = body("recall_notice", "{{已撤的合并项}}")
    draft_wording(CountyFactory())
    broken = WordingVersion(
        county=county, kind="recall_notice", number=2, title=row.title, addressee=row.addressee
    )
    broken.body, broken.sha256, broken.from_on = with_another, "0" * 64, row.from_on
    broken.drafted_by, broken.drafted_at, broken.writers = row.drafted_by, row.drafted_at, []
    broken.approved_by, broken.approved_at = row.approved_by, row.approved_at
    broken.__dict__["state"] = "APPROVED"  # as an earlier release let it through
    broken.save()

    assert "不合要求，未使用" in text(client.get(url("wording-list")))
    assert "TX-11" in text(client.get(url("wording-paper", county.pk, "recall_notice")))


@pytest.mark.parametrize("count", [1, 12])
def test_list_asks_the_same_however_many_divisions_and_versions_there_are(
    client, count, django_assert_max_num_queries
):
    prefecture = PrefectureFactory()
    user = holder(Role.COUNTY_ADMIN, prefecture)
    for _n in range(count):
        place = CountyFactory(parent=prefecture)
        grant(user, Role.COUNTY_ADMIN, place)
        approved_wording(place)
        draft_wording(place, "allegation")
    client.force_login(user)

    with django_assert_max_num_queries(14):
        answer = client.get(url("wording-list"), {"size": "100"})

    assert answer.status_code == 200
    assert len(answer.content) < 100 * 1024
