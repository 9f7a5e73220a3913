"""Who prints what in bulk, how much, one at a time, and for how long the files lie there."""

import os
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Grant
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.prints import printing, regulations, series
from core.prints.errors import FilesGone, NothingToPrint
from core.prints.models import PrintRun
from tests.factories import prints
from tests.factories import training as make
from tests.factories.accounts import UserFactory, holder
from tests.recall.bulk import AT, media, quick, three, world

__all__ = ["media", "quick", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LATER = AT + timedelta(hours=1)
GONE = AT + timedelta(hours=25)
NEVER = "字体中没有这些字符"


def test_only_those_not_served_of_one_unit_if_so_asked(world):
    rows = three(world)
    served = prints.noticed(world, world.order[0], at=AT, state="SERVED")
    prints.noticed(world, at=AT, state="REVOKED")
    make.case(world.campaign, world.order[0], state="OPEN")  # no notice yet
    notices = series.named("recall_notice").papers
    first = {"campaign": world.campaign.pk, "unit": world.order[0].pk}

    assert [one.document_id for one in notices(world.admin, first | {"waiting": True})] == [
        rows[2].notice_id
    ]
    assert {one.document_id for one in notices(world.admin, first | {"waiting": False})} == {
        rows[2].notice_id,
        served.notice_id,
    }


def test_ones_own_notice_is_not_in_ones_own_volume(world):
    three(world)
    verifier = holder(Role.VERIFIER, world.county)
    own = prints.noticed(world, at=AT, subject=verifier)

    run = prints.asked(world, at=AT, by=verifier)

    assert own.notice_id not in run.parts.values_list("document", flat=True)


def test_a_stranger_prints_nothing(world):
    three(world)
    stranger = holder(Role.COUNTY_ADMIN, make.county())
    clerk = holder(Role.UNIT_CLERK, world.unit)

    for nobody in (stranger, clerk, world.manager):
        with pytest.raises(NotAllowed):
            prints.asked(world, at=AT, by=nobody)

    assert PrintRun.objects.count() == 0


def test_nothing_to_print_is_said(world):
    with pytest.raises(NothingToPrint):
        prints.asked(world, at=AT)


def test_bp_01_few_enough(world, monkeypatch):
    three(world)
    monkeypatch.setattr(regulations, "MOST", 2)

    with pytest.raises(RegulationBroken) as refused:
        prints.asked(world, at=AT)

    assert refused.value.number == "BP-01"


def test_bp_02_one_at_a_time(world):
    three(world)
    run = prints.asked(world, at=AT)

    with pytest.raises(RegulationBroken) as refused:
        prints.asked(world, at=AT)
    assert refused.value.number == "BP-02"
    printing.cancel(run, by=world.admin, at=AT)
    prints.asked(world, at=AT)
    with pytest.raises(RegulationBroken):
        printing.resume(run, by=world.admin, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():  # so says the database
        PrintRun.objects.create(series="x", requested_by=world.admin, requested_at=AT)


def test_what_is_over_is_neither_cancelled_nor_resumed(world, quick):
    three(world)
    run = prints.worked(prints.asked(world, at=AT), at=AT)

    for act in (printing.cancel, printing.resume):
        with pytest.raises(StateConflict):
            act(run, by=world.admin, at=AT)


def test_nobody_else_handles_or_takes_a_run(world, quick):
    three(world)
    run = prints.worked(prints.asked(world, at=AT), at=AT)
    other = holder(Role.COUNTY_ADMIN, world.county)

    with pytest.raises(NotAllowed):
        printing.take(run, ending="pdf", by=other, at=AT)
    with pytest.raises(NotAllowed):
        printing.cancel(run, by=other, at=AT)


def test_a_right_lost_meanwhile_takes_the_files_too(world, quick):
    three(world)
    run = prints.worked(prints.asked(world, at=AT), at=AT)
    other = holder(Role.COUNTY_ADMIN, world.county)
    Grant.objects.filter(user=world.admin).delete()
    fresh = type(other).objects.get(pk=world.admin.pk)

    with pytest.raises(NotAllowed):
        printing.take(run, ending="pdf", by=fresh, at=AT)


def test_files_are_taken_as_often_as_wanted_and_end_by_themselves(world, quick):
    three(world)
    run = prints.asked(world, at=AT)
    with pytest.raises(FilesGone):
        printing.take(run, ending="pdf", by=world.admin, at=AT)
    run = prints.worked(run, at=AT)
    paths = [printing.take(run, ending=end, by=world.admin, at=LATER) for end in ("pdf", "zip")]
    assert [path.is_file() for path in paths] == [True, True]
    taken = Entry.objects.filter(act="take_print").order_by("pk")
    assert [entry.detail["file"] for entry in taken] == ["pdf", "zip"]

    for path in paths:
        os.utime(path, (GONE.timestamp() - 7200, GONE.timestamp() - 7200))
    assert printing.expire(at=GONE) == 1

    assert [path.is_file() for path in paths] == [False, False]
    with pytest.raises(FilesGone):
        printing.take(run, ending="pdf", by=world.admin, at=GONE)


def test_outcomes_and_reasons_are_offered_to_whom_serves_them(world):
    params = {"campaign": world.campaign.pk}

    def names(user):
        return [one.name for one in series.offered(user, params)]

    assert names(world.admin) == ["recall_notice", "reasons", "outcome"]
    assert names(world.manager) == ["outcome"]
    assert names(holder(Role.VERIFIER, world.county)) == ["recall_notice", "reasons"]
    assert names(UserFactory()) == []


def test_the_trail_of_a_person_names_the_bulk_prints_with_them(world, client):
    rows = three(world)
    prints.asked(world, at=AT)
    client.force_login(holder(Role.AUDITOR, world.county))

    page = client.get(reverse("portal:trail"), {"about": rows[0].cadre_id})

    assert "批量打印" in page.content.decode()
