"""The desks of the practices: where each is worked at, and by whom. Each adds its line."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from evidence.enums import Practice

OFFICE = frozenset({Role.COUNTY_ADMIN})
UNIT = frozenset({Role.UNIT_CLERK, Role.UNIT_HEAD})
READERS = frozenset({Role.VERIFIER, Role.DECIDER})


@dataclass(frozen=True)
class Desk:
    """One practice: its list page, the page of a signal's source, who opens it, what it is."""

    practice: Practice
    address: str  # URL name of its list
    source: str  # URL name of the row that raised a signal, taking its pk
    roles: frozenset[Role]
    text: str | Promise  # one sentence: what is done here
    icon: str = "list-checks"


DESKS: tuple[Desk, ...] = (
    Desk(
        Practice.BALLOT,
        "evidence:poll-list",
        "evidence:poll",
        OFFICE | UNIT | READERS,
        _("无记名投票：名册在开始时固定，分组加权，票与人不能对应，结果可以查验。"),
        "vote",
    ),
)


def offered(user: Any) -> list[dict[str, Any]]:
    """Answer the desks that one of the user's roles opens."""
    roles = set(user.scopes)
    return [
        {
            "label": desk.practice.label,
            "text": desk.text,
            "icon": desk.icon,
            "url": reverse(desk.address),
        }
        for desk in DESKS
        if roles & desk.roles
    ]


def source_of(signal: Any, user: Any) -> str:
    """Answer the address of the row behind a signal, empty for who may not open that desk."""
    for desk in DESKS:
        if desk.practice == signal.practice and set(user.scopes) & desk.roles:
            return reverse(desk.source, args=[signal.source_pk])
    return ""
