"""The pages of review and appeal: the person's, the handler's, what is put back, costs."""

import pgtrigger
import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Appeal
from assessment.services import appeals
from core.dates import legal_day
from recall.models import ReasonSheet
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.accounts import grant
from tests.factories.appeals import PLEA, WHY, accepted, decided, filed, handler, removed
from tests.factories.recall import printed, served_case
from tests.factories.rows import many
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.django_db
DAY = legal_day(assess.LATER).isoformat()


def at(name, *args):
    return reverse(f"assessment:{name}", args=args)


@pytest.fixture
def outcome(world):
    return removed(world)


@pytest.fixture
def by(world):
    return handler(world)


def test_person_files_from_the_own_page_and_reads_the_answer(client, outcome, by):
    case = outcome.case
    client.force_login(case.subject)
    page = at("appeal-file", case.pk)
    assert page in client.get(at("own-result", case.pk)).content.decode()
    form = {"step": f"REVIEW-{outcome.pk}", "filed_on": DAY, "text": PLEA}

    assert client.post(page, form | {"step": "APPEAL-0"}).status_code == 422
    address = client.post(page, form).url
    row = Appeal.objects.get()
    told = client.get(address).content.decode()

    assert at("appeal-act", row.pk, "withdraw") in told
    assert at("appeal-act", row.pk, "accept") not in told
    decided(appeals.accept(row, by=by, at=assess.LATER), by, "MAINTAINED")
    read = client.get(address).content.decode()
    assert WHY in read
    assert "甲" not in read
    assert at("appeal", row.pk) in client.get(at("own-result", case.pk)).content.decode()
    assert at("appeal", row.pk) not in client.get(at("appeal-list")).content.decode()


def test_nothing_open_is_said(client, outcome):
    filed(outcome)
    client.force_login(outcome.case.subject)

    text = client.get(at("appeal-file", outcome.case.pk)).content.decode()

    assert "提出复核（末日" not in text


def test_handler_works_a_step_through_and_the_manager_puts_back(client, world, outcome, by):
    row = filed(outcome, "APPEAL")
    client.force_login(by)
    assert at("appeal", row.pk) in client.get(at("appeal-list")).content.decode()

    def act(name, **form):
        return client.post(at("appeal-act", row.pk, name), form)

    assert act("accept").status_code == 302
    assert act("extend", days=31, reason=WHY).status_code == 422
    assert act("extend", days=30, reason=WHY).status_code == 302
    assert act("decide", result="UPHELD", decision=WHY, others="甲、乙").status_code == 422
    assert act("decide", result="UPHELD", decision=WHY, others="甲、乙、丙").status_code == 302
    assert act("accept").status_code == 409
    assert act("tell", told_on=DAY).status_code == 422
    assert client.get(at("appeal-act", row.pk, "burn")).status_code == 404
    page = client.get(at("appeal", row.pk)).content.decode()
    assert "恢复措施" in page
    line = row.reversals.first()
    done = at("reversal-done", row.pk, line.pk)
    assert done not in page
    client.force_login(make.holder(Role.COUNTY_ADMIN, world.county))
    assert done in client.get(at("appeal", row.pk)).content.decode()
    assert client.post(done, {"note": WHY}).status_code == 302
    assert WHY in client.get(at("appeal", row.pk)).content.decode()


def test_appeal_body_reads_the_sheet_that_the_person_reads(client, by):
    case = served_case()
    row = appeals.file(
        case,
        remedy="OBJECTION",
        outcome=None,
        text=PLEA,
        filed_on=case.receipt.served_on,
        by=case.subject,
        at=case.receipt.served_at,
    )
    grant(by, Role.APPEAL_HANDLER, case.county)
    sheet = printed(case.nomination.sheet.document)
    client.force_login(by)

    assert at("appeal-sheet", row.pk) in client.get(at("appeal", row.pk)).content.decode()
    assert sheet.sha256 in client.get(at("appeal-sheet", row.pk)).content.decode()
    theirs = b"".join(client.get(at("appeal-sheet-file", row.pk)).streaming_content)
    client.force_login(case.subject)
    own = client.get(reverse("recall:own-reasons-file", args=[case.nomination_id]))
    assert b"".join(own.streaming_content) == theirs
    client.force_login(make.holder(Role.APPEAL_HANDLER, CountyFactory()))
    assert client.get(at("appeal-sheet", row.pk)).status_code == 404


def test_sheet_that_is_not_there_is_said(client, outcome, by):
    row = filed(outcome)
    with pgtrigger.ignore("recall.ReasonSheet:append_only"):  # as of before there were sheets
        ReasonSheet.objects.filter(nomination=row.case.nomination_id).delete()
    client.force_login(by)

    assert "还没有说明书" in client.get(at("appeal-sheet", row.pk)).content.decode()
    assert client.get(at("appeal-sheet-file", row.pk)).status_code == 404


def test_earlier_hand_reads_why_not_and_is_offered_nothing(client, world, outcome):
    row = filed(outcome)
    client.force_login(outcome.decided_by)

    page = client.get(at("appeal", row.pk)).content.decode()

    assert "由申诉办理人办理" in page
    assert at("appeal-act", row.pk, "accept") not in page
    assert client.post(at("appeal-act", row.pk, "accept")).status_code == 403


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same(client, outcome, by, count, django_assert_max_num_queries):
    row = accepted(outcome, by)
    row = appeals.withdraw(row, by=outcome.case.subject, at=assess.LATER)
    many(Appeal, row, count, receipt_id=lambda _n: None)
    client.force_login(by)

    with django_assert_max_num_queries(12):
        answer = client.get(at("appeal-list"))

    assert len(answer.content) <= 60_000


@pytest.mark.parametrize(
    ("result", "told"),
    [("UPHELD", "经复核撤销"), ("CHANGED", "经复核变更为转岗"), ("MAINTAINED", "")],
)
def test_pages_of_the_case_say_that_its_outcome_was_set_aside(client, world, result, told):
    outcome, by = removed(world), handler(world)
    given = {"new_kind": "TRANSFER"} if result == "CHANGED" else {}
    decided(accepted(outcome, by), by, result, **given)
    pages = {
        world.manager: reverse("assessment:case", args=[outcome.case_id]),
        outcome.case.subject: reverse("assessment:own-result", args=[outcome.case_id]),
    }

    for user, page in pages.items():
        client.force_login(user)
        body = client.get(page).content.decode()
        said = [words for words in ("经复核撤销", "经复核变更为转岗") if words in body]
        assert said == ([told] if told else [])
