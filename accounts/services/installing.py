"""The first three accounts of a fresh installation, and new keys to them from its host."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import DUTIES, Role
from accounts.models import User
from accounts.services import accounts, passwords, sessions
from core.audit import trail
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken

_ONE_AT_A_TIME = 7_402_003  # advisory lock class
USERNAMES = {
    Role.SYSTEM_ADMIN: "sysadmin",
    Role.SECURITY_ADMIN: "secadmin",
    Role.AUDITOR: "auditor",
}


@transaction.atomic
def set_up(*, at: datetime) -> dict[Role, User]:
    """Open the three duties' accounts, once, on an empty system only.

    :raises RegulationBroken: when there is any account that could sign in
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    if User.objects.filter(is_system=False).exists():
        raise RegulationBroken(_("系统已有账号，初始化只能在空系统上进行一次。"))
    return open_three(at=at)


@transaction.atomic
def open_three(*, at: datetime) -> dict[Role, User]:
    """Open one account for each duty, none with a password."""
    by, made = accounts.system_user(), {}
    for duty in DUTIES:
        user = accounts.open_account(
            username=USERNAMES[duty], name=str(duty.label), password=None, by=by, at=at
        )
        accounts.grant(user, role=duty, by=by, at=at, from_on=legal_day(at))
        made[duty] = user
    return made


@transaction.atomic
def renew_duty(username: str, *, at: datetime) -> User:
    """Take password and second factors of an administrator away; whoever runs it has the host.

    :raises NotAllowed: for an account that holds no duty; those are renewed on the pages
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.duty:
        raise NotAllowed(_("只用于在任的三员账号。"))
    by = accounts.system_user()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user, by=by, at=at)
    trail.record(user, "renew_duty_on_the_host", by=by, at=at)
    return user


def address_of(user: User) -> str:
    """Answer the path at which a user chooses their password, once."""
    uid, token = passwords.enrolment(user)
    return reverse("account_enrol", args=[uid, token])
