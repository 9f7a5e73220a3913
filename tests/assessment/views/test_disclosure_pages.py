"""The pages of disclosures: the desk, one notice, the board by its clock, the own page, all."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Disclosure, DisclosureEntry
from assessment.services import takedowns
from core.audit.models import Entry
from core.dates import legal_day
from tests.factories import assessment as assess
from tests.factories import disclosures as disclose
from tests.factories.accounts import UserFactory, grant
from tests.factories.appeals import accepted, decided, handler
from tests.factories.rows import cases, many

pytestmark = pytest.mark.django_db
NOW = assess.LATER
TODAY = legal_day(NOW)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let every page be asked at NOW, or later once moved."""
    moved = {"days": 0}

    def now():
        return NOW + timedelta(days=moved["days"])

    monkeypatch.setattr("django.utils.timezone.now", now)
    return moved


def at(name, *args):
    return reverse(f"assessment:{name}", args=args)


def text(answer):
    return answer.content.decode()


def public(county):
    return reverse("portal:public", args=[county.code])


def test_proposed_weighed_approved_seen_and_gone_by_the_clock(client, world, clock):
    case = disclose.served(world)
    name, colleague = case.cadre.name, disclose.served(world).subject
    client.force_login(world.admin)
    new = at("disclosure-new", world.county.pk)
    assert name in text(client.get(f"{new}?case={case.pk}"))
    form = {
        "cases": [case.pk],
        "audience": "INTRANET",
        "footing": "CONSENT",
        "purpose": disclose.PURPOSE,
        "wished_on": TODAY.isoformat(),
        "days": "5",
    }
    assert client.post(new, form | {"purpose": "公示"}).status_code == 422
    page = client.post(new, form).url
    row = Disclosure.objects.get()
    impact = at("disclosure-act", row.pk, "impact")
    assert client.post(impact, disclose.WEIGHED | {"verdict": "PROCEED"}).url == page
    client.force_login(case.subject)
    answer = at("own-disclosure-answer", disclose.entry(row).pk, "consent")
    assert "同意这次公示" in text(client.get(at("own-disclosures")))
    assert client.post(answer).url == at("own-disclosures")
    client.force_login(world.decider)
    decide = at("disclosure-act", row.pk, "decide")
    assert client.post(decide, {"is_approved": "yes"}).url == page

    client.force_login(colleague)
    board = client.get(at("disclosure-board"))
    assert name in text(board)
    assert "no-store" in board.headers["Cache-Control"]
    clock["days"] = 30

    assert name not in text(client.get(at("disclosure-board")))
    client.force_login(world.admin)
    assert "到期已撤下" in text(client.get(page))
    assert name in text(client.get(at("disclosure-register")))


def test_no_number_no_birth_day_and_no_fact_on_any_page(client, world):
    case = disclose.served(world)
    row = disclose.shown(world, case, audience="PUBLIC")
    born = case.cadre.born_on
    facts = [fact.text for fact in case.nomination.facts.all()]

    told = text(client.get(public(world.county)))
    client.force_login(world.admin)
    told += text(client.get(at("disclosure", row.pk))) + text(client.get(at("disclosure-board")))

    assert case.cadre.name in told
    for hidden in (born.isoformat(), f"{born:%Y年}", *facts):
        assert hidden not in told


def test_everybody_reads_numbers_and_a_name_only_while_it_stands(client, world, clock):
    case = disclose.served(world)
    answer = client.get(public(world.county))
    assert (answer.status_code, case.cadre.name in text(answer)) == (200, False)
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "no-store" in answer.headers["Cache-Control"]

    row = disclose.shown(world, case, audience="PUBLIC")
    assert case.cadre.name in text(client.get(public(world.county)))
    client.force_login(world.decider)
    client.post(at("disclosure-act", row.pk, "down"), {"reason": "姓名有误"})
    client.logout()

    assert case.cadre.name not in text(client.get(public(world.county)))


def test_the_person_reads_to_whom_and_until_when_and_takes_consent_back(client, world):
    row = disclose.shown(world)
    one = disclose.entry(row)
    client.force_login(one.case.subject)
    own = text(client.get(at("own-disclosures")))
    assert ("本单位" in own, "公示中" in own, "撤回同意" in own) == (True, True, True)
    assert at("own-disclosures") in text(client.get(reverse("portal:me")))

    client.post(at("own-disclosure-answer", one.pk, "decline"))

    assert "本人不同意" in text(client.get(at("own-disclosures")))
    client.force_login(UserFactory())
    assert client.post(at("own-disclosure-answer", one.pk, "decline")).status_code == 404


