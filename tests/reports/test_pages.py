"""The figures page and the way to the PDF, by role."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken
from core.jobs import worker
from reports.models import Summary
from reports.services import summaries
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory

NOW = datetime(2018, 8, 1, 2, 0, tzinfo=UTC)
AS_OF = date(2018, 8, 1)


@pytest.fixture
def campaign(book):
    return book(11, 40).campaign


@pytest.fixture
def admin(campaign):
    return holder(Role.COUNTY_ADMIN, campaign.county)


def ask(campaign, by, **changes):
    return summaries.request_summary(campaign, **{"as_of": AS_OF, "by": by, "at": NOW, **changes})


def test_request_summary_twice_is_one_row_until_a_figure_changes(campaign, admin):
    first, again = ask(campaign, admin), ask(campaign, admin)
    later = ask(campaign, admin, as_of=date(2018, 6, 1))

    assert (first.pk == again.pk, first.pk == later.pk) == (True, False)
    assert first.document.snapshot["figures_hash"] == first.figures_hash


def test_rp_01_summary_of_a_future_day_is_refused(campaign, admin):
    with pytest.raises(RegulationBroken, match="RP-01"):
        ask(campaign, admin, as_of=date(2018, 8, 2))


@pytest.mark.parametrize("role", [Role.READER, Role.VERIFIER, Role.DECIDER])
def test_request_summary_by_another_role_is_refused(campaign, role):
    with pytest.raises(NotAllowed):
        ask(campaign, holder(role, campaign.county))


def test_summary_page_prints_and_hands_out_the_file(client, campaign, admin):
    client.force_login(admin)
    page = reverse("reports:campaign", args=[campaign.pk])

    answer = client.post(
        reverse("reports:summary-request", args=[campaign.pk]), {"as_of": "2018-08-01"}
    )
    row = Summary.objects.get()
    waiting = client.get(reverse("reports:summary-progress", args=[row.pk]))
    early = client.get(reverse("reports:summary-file", args=[row.pk]))
    worker.drain("pdf", at=timezone.now(), seconds=60)
    ready = client.get(reverse("reports:summary-progress", args=[row.pk]))
    file = client.get(reverse("reports:summary-file", args=[row.pk]))

    assert (answer.status_code, answer.url) == (302, page)
    assert [r.status_code for r in (waiting, early, ready, file)] == [200, 404, 286, 200]
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Disposition"] == (
        f'attachment; filename="summary-{campaign.county.code}-20180801.pdf"'
    )
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert client.get(page, {"as_of": "2018-06-01"}).status_code == 200


@pytest.mark.parametrize(
    "role", [Role.COUNTY_ADMIN, Role.READER, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER]
)
def test_figures_page_own_county_is_read_by_the_department(client, campaign, role):
    client.force_login(holder(role, campaign.county))

    answer = client.get(reverse("reports:campaign", args=[campaign.pk]))

    assert answer.status_code == 200


def test_figures_page_of_another_county_is_not_found(client, campaign, admin):
    row = ask(campaign, admin)
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))

    answers = [
        client.get(reverse("reports:campaign", args=[campaign.pk])),
        client.post(reverse("reports:summary-request", args=[campaign.pk])),
        client.get(reverse("reports:summary-progress", args=[row.pk])),
        client.get(reverse("reports:summary-file", args=[row.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_figures_page_is_not_for_units(client, campaign):
    unit = campaign.campaign_units.first().unit
    client.force_login(holder(Role.UNIT_HEAD, unit))

    assert client.get(reverse("reports:campaign", args=[campaign.pk])).status_code == 404


def test_request_summary_reader_is_refused_with_the_page(client, campaign):
    client.force_login(holder(Role.READER, campaign.county))

    answer = client.post(
        reverse("reports:summary-request", args=[campaign.pk]), {"as_of": "2018-08-01"}
    )

    assert (answer.status_code, Summary.objects.exists()) == (403, False)


@pytest.mark.parametrize("day", ["", "2018-13-01", "2999-01-01"])
def test_request_summary_wrong_day_is_answered_422(client, campaign, admin, day):
    client.force_login(admin)

    answer = client.post(reverse("reports:summary-request", args=[campaign.pk]), {"as_of": day})

    assert (answer.status_code, Summary.objects.exists()) == (422, False)


def test_summary_list_shows_the_countys_campaigns(client, campaign, admin):
    client.force_login(admin)

    answer = client.get(reverse("reports:summary-list"))

    assert [row.pk for row in answer.context["page"]] == [campaign.pk]


def test_figures_page_lists_some_units_until_all_are_asked_for(
    client, campaign, admin, monkeypatch
):
    monkeypatch.setattr("reports.presenters.campaigns.SHOWN", 3)
    client.force_login(admin)
    page = reverse("reports:campaign", args=[campaign.pk])

    some, every = client.get(page), client.get(page, {"units": "all"})

    there = len(every.context["sheet"]["units"]["rows"])
    assert len(some.context["sheet"]["units"]["rows"]) == 3 < there
    assert some.context["units_left"] == there - 3
    assert "units=all" in some.content.decode()
    assert every.context["units_left"] == 0
