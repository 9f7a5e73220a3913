"""The pages: who sees what, and that ten lines and many cost the same."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Protection
from core.audit.models import Entry
from keeping.models import Disposal
from keeping.services import holds, terms
from tests.factories import keeping as keep
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.recall import served_case
from tests.moments import NOW

FROM = date(2010, 1, 1)


def old_spans(world, count):
    for n in range(count):
        cadre = make.case(world.campaign, world.unit).cadre
        day = FROM + timedelta(days=n)
        Protection.objects.create(cadre=cadre, kind="PREGNANCY", from_on=day, until_on=day)


def costs(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries)


def test_a_list_costs_the_same_for_few_and_for_many(client, world):
    old_spans(world, 2)
    row = keep.listed(world, "PROTECTED", NOW)
    order = {"reference": "检〔2018〕3号", "reason": "审查需要", "by": world.admin, "at": NOW}
    holds.place(world.campaign, **order)
    holds.place(Protection.objects.first().cadre, **order)
    client.force_login(world.admin)
    pages = [
        reverse("keeping:disposal", args=[row.pk]),
        reverse("keeping:disposal-list"),
        reverse("keeping:hold-list"),
        reverse("keeping:home"),
    ]
    few = [costs(client, page) for page in pages]

    old_spans(world, 18)
    keep.listed(world, "PROTECTED", NOW)
    for span in Protection.objects.select_related("cadre"):
        holds.place(span.cadre, **order)

    assert [costs(client, page) for page in pages] == few
    assert max(few) <= 20


def test_a_line_about_the_reader_names_nobody(client, world):
    own = holder(keep.Role.COUNTY_ADMIN, world.county)
    case = make.case(world.campaign, world.unit, subject=own)
    Protection.objects.create(cadre=case.cadre, kind="PREGNANCY", from_on=FROM, until_on=FROM)
    row = keep.listed(world, "PROTECTED", NOW)
    client.force_login(own)

    page = client.get(reverse("keeping:disposal", args=[row.pk])).content.decode()

    assert f'c-main">{own.name}<' not in page
    assert Entry.objects.filter(row_kind="keeping.disposal", row_id=row.pk, act="read").exists()


def test_voided_and_matter_lists_name_their_rows(client, world, media):
    case = keep.ended(world)
    row = keep.listed(world)
    client.force_login(world.decider)

    page = client.get(reverse("keeping:disposal", args=[row.pk])).content.decode()

    assert case.cadre.name in page
    assert world.campaign.title in page


def test_hold_is_found_by_whole_name(client, db, media):
    case = served_case()
    client.force_login(holder(keep.Role.COUNTY_ADMIN, case.county))
    page = reverse("keeping:hold-list")

    client.post(page, {"q": case.cadre.name})
    found = client.get(page).content.decode()
    assert reverse("keeping:hold-new", args=["cadre", case.cadre_id]) in found
    assert reverse("keeping:hold-new", args=["nomination", case.nomination_id]) in found
    client.post(page, {"q": case.campaign.title})
    found = client.get(page).content.decode()
    assert reverse("keeping:hold-new", args=["campaign", case.campaign_id]) in found


@pytest.mark.parametrize("stage", ["running", "done"])
def test_progress_ends_when_the_list_is_done(client, world, media, stage):
    keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    if stage == "done":
        row = keep.carried_out(row)
    client.force_login(world.decider)

    answer = client.get(reverse("keeping:disposal-progress", args=[row.pk]))

    assert answer.status_code == (200 if stage == "running" else 286)
    assert Disposal.objects.get().finished_at == (None if stage == "running" else row.finished_at)


def test_a_decision_that_is_refused_says_why(client, world):
    row = terms.propose(
        world.county, kind="VOIDED", years=20, reason="档案馆要求", by=world.admin, at=NOW
    )
    terms.decide(row, is_confirmed=True, by=world.decider, at=NOW)
    client.force_login(world.decider)

    answer = client.post(reverse("keeping:term-decide", args=[row.pk, "refuse"]))

    assert answer.status_code == 409
    assert "这项调整已经审批。" in answer.content.decode()