def test_a_scanned_consent_is_kept_and_reading_it_is_noted(client, world, media):
    row = disclose.proposed(world)
    one = disclose.entry(row)
    client.force_login(world.admin)
    file = SimpleUploadedFile("a.pdf", PDF, "application/pdf")

    page = at("disclosure-entry-act", one.pk, "paper")
    assert client.post(page).status_code == 422
    assert client.post(page, {"content": file}).url == at("disclosure", row.pk)
    answer = client.get(at("disclosure-consent", one.pk))

    assert answer.content == PDF
    assert Entry.objects.filter(act="download", row_id=one.pk).exists()


def test_whoever_stands_in_a_notice_does_not_work_on_it(client, world):
    row = disclose.proposed(world)
    subject = disclose.entry(row).case.subject
    grant(subject, Role.COUNTY_ADMIN, world.county)
    client.force_login(subject)

    assert client.get(at("disclosure", row.pk)).status_code == 404


@pytest.mark.parametrize("count", [10, 1000])
def test_lists_cost_the_same(client, world, count, django_assert_max_num_queries):
    row = disclose.proposed(world, audience="INTRANET")
    disclose.weighed(world, row)
    many(Disclosure, row, count)
    rows = list(Disclosure.objects.exclude(pk=row.pk).order_by("pk"))
    one = disclose.entry(row)
    DisclosureEntry.objects.bulk_create(
        DisclosureEntry(
            disclosure=other,
            case_id=one.case_id,
            name="王芳",
            unit_name=one.unit_name,
            decision=one.decision,
            remedy=one.remedy,
        )
        for other in rows
    )
    client.force_login(world.admin)
    for view in ("waiting", "shown", "owing", "over", "all"):
        with django_assert_max_num_queries(12):
            answer = client.get(at("disclosure-list"), {"view": view})
        assert len(answer.content) <= 60_000


@pytest.mark.parametrize("count", [10, 1000])
def test_board_and_record_cost_the_same(client, world, count, django_assert_max_num_queries):
    row = disclose.proposed(world, footing="LAW")
    one = disclose.entry(row)
    told = {"unit_name": one.unit_name, "decision": one.decision, "remedy": one.remedy}
    DisclosureEntry.objects.bulk_create(
        DisclosureEntry(disclosure=row, case_id=pk, name="王芳", **told)
        for pk in cases(one.case, count)
    )
    span = {"from_on": TODAY, "until_on": TODAY + timedelta(days=7)}
    given = {"is_approved": True, "decided_by": world.decider, "decided_at": NOW}
    Disclosure.objects.filter(pk=row.pk).update(**given, **span)
    client.force_login(world.admin)
    for name in ("disclosure-board", "disclosure-register"):
        with django_assert_max_num_queries(12):
            answer = client.get(at(name))
        assert len(answer.content) <= 60_000


def test_the_workbench_says_what_waits(client, world):
    fallen = disclose.served(world)
    row = disclose.shown(world, fallen)
    takedowns.put_up(row, title="一楼公示栏", put_up_on=TODAY, by=world.admin, at=NOW)
    by = handler(world)
    decided(accepted(fallen.outcome, by, "OBJECTION"), by)
    ready, silent = disclose.agreed(disclose.proposed(world)), disclose.proposed(world)

    client.force_login(world.decider)
    told = text(client.get(reverse("portal:home")))
    assert ("审批公示" in told, at("disclosure", ready.pk) in told) == (True, True)
    assert at("disclosure", silent.pk) not in told
    client.force_login(world.admin)
    told = text(client.get(reverse("portal:home")))
    assert ("登记公示更正" in told, at("disclosure", row.pk) in told) == (True, True)
    assert "撤除到期的公示" not in told


def test_a_notice_past_its_day_that_still_hangs_is_told(client, world, clock):
    row = disclose.shown(world)
    takedowns.put_up(row, title="一楼公示栏", put_up_on=TODAY, by=world.admin, at=NOW)
    clock["days"] = 30
    client.force_login(world.admin)

    assert "撤除到期的公示" in text(client.get(reverse("portal:home")))
    assert at("disclosure", row.pk) in text(client.get(at("disclosure-list"), {"view": "owing"}))
