"""A prefecture's summary: its counties side by side, small numbers hidden, who may see it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.enums import Role
from core.documents import rendering, storage
from core.errors import NotAllowed, RegulationBroken
from reports.models import PrefectureSummary
from reports.queries import figures, prefecture, prefecture_report
from reports.services import prefectures
from tests.factories.accounts import holder
from tests.factories.units import PrefectureFactory
from tests.reports.test_covering import leaks
from tests.reports.test_pages import AS_OF, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(book):
    """A prefecture of three counties with a campaign each."""
    above = PrefectureFactory()
    made = [book(seed, count) for seed, count in ((1, 40), (2, 90), (3, 12))]
    for one in made:
        one.campaign.county.parent = above
        one.campaign.county.save(update_fields=["parent"])
    above.books = made
    return above


def ask(place, by=None, **changes):
    by = by or holder(Role.PREFECTURE_VIEWER, place)
    return prefectures.request_summary(
        place, **{"year": 2018, "as_of": AS_OF, "by": by, "at": NOW, **changes}
    )


def test_prefecture_is_the_sum_of_its_counties_by_the_same_definitions(place):
    counted = prefecture.compute(place, year=2018, as_of=AS_OF)

    for made in place.books:
        own = figures.compute(made.campaign, as_of=AS_OF).total
        row = counted.cuts["county"][made.campaign.county.code]
        assert {c: row[c] for c in row if c in own} == {c: own[c] for c in row if c in own}
    for total, parts in prefecture.relations(counted):
        told = {key: counted.cuts[key[0]][key[1]][key[2]] for key in (total, *parts)}
        assert told[total] == sum(told[part] for part in parts)
    assert place.code not in counted.cuts["county"]
    assert prefecture.years_of(place) == [2018]


def test_what_is_published_gives_no_group_under_five_away(place):
    counted = prefecture.compute(place, year=2018, as_of=AS_OF)

    told = prefecture.published(counted)

    values = {
        (cut, key, code): number
        for cut, rows in counted.cuts.items()
        for key, row in rows.items()
        for code, number in row.items()
    }
    shown = {place: told[place[0]][place[1]][place[2]] for place in values}
    assert leaks(values, prefecture.relations(counted), shown) == []
    assert None in shown.values()
    assert told["total"][""]["nominated"] is not None


def test_report_prints_hidden_numbers_nowhere_and_its_hash_is_of_what_is_shown(place, media):
    row = ask(place)
    kept = row.document.snapshot

    document = rendering.render(row.document, at=NOW)
    text = "\n".join(p.extract_text() for p in PdfReader(storage.open_verified(document)).pages)

    counted = prefecture.compute(place, year=2018, as_of=AS_OF)
    shown = prefecture.published(counted)
    told = {"year": 2018, "as_of": AS_OF}
    assert row.figures_hash == figures.content_hash(told, shown)
    assert "隐去" in text
    whole = kept["sections"][0]["blocks"]
    assert whole[1]["text"] == (
        "3 个县区的 3 个批次，提名 129 件，决定召回 54 件，参加培训班 36 人，返回原岗位的人数隐去。"
    )
    assert [block["note"] for block in whole if "note" in block][1].startswith("有数字隐去的行只列")
    for made in place.books:
        assert made.campaign.county.name in text
    numbers = [n for cut in kept["numbers"].values() for n in cut.values()]
    assert all(n is None or n == 0 or n >= 5 for n in numbers)


def test_only_rows_without_hidden_numbers_are_drawn():
    whole = dict.fromkeys(prefecture_report.FATES, 9)
    part = whole | {prefecture_report.FATES[0]: None}

    chart, note = prefecture_report._chart("图", {"甲县": whole, "乙县": part})

    assert [row["label"] for row in chart["chart"]["rows"]] == ["甲县"]
    assert "隐去" in note["note"]
    assert prefecture_report._chart("图", {"乙县": part}) == []
    assert len(prefecture_report._chart("图", {"甲县": whole})) == 1


def test_same_figures_are_one_summary_and_another_day_another(place):
    by = holder(Role.COUNTY_ADMIN, place)

    first, again = ask(place, by), ask(place, by)
    later = ask(place, by, as_of=date(2018, 6, 1))

    assert (first.pk == again.pk, first.pk == later.pk) == (True, False)


def test_rp_01_prefecture_summary_of_a_future_day_is_refused(place):
    with pytest.raises(RegulationBroken, match="RP-01"):
        ask(place, as_of=date(2018, 8, 2))


@pytest.mark.parametrize("role", [Role.READER, Role.VERIFIER])
def test_others_of_the_prefecture_may_not_ask(place, role):
    with pytest.raises(NotAllowed):
        ask(place, holder(role, place))


def test_county_sees_its_own_only(client, place):
    row = ask(place)
    county = place.books[0].campaign.county
    client.force_login(holder(Role.COUNTY_ADMIN, county))

    answers = [
        client.get(reverse("reports:prefecture", args=[place.pk])),
        client.get(reverse("reports:prefecture", args=[county.pk])),
        client.post(reverse("reports:prefecture-request", args=[place.pk])),
        client.get(reverse("reports:prefecture-progress", args=[row.pk])),
        client.get(reverse("reports:prefecture-file", args=[row.pk])),
        client.get(reverse("reports:prefecture-comparison", args=[row.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert not PrefectureSummary.objects.visible_to(holder(Role.READER, county)).exists()


def test_page_asks_for_the_summary_and_shows_the_counties(client, place):
    client.force_login(holder(Role.PREFECTURE_VIEWER, place))
    page = reverse("reports:prefecture", args=[place.pk])

    shown = client.get(page, {"year": 2018, "as_of": "2018-08-01"})
    asked = client.post(
        reverse("reports:prefecture-request", args=[place.pk]),
        {"year": 2018, "as_of": "2018-08-01"},
    )
    wrong = client.post(
        reverse("reports:prefecture-request", args=[place.pk]), {"year": 1, "as_of": "2999-01-01"}
    )

    assert (shown.status_code, asked.status_code, asked.url) == (200, 302, page)
    assert (wrong.status_code, PrefectureSummary.objects.count()) == (422, 1)
    for made in place.books:
        assert made.campaign.county.name in shown.content.decode()
    assert reverse("reports:prefecture", args=[place.pk]) in (
        client.get(reverse("reports:summary-list")).content.decode()
    )


def test_page_costs_the_same_for_ten_and_a_thousand(client, book, django_assert_max_num_queries):
    for seed, count in ((4, 10), (5, 1000)):
        above = PrefectureFactory()
        county = book(seed, count).campaign.county
        county.parent = above
        county.save(update_fields=["parent"])
        client.force_login(holder(Role.PREFECTURE_VIEWER, above))
        with django_assert_max_num_queries(20):
            answer = client.get(reverse("reports:prefecture", args=[above.pk]))
        assert (answer.status_code, len(answer.content) < 60_000) == (200, True)


def test_snapshot_without_any_campaign_says_so():
    place = PrefectureFactory()

    counted = prefecture.compute(place, year=2018, as_of=AS_OF)
    kept = prefecture_report.snapshot(place.name, counted, on=timezone.now().date())

    assert len(kept["sections"]) == 13
