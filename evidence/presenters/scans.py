"""What the pages of scans and papers show."""

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents import codes, drawers
from core.documents.models import Document
from core.ui import lists
from core.ui.templatetags.ui import cn_datetime
from evidence import permissions
from evidence.enums import SheetState
from evidence.models import ScanPile, ScanSheet
from evidence.models.scans import SENDERS
from evidence.queries import scans as queries

Crumbs = list[tuple[str, str | None]]
_TONES = {
    "FILED": ("green", "circle-check"),
    "TWICE": ("teal", "copy"),
    "QUEUED": ("amber", "hourglass"),
    "COUNTED": ("blue", "vote"),
    "DROPPED": ("line", "undo-2"),
}


def crumbs(*more: tuple[str, str | None]) -> Crumbs:
    home = reverse("evidence:scan-list") if more else None
    return [(_("扫描归位"), home), *more]


def label_of(document: Document) -> str:
    """Answer what kind of paper it is."""
    drawer = drawers.find(document.kind)
    return str(drawer.label) if drawer else document.title


def badge(sheet: ScanSheet) -> tuple[str, str, str]:
    """Answer words, tone and icon."""
    return (str(sheet.get_state_display()), *_TONES[sheet.state])


def piles(user: Any, params: Any) -> dict[str, Any]:
    rows = ScanPile.objects.visible_to(user).select_related("county", "sent_by")
    page = lists.page_of(rows.order_by("-sent_at", "-pk"), params)
    counts = queries.counts(list(page))
    for pile in page:
        told = counts.get(pile.pk, {})
        pile.filed = told.get("FILED", 0) + told.get("TWICE", 0)
        pile.queued, pile.ballots = told.get("QUEUED", 0), told.get("COUNTED", 0)
        pile.tone = pile_badge(pile)
    return {
        "title": _("扫描归位"),
        "caption": _("上传记录"),
        "crumbs": [(_("扫描归位"), None)],
        "page": page,
        "can_send": bool(user.counties(*SENDERS)),
        "queue_count": ScanSheet.objects.visible_to(user).queued().count(),
        "missing_count": queries.missing(user).count(),
    }


def pile_badge(pile: ScanPile) -> tuple[str, str, str]:
    tones = {"READING": ("blue", "hourglass"), "READ": ("green", "circle-check")}
    return (str(pile.get_state_display()), *tones.get(pile.state, ("red", "circle-x")))


def progress(pile: ScanPile) -> dict[str, int]:
    """Answer how many pages are read, of how many."""
    return {"done": pile.sheets.count(), "all": pile.page_count}


def _line(sheet: ScanSheet) -> ScanSheet:
    sheet.tone = badge(sheet)  # type: ignore[attr-defined]
    known = sheet.page if sheet.state != SheetState.QUEUED else None
    sheet.paper = label_of(known.document) if known else ""  # type: ignore[attr-defined]
    return sheet


def pile(row: ScanPile, *, user: Any, params: Any) -> dict[str, Any]:
    """Answer a pile's pages; of a document out of the user's sight only the state."""
    sheets = row.sheets.select_related("page__document").order_by("position")
    found = lists.page_of(sheets, params)
    seen = set(
        ScanSheet.objects.visible_to(user)
        .filter(pk__in=[sheet.pk for sheet in found])
        .values_list("pk", flat=True)
    )
    for sheet in found:
        _line(sheet).is_open = sheet.pk in seen  # type: ignore[attr-defined]
    return {
        "pile": row,
        "title": _("第 %(n)s 批扫描件") % {"n": row.pk},
        "crumbs": crumbs((_("第 %(n)s 批扫描件") % {"n": row.pk}, None)),
        "caption": _("逐页结果"),
        "page": found,
        "badge": pile_badge(row),
        "progress": progress(row),
        "counts": queries.counts([row]).get(row.pk, {}),
        "sent_at": cn_datetime(row.sent_at),
    }


def queue(user: Any, params: Any) -> dict[str, Any]:
    rows = ScanSheet.objects.visible_to(user).queued().select_related("pile__sent_by")
    return {
        "title": _("待人工辨认"),
        "crumbs": crumbs((_("待人工辨认"), None)),
        "page": lists.page_of(rows.order_by("pile", "position"), params),
    }


