"""Acts on passwords. Nobody but their owner ever knows one."""

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import FormerPassword, User
from accounts.services import sessions
from core.audit import trail


@transaction.atomic
def change(user: User, *, password: str, at: datetime, keep_session: str | None = None) -> User:
    """Set the password its owner chose; every other session of theirs ends."""
    user.set_password(password)
    user.password_set_at = at
    user.save(update_fields=["password", "password_set_at"])
    FormerPassword.objects.create(user=user, password=user.password, set_at=at)
    sessions.end_all(user, by=user, at=at, but=keep_session)
    trail.record(user, "change_password", by=user, at=at)
    return user


def enrolment(user: User) -> tuple[str, str]:
    """Answer the two parts of a one-time address at which a user chooses a password.

    It ends with the first use, with a sign-in, and after PASSWORD_RESET_TIMEOUT seconds.
    """
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
