"""What the pages of review and appeal show."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment import permissions
from assessment.enums import AppealState, OutsideStep
from assessment.models import Appeal, Outcome, OutsideTerm, Reversal
from assessment.queries import appeals as queries
from assessment.queries import outside
from core import dates
from core.documents.presenters import progress, proof_of
from core.workflow import engine
from evidence.models import BookEntry, ListEntry
from recall.models import Case
from recall.presenters import reasons
from recall.services import reason_dates

_TONES = {
    AppealState.FILED: ("blue", "mail"),
    AppealState.ACCEPTED: ("amber", "clock"),
    AppealState.NOT_ACCEPTED: ("grey", "circle-x"),
    AppealState.MAINTAINED: ("grey", "circle-check"),
    AppealState.CHANGED: ("green", "circle-check"),
    AppealState.UPHELD: ("green", "circle-check"),
    AppealState.WITHDRAWN: ("grey", "circle-x"),
}


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("assessment:appeal-list")
    return [(_("复核申诉"), page if more else None), *((label, None) for label in more)]


def mark(row: Appeal) -> tuple[str, str, str]:
    tone, icon = _TONES[AppealState(row.state)]
    return row.get_state_display(), tone, icon


def choices(case: Case) -> dict[str, tuple[str, queries.Open]]:
    """Answer key → (words with the last day, step) of every step that is open."""
    found = {}
    for one in queries.steps(case):
        words = _("对%(what)s提出%(step)s（末日 %(day)s）") % {
            "what": one.against,
            "step": one.remedy.label,
            "day": dates.spoken(one.last_on),
        }
        key = f"P{one.pay.pk}" if one.pay else str(one.outcome.pk if one.outcome else 0)
        found[f"{one.remedy}-{key}"] = (words, one)
    return found


def remedies(case: Case, *, user: Any) -> list[dict[str, Any]]:
    """Answer every route of a case, inside and outside, with its days and what may be told."""
    inside = [
        {
            "label": one.remedy.label,
            "to": _("作出决定的机关") if one.remedy not in queries.PANELS else _("受理申诉的机关"),
            "from_on": one.served_on,
            "last_on": one.last_on,
        }
        for one in queries.steps(case)
    ]
    keeps = permissions.keep_outside.allows(user, case)
    return inside + [_outside(row, keeps) for row in outside.of_case(case)]


_TO = {
    OutsideStep.ARBITRATION: gettext_lazy("人事（劳动）争议仲裁委员会"),
    OutsideStep.COURT: gettext_lazy("人民法院"),
}


def _outside(row: OutsideTerm, keeps: bool) -> dict[str, Any]:
    name = ""
    if keeps and row.filed_on is None:
        name = "filed"
    elif keeps and row.ended_on is None and row.step == OutsideStep.ARBITRATION:
        name = "award"
    return {
        "label": row.get_step_display(),
        "to": _TO[OutsideStep(row.step)],
        "from_on": row.from_on,
        "last_on": row.last_on,
        "basis": row.basis,
        "filed_on": row.filed_on,
        "ended_on": row.ended_on,
        "act": reverse("assessment:outside-act", args=[row.pk, name]) if name else "",
        "act_label": _("登记收到裁决书") if name == "award" else _("登记申请日期"),
    }


def receipt(row: Appeal, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer how far the receipt is; empty for a step of before there were receipts."""
    if row.receipt is None:
        return {}
    page = reverse("assessment:appeal-receipt", args=[row.pk])
    file = reverse("assessment:appeal-receipt-file", args=[row.pk])
    proof = None if row.case.subject_id == user.pk else proof_of(row, row.receipt)
    return progress(row.receipt, at=at, poll_url=page, file_url=file, proof=proof)


