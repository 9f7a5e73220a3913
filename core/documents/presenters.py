"""What the progress fragment of a document shows, and the page that tells what became of one."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import dates
from core.documents import proofs, regulations
from core.documents.models import Document, Signature
from core.documents.proofs import Proof
from core.documents.standings import Found, Standing, sibling

STOP_POLLING = 286  # htmx's own status: swap this in and ask no more


def progress(
    document: Document,
    *,
    at: datetime,
    poll_url: str,
    file_url: str,
    proof: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Give the context of `documents/_progress.html`.

    :param proof: as `provable` or `proof_of` gives it, for who works with the paper
    """
    return {
        "document": document,
        "poll_url": poll_url,
        "file_url": file_url,
        "late": document.is_late(at),
        "proof": proof,
    }


def proof_of(row: Model, document: Document) -> dict[str, Any] | None:
    """Answer the last look at the paper of a row and the way to the next; None without a file."""
    if not document.is_ready:
        return None
    return provable(document, proofs.last(type(row), {row.pk: document.pk}).get(row.pk))


def provable(document: Document, last: Proof | None) -> dict[str, Any] | None:
    """Answer a known last look at a paper and the way to the next; None without a file.

    The kind of the paper has a holder (core.documents.holders), or the way leads nowhere.
    """
    if not document.is_ready:
        return None
    url = reverse("document-proof", args=[document.uid])
    return proof(last, url=url, anchor=anchor(document))


def anchor(document: Document) -> str:
    """Answer where on its page a paper's look stands, without `proof-`."""
    return f"document-{document.pk}"


def proof(last: Proof | None, *, url: str, anchor: str) -> dict[str, Any]:
    """Give the context of `documents/_proof.html`.

    :param last: the last look at the file, None before the first
    :param url: where the button goes
    """
    is_bad = last is not None and not last.is_good
    rule = regulations.stays_unchanged
    told = _("%(text)s（%(note)s）") % {"text": rule.sentence, "note": rule.number}
    return {
        "last": last,
        "tone": "red" if is_bad else "green",
        "icon": "triangle-alert" if is_bad else "check",
        "sentence": told if is_bad else "",
        "url": url,
        "anchor": anchor,
    }


def poll_status(document: Document) -> int:
    """Give the HTTP status with which a poll is answered: 286 ends the polling."""
    return 200 if document.is_pending else STOP_POLLING


_TONES = {
    Standing.CURRENT: "ok",
    Standing.APPEALED: "warn",
    Standing.SUPERSEDED: "warn",
    Standing.ENDED: "warn",
    Standing.WITHDRAWN: "bad",
    Standing.VOID: "bad",
    Standing.GONE: "warn",
}
_SENTENCES: dict[Standing, str | Promise] = {
    Standing.CURRENT: _("本文件有效。"),
    Standing.APPEALED: _(
        "有关复核、申诉正在办理。办理期间本文件仍按规定执行，结果以处理决定为准。"
    ),
    Standing.SUPERSEDED: _("本文件已被后来的文件取代，不能再作为依据。"),
    Standing.ENDED: _("本文件的期限已经届满，不再有效；仍在张贴的，应当撤除。"),
    Standing.WITHDRAWN: _("本文件所依据的决定或提名已经撤销或终止，不能再作为依据。"),
    Standing.VOID: _("本文号已经作废，文件无效，请勿使用。"),
    Standing.GONE: _("保管期满，内容已按规定销毁，只保留文号；能否作为依据请向制发机关查询。"),
}


def compared(document: Document, sha256: str, *, on: date) -> dict[str, Any]:
    """Answer the note about a file that was sent to a document's page."""
    if sha256 == document.sha256:
        return {"tone": "ok", "text": _("这个文件与签发时的完全一致。")}
    if (other := sibling(document, sha256, on=on)) is not None:
        words = _(
            "这个文件不是本页的这一份，而是同一机关制发的另一份同类公文（%(standing)s）。"
            "请用那一份上的验真码查验。"
        )
        return {"tone": "warn", "text": words % {"standing": other.label}}
    text = _("这个文件与签发时的不一致：不是同一份，或者内容被改动过。")
    return {"tone": "bad", "text": text}


def verified(found: Found) -> dict[str, Any]:
    """Give the context of `documents/verified.html`: nothing about a person."""
    document, standing = found.document, found.standing
    return {
        "standing": standing.label,
        "tone": _TONES[standing],
        "sentence": _SENTENCES[standing],
        "facts": [fact for fact in _facts(found) if fact["value"]],
        "day": dates.legal_day(document.requested_at),
        "signature": Signature.objects.filter(document=document).first(),
        "sha256": document.sha256,
    }


def _facts(found: Found) -> list[dict[str, Any]]:
    """Answer what a paper is, and where it has no number, of which day it tells."""
    document = found.document
    as_of = "" if document.reference else document.snapshot.get("as_of", "")
    return [
        {"label": _("文种"), "value": found.label},
        {"label": _("制发机关"), "value": found.issuer},
        {"label": _("发文字号"), "value": document.reference},
        {"label": _("统计日"), "value": as_of},
    ]
