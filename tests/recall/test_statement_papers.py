"""陈述申辩书 on paper: printed, written, scanned, filed as the person's word, confirmed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.documents import rendering
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.queries import scans as queries
from evidence.services import scans
from recall.enums import StatementKind
from recall.models import Nomination, Statement
from recall.queries.statement_papers import of_nomination
from recall.services import statement_papers, verifications
from tests.factories import recall
from tests.factories.accounts import with_factor
from tests.factories.recall import holder
from tests.factories.statements import AT, TOLD_ON, printed, sent

pytestmark = pytest.mark.django_db


def fresh(nomination):
    return Nomination.objects.get(pk=nomination.pk)


def test_three_pages_each_with_a_code_of_its_own(told, admin):
    document = printed(told, admin)

    assert document.page_count == 3
    assert len(set(document.papers.values_list("code", flat=True))) == 3


def test_pages_file_themselves_with_the_person_and_the_desk_confirms(told, admin, verifier):
    document = printed(told, admin)

    sheets = sent(told, document, 2, 1, by=admin)

    assert [(row.state, row.page.number) for row in sheets] == [("FILED", 2), ("FILED", 1)]
    assert {row.person_id for row in sheets} == {told.cadre_id}
    assert fresh(told).state == "VERIFIED"  # a scan alone ends no term
    row = statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)
    assert fresh(told).state == "HEARD"
    assert (row.kind, row.received_on) == (StatementKind.REPLIED, TOLD_ON)
    assert row.text == "见纸质陈述申辩书扫描件，共2页。"


def test_what_the_desk_copied_is_the_text(told, admin, verifier):
    sent(told, printed(told, admin), 1, by=admin)

    statement_papers.confirm(told, received_on=TOLD_ON, text="当天在村里防汛。", by=verifier, at=AT)

    assert Statement.objects.get().text == "当天在村里防汛。"


def test_pages_that_were_not_needed_are_not_waited_for(told, admin, verifier):
    document = printed(told, admin)
    sent(told, document, 1, by=admin)
    assert queries.missing(admin).filter(document=document).count() == 2

    statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)

    assert not queries.missing(admin).filter(document=document).exists()
    assert queries.documents(admin).get(pk=document.pk).is_waived


def test_a_page_after_the_answer_waits_for_a_person(told, admin, verifier):
    document = printed(told, admin)
    sent(told, document, 1, by=admin)
    statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)

    late = sent(told, document, 2, by=admin)[0]

    assert (late.state, late.doubt) == ("QUEUED", "CLOSED")


def test_the_person_and_another_county_see_no_page(told, admin):
    document = printed(told, admin)
    sheet = sent(told, document, 1, by=admin)[0]
    stranger = holder(Role.COUNTY_ADMIN, recall.verified_nomination().county)

    assert not type(sheet).objects.visible_to(stranger).filter(pk=sheet.pk).exists()
    assert not type(sheet).objects.visible_to(told.subject).filter(pk=sheet.pk).exists()


def test_hr_25_only_between_telling_and_answer(told, admin, verifier):
    untold = recall.conclude(recall.submitted_nomination(told.campaign))
    with pytest.raises(RegulationBroken, match="HR-08"):
        statement_papers.request(untold, by=admin, at=AT)

    verifications.waive(told, by=verifier, at=AT)

    with pytest.raises(RegulationBroken, match="HR-25"):
        statement_papers.request(told, by=admin, at=AT)


def test_hr_26_nothing_is_confirmed_before_a_page_came_back(told, admin, verifier):
    printed(told, admin)

    with pytest.raises(RegulationBroken, match="HR-26"):
        statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)


@pytest.mark.parametrize("shift", [-1, 2], ids=["before telling", "tomorrow"])
def test_hr_27_handed_in_between_telling_and_today(told, admin, verifier, shift):
    sent(told, printed(told, admin), 1, by=admin)

    with pytest.raises(RegulationBroken, match="HR-27"):
        statement_papers.confirm(
            told, received_on=TOLD_ON + timedelta(days=shift), by=verifier, at=AT
        )


@pytest.mark.parametrize("act", [verifications.lapse, verifications.waive])
def test_hr_28_who_wrote_on_paper_did_not_fall_silent(told, admin, verifier, act):
    document = printed(told, admin)
    sent(told, document, 1, by=admin)
    late = AT + timedelta(days=60)

    with pytest.raises(RegulationBroken, match="HR-28"):
        act(told, by=verifier, at=late)

    scans.waive(document, why="误扫空白页", by=admin, at=late)
    assert act(told, by=verifier, at=late).received_on is None


def test_confirming_twice_is_told(told, admin, verifier):
    sent(told, printed(told, admin), 1, by=admin)
    statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)

    with pytest.raises(StateConflict):
        statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)


def test_others_print_and_confirm_none(told, admin):
    sent(told, printed(told, admin), 1, by=admin)
    clerk = holder(Role.UNIT_CLERK, told.unit)

    with pytest.raises(NotAllowed):
        statement_papers.request(told, by=clerk, at=AT)
    with pytest.raises(NotAllowed):
        statement_papers.confirm(told, received_on=TOLD_ON, by=clerk, at=AT)


def test_the_desk_prints_reads_and_confirms_on_the_page(client, told, admin, verifier):
    with_factor(client, verifier)
    page = reverse("recall:statement-forms", args=[told.pk])
    assert client.post(page).headers["Location"] == page
    document = rendering.render(of_nomination(told).get(), at=AT)
    sheet = sent(told, document, 1, by=admin)[0]

    shown = client.get(page).content.decode()

    assert reverse("evidence:scan-sheet", args=[sheet.pk]) in shown
    assert reverse("recall:statement-form-file", args=[told.pk, document.pk]) in shown
    act = reverse("recall:hearing-act", args=[told.pk, "statement"])
    assert act in shown
    answer = client.post(act, {"received_on": TOLD_ON.isoformat(), "text": "情况不属实。"})
    assert answer.status_code == 302
    assert "已收回" in client.get(page).content.decode()
    assert page in client.get(reverse("recall:nomination", args=[told.pk])).content.decode()
    file = client.get(reverse("recall:statement-form-file", args=[told.pk, document.pk]))
    assert file.headers["Content-Disposition"].endswith(f'statement-{told.pk}-{document.pk}.pdf"')
    progress = reverse("recall:statement-form", args=[told.pk, document.pk])
    assert client.get(progress).status_code == 286


def test_a_form_that_is_not_printed_yet_has_no_file(client, told, admin, verifier):
    document = statement_papers.request(told, by=admin, at=AT)
    with_factor(client, verifier)

    file = reverse("recall:statement-form-file", args=[told.pk, document.pk])

    assert client.get(file).status_code == 404


def test_page_of_who_was_not_told_says_why_nothing_is_printed(client, told, verifier):
    untold = recall.conclude(recall.submitted_nomination(told.campaign))
    with_factor(client, verifier)

    page = client.get(reverse("recall:statement-forms", args=[untold.pk])).content.decode()

    assert "还没有告知" in page
    assert "打印一份" not in page
