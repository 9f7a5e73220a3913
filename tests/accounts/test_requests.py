"""A change of roles needs two duties and two people (T7, T17)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import DUTIES, RequestKind, RequestState, Role
from accounts.models import GrantRequest, Session, User
from accounts.queries import users
from accounts.services import accounts, requests
from core.audit.models import Entry
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db
ASKERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


@pytest.fixture
def three(db):
    return {duty: holder(duty) for duty in DUTIES}


def ask(user, by, role=Role.READER, **place):
    if not place and role not in DUTIES:
        place = {"county": CountyFactory()}
    return requests.ask(user, role=role, reason="调任", from_on=TODAY, by=by, at=NOW, **place)


def confirm(row, by):
    return requests.confirm(row, by=by, at=NOW)


@pytest.mark.parametrize("duty", [Role.AUDITOR, None])
def test_ask_by_neither_system_nor_security_is_refused(duty):
    by = holder(duty) if duty else holder(Role.COUNTY_ADMIN, CountyFactory())

    with pytest.raises(NotAllowed):
        ask(UserFactory(), by)


@pytest.mark.parametrize("duty", ASKERS)
def test_ask_for_oneself_is_refused(duty, three):
    with pytest.raises(NotAllowed, match="本人"):
        ask(three[duty], three[duty])


def test_ask_twice_while_pending_is_refused(three):
    user, county = UserFactory(), CountyFactory()
    ask(user, three[Role.SYSTEM_ADMIN], county=county)

    with pytest.raises(RegulationBroken, match="相同的申请"):
        ask(user, three[Role.SECURITY_ADMIN], county=county)


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR], ids=["business", "duty"])
@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("answerer", DUTIES)
def test_four_eyes_matrix(asker, answerer, role, three):
    """Two duties; for a business role one of them is the security administrator."""
    user = UserFactory()
    row = ask(user, three[asker], role)
    is_two = asker != answerer
    is_fit = role in DUTIES or Role.SECURITY_ADMIN in (asker, answerer)

    if not (is_two and is_fit):
        with pytest.raises(NotAllowed):
            confirm(row, three[answerer])
        assert User.objects.get(pk=user.pk).scopes == {}
        return
    done = confirm(row, three[answerer])

    assert (done.state, done.answered_as) == (RequestState.CONFIRMED, answerer)
    assert role in User.objects.get(pk=user.pk).scopes
    acts = list(Entry.objects.order_by("-pk").values_list("act", flat=True)[:2])
    assert acts == ["request_confirmed", "grant"]


def test_confirm_by_another_with_the_same_duty_is_refused(three):
    row = ask(UserFactory(), three[Role.SECURITY_ADMIN])

    with pytest.raises(NotAllowed):
        confirm(row, holder(Role.SECURITY_ADMIN))


def test_database_keeps_two_hands_and_two_duties(three):
    user = UserFactory()
    row = ask(user, three[Role.SYSTEM_ADMIN])
    rows = GrantRequest.objects.filter(pk=row.pk)
    told = {"state": "CONFIRMED", "answered_at": NOW}
    for by, duty in [
        (three[Role.SYSTEM_ADMIN], Role.SECURITY_ADMIN),
        (three[Role.SECURITY_ADMIN], Role.SYSTEM_ADMIN),
        (three[Role.AUDITOR], Role.AUDITOR),
        (user, Role.SECURITY_ADMIN),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(answered_by=by, answered_as=duty, **told)


def test_confirm_twice_conflicts_and_leaves_one_grant(three):
    user = UserFactory()
    row = ask(user, three[Role.SYSTEM_ADMIN])
    confirm(row, three[Role.SECURITY_ADMIN])

    with pytest.raises(StateConflict):
        confirm(row, three[Role.SECURITY_ADMIN])
    assert user.grants.count() == 1


def test_role_never_begins_before_it_is_asked_for(three):
    given = {"county": CountyFactory(), "role": Role.READER, "reason": "补登"}
    by = three[Role.SYSTEM_ADMIN]

    with pytest.raises(RegulationBroken, match="授权不溯及既往"):
        requests.ask(UserFactory(), from_on=YESTERDAY, by=by, at=NOW, **given)
    assert not GrantRequest.objects.exists()


def test_role_never_begins_before_it_is_confirmed_and_the_trail_tells(three, client):
    """Five days pass until it is confirmed: on none of them did the person hold the role."""
    user, county, late = UserFactory(), CountyFactory(), NOW + timedelta(days=5)
    row = ask(user, three[Role.SYSTEM_ADMIN], county=county)

    requests.confirm(row, by=three[Role.SECURITY_ADMIN], at=late)

    held = user.grants.get()
    assert held.from_on == late.date()
    assert not users.holders(Role.READER, county_id=county.pk, on=TODAY).exists()
    assert users.holders(Role.READER, county_id=county.pk, on=late.date()).get() == user
    told = Entry.objects.filter(act="request_confirmed").get().detail
    assert (told["asked_from"], told["from"]) == (f"{TODAY}", f"{late.date()}")
    client.force_login(three[Role.AUDITOR])
    page = client.get(reverse("console:request", args=[row.pk])).text
    assert f"{late.date()}（申请为 {TODAY}，自确认之日起生效）" in page


def test_role_of_a_later_day_begins_then_and_one_that_ran_out_is_not_given(three):
    system, security = three[Role.SYSTEM_ADMIN], three[Role.SECURITY_ADMIN]
    given = {"county": CountyFactory(), "role": Role.READER, "reason": "借调", "by": system}
    later = requests.ask(UserFactory(), from_on=TOMORROW, at=NOW, **given)
    short = requests.ask(UserFactory(), from_on=TODAY, until_on=TODAY, at=NOW, **given)

    assert confirm(later, security).grant.from_on == TOMORROW
    assert "asked_from" not in Entry.objects.filter(act="request_confirmed").get().detail
    with pytest.raises(RegulationBroken, match="期限已过"):
        requests.confirm(short, by=security, at=NOW + timedelta(days=1))
    assert not short.user.grants.exists()


def test_revoking_is_asked_and_confirmed_and_ends_sessions(three, client):
    user = holder(Role.READER, CountyFactory())
    client.force_login(user)
    assert client.get(reverse("account")).status_code == 200
    row = requests.ask_back(user.grants.get(), reason="离任", by=three[Role.SYSTEM_ADMIN], at=NOW)
    assert row.kind == RequestKind.REVOKE

    confirm(row, three[Role.SECURITY_ADMIN])

    assert User.objects.get(pk=user.pk).scopes == {}
    assert not Session.objects.filter(user=user).exists()
    assert client.get(reverse("account")).status_code == 302


def test_last_auditor_is_not_revoked_by_a_request(three):
    row = requests.ask_back(
        three[Role.AUDITOR].grants.get(), reason="试", by=three[Role.SYSTEM_ADMIN], at=NOW
    )

    with pytest.raises(RegulationBroken, match="至少须保留一名审计员"):
        confirm(row, three[Role.SECURITY_ADMIN])
    assert GrantRequest.objects.get().state == RequestState.PENDING


def test_duty_beside_a_role_is_refused_at_confirmation(three):
    reader = holder(Role.READER, CountyFactory())
    row = ask(reader, three[Role.SYSTEM_ADMIN], Role.AUDITOR)

    with pytest.raises(RegulationBroken, match="互斥"):
        confirm(row, three[Role.SECURITY_ADMIN])


def test_refuse_and_withdraw_leave_no_grant(three):
    first, second = (ask(UserFactory(), three[Role.SYSTEM_ADMIN]) for _ in range(2))

    requests.refuse(first, answer="材料不全", by=three[Role.AUDITOR], at=NOW)
    with pytest.raises(NotAllowed):
        requests.withdraw(second, by=three[Role.AUDITOR], at=NOW)
    with pytest.raises(NotAllowed):
        requests.refuse(second, answer="不", by=three[Role.SYSTEM_ADMIN], at=NOW)
    requests.withdraw(second, by=three[Role.SYSTEM_ADMIN], at=NOW)

    assert not first.user.grants.exists()
    assert not second.user.grants.exists()


def test_request_row_is_never_deleted_nor_answered_again(three):
    row = requests.withdraw(
        ask(UserFactory(), three[Role.SYSTEM_ADMIN]), by=three[Role.SYSTEM_ADMIN], at=NOW
    )

    for spoil in (row.delete, lambda: GrantRequest.objects.filter(pk=row.pk).update(answer="改")):
        with (
            pytest.raises(Exception, match=r"answered_once|never_deleted|Cannot"),
            transaction.atomic(),
        ):
            spoil()


def test_pages_ask_confirm_and_show_the_link_once(three, client):
    """The whole way on screen: open an account, hand over the link, ask, confirm."""
    unit = UnitFactory()
    client.force_login(three[Role.SYSTEM_ADMIN])
    page = client.post(
        reverse("console:account-open"), {"username": "wang.wu", "name": "王五"}, follow=True
    )
    user = User.objects.get(username="wang.wu")
    assert "一次性链接" in page.text
    assert "一次性链接，只显示" not in client.get(reverse("console:account", args=[user.pk])).text
    form = {
        "role": "UNIT_CLERK",
        "county": unit.county.code,
        "unit": unit.name,
        "from_on": legal_day(timezone.now()),
        "reason": "新任联络员",
    }
    asked = client.post(reverse("console:grant-ask", args=[user.pk]), form)
    assert asked.status_code == 302
    row = GrantRequest.objects.get()
    own = client.post(reverse("console:request-answer", args=[row.pk, "confirm"]))
    assert own.status_code == 403

    client.force_login(three[Role.SECURITY_ADMIN])
    assert "王五" in client.get(reverse("console:home")).text
    done = client.post(reverse("console:request-answer", args=[row.pk, "confirm"]))

    assert done.status_code == 302
    assert User.objects.get(pk=user.pk).units(Role.UNIT_CLERK) == {unit.pk}


@pytest.mark.parametrize(
    "form", [{"county": "999999"}, {"unit": "无此单位"}, {"until_on": "2001-01-01"}]
)
def test_ask_page_says_what_is_wrong_with_the_place(form, three, client):
    unit = UnitFactory()
    client.force_login(three[Role.SYSTEM_ADMIN])
    told = {
        "role": "UNIT_CLERK",
        "county": unit.county.code,
        "unit": unit.name,
        "from_on": "2090-05-01",
        "reason": "新任",
    }

    page = client.post(reverse("console:grant-ask", args=[UserFactory().pk]), told | form)

    assert page.status_code == 422
    assert not GrantRequest.objects.exists()


def test_business_user_sees_no_console(client):
    client.force_login(grant(UserFactory(), Role.COUNTY_ADMIN, CountyFactory()))

    for name in ("home", "accounts", "requests", "sessions", "failures", "policy"):
        assert client.get(reverse(f"console:{name}")).status_code == 404


@pytest.mark.parametrize("closes", ["before", "between"])
def test_closed_account_is_given_no_role(closes, three):
    user = UserFactory(is_active=closes != "before")

    def given():
        row = ask(user, three[Role.SYSTEM_ADMIN])
        User.objects.filter(pk=user.pk).update(is_active=False)
        confirm(row, three[Role.SECURITY_ADMIN])

    with pytest.raises(RegulationBroken, match="已停用"):
        given()
    assert not user.grants.exists()


def test_request_to_take_back_names_the_grant(three):
    row = ask(UserFactory(), three[Role.SYSTEM_ADMIN])

    with pytest.raises(IntegrityError, match="names_what_it_takes_back"):
        GrantRequest.objects.filter(pk=row.pk).update(kind=RequestKind.REVOKE)


def test_request_is_refused_by_no_business_user_and_not_by_the_person_concerned(three):
    security = three[Role.SECURITY_ADMIN]
    own = security.grants.get()
    row = requests.ask_back(own, reason="轮岗", by=three[Role.SYSTEM_ADMIN], at=NOW)
    business = holder(Role.COUNTY_ADMIN, CountyFactory())

    for by, told in ((business, "只有三员可以答复"), (security, "不得答复涉及本人的申请")):
        with pytest.raises(NotAllowed, match=told):
            requests.refuse(row, answer="不同意", by=by, at=NOW)
        with pytest.raises(NotAllowed, match=told):
            confirm(row, by)
    row.refresh_from_db()
    assert (row.state, row.answered_by) == (RequestState.PENDING, None)


def test_grant_that_was_taken_back_is_not_asked_back_again(three):
    row = holder(Role.READER, CountyFactory()).grants.get()
    accounts.revoke(row, by=three[Role.SECURITY_ADMIN], at=NOW)

    with pytest.raises(StateConflict, match="已经收回"):
        requests.ask_back(row, reason="离任", by=three[Role.SYSTEM_ADMIN], at=NOW)
    assert not GrantRequest.objects.exists()


def test_duty_is_asked_for_without_an_end(three, client):
    """A duty that ran out by itself would leave the three incomplete without anybody's act."""
    user = UserFactory()
    client.force_login(three[Role.SYSTEM_ADMIN])
    form = {"role": "AUDITOR", "reason": "轮岗"}
    form |= {"from_on": "2090-05-01", "until_on": "2091-05-01"}

    page = client.post(reverse("console:grant-ask", args=[user.pk]), form)

    assert (page.status_code, "三员授权不设终止日期" in page.text) == (422, True)
    row = ask(user, three[Role.SYSTEM_ADMIN], Role.AUDITOR, until_on=TOMORROW)
    with pytest.raises(RegulationBroken, match="三员授权不设终止日期"):
        confirm(row, three[Role.SECURITY_ADMIN])
    assert not user.grants.exists()
