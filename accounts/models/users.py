from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """One person's account. No superuser exists: whoever may do something holds a grant."""

    username = models.CharField(_("账号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    is_active = models.BooleanField(_("启用"), default=True)
    is_system = models.BooleanField(_("系统账号"), default=False)
    compact_rows = models.BooleanField(_("紧凑行距"), default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name

    @cached_property
    def scopes(self) -> dict[str, tuple[set[int], set[int]]]:
        """Role → (county ids, unit ids) of the grants in force, read once per request."""
        table: dict[str, tuple[set[int], set[int]]] = {}
        for role, county, unit in self.grants.in_force(date.today()).values_list(
            "role", "county_id", "unit_id"
        ):
            counties, units = table.setdefault(role, (set(), set()))
            (counties if county else units).add(county or unit)
        return table

    def counties(self, *roles: Role) -> set[int]:
        """Answer the ids of the counties on which the user holds one of the roles."""
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

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.scopes]