def sheet(row: ScanSheet, *, user: Any) -> dict[str, Any]:
    """Answer one scanned page: its picture, what it is, and what a person may do about it."""
    title = _("第 %(pile)s 批第 %(n)s 页") % {"pile": row.pile_id, "n": row.position}
    waits = row.state == SheetState.QUEUED
    facts = [
        {"label": _("上传"), "value": f"{row.pile.sent_by.name}　{cn_datetime(row.pile.sent_at)}"}
    ]
    if row.page is not None:
        told = {"n": row.page.number, "all": row.page.document.page_count}
        facts += [
            {"label": _("文书"), "value": _title(row.page.document)},
            {"label": _("页码"), "value": _("第 %(n)s 页，共 %(all)s 页") % told},
        ]
    if row.settled_by is not None:
        by = f"{row.settled_by.name}　{cn_datetime(row.settled_at)}"
        facts.append({"label": _("人工处理"), "value": by})
    if row.why:
        facts.append({"label": _("理由"), "value": row.why, "wide": True})
    return {
        "sheet": row,
        "title": title,
        "crumbs": crumbs(
            (_("待人工辨认"), reverse("evidence:scan-queue")) if waits else _paper_crumb(row, user),
            (title, None),
        ),
        "badge": badge(row),
        "facts": facts,
        "waits": waits,
        "known": codes.spoken(row.page.code) if waits and row.page else "",
        "refusal": permissions.settle_scan.refusal(user, row) if waits else "",
    }


def _title(document: Document) -> str:
    return f"{document.title}　{document.reference}" if document.reference else document.title


def _paper_crumb(row: ScanSheet, user: Any) -> tuple[str, str | None]:
    if row.page is None:
        pile = _("第 %(n)s 批扫描件") % {"n": row.pile_id}
        return pile, reverse("evidence:scan-pile", args=[row.pile_id])
    document = row.page.document
    is_there = queries.documents(user).filter(pk=document.pk).exists()  # not for who only reads
    return document.title, reverse("evidence:paper", args=[document.pk]) if is_there else None


def papers(user: Any, params: Any) -> dict[str, Any]:
    """Answer the printed papers, those first that are not back."""
    rows = queries.documents(user)
    waiting = rows.filter(back_count__lt=F("paper_count"), is_waived=False)
    view = params.get("view", "")
    page = lists.page_of((rows if view == "all" else waiting).order_by("-ready_at", "-pk"), params)
    for row in page:
        row.label = label_of(row)
        row.missing = row.paper_count - row.back_count
    return {
        "title": _("纸质材料收回"),
        "caption": _("打印后须收回的材料"),
        "crumbs": crumbs((_("纸质材料收回"), None)),
        "page": page,
        "tabs": lists.tabs(params, [("", _("未收齐"), waiting.count()), ("all", _("全部"), None)]),
    }


def paper_crumbs(document: Document, page: str | None) -> Crumbs:
    way = (_("纸质材料收回"), reverse("evidence:paper-list"))
    return crumbs(way, (document.title, page))


def paper(document: Any, *, user: Any) -> dict[str, Any]:
    """Answer a document's pages: what came back for each, and what has not."""
    scans: dict[int, list[ScanSheet]] = {}
    rows = ScanSheet.objects.filter(page__document=document).select_related(
        "pile", "page__document"
    )
    for row in rows.order_by("pile", "position"):
        scans.setdefault(row.page_id or 0, []).append(row)
    pages = [
        {
            "page": one,
            "spoken": codes.spoken(one.code),
            "scans": [_line(row) for row in scans.get(one.pk, [])],
            "is_back": any(row.state == SheetState.FILED for row in scans.get(one.pk, [])),
        }
        for one in document.papers.order_by("number")
    ]
    return {
        "document": document,
        "label": label_of(document),
        "title": document.title,
        "crumbs": paper_crumbs(document, None),
        "pages": pages,
        "waiver": getattr(document, "waiver", None) if document.is_waived else None,
        "is_whole": all(one["is_back"] for one in pages),
        "can_waive": permissions.waive_paper.allows(user, document),
    }
