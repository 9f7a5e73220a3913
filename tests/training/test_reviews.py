"""The mentor's month in five scales, the person's week in one sentence."""

import uuid
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import practice
from tests.factories import training as make
from training.models import HostAppraisal, MonthReview, PracticePosting, WeekNote
from training.models.reviews import SCALES
from training.queries import reviews as queries
from training.services import journals, postings, reviews

NOW = make.NOW.replace(month=8, day=20)
FAIR = dict.fromkeys(SCALES, 4)


@pytest.fixture
def posting(world, training_class):
    return make.posting(world, make.enrolled(world, training_class).case)


def month(world, posting, **fields):
    facts = {"number": 1, "scales": FAIR, "sentence": "踏实", "by": world.mentor, "at": NOW}
    return reviews.review(posting, **facts | fields)


def week(posting, **fields):
    facts = {"monday": date(2018, 7, 9), "sentence": "水塔修了一半", "at": NOW, **fields}
    return reviews.note_week(posting, **{"by": posting.case.subject, **facts})


def test_months_count_from_the_first_day(posting):
    spans = [(m.number, m.from_on, m.last_on) for m in queries.months(posting)]

    assert spans == [
        (1, date(2018, 7, 1), date(2018, 7, 31)),
        (2, date(2018, 8, 1), date(2018, 8, 31)),
        (3, date(2018, 9, 1), date(2018, 9, 30)),
    ]


def test_month_is_due_until_it_is_written(world, posting):
    assert queries.due_months([posting], on=date(2018, 8, 20))[posting.pk].number == 1

    month(world, posting)

    assert queries.due_months([posting], on=date(2018, 8, 20)) == {}
    assert queries.due_months([posting], on=date(2018, 8, 31))[posting.pk].number == 2


def test_mw_01_month_is_over(world, posting):
    with pytest.raises(RegulationBroken, match="MW-01"):
        month(world, posting, number=2)


@pytest.mark.parametrize("number", [0, 4])
def test_mw_02_month_is_of_the_posting(world, posting, number):
    with pytest.raises(RegulationBroken, match="MW-02"):
        month(world, posting, number=number)


@pytest.mark.parametrize("monday", [date(2018, 6, 18), date(2018, 8, 27), date(2018, 10, 1)])
def test_mw_03_week_fits(posting, monday):
    with pytest.raises(RegulationBroken, match="MW-03"):
        week(posting, monday=monday)


def test_mw_04_starts_on_monday(posting):
    with pytest.raises(RegulationBroken, match="MW-04"):
        week(posting, monday=date(2018, 7, 10))


def test_week_sums_up_what_was_written(posting):
    told = {"by": posting.case.subject, "at": NOW}
    for day in (9, 9, 11, 16):
        journals.write(posting, token=uuid.uuid4(), on=date(2018, 7, day), text="走访", **told)
    practice.closed_problem(practice.problem(posting, found_on=date(2018, 7, 8)))
    week(posting)

    rows = {row.monday_on: row for row in queries.weeks(posting, on=date(2018, 8, 20))}

    assert rows[date(2018, 7, 9)][1:] == (3, 2, 0, 0, "水塔修了一半")
    assert rows[date(2018, 7, 2)][1:] == (0, 0, 1, 0, "")
    assert rows[date(2018, 8, 6)].closed == 1


def test_each_is_written_once_and_stands(world, posting):
    month(world, posting)
    week(posting)

    with pytest.raises(StateConflict):
        month(world, posting)
    with pytest.raises(StateConflict):
        week(posting)
    for rows in (MonthReview.objects.all(), WeekNote.objects.all()):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            rows.update(sentence="改")


def test_nobody_writes_for_another(world, posting):
    for hand in (posting.case.subject, world.manager):
        with pytest.raises(NotAllowed):
            month(world, posting, by=hand)
    with pytest.raises(NotAllowed):
        week(posting, by=world.mentor)


def test_mentor_writes_the_month_from_the_phone(world, posting):
    client = Client()
    client.force_login(world.mentor)
    address = reverse("training:month-review", args=[posting.pk, 1])
    told = dict.fromkeys(SCALES, "5") | {"sentence": "群众认可"}

    shown = client.get(address)
    empty = client.post(address, {})
    unsaid = client.post(address, {"sentence": "群众认可"})
    done = client.post(address, told)

    assert len(shown.content) <= 40 * 1024
    assert (shown.status_code, empty.status_code, done.status_code) == (200, 422, 302)
    assert shown.content.decode().count('<option value="" selected>请选择</option>') == len(SCALES)
    assert (unsaid.status_code, unsaid.content.decode().count("请选一项") > 0) == (422, True)
    assert MonthReview.objects.get().solving == 5
    assert client.get(reverse("training:month-review", args=[posting.pk, 9])).status_code == 404