def detail(row: Appeal, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer one step with its plan, its way, and what the user may do now."""
    is_own = row.case.subject_id == user.pk
    handles = permissions.handle_appeal.allows(user, row)
    return {
        "appeal": row,
        "is_own": is_own,
        "mark": mark(row),
        "crumbs": [(_("复核申诉"), None)] if is_own else crumbs(str(row.case)),
        "facts": _facts(row),
        "reversals": _reversals(row, user=user, is_own=is_own),
        "members": [] if is_own else list(row.members.order_by("pk")),
        "offers": _offers(row, handles, permissions.withdraw_appeal.allows(user, row)),
        "may_reverse": permissions.reverse_effect.allows(user, row),
        "refusal": "" if is_own else permissions.handle_appeal.refusal(user, row),
        "events": []
        if is_own
        else engine.history(row, begun=engine.Event(_("提出"), row.filed_by, row.filed_at)),
        "on": dates.legal_day(at),
        **receipt(row, user=user, at=at),
    }


def sheet(row: Appeal, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the sheet of reasons as the appeal body reads it: the same bytes, the same hash."""
    found = queries.sheet(row)
    ready = found is not None and found.document.is_ready
    page = reverse("assessment:appeal-sheet-file", args=[row.pk])
    return {
        "appeal": row,
        "told": found.document.snapshot if found else None,
        "sheet": found,
        "reading": reasons.reading(found),
        "statement_pages": reasons.statement_pages(row.case.nomination, user),
        "receipt": getattr(row.case, "receipt", None),
        "since": reason_dates.since(row.case.nomination, found.document.snapshot) if found else [],
        "crumbs": [
            (_("复核申诉"), reverse("assessment:appeal-list")),
            (str(row.case), reverse("assessment:appeal", args=[row.pk])),
            (_("为什么是我"), None),
        ],
        **(
            progress(found.document, at=at, poll_url=page, file_url=page) if found and ready else {}
        ),
    }


def _reversals(row: Appeal, *, user: Any, is_own: bool) -> list[tuple[Reversal, str]]:
    """Answer each line with the way to its book or list, for who reads that."""
    lines = list(row.reversals.select_related("done_by").order_by("pk"))
    waiting = [] if is_own else [one for one in lines if one.done_at is None]
    entries = BookEntry.objects.visible_to(user).filter(pk__in=[one.entry_id for one in waiting])
    listed = ListEntry.objects.visible_to(user).filter(pk__in=[one.listed_id for one in waiting])
    members = dict(entries.values_list("pk", "member"))
    pages = {
        ("entry", pk): reverse("evidence:statement", args=[member])
        for pk, member in members.items()
    }
    for pk in listed.values_list("pk", flat=True):
        pages["listed", pk] = reverse("evidence:list-entry", args=[pk])
    keys = [("entry", one.entry_id) if one.entry_id else ("listed", one.listed_id) for one in lines]
    return [(one, pages.get(key, "")) for one, key in zip(lines, keys, strict=True)]


def set_aside(outcome: Outcome) -> str:
    """Answer what an appeal made of an outcome, empty while it stands as it was decided."""
    rows = Appeal.objects.filter(case=outcome.case_id, state__in=queries.FALLEN)
    about = Q(outcome=outcome) | Q(outcome=None, pay=None)
    row = rows.filter(about).order_by("-decided_at").first()
    if row is None or row.decided_at is None:
        return ""
    told = {
        "day": dates.spoken(dates.legal_day(row.decided_at)),
        "step": row.get_remedy_display(),
        "kind": row.get_new_kind_display(),
    }
    if row.state == AppealState.CHANGED:
        return _("%(day)s经%(step)s变更为%(kind)s。") % told
    return _("%(day)s经%(step)s撤销，不再执行。") % told


def _offers(row: Appeal, handles: bool, withdraws: bool) -> list[str]:
    state, is_open = row.state, row.state in (AppealState.FILED, AppealState.ACCEPTED)
    may = {
        "accept": handles and state == AppealState.FILED,
        "refuse": handles and state == AppealState.FILED,
        "decide": handles and state == AppealState.ACCEPTED,
        "extend": handles
        and state == AppealState.ACCEPTED
        and row.remedy in queries.PANELS
        and not row.extra_days,
        "tell": handles and row.decided_at is not None and row.told_on is None,
        "withdraw": withdraws and is_open,
    }
    return [name for name, is_due in may.items() if is_due]


def _facts(row: Appeal) -> list[dict[str, Any]]:
    found = [
        {"label": _("途径"), "value": row.get_remedy_display()},
        {"label": _("对何决定"), "value": row.against},
        {"label": _("提出日期"), "value": dates.spoken(row.filed_on)},
        {"label": _("提出期限"), "value": dates.spoken(row.last_on)},
        {"label": _("请求和理由"), "value": row.text, "wide": True},
    ]
    if row.late_reason:
        found.append({"label": _("逾期理由"), "value": row.late_reason, "wide": True})
    if row.due_on:
        found.append({"label": _("处理期限"), "value": dates.spoken(row.due_on)})
    if row.extra_days:
        told = _("%(n)s 日：%(why)s") % {"n": row.extra_days, "why": row.extra_reason}
        found.append({"label": _("延长"), "value": told})
    if row.decision:
        found.append({"label": _("处理决定"), "value": row.decision, "wide": True})
    if row.new_kind:
        found.append({"label": _("变更为"), "value": row.get_new_kind_display()})
    if row.told_on:
        found.append({"label": _("答复送达日期"), "value": dates.spoken(row.told_on)})
    return found
