"""What the messages of review and appeal say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.enums import AppealState, MoveTold, Told
from assessment.models import Appeal, Concurrence, DisclosureEntry
from core import dates
from core.notify.kinds import Kind
from evidence.models import BookEntry, ListEntry
from recall.models import Case


def _appeals(user: Any) -> QuerySet:
    rows = Appeal.objects.visible_to(user).exclude(case__subject=user)
    return rows.select_related("case__cadre")


def _filed(row: Appeal) -> str:
    told = {"name": row.case.cadre.name, "step": row.get_remedy_display()}
    if row.state == AppealState.FILED:
        return _("%(name)s　提出%(step)s，请受理或者答复不予受理") % told
    return _("%(name)s　%(step)s现为“%(state)s”") % (told | {"state": row.get_state_display()})


def _own_cases(user: Any) -> QuerySet:
    return Case.objects.of_person(user)


def _entries(user: Any) -> QuerySet:
    rows = BookEntry.objects.visible_to(user)
    return rows.exclude(member__cadre__user=user).select_related("member__book", "member__cadre")


def _listed(user: Any) -> QuerySet:
    rows = ListEntry.objects.visible_to(user).exclude(cadre__user=user)
    return rows.select_related("list", "cadre")


def _points_fell(row: BookEntry) -> str:
    told = {"name": row.member.cadre.name, "book": row.member.book}
    return _("%(name)s　%(book)s：有一项扣分所据的决定已撤销或者变更，请核对是否冲正") % told


def _listing_fell(row: ListEntry) -> str:
    told = {"name": row.cadre.name, "list": row.list}
    return _("%(name)s　%(list)s：上榜所据的决定已撤销或者变更，请核对是否撤下") % told


def _own_names(user: Any) -> QuerySet:
    return DisclosureEntry.objects.told_to(user).select_related("disclosure")


def _asked_consent(row: DisclosureEntry) -> str:
    if not row.disclosure.is_waiting:
        return _("涉及您的公示已经审批或者撤回")
    return _("拟公示涉及您的处理决定，请答复是否同意")


def _shown(row: DisclosureEntry) -> str:
    if row.disclosure.from_on is None or row.disclosure.until_on is None:
        return _("请查看涉及您的公示")
    told = {
        "audience": row.disclosure.get_audience_display(),
        "first": dates.spoken(row.disclosure.from_on),
        "last": dates.spoken(row.disclosure.until_on),
    }
    return _("涉及您的处理决定向%(audience)s公示，%(first)s至%(last)s") % told


def _own_page(_row: DisclosureEntry, _user: Any) -> str:
    return reverse("assessment:own-disclosures")


def _concurrences(user: Any) -> QuerySet:
    return Concurrence.objects.visible_to(user).select_related("case__cadre")


def _asked(row: Concurrence) -> str:
    told = {"name": row.case.cadre.name, "kind": row.get_kind_display()}
    if row.answered_at is None:
        return _("%(name)s　原办理县拟%(kind)s，请会签") % told
    return _("%(name)s　拟%(kind)s已经会签") % told


def _answered(row: Concurrence) -> str:
    told = {"name": row.case.cadre.name, "kind": row.get_kind_display()}
    if row.is_agreed:
        return _("%(name)s　现所在县同意%(kind)s") % told
    return _("%(name)s　现所在县不同意%(kind)s") % told


KINDS = [
    Kind.of(
        MoveTold.ASKED,
        _concurrences,
        _asked,
        lambda row, user: reverse("assessment:arrived", args=[row.case_id]),
    ),
    Kind.of(
        MoveTold.ANSWERED,
        _concurrences,
        _answered,
        lambda row, user: reverse("assessment:concurrence-list", args=[row.case_id]),
    ),
    Kind.of(
        Told.APPEAL_FILED,
        _appeals,
        _filed,
        lambda row, user: reverse("assessment:appeal", args=[row.pk]),
    ),
    Kind.of(
        Told.REMEDY_SOON,
        _own_cases,
        lambda row: _("一项提出复核、申诉或者异议的期限几天内届满，请查看末日和途径"),
        lambda row, user: reverse("assessment:appeal-file", args=[row.pk]),
    ),
    Kind.of(
        Told.POINTS_FELL,
        _entries,
        _points_fell,
        lambda row, user: reverse("evidence:statement", args=[row.member_id]),
    ),
    Kind.of(
        Told.LISTING_FELL,
        _listed,
        _listing_fell,
        lambda row, user: reverse("evidence:list-entry", args=[row.pk]),
    ),
    Kind.of(Told.DISCLOSURE_ASKED, _own_names, _asked_consent, _own_page),
    Kind.of(Told.DISCLOSURE_SHOWN, _own_names, _shown, _own_page),
    Kind.of(Told.DISCLOSURE_DOWN, _own_names, lambda _row: _("涉及您的公示已经撤下"), _own_page),
]
