"""What the messages of review and appeal say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.enums import AppealState, Told
from assessment.models import Appeal, DisclosureEntry
from core import dates
from core.notify.kinds import Kind


def _appeals(user: Any) -> QuerySet:
    rows = Appeal.objects.visible_to(user).exclude(case__subject=user)
    return rows.select_related("case__cadre")


def _filed(row: Appeal) -> str:
    told = {"name": row.case.cadre.name, "step": row.get_remedy_display()}
    if row.state == AppealState.FILED:
        return _("%(name)s　提出%(step)s，请受理或者答复不予受理") % told
    return _("%(name)s　%(step)s现为“%(state)s”") % (told | {"state": row.get_state_display()})


def _own_names(user: Any) -> QuerySet:
    return DisclosureEntry.objects.told_to(user).select_related("disclosure")


def _asked(row: DisclosureEntry) -> str:
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


KINDS = [
    Kind.of(
        Told.APPEAL_FILED,
        _appeals,
        _filed,
        lambda row, user: reverse("assessment:appeal", args=[row.pk]),
    ),
    Kind.of(Told.DISCLOSURE_ASKED, _own_names, _asked, _own_page),
    Kind.of(Told.DISCLOSURE_SHOWN, _own_names, _shown, _own_page),
    Kind.of(Told.DISCLOSURE_DOWN, _own_names, lambda _row: _("涉及您的公示已经撤下"), _own_page),
]
