"""A class's papers: what they hold, and that each of them prints."""

import os

import pytest
from django.urls import reverse

from core.documents import pdf, rendering
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken
from tests.factories import training as make
from tests.factories.recall import printed
from tests.fixtures import media
from training.enums import ClassPaper
from training.services import papers, rosters

__all__ = ["media"]


@pytest.fixture
def full_class(world):
    row = make.planned_class(world, title="2019年干部能力提升班")
    names = ["张小梅", "李国强", "王丽", "赵永红", "欧阳文静", "马超"]
    people = [make.enrolled(world, row, subject=make.user(name=name)) for name in names]
    rosters.divide(row, count=2, by=world.manager, at=make.NOW)
    rosters.name_monitor(row, enrolment=people[0], by=world.manager, at=make.NOW)
    make.session(row, world.manager, title="心理破冰", kind="ICE_BREAKING", room="三楼会议室")
    make.session(row, world.manager, hour=14, group=1, title="读书分享", room="一号教室")
    make.session(row, world.manager, day=1, title="党规党纪", kind="DISCIPLINE")
    return row


def asked(world, row, kind, **given):
    return papers.request(row, kind=kind, by=world.manager, at=make.NOW, **given)


@pytest.mark.parametrize(
    ("kind", "pages"), [("TIMETABLE", 1), ("DOOR", 2), ("ROLL", 2), ("CARDS", 1)]
)
def test_each_paper_prints_on_a4(world, full_class, kind, pages):
    row = asked(world, full_class, kind, on=make.OPENS_ON)

    made = pdf.render(rendering.html(row))

    if folder := os.environ.get("RECALL_PDF_TO"):
        with open(f"{folder}/{kind}.pdf", "wb") as file:
            file.write(made.body)
    assert made.page_count == pages


def test_a_sign_in_sheet_holds_the_group_of_the_lesson(world, full_class):
    facts = asked(world, full_class, "ROLL", on=make.OPENS_ON).snapshot

    whole, group = facts["days"][0]["lessons"]
    assert (len(whole["people"]), len(group["people"])) == (6, 3)
    assert {one["group"] for one in group["people"]} == {"第 1 组"}


def test_a_card_tells_nothing_but_name_and_group(world, full_class):
    row = asked(world, full_class, "CARDS")
    text = rendering.html(row)

    assert "欧阳文静" in text
    assert full_class.enrolments.first().case.unit_then not in text


def test_tr_39_nothing_to_print(world, training_class):
    for kind in ClassPaper.values:
        with pytest.raises(RegulationBroken, match="TR-39"):
            asked(world, training_class, kind, on=make.OPENS_ON)


def test_tr_39_a_paper_of_a_day_needs_a_day(world, full_class):
    with pytest.raises(RegulationBroken, match="TR-39"):
        asked(world, full_class, "DOOR")


def test_a_decider_prints_nothing(world, full_class):
    with pytest.raises(NotAllowed):
        papers.request(full_class, kind="CARDS", by=world.decider, at=make.NOW)


def test_papers_are_asked_for_and_fetched_by_who_runs_the_class(client, world, full_class, media):
    page = reverse("training:class-papers", args=[full_class.pk])
    client.force_login(world.manager)
    assert client.post(page, {"kind": "ROLL"}).status_code == 422
    assert client.post(page, {"kind": "TIMETABLE"}).status_code == 302
    row = Document.objects.get(kind="class_timetable")
    file = reverse("training:class-paper-file", args=[full_class.pk, row.pk])
    assert client.get(file).status_code == 404

    printed(row)

    assert client.get(file)["Content-Type"] == "application/pdf"
    assert file in client.get(page).content.decode()
    client.force_login(full_class.enrolments.first().case.subject)
    assert [client.get(where).status_code for where in (page, file)] == [404, 404]
