"""What the pages of keeping show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.documents.presenters import proof_of
from core.jobs.models import Job
from core.ui import lists
from keeping import permissions
from keeping.enums import RecordKind
from keeping.models import Disposal, DisposalLine, Hold, Term
from keeping.queries import handing, schedule, terms
from keeping.queries import lists as queries
from units.models import Jurisdiction

Mark = tuple[str, str, str]


def crumbs(page: str, label: str, *more: str) -> list[tuple[str, str | None]]:
    """Answer the way from one of the three lists to this page."""
    found: list[tuple[str, str | None]] = [(_("保管期限"), reverse("keeping:home"))]
    found.append((label, reverse(page) if more else None))
    return found + [(word, None) for word in more]


def tabs(params: Any, *labels: Any) -> list[dict[str, Any]]:
    return lists.tabs(params, list(zip(queries.VIEWS, labels, [None] * 3, strict=True)))


def kinds(division: Jurisdiction | None, user: Any) -> list[dict[str, Any]]:
    """Answer the schedule, with the years in force in a division and what waits there."""
    years = terms.in_force(division) if division else {}
    waits = {}
    if division:
        rows = Term.objects.waiting().filter(division=division).select_related("proposed_by")
        waits = {row.kind: row for row in rows}
    may = bool(division) and permissions.propose_term.allows(user, division)
    return [
        {
            "kind": kind,
            "years": years.get(code),
            "waits": waits.get(code),
            "refusal": permissions.decide_term.refusal(user, waits[code]) if code in waits else "",
            "may_change": may and kind.is_listed and code not in waits,
        }
        for code, kind in schedule.KINDS.items()
    ]


def hold_mark(row: Hold) -> Mark:
    if row.lifted_at is not None:
        return _("已解除"), "grey", "circle-check"
    return _("保全中"), "amber", "lock"


def hold_target(row: Hold) -> str:
    found: Any = row.cadre or row.campaign or row.nomination
    return str(found.title if row.campaign_id else found)


def mark(row: Disposal) -> Mark:
    """Answer where a list stands: words, tone, icon."""
    if row.finished_at is not None:
        return _("已销毁"), "green", "circle-check"
    if row.proposed_at is None:
        return _("待审核"), "amber", "clock"
    if row.decided_at is None:
        return _("待批准"), "amber", "clock"
    return (
        (_("正在销毁"), "blue", "clock") if row.is_approved else (_("未批准"), "grey", "circle-x")
    )


def line_mark(line: DisposalLine) -> Mark:
    if line.struck_at is not None:
        return _("已剔除"), "grey", "circle-x"
    if line.left_why:
        return _("留存"), "amber", "lock"
    if line.removed_at is not None:
        return _("已销毁"), "green", "circle-check"
    return _("到期"), "blue", "clock"


def detail(row: Disposal, page: Any, *, user: Any) -> dict[str, Any]:
    """Answer one list with a page of its lines, and what the user may do now."""
    lines = list(page)
    names = queries.named(row.kind, lines, user)
    reviews = permissions.review_disposal.refusal(user, row) if row.proposed_at is None else ""
    waits = row.proposed_at is not None and row.decided_at is None
    return {
        "disposal": row,
        "title": row.get_kind_display(),
        "mark": mark(row),
        "facts": _facts(row),
        "page": page,
        "lines": [
            {
                "row": line,
                "mark": line_mark(line),
                "name": names.get(line.row_id, ("—", ""))[0],
                "more": names.get(line.row_id, ("—", ""))[1],
            }
            for line in lines
        ],
        "grows": row.proposed_at is None,
        "waits": waits,
        "may_review": row.proposed_at is None and not reviews,
        "hands_over": may_hand_over(row) and bool(handing.volumes(row, user)),
        "refusal": permissions.decide_disposal.refusal(user, row) if waits else reviews,
        "runs": bool(row.is_approved) and row.finished_at is None,
        "progress": progress(row),
        "proof": proof_of(row, row.certificate) if row.certificate else None,
    }


def progress(row: Disposal) -> dict[str, Any]:
    job = Job.objects.filter(key=f"keeping.carry_out:{row.pk}").first()
    return {
        "done": job.done_count if job else 0,
        "total": job.total_count if job else 0,
        "is_dead": job is not None and job.state == "DEAD",
    }


def _facts(row: Disposal) -> list[dict[str, Any]]:
    told = [(_("列出时间"), dates.spoken(dates.legal_day(row.found_at)))]
    for label, user, at, words in (
        (_("审核"), row.proposed_by, row.proposed_at, row.opinion),
        (_("批准"), row.decided_by, row.decided_at, row.decision),
    ):
        if user is not None and at is not None:
            day = dates.spoken(dates.legal_day(at))
            told.append((label, f"{user.name}　{day}　{words}".strip()))
    if row.handed_over:
        told.append((_("移交档案馆的文号"), row.handed_over))
    if row.replays:
        told.append((_("恢复备份后重新销毁，原证明"), row.replays))
    if row.list_hash:
        told.append((_("清单校验值"), row.list_hash))
    return [{"label": label, "value": value} for label, value in told]


def needs_handing_over(row: Disposal) -> bool:
    return row.kind == RecordKind.RECALLED


def may_hand_over(row: Disposal) -> bool:
    """Whether the volumes of a list still wait to be taken over: nobody has decided yet."""
    return needs_handing_over(row) and row.decided_at is None
