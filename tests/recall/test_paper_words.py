"""A word that came on paper: who is told of it, where it is read, what the person sees of it."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.notify.models import Message
from evidence.services import scans
from recall.models import Case, Nomination
from recall.queries.statement_papers import pages_of, readable
from recall.services import cases, decisions, statement_papers, verifications
from tests.factories import appeals, meetings, recall, statements
from tests.factories import scans as make
from tests.factories.accounts import holder, with_factor
from tests.factories.statements import AT, TOLD_ON
from tests.moments import SERVED_AT

pytestmark = pytest.mark.django_db
CAME, TAKEN = "paper_came", "paper_taken"
SAID = "您的纸质陈述申辩书已收回，等待确认"


def people(kind):
    return set(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


def sheet_page(row):
    return reverse("evidence:scan-sheet", args=[row.pk])


def test_who_may_confirm_is_told_once_for_each_form(told, admin, verifier):
    other = holder(Role.VERIFIER, told.county)
    decisions.recuse(told, user=other, reason="同学", by=other, at=AT)
    stranger = holder(Role.VERIFIER, recall.verified_nomination().county)
    first = statements.printed(told, admin)

    statements.sent(told, first, 1, by=verifier)
    statements.sent(told, first, 2, 3, by=verifier)

    assert people(CAME) == {told.verified_by_id, verifier.pk}  # also who sent the pile
    assert not people(CAME) & {other.pk, stranger.pk, told.subject_id, admin.pk}
    assert Message.objects.filter(kind=CAME, recipient=verifier).count() == 1
    statements.sent(told, statements.printed(told, admin), 1, by=verifier)
    assert Message.objects.filter(kind=CAME, recipient=verifier).count() == 2


def test_a_page_that_a_hand_filed_is_told_as_well(told, admin, verifier):
    document = statements.printed(told, admin)
    row = make.sent(told.county, make.forged("x" * 16), by=admin, at=AT).sheets.get()

    scans.file_by_number(row, number=document.papers.first().code, by=admin, at=AT)

    assert verifier.pk in people(CAME)


def test_a_page_after_the_answer_is_told_to_nobody(told, admin, verifier):
    document = statements.printed(told, admin)
    verifications.waive(told, by=verifier, at=AT)
    row = make.sent(told.county, make.forged("x" * 16), by=admin, at=AT).sheets.get()

    scans.file_by_number(row, number=document.papers.first().code, by=admin, at=AT)

    assert people(CAME) == set()


def test_the_message_leads_to_the_page_and_says_when_it_is_done(client, told, admin, verifier):
    statements.sent(told, statements.printed(told, admin), 1, by=admin)
    row = Message.objects.get(kind=CAME, recipient=verifier)
    with_factor(client, verifier)

    before = client.get(reverse("portal:message-list")).content.decode()
    led = client.post(reverse("portal:message-open", args=[row.pk])).url
    statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)
    after = client.get(reverse("portal:message-list")).content.decode()

    assert led == reverse("recall:statement-forms", args=[told.pk])
    assert "请核对后确认" in before
    assert "请核对后确认" not in after


def test_the_person_is_told_that_it_stands_and_sees_it_on_their_page(client, told, admin, verifier):
    client.force_login(told.subject)
    own = reverse("recall:own-nomination", args=[told.pk])
    assert SAID not in client.get(reverse("portal:me")).text
    statements.sent(told, statements.printed(told, admin), 1, 2, by=admin)

    assert SAID in client.get(reverse("portal:me")).text
    assert "已收回您的纸质陈述申辩书 2 页（2018年5月15日扫描）" in client.get(own).text
    assert people(TAKEN) == set()
    statement_papers.confirm(told, received_on=TOLD_ON, by=verifier, at=AT)

    assert people(TAKEN) == {told.subject_id}
    page = client.get(own).text
    assert "2018年5月14日收到您的纸质陈述申辩书（2 页），2018年5月15日确认登记" in page
    assert "evidence/scans" not in page  # the picture is in their own copy
    assert "已确认登记" in client.get(reverse("portal:message-list")).text


def test_who_wrote_on_screen_reads_of_no_paper(client, told):
    verifications.reply(told, text="我愿意改正。", by=told.subject, at=AT)
    client.force_login(told.subject)

    assert "纸质" not in client.get(reverse("recall:own-nomination", args=[told.pk])).text


def test_the_meeting_opens_the_pages_but_its_secretary_does_not(client, told, admin, verifier):
    pages = statements.confirmed(told, admin=admin, verifier=verifier)
    row = meetings.opened(Nomination.objects.get(pk=told.pk))
    room = reverse("recall:meeting-room", args=[row.pk])
    secretary = holder(Role.DECISION_SECRETARY, told.county)
    client.force_login(row.keeper)

    shown = client.get(room).text

    assert all(sheet_page(page) in shown for page in pages)
    assert client.get(sheet_page(pages[0])).status_code == 200
    client.force_login(secretary)
    assert "evidence/scans" not in client.get(room).text
    assert client.get(sheet_page(pages[0])).status_code == 404


def decided(told, admin, verifier):
    pages = statements.confirmed(told, admin=admin, verifier=verifier)
    return recall.decide(Nomination.objects.get(pk=told.pk)), pages


def test_sheet_of_reasons_and_nomination_lead_to_the_pages(client, told, admin, verifier):
    row, pages = decided(told, admin, verifier)
    client.force_login(admin)

    shown = client.get(reverse("recall:reasons", args=[row.pk])).text
    assert all(sheet_page(page) in shown for page in pages)
    forms = reverse("recall:statement-forms", args=[row.pk])
    assert forms in client.get(reverse("recall:nomination", args=[row.pk])).text
    assert all(sheet_page(page) in client.get(forms).text for page in pages)
    client.force_login(told.subject)
    own = client.get(reverse("recall:own-reasons", args=[row.pk]))
    assert (own.status_code, "evidence/scans" in own.text) == (200, False)


def test_the_handler_of_an_appeal_reads_what_the_person_wrote(client, told, admin, verifier):
    row, pages = decided(told, admin, verifier)
    handler, stranger = (holder(Role.APPEAL_HANDLER, place) for place in
                         (told.county, recall.verified_nomination().county))  # fmt: skip
    assert not readable(handler).filter(pk=row.pk).exists()  # nothing was filed
    case = Case.objects.get(nomination=row)
    recall.print_notice(case)
    recall.print_papers(case)
    given = {"served_on": SERVED_AT.date(), "manner": "IN_PERSON", "received_by": "本人"}
    case = cases.serve(Case.objects.get(pk=case.pk), **given, by=admin, at=SERVED_AT)

    appeal = appeals.objected(case, handler)

    client.force_login(handler)
    shown = client.get(reverse("assessment:appeal-sheet", args=[appeal.pk])).text
    assert all(sheet_page(page) in shown for page in pages)
    assert client.get(sheet_page(pages[0])).status_code == 200
    for user in (stranger, told.subject):
        client.force_login(user)
        assert client.get(sheet_page(pages[0])).status_code == 404


def test_the_room_asks_once_for_the_pages_of_all_its_cases(
    told, admin, verifier, django_assert_num_queries
):
    statements.confirmed(told, admin=admin, verifier=verifier)
    rows = [Nomination.objects.get(pk=told.pk), recall.heard_nomination(told.campaign)]

    with django_assert_num_queries(1):
        found = pages_of(rows, admin)

    assert {pk: len(pages) for pk, pages in found.items()} == {told.pk: 2}