def test_mentor_finishes_with_the_hosts_scales_or_none_of_them(world, posting):
    client = Client()
    client.force_login(world.mentor)
    address = reverse("training:posting-finish", args=[posting.pk])
    page = reverse("training:posting-detail", args=[posting.pk])
    told = {"finished_on": "2018-09-30", "opinion": "踏实肯干"}

    one = client.post(address, told | {"drive": "5"})
    assert (one.status_code, "五项须都选" in one.content.decode()) == (422, True)
    done = client.post(address, told | dict.fromkeys(SCALES, "4"))

    assert done.status_code == 302
    assert "遵守纪律：较好　主动做事：较好" in client.get(page).content.decode()


def test_desk_finishes_with_words_and_gives_no_scales(world, posting):
    client = Client()
    client.force_login(world.manager)
    address = reverse("training:posting-finish", args=[posting.pk])
    page = reverse("training:posting-detail", args=[posting.pk])
    told = {"finished_on": "2018-09-30", "opinion": "踏实肯干"}
    facts = {"finished_on": posting.until_on, "opinion": "踏实", "at": NOW.replace(month=11)}
    scales = dict.fromkeys(SCALES, 5)

    assert "五项评分" not in client.get(page).content.decode()
    with pytest.raises(NotAllowed, match="五项评分"):
        postings.finish(posting, scales=scales, **facts, by=world.manager)
    assert client.post(address, told | scales).status_code == 302

    assert not HostAppraisal.objects.exists()
    assert PracticePosting.objects.get(pk=posting.pk).opinion == "踏实肯干"


def test_person_writes_the_week_from_the_phone(posting):
    client = Client()
    client.force_login(posting.case.subject)
    address = reverse("training:week-note", args=[posting.pk, "2018-07-09"])

    shown = client.get(address)
    done = client.post(address, {"sentence": "水塔修了一半"})
    listed = client.get(reverse("training:week-list", args=[posting.pk]))
    wrong = client.get(reverse("training:week-note", args=[posting.pk, "x"]))

    assert (shown.status_code, done.status_code, wrong.status_code) == (200, 302, 404)
    assert "水塔修了一半" in listed.content.decode()
    assert len(listed.content) <= 40 * 1024


def desk_finished(world, posting):
    told = {"opinion": "踏实", "early_reason": "村里项目完成", "by": world.manager, "at": NOW}
    return postings.finish(posting, finished_on=date(2018, 8, 15), **told)


def test_mw_06_scales_come_later_from_the_phone_and_are_asked_for_once(world, posting):
    row, phone = desk_finished(world, posting), Client()
    page = reverse("training:posting-scales", args=[row.pk])
    phone.force_login(world.mentor)
    assert page in phone.get(reverse("training:my-trainees")).content.decode()
    assert page in phone.get(reverse("training:posting-detail", args=[row.pk])).content.decode()

    done = phone.post(page, FAIR)

    assert done.status_code == 302
    told = HostAppraisal.objects.get()
    assert (told.drive, told.appraised_by) == (4, world.mentor)
    assert page not in phone.get(reverse("training:my-trainees")).content.decode()
    assert phone.post(page, FAIR).status_code == 409
    assert HostAppraisal.objects.count() == 1


def test_mw_06_not_before_the_finish_and_not_after_the_conclusion(world, posting):
    told = {"scales": FAIR, "by": world.mentor, "at": NOW}
    with pytest.raises(RegulationBroken, match="MW-06"):
        reviews.appraise_later(posting, **told)
    row = desk_finished(world, posting)
    type(row.case).objects.filter(pk=row.case_id).update(**{"state": "ASSESSED"})

    row = PracticePosting.objects.get(pk=row.pk)
    with pytest.raises(RegulationBroken, match="MW-06"):
        reviews.appraise_later(row, **told)
    assert not queries.awaiting_scales(world.mentor).exists()


def test_mw_07_all_five_and_nobody_of_the_desk(world, posting):
    row = desk_finished(world, posting)
    with pytest.raises(RegulationBroken, match="MW-07"):
        reviews.appraise_later(row, scales={"drive": 3}, by=world.mentor, at=NOW)
    for by in (world.manager, row.case.subject):
        with pytest.raises(NotAllowed):
            reviews.appraise_later(row, scales=FAIR, by=by, at=NOW)
