"""What the pages of follow-up and of bans show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import InquiryAnswer, Standing
from assessment.models import Ban, BanInquiry, ClearingNote, FollowUp
from assessment.queries import followups as queries
from core import dates
from core.documents.presenters import progress, proof_of
from recall.models import Case

TONES = {
    Standing.WELL: ("green", "circle-check"),
    Standing.WATCH: ("amber", "circle-alert"),
    Standing.RELAPSED: ("red", "triangle-alert"),
}
_ANSWERS = {
    InquiryAnswer.YES: ("ok", "circle-check"),
    InquiryAnswer.UNTIL: ("warn", "triangle-alert"),
    InquiryAnswer.NO: ("warn", "triangle-alert"),
}
VIEWS = ("due", "late", "done", "all")


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("assessment:follow-up-list")
    return [(_("跟踪回访"), page if more else None), *((label, None) for label in more)]


def mark(row: FollowUp, on: date) -> tuple[str, str, str]:
    if row.standing:
        return (str(Standing(row.standing).label), *TONES[Standing(row.standing)])
    if row.dropped_at:
        return _("已取消"), "grey", "circle-x"
    if row.due_on < on:
        return _("已逾期"), "red", "clock-alert"
    return _("未到期"), "grey", "clock"


def tabs(view: str) -> list[dict[str, Any]]:
    labels = {"due": _("待回访"), "late": _("已逾期"), "done": _("已登记"), "all": _("全部")}
    return [
        {"label": labels[name], "url": f"?view={name}", "on": name == view, "n": None}
        for name in VIEWS
    ]


def case(row: Case, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the time after the outcome: visits, bans, the label, recalls before."""
    on = dates.legal_day(at)
    refusal = permissions.keep_after.refusal(user, row)
    note = ClearingNote.objects.filter(case=row).select_related("document").first()
    visits = list(row.follow_ups.order_by("months"))
    waiting = any(not one.done_at and not one.dropped_at for one in visits)
    return {
        "case": row,
        "crumbs": crumbs(str(row)),
        "visits": [{"row": one, "mark": mark(one, on)} for one in visits],
        "bans": [_ban(one, on) for one in row.bans.order_by("kind")],
        "earlier": queries.earlier(row),
        "proposal": queries.repeat_proposal(row),
        "may_clear": note is None and not refusal and queries.is_over(row, on) and not waiting,
        "keeps": not refusal,
        "on": on,
        **(_paper(row, note, at) if note else {}),
    }


def _paper(row: Case, note: ClearingNote, at: datetime) -> dict[str, Any]:
    page = reverse("assessment:clearing-note", args=[row.pk])
    file = reverse("assessment:clearing-note-file", args=[row.pk])
    proof = proof_of(note, note.document)
    return progress(note.document, at=at, poll_url=page, file_url=file, proof=proof)


def _ban(row: Ban, on: date) -> dict[str, Any]:
    if row.lifted_on:
        state = (_("已解除"), "green", "circle-check")
    elif row.until_on < on:
        state = (_("已期满"), "green", "circle-check")
    else:
        state = (_("限制中"), "amber", "clock")
    return {"row": row, "mark": state, "holds": not row.lifted_on and row.until_on >= on}


def inquiry(row: BanInquiry) -> dict[str, Any]:
    """Answer one question with its answer in words."""
    tone, icon = _ANSWERS[InquiryAnswer(row.answer)]
    said = {"name": row.cadre.name, "what": row.get_kind_display()}
    if row.answer == InquiryAnswer.UNTIL and row.until_on:
        said["day"] = dates.spoken(row.until_on)
        words = _("%(name)s到%(day)s为止不可以%(what)s，次日起可以。") % said
    elif row.answer == InquiryAnswer.NO:
        words = _("%(name)s有在办事项，办结前不可以%(what)s。") % said
    else:
        words = _("%(name)s可以%(what)s。") % said
    return {"row": row, "words": words, "tone": tone, "icon": icon}
