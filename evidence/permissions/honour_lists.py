"""Who may act on the red and yellow lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from evidence.permissions.polls import organise


def _own(user: Any, cadre: Any) -> Answer:
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    return None


@Rule
def keep_list(user: Any, place: Any) -> Answer:
    """As `organise`. Row: a list, or whatever has a county and perhaps a unit."""
    return organise.judge(user, place)


@Rule
def propose_entry(user: Any, entry: Any) -> Answer:
    """Who keeps the list; nobody proposes, tells or withdraws what is about themselves."""
    return _own(user, entry.cadre) or organise.judge(user, entry.list)


@Rule
def publish_entry(user: Any, entry: Any) -> Answer:
    """Head of the unit or the county's administrator, but not who proposed it."""
    if refusal := _own(user, entry.cadre):
        return refusal
    if entry.proposed_by_id == user.pk:
        return _("提出人不得公布自己提出的人选、答复对它的申辩，请由他人办理。")
    row = entry.list
    if row.unit_id is not None and user.holds(Role.UNIT_HEAD, unit_id=row.unit_id):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=row.county_id):
        return None
    return _("只有本单位主要负责人或县级管理员可以公布和答复申辩。")


@Rule
def withdraw_entry(user: Any, entry: Any) -> Answer:
    """As `propose_entry`; what is in the person's file the county's administrator takes back."""
    if entry.honour_id and not user.holds(Role.COUNTY_ADMIN, county_id=entry.list.county_id):
        return _("已记入档案的，由县级管理员撤下。")
    return propose_entry.judge(user, entry)


@Rule
def file_entry(user: Any, entry: Any) -> Answer:
    """The county's administrator keeps the files; nobody their own."""
    if refusal := _own(user, entry.cadre):
        return refusal
    if user.holds(Role.COUNTY_ADMIN, county_id=entry.list.county_id):
        return None
    return _("只有县级管理员可以记入档案。")


@Rule
def object_to_entry(user: Any, entry: Any) -> Answer:
    """The person concerned alone."""
    if entry.cadre.user_id != user.pk:
        return _("只有本人可以申辩。")
    return None
