"""The view of a case lent to a helper: who asks, who approves, what is read, how it ends."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cadres.models import Kinship
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken
from core.exports import copies
from core.notify.models import Message
from recall.models import Case, FactEvidence, HelperAccess
from recall.queries import helpers as queries
from recall.services import helpers
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import CadreFactory
from tests.factories.recall import open_case, served_case
from tests.factories.units import CountyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
WHY = "请州委组织部张某协助核对当年防汛值班安排"


@pytest.fixture
def case():
    return served_case()


@pytest.fixture
def helper():
    return holder(Role.VERIFIER, CountyFactory())


def ask(case, helper, **given):
    by = given.pop("by", None) or holder(Role.VERIFIER, case.county)
    told = {"reason": WHY, "days": 3, "by": by, "at": timezone.now()}
    return helpers.ask(case, helper=helper, **told | given)


def lent(case, helper, *, at=None, **given):
    at = at or timezone.now()
    row = ask(case, helper, at=at, **given)
    return helpers.approve(row, by=holder(Role.DECIDER, case.county), at=at)


def fresh(user):
    return User.objects.get(pk=user.pk)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def status(user, name, *args):
    client = Client()
    client.force_login(fresh(user))
    return client.get(reverse(name, args=args)).status_code


def test_the_helper_reads_the_case_and_nothing_else_and_each_page_is_marked(case, helper, client):
    row = lent(case, helper)
    evidence = FactEvidence.objects.get(fact__nomination=case.nomination)
    client.force_login(fresh(helper))

    page = client.get(reverse("recall:lent-case", args=[row.pk])).content.decode()
    client.get(reverse("recall:lent-evidence", args=[row.pk, evidence.pk]))

    assert case.cadre.name in page
    assert evidence.file.title in page
    seen = Entry.objects.filter(by=helper, row_kind="recall.helperaccess").order_by("pk")
    assert [(one.act, one.row_id, one.about_id) for one in seen] == [
        ("read", row.pk, case.cadre_id),
        ("download", row.pk, case.cadre_id),
    ]
    assert status(helper, "recall:case", case.pk) == 404
    assert status(helper, "recall:case-notes", case.pk) == 404
    assert status(helper, "recall:nomination", case.nomination_id) == 404
    assert status(helper, "recall:evidence-file", evidence.pk) == 404
    assert status(helper, "portal:dossier", case.pk) == 404
    assert not Case.objects.visible_to(fresh(helper)).filter(pk=case.pk).exists()


def test_files_of_another_case_are_not_lent(case, helper):
    row, other = lent(case, helper), served_case()
    evidence = FactEvidence.objects.get(fact__nomination=other.nomination)

    assert status(helper, "recall:lent-evidence", row.pk, evidence.pk) == 404


def test_it_ends_by_the_clock_and_before_that_by_a_hand(case, helper):
    begun = timezone.now() - timedelta(days=3) + timedelta(minutes=5)
    row = lent(case, helper, at=begun)
    assert status(helper, "recall:lent-case", row.pk) == 200
    assert not queries.lent_to(helper, at=row.until_at).exists()

    over = lent(served_case(), helper, at=timezone.now() - timedelta(days=3))
    assert status(helper, "recall:lent-case", over.pk) == 404

    helpers.end(row, by=row.asked_by, at=timezone.now())
    assert status(helper, "recall:lent-case", row.pk) == 404


def test_nobody_reads_before_the_approval_or_in_the_helpers_place(case, helper):
    row = ask(case, helper)
    assert status(helper, "recall:lent-case", row.pk) == 404

    helpers.approve(row, by=holder(Role.DECIDER, case.county), at=timezone.now())
    for other in (UserFactory(), holder(Role.COUNTY_ADMIN, case.county), case.subject):
        assert status(other, "recall:lent-case", row.pk) == 404


def test_hands_are_told_and_the_person_unless_a_law_forbids_it(case, helper, client):
    decider = holder(Role.DECIDER, case.county)
    row = ask(case, helper)
    asked = set(
        Message.objects.filter(kind="helper_to_approve").values_list("recipient", flat=True)
    )
    assert decider.pk in asked
    assert not asked & {row.asked_by_id, helper.pk, case.subject_id, case.nomination.verified_by_id}
    helpers.approve(row, by=decider, at=timezone.now())

    assert Message.objects.get(kind="helper_answered").recipient == row.asked_by
    assert Message.objects.get(kind="helper_opened").recipient == helper
    assert Message.objects.get(kind="helper_reads_yours").recipient == case.subject
    secret = lent(case, holder(Role.VERIFIER, CountyFactory()), withheld_basis="监察法第十八条")
    assert Message.objects.filter(kind="helper_reads_yours").count() == 1
    client.force_login(case.subject)
    page = client.get(reverse("recall:own-case", args=[case.pk])).content.decode()
    assert (helper.name in page, secret.helper.name in page) == (True, False)
    copy = copies.write(copies.ask(None, by=case.subject, at=timezone.now()), at=timezone.now())
    archive = zipfile.ZipFile(copies.path_of(copy))
    rows = json.loads(archive.read("data/helpers.json"))["rows"]
    assert [line["协办人"] for line in rows] == [helper.name]


def test_the_person_is_told_of_nothing_before_the_notice_is_served(helper):
    case = open_case()
    lent(case, helper)

    assert not Message.objects.filter(recipient=case.subject).exclude(kind="allegation_told")
    assert not HelperAccess.objects.told_to(case.subject).exists()


def test_ha_01_ha_05_why_and_how_long_are_told(case, helper):
    refused("HA-01", ask, case, helper, reason="帮忙看看")
    for days in (0, 15):
        refused("HA-05", ask, case, helper, days=days)


def test_ha_02_only_staff_help(case):
    closed = UserFactory(is_active=False)
    for one in (closed, holder(Role.AUDITOR), holder(Role.SYSTEM_ADMIN)):
        refused("HA-02", ask, case, one)
    later = UserFactory()
    row = ask(case, later)
    User.objects.filter(pk=later.pk).update(is_active=False)
    decider = holder(Role.DECIDER, case.county)
    refused("HA-02", helpers.approve, row, by=decider, at=timezone.now())


def test_ha_03_who_sees_it_anyway_needs_none(case, helper):
    refused("HA-03", ask, case, holder(Role.CLASS_MANAGER, case.county))
    lent(case, helper)
    refused("HA-03", ask, case, helper)


def test_ha_04_no_interested_helper_in_code_and_database(case):
    kin = CadreFactory()
    Kinship.objects.create(
        cadre=case.cadre,
        relative=kin,
        kind="SPOUSE",
        declared_by=UserFactory(),
        declared_at=timezone.now(),
    )
    colleague = CadreFactory(unit=case.unit)
    nominator = case.nomination.drafted_by
    for one in (case.subject, kin.user, colleague.user, nominator):
        refused("HA-04", ask, case, one)
        with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
            HelperAccess.objects.create(
                case=case,
                helper=one,
                reason=WHY,
                days=3,
                asked_by=UserFactory(),
                asked_at=timezone.now(),
            )


def test_ha_06_ha_08_answered_once_and_refused_with_a_reason(case, helper):
    row = ask(case, helper)
    admin = holder(Role.COUNTY_ADMIN, case.county)
    refused("HA-08", helpers.refuse, row, reason="不行", by=admin, at=timezone.now())
    helpers.refuse(row, reason="不是协办所需，请先函询", by=admin, at=timezone.now())

    refused("HA-06", helpers.approve, row, by=admin, at=timezone.now())
    refused("HA-06", helpers.refuse, row, reason="不是协办所需", by=admin, at=timezone.now())
    assert status(helper, "recall:lent-case", row.pk) == 404


def test_ha_07_what_does_not_run_is_not_ended(case, helper):
    admin = holder(Role.COUNTY_ADMIN, case.county)
    row = ask(case, helper)
    refused("HA-07", helpers.end, row, by=admin, at=timezone.now())
    row = helpers.approve(row, by=admin, at=timezone.now())
    refused("HA-07", helpers.end, row, by=admin, at=row.until_at)


def test_ha_09_one_request_at_a_time(case, helper):
    ask(case, helper)
    refused("HA-09", ask, case, helper)


def test_nobody_approves_their_own_request_nor_lends_a_case_that_touches_them(case, helper):
    admin = holder(Role.COUNTY_ADMIN, case.county)
    row = ask(case, helper, by=admin)
    person = grant(case.subject, Role.COUNTY_ADMIN, case.county)
    for one in (admin, helper, person, holder(Role.DECIDER, CountyFactory())):
        with pytest.raises(NotAllowed):
            helpers.approve(row, by=fresh(one), at=timezone.now())
    for one in (person, holder(Role.CLASS_MANAGER, case.county), helper):
        with pytest.raises(NotAllowed):
            ask(case, UserFactory(), by=fresh(one))
    with pytest.raises(NotAllowed):
        helpers.end(lent(case, UserFactory()), by=fresh(person), at=timezone.now())


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": "另一个事由"},
        {"until_at": timezone.now() + timedelta(days=2)},
        {"approved_by": None, "approved_at": None, "until_at": None},
        {"refused_at": timezone.now()},
        {"ended_at": timezone.now()},
    ],
)
def test_the_database_keeps_the_request_the_hands_and_the_end(case, helper, changed):
    row = lent(case, helper)

    with pytest.raises(DatabaseError), transaction.atomic():
        HelperAccess.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        HelperAccess.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize(
    "changed", [{"approved_by": "asked_by"}, {"approved_by": "helper"}, {"days": 15}]
)
def test_the_database_wants_a_second_hand_and_fourteen_days_at_most(case, helper, changed):
    row = ask(case, helper)
    now = timezone.now()
    given = {key: getattr(row, told) if key != "days" else told for key, told in changed.items()}
    whole = {"approved_by": UserFactory(), "approved_at": now, "until_at": now + timedelta(days=3)}

    with pytest.raises(DatabaseError), transaction.atomic():
        HelperAccess.objects.filter(pk=row.pk).update(**whole | given)
    far = {"until_at": now + timedelta(days=15)}
    with pytest.raises(DatabaseError), transaction.atomic():
        HelperAccess.objects.filter(pk=row.pk).update(**whole | far)


def test_pages_ask_approve_and_end(case, helper, client):
    verifier, decider = (holder(role, case.county) for role in (Role.VERIFIER, Role.DECIDER))
    client.force_login(verifier)
    page = reverse("recall:helper-ask", args=[case.pk])
    told = {"helper": "nobody-of-that-name", "reason": WHY, "days": "3"}
    assert client.post(page, told).status_code == 422
    assert client.post(page, told | {"helper": helper.username}).status_code == 302
    row = HelperAccess.objects.get()
    assert client.post(reverse("recall:helper-act", args=[row.pk, "approve"])).status_code == 403

    client.force_login(decider)
    listed = reverse("recall:helper-list", args=[case.pk])
    assert "待审批" in client.get(listed).content.decode()
    assert WHY in client.get(reverse("recall:helper-act", args=[row.pk, "approve"])).text
    assert client.post(reverse("recall:helper-act", args=[row.pk, "approve"])).status_code == 302
    assert "查阅中" in client.get(listed).content.decode()
    assert client.post(reverse("recall:helper-act", args=[row.pk, "end"])).status_code == 302
    assert "已提前收回" in client.get(listed).content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_many_helpers_cost_no_more_queries(case, client, count, django_assert_max_num_queries):
    for _n in range(count):
        lent(case, UserFactory())
    client.force_login(holder(Role.COUNTY_ADMIN, case.county))

    with django_assert_max_num_queries(12):
        page = client.get(reverse("recall:helper-list", args=[case.pk])).content.decode()

    assert page.count("查阅中") == count


def test_the_administrator_reads_who_read_the_case(case, helper, client):
    row, admin = lent(case, helper), holder(Role.COUNTY_ADMIN, case.county)
    other = served_case()
    stranger = holder(Role.VERIFIER, other.county)
    for user, name, pk in (
        (helper, "recall:lent-case", row.pk),
        (row.asked_by, "recall:case", case.pk),
        (stranger, "recall:case", other.pk),
    ):
        assert status(user, name, pk) == 200
    client.force_login(admin)

    page = client.get(reverse("portal:case-readers", args=[case.pk])).content.decode()

    assert f"查看了协办查阅（编号 {row.pk}）" in page
    assert (helper.name in page, row.asked_by.name in page) == (True, True)
    assert stranger.name not in page
    for one in (row.asked_by, case.subject, helper, stranger, holder(Role.UNIT_HEAD, case.unit)):
        assert status(one, "portal:case-readers", case.pk) == 404
