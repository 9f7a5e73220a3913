"""Messages about access lent to helpers; none names the person to the helper's mail or list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.notify.kinds import Kind
from core.ui.templatetags.ui import cn_datetime
from recall.enums.helpers import HelperTold
from recall.models import HelperAccess


def _to_approve(row: HelperAccess) -> str:
    told = {"name": row.case.cadre.name, "helper": row.helper.name}
    if row.waits:
        return _("%(name)s　申请请%(helper)s协办查阅，待审批") % told
    return _("%(name)s　%(helper)s协办查阅已审批") % told


def _answered(row: HelperAccess) -> str:
    told = {"name": row.case.cadre.name, "helper": row.helper.name}
    if row.refused_at:
        return _("%(name)s　%(helper)s协办查阅未批准") % told
    return _("%(name)s　%(helper)s协办查阅已批准") % told


def _office(user):
    return HelperAccess.objects.visible_to(user).select_related("case__cadre", "helper")


def _case_page(row: HelperAccess, _user) -> str:
    return reverse("recall:helper-list", args=[row.case_id])


KINDS = [
    Kind.of(HelperTold.TO_APPROVE, _office, _to_approve, _case_page),
    Kind.of(HelperTold.ANSWERED, _office, _answered, _case_page),
    Kind.of(
        HelperTold.OPENED,
        lambda user: HelperAccess.objects.filter(
            helper=user, approved_at__isnull=False, ended_at=None
        ),
        lambda row: (
            _("请您协办一件案件，查阅到 %(until)s 为止") % {"until": cn_datetime(row.until_at)}
        ),
        lambda row, user: reverse("recall:lent-case", args=[row.pk]),
    ),
    Kind.of(
        HelperTold.READS_YOURS,
        lambda user: HelperAccess.objects.told_to(user),
        lambda row: _("有协办人员获准查阅您的案件"),
        lambda row, user: reverse("recall:own-case", args=[row.case_id]),
    ),
]
