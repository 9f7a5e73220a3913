"""考核表 and 收件回执 that come back signed file themselves with the person's case."""

import pytest

from assessment.queries.volumes import scanned
from core.documents import codes, rendering
from evidence.models import ScanSheet
from evidence.queries import scans as queries
from tests.factories import appeals, training
from tests.factories import assessment as assess
from tests.factories import scans as make
from tests.fixtures import media

__all__ = ["media"]
pytestmark = pytest.mark.django_db
AT = assess.LATER


def printed(document):
    return rendering.render(document, at=AT)


def sent(world, document, page, *, by):
    pile = make.sent(world.county, make.scanned(document, page, seed=11), by=by, at=AT)
    return pile.sheets.get()


def test_signed_form_of_an_assessment_files_itself_and_is_bound(world):
    row = assess.concluded(world)
    document = printed(row.document)

    sheet = sent(world, document, 1, by=world.admin)

    assert (sheet.state, sheet.page.document, sheet.person_id) == (
        "FILED", document, row.case.cadre_id,
    )  # fmt: skip
    assert [paper.title for paper in scanned.pages(row.case)] == ["扫描件：综合考核表　第1页"]
    stranger = training.world().admin
    assert not ScanSheet.objects.visible_to(stranger).filter(pk=sheet.pk).exists()


def test_codes_of_the_form_stand_at_the_top_and_move_nothing(world):
    document = assess.concluded(world).document
    html = rendering.html(document)

    assert 'class="codes-above"' in html
    assert "top 8.5mm" in codes.style([1], edge="top")
    assert "bottom 8.5mm" in codes.style([1])
    assert printed(document).page_count == 1


def test_slip_of_a_receipt_files_itself_and_the_letter_bears_no_code(world):
    outcome = appeals.removed(world)
    row = appeals.filed(outcome, by=appeals.handler(world))
    document = printed(row.receipt)

    assert list(document.papers.values_list("number", flat=True)) == [document.page_count]
    assert queries.missing(world.admin).filter(document=document).count() == 1

    sheet = sent(world, document, document.page_count, by=world.admin)

    assert (sheet.state, sheet.person_id) == ("FILED", outcome.case.cadre_id)
    assert not queries.missing(world.admin).filter(document=document).exists()
    assert document.title in scanned.pages(outcome.case)[0].title


def test_who_filed_on_their_own_page_need_not_sign(world):
    document = printed(appeals.filed(appeals.removed(world)).receipt)

    assert not queries.missing(world.admin).filter(document=document).exists()


def test_receipt_of_before_the_slip_prints_as_it_was(world):
    row = appeals.filed(appeals.removed(world)).receipt
    row.snapshot.pop("cadre")

    assert "签收单" not in rendering.html(row)
