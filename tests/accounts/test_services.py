import pytest
from django.db import IntegrityError

from accounts.adapter import ClosedAdapter
from accounts.enums import DUTIES, Role
from accounts.models import User
from accounts.services import accounts
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories.accounts import UserFactory, holder, totp_of
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import EARLIER, NOW

pytestmark = pytest.mark.django_db


def open_account(password):
    return accounts.open_account(
        username="li.si", name="李四", password=password, by=UserFactory(), at=NOW
    )


def test_open_account_with_password_lets_the_person_sign_in():
    user = open_account("a-long-password")

    assert user.check_password("a-long-password")
    assert (str(user), user.is_active, user.is_system) == ("李四", True, False)
    assert Entry.objects.get().act == "open_account"


def test_open_account_without_password_lets_nobody_sign_in():
    assert not open_account(None).has_usable_password()


def test_open_account_is_found_by_its_name_only():
    user = open_account(None)

    assert User.objects.get_by_natural_key("li.si") == user


def test_grant_is_in_force_at_once_and_leaves_one_entry():
    user, county = UserFactory(), CountyFactory()
    assert user.scopes == {}

    row = accounts.grant(
        user, role=Role.VERIFIER, by=UserFactory(), at=NOW, from_on=EARLIER, county=county
    )

    assert user.holds(Role.VERIFIER, county_id=county.pk)
    assert str(row) == f"{user.name} 核实人"
    assert Entry.objects.get().detail == {"role": "VERIFIER"}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.VERIFIER, {"unit": UnitFactory}),
        (Role.UNIT_CLERK, {"county": CountyFactory}),
        (Role.READER, {}),
        (Role.AUDITOR, {"county": CountyFactory}),
        (Role.HOST, {"county": CountyFactory, "unit": UnitFactory}),
    ],
    ids=["county role on unit", "unit role on county", "nowhere", "duty on a county", "on both"],
)
def test_grant_scope_not_of_the_role_is_refused_by_the_database(role, place):
    scope = {name: make() for name, make in place.items()}

    with pytest.raises(IntegrityError, match="grant_scope_fits_role"):
        accounts.grant(UserFactory(), role=role, by=UserFactory(), at=NOW, from_on=EARLIER, **scope)


def test_grant_twice_while_open_is_refused_by_the_database():
    given = {"role": Role.READER, "at": NOW, "from_on": EARLIER, "county": CountyFactory()}
    user, admin = UserFactory(), UserFactory()
    accounts.grant(user, by=admin, **given)

    with pytest.raises(RegulationBroken, match="已有同一授权"):
        accounts.grant(user, by=admin, **given)


def test_system_user_is_one_and_cannot_sign_in():
    user = accounts.system_user()

    assert accounts.system_user() == user
    assert user.is_system
    assert not user.has_usable_password()


def test_sign_up_is_closed(rf):
    assert not ClosedAdapter().is_open_for_signup(rf.get("/"))


def test_revoke_ends_the_grant_at_once_and_once():
    user, county = UserFactory(), CountyFactory()
    row = accounts.grant(
        user, role=Role.READER, by=UserFactory(), at=NOW, from_on=EARLIER, county=county
    )

    accounts.revoke(row, by=UserFactory(), at=NOW)

    assert User.objects.get(pk=user.pk).scopes == {}
    with pytest.raises(StateConflict):
        accounts.revoke(row, by=UserFactory(), at=NOW)
    accounts.grant(user, role=Role.READER, by=UserFactory(), at=NOW, from_on=EARLIER, county=county)


def test_username_that_is_taken_opens_no_second_account():
    taken = UserFactory(username="li.si", name="李四")

    with pytest.raises(RegulationBroken, match="该账号名已被使用"):
        accounts.open_for(username="li.si", name="李斯", by=holder(Role.SYSTEM_ADMIN), at=NOW)
    assert [user.name for user in User.objects.filter(username="li.si")] == [taken.name]


@pytest.mark.parametrize(
    ("whose", "told"),
    [
        (lambda by: by, "不得停用本人账号"),
        (lambda _by: accounts.system_user(), "系统账号不能登录"),
        (lambda _by: holder(Role.SECURITY_ADMIN), "三员账号须先由另两员收回授权"),
    ],
    ids=["one's own", "the system's", "a duty's"],
)
@pytest.mark.parametrize("act", [accounts.close_account, accounts.renew])
def test_system_administrator_closes_or_renews_no_such_account(act, whose, told):
    by = holder(Role.SYSTEM_ADMIN)
    user = whose(by)
    before = user.password

    with pytest.raises(NotAllowed, match=told):
        act(user, by=by, at=NOW)
    kept = User.objects.get(pk=user.pk)
    assert (kept.is_active, kept.password) == (True, before)


@pytest.mark.parametrize("duty", DUTIES)
def test_factors_of_the_three_are_not_removed_by_one_of_them(duty):
    by, user = holder(Role.SECURITY_ADMIN), holder(duty)
    totp_of(user)

    for owner in (user, by):
        with pytest.raises(NotAllowed, match="须在服务器上由两人重置"):
            accounts.remove_factors(owner, by=by, at=NOW)
    assert user.authenticator_set.count() == 1
