from collections.abc import Iterable
from datetime import date
from functools import cached_property

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from accounts.enums import DUTIES, Role
from accounts.models.duties import AN_AUDITOR_LEAVES

_SCOPES = """
WITH RECURSIVE own AS (
    SELECT id, role, county_id, unit_id, with_below FROM accounts_grant
    WHERE user_id = %s AND revoked_at IS NULL
        AND from_on <= %s AND (until_on IS NULL OR until_on >= %s)
), places AS (
    SELECT role, county_id AS id FROM own WHERE county_id IS NOT NULL
    UNION
    SELECT places.role, below.id
    FROM places JOIN units_jurisdiction AS below ON below.parent_id = places.id
), rooms AS (
    SELECT role, unit_id AS id, with_below FROM own WHERE unit_id IS NOT NULL
    UNION
    SELECT rooms.role, below.id, true
    FROM rooms JOIN units_unit AS below ON below.parent_id = rooms.id
    WHERE rooms.with_below
), first AS (
    SELECT coalesce(county.name, unit.name) AS name FROM own
    LEFT JOIN units_jurisdiction AS county ON county.id = own.county_id
    LEFT JOIN units_unit AS unit ON unit.id = own.unit_id
    ORDER BY own.id LIMIT 1
)
SELECT role, id, NULL, NULL, 0 FROM places
UNION ALL SELECT role, NULL, id, NULL, 0 FROM rooms
UNION ALL SELECT role, NULL, NULL, NULL, 0 FROM own WHERE county_id IS NULL AND unit_id IS NULL
UNION ALL SELECT NULL, NULL, NULL, (SELECT name FROM first), count(*) FROM (
    SELECT FROM notify_message WHERE recipient_id = %s AND read_at IS NULL LIMIT 100
) AS unread
"""


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """One person's account. No superuser exists: whoever may do something holds a grant."""

    username = models.CharField(_("账号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    is_active = models.BooleanField(_("启用"), default=True)
    is_system = models.BooleanField(_("系统账号"), default=False)
    is_guest = models.BooleanField(_("邀请账号"), default=False)  # opened by a link and a code
    opened_at = models.DateTimeField(_("启用时间"), null=True)  # opened, or opened again
    password_set_at = models.DateTimeField(_("密码设置时间"), null=True)
    compact_rows = models.BooleanField(_("紧凑行距"), default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_system=False) | models.Q(password__startswith="!"),  # noqa: S106  (marks that none is set)
                name="user_of_the_system_has_no_password",
            ),
            models.CheckConstraint(
                condition=models.Q(is_guest=False) | models.Q(password__startswith="!"),  # noqa: S106  (marks that none is set)
                name="user_invited_has_no_password",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="last_auditor_is_active",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("is_active"),
                condition=pgtrigger.Q(old__is_active=True, new__is_active=False),
                func=AN_AUDITOR_LEAVES,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scopes(self) -> dict[str, tuple[set[int], set[int]]]:
        """Role → (county ids, unit ids) of the grants in force, read once per request.

        A grant on a prefecture counts for each county below it, a grant on a unit with the units
        below for each of those. An administrator's duty has neither.
        """
        return self._granted[0]

    @property
    def place(self) -> str:
        """The name of the first division or unit on which the user holds a grant, if any."""
        return self._granted[1]

    @property
    def unread_count(self) -> int:
        """How many messages wait, at most 100; read along with the grants, for every page shows it.

        See core.notify.
        """
        return self._granted[2]

    @cached_property
    def _granted(self) -> tuple[dict[str, tuple[set[int], set[int]]], str, int]:
        table: dict[str, tuple[set[int], set[int]]] = {}
        place, unread, today = "", 0, date.today()
        with connection.cursor() as cursor:
            cursor.execute(_SCOPES, [self.pk, today, today, self.pk])
            for role, county, unit, name, count in cursor.fetchall():
                if role is None:
                    place, unread = name or "", count
                    continue
                counties, units = table.setdefault(role, (set(), set()))
                if county or unit:
                    (counties if county else units).add(county or unit)
        return table, place, unread

    def counties(self, *roles: Role) -> set[int]:
        """Answer the ids of the divisions on which the user holds one of the roles."""
        return self._ids(roles, 0)

    def units(self, *roles: Role) -> set[int]:
        """Answer the ids of the units on which the user holds one of the roles."""
        return self._ids(roles, 1)

    def _ids(self, roles: Iterable[Role], part: int) -> set[int]:
        return {pk for role in roles for pk in self.scopes.get(role, (set(), set()))[part]}

    def holds(
        self, role: Role, *, county_id: int | None = None, unit_id: int | None = None
    ) -> bool:
        """Answer whether the user holds a role on this very county or unit."""
        counties, units = self.scopes.get(role, (set(), set()))
        return county_id in counties or unit_id in units

    @cached_property
    def duty(self) -> str:
        """The administrator's duty that the user holds, empty for anybody else."""
        return next((duty.value for duty in DUTIES if duty in self.scopes), "")

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.scopes]
