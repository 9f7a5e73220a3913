"""What each kind of message says, to whom, and where it leads.

The rows of a kind are those that the reader may see at the time of reading; a message about the
person themself (本人) begins where their own page does, never earlier.
"""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from core import dates
from core.jobs.models import Job
from core.notify import kinds, reading
from core.notify.kinds import Kind
from portal.presenters import (
    messages_of_appeals,
    messages_of_conditions,
    messages_of_evidence,
    messages_of_helpers,
    messages_of_keeping,
    messages_of_reports,
    messages_of_schemes,
    messages_of_training,
)
from portal.queries import operations
from recall.enums import NominationState, Told
from recall.enums.notes import NoteTold
from recall.enums.papers import PaperTold
from recall.models import Case, CaseNote, Clock, Enquiry, Nomination

_SIZE = 20


def _nominations(user: Any) -> QuerySet:
    return Nomination.objects.visible_to(user).select_related("cadre")


def _told(user: Any) -> QuerySet:
    return Nomination.objects.told_to(user)


def _enquiries(user: Any) -> QuerySet:
    return Enquiry.objects.visible_to(user).select_related("nomination__cadre")


def _asked(row: Enquiry) -> str:
    told = {"name": row.nomination.cadre.name, "day": dates.spoken(row.due_on)}
    if row.is_open:
        return _("%(name)s　核实人补充询问，请在 %(day)s 前答复") % told
    return _("%(name)s　补充询问已答复或者撤回") % told


def _mentioned(row: CaseNote) -> str:
    told = {"name": row.case.cadre.name}
    if row.struck_at:
        return _("%(name)s　提到您的备注已经划去") % told
    return _("%(name)s　有备注提到您") % told


def _own_cases(user: Any) -> QuerySet:
    return Case.objects.of_person(user).filter(receipt__isnull=False)


def _clocks(user: Any) -> QuerySet:
    return Clock.objects.visible_to(user).select_related("cadre")


def _jobs(user: Any) -> QuerySet:
    return Job.objects.all() if user.duty == Role.SYSTEM_ADMIN else Job.objects.none()


def _term(row: Clock) -> str:
    told = {"name": row.cadre.name, "kind": row.get_kind_display()}
    if row.due_on is None or row.ended_at:
        return _("%(name)s　%(kind)s期限已结束或者已暂停") % told
    return _("%(name)s　%(kind)s期限 %(day)s") % (told | {"day": dates.spoken(row.due_on)})


def _to_verify(row: Nomination) -> str:
    if row.state != NominationState.SUBMITTED:
        return _as_it_stands(row)
    return _("%(name)s　单位已报送，请核实") % {"name": row.cadre.name}


def _returned(row: Nomination) -> str:
    if row.state != NominationState.SENT_BACK:
        return _as_it_stands(row)
    return _("%(name)s　退回补正，请按核实意见修改后再报") % {"name": row.cadre.name}


def _as_it_stands(row: Nomination) -> str:
    """Say of a nomination whose turn is over where it is now."""
    told = {"name": row.cadre.name, "state": row.get_state_display()}
    return _("%(name)s　提名现为“%(state)s”") % told


def _reply_by(row: Nomination) -> str:
    if row.state != NominationState.VERIFIED or row.due_on is None:  # another term runs by now
        return _("请查看您的事项")
    return _("陈述申辩截止 %(day)s") % {"day": dates.spoken(row.due_on)}


def _paper_came(row: Nomination) -> str:
    if row.state != NominationState.VERIFIED:
        return _as_it_stands(row)
    return _("%(name)s　纸质陈述申辩书已扫描归位，请核对后确认") % {"name": row.cadre.name}


def _own_nomination(row: Nomination, _user: Any) -> str:
    return reverse("recall:own-nomination", args=[row.pk])


KINDS = [
    *messages_of_training.KINDS,
    *messages_of_appeals.KINDS,
    *messages_of_conditions.KINDS,
    *messages_of_helpers.KINDS,
    *messages_of_keeping.KINDS,
    *messages_of_reports.KINDS,
    *messages_of_schemes.KINDS,
    *messages_of_evidence.KINDS,
    Kind.of(
        Told.NOMINATION_RETURNED,
        _nominations,
        _returned,
        lambda row, user: reverse("recall:nomination", args=[row.pk]),
    ),
    Kind.of(
        Told.TO_VERIFY,
        _nominations,
        _to_verify,
        lambda row, user: reverse("recall:nomination", args=[row.pk]),
    ),
    Kind.of(
        Told.UNIT_ASKED,
        _enquiries,
        _asked,
        lambda row, user: reverse("recall:enquiries", args=[row.nomination_id]),
    ),
    Kind.of(
        Told.UNIT_ANSWERED,
        _enquiries,
        lambda row: _("%(name)s　单位已答复补充询问") % {"name": row.nomination.cadre.name},
        lambda row, user: reverse("recall:enquiries", args=[row.nomination_id]),
    ),
    Kind.of(
        Told.ALLEGATION_TOLD,
        _told,
        _reply_by,
        _own_nomination,
    ),
    Kind.of(
        Told.REPLY_SOON,
        _told,
        _reply_by,
        _own_nomination,
    ),
    Kind.of(
        PaperTold.CAME,
        _nominations,
        _paper_came,
        lambda row, user: reverse("recall:statement-forms", args=[row.pk]),
    ),
    Kind.of(
        PaperTold.TAKEN,
        _told,
        lambda row: _("您的纸质陈述申辩书已确认登记"),
        _own_nomination,
    ),
    Kind.of(
        Told.NOTICE_SERVED,
        _own_cases,
        lambda row: _("召回通知书已送达，请查看内容和救济办法"),
        lambda row, user: reverse("recall:own-case", args=[row.pk]),
    ),
    Kind.of(
        NoteTold.MENTIONED,
        lambda user: CaseNote.objects.visible_to(user).select_related("case__cadre"),
        _mentioned,
        lambda row, user: reverse("recall:case-notes", args=[row.case_id]),
    ),
    Kind.of(
        NoteTold.FOR_YOU,
        lambda user: CaseNote.objects.told_to(user),
        lambda row: _("您的召回事项有一条给您的备注"),
        lambda row, user: reverse("recall:own-case", args=[row.case_id]),
    ),
    Kind.of(
        Told.TERM_SOON,
        _clocks,
        _term,
        lambda row, user: reverse("recall:clock", args=[row.pk]),
    ),
    Kind.of(
        Told.TERM_LATE,
        _clocks,
        _term,
        lambda row, user: reverse("recall:clock", args=[row.pk]),
    ),
    Kind(
        operations.JOB_DEAD,
        gettext_lazy("后台任务停止"),
        _jobs,
        lambda row: _("%(kind)s　%(state)s") % {"kind": row.kind, "state": row.get_state_display()},
        lambda row, user: reverse("portal:job-list"),
    ),
]
kinds.register(*KINDS)


def page(user: Any, params: Any, *, is_part: bool) -> dict[str, Any]:
    """Answer the context of the list: a page of lines, and how many are unread.

    :param is_part: only the list itself is asked for
    """
    paginator = Paginator(reading.listed(user), _SIZE)
    shown: Page = paginator.get_page(params.get("page"))
    return {
        "page": shown,
        "lines": reading.lines(shown.object_list, user=user),
        "unread": user.unread_count,
        "frame": "ui/fragment.html" if is_part else frame(user),
    }


def frame(user: Any) -> str:
    """Answer the frame of the page: the phone's for who has no desk."""
    return "ui/base.html" if set(user.scopes) - {Role.HOST, Role.MENTOR} else "ui/phone_base.html"
