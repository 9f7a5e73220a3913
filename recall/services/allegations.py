"""告知书: what is alleged, as the person gets it, frozen and numbered when they are told."""

from datetime import date, datetime
from typing import Any

from django.utils import translation

from core import dates
from core.documents import rendering
from core.documents.models import Document
from recall.enums import FindingResult, RedactionReason
from recall.enums.particulars import EvidenceKind
from recall.models import Nomination
from recall.queries import covers, reasons
from recall.queries.nominations import facts_of
from recall.services import notices
from schemes.queries import wordings
from units.queries import units

HIDDEN = "证明材料（部分遮盖）"  # the title of a blacked-out file may name whom it protects


def make(nomination: Nomination, *, served_on: date, by: Any, at: datetime) -> Document:
    """Freeze the notice and ask for its PDF; the caller has begun the reply term."""
    county, on = nomination.county, dates.legal_day(at)
    facts = snapshot(nomination, served_on=served_on, on=on)
    return rendering.request(
        "documents/allegation.html",
        kind="allegation",
        scope=county.code,
        reference=f"{county.document_mark}告〔{{year}}〕{{number}}号",
        title="事实和材料告知书",
        snapshot=facts | wordings.frozen("allegation", county, on),
        by=by,
        at=at,
        comes_back=True,
    )


@translation.override("zh-hans")  # official papers are Chinese, whoever asks for them
def snapshot(nomination: Nomination, *, served_on: date, on: date) -> dict[str, Any]:
    """Answer everything that the notice prints; no covered word and no hidden title is in it."""
    county = units.division_name(nomination.county, on)
    last_day = dates.cn(nomination.due_on) if nomination.due_on else ""
    office = f"中共{county}委组织部干部监督科"
    return {
        "issuer": f"中共{county}委组织部",
        "cadre": nomination.cadre.name,
        "unit": nomination.unit_then,
        "post_title": nomination.post_title,
        "campaign_title": nomination.campaign.title,
        "facts": _facts(nomination),
        "served_on": dates.cn(served_on),
        "days": nomination.campaign.reply_days,
        "remedy": {"last_day": last_day, "office": office},
        "issued_on": dates.cn(on),
        "legal_profile_note": notices.profile_note(nomination.campaign),
    }


def _facts(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer the facts that verification did not find unproved."""
    held = covers.standing(nomination)
    words = [cover.words for cover in held]
    found = reasons.results(reasons.concluded(nomination), reasons.settlement(nomination))
    return [
        _fact(fact, words, {c.reason for c in held if c.words in fact.text})
        for fact in facts_of(nomination)
        if found.get(fact.pk) != FindingResult.NOT_PROVED
    ]


def _fact(fact: Any, words: list[str], reasons_: set[str]) -> dict[str, Any]:
    hidden = {one.hidden["reason"] for one in fact.evidence.all() if one.hidden}
    return {
        "ground": fact.ground.title,
        "code": fact.ground.code,
        "cited": notices.cited(fact.clause),
        "on": dates.cn(fact.happened_on),
        "place": covers.covered(fact.place, words),
        "text": covers.covered(fact.text, words),
        "evidence": [title(one, words) for one in fact.evidence.all()],
        "hidden": [str(RedactionReason(code).label) for code in sorted(hidden | reasons_)],
    }


def title(evidence: Any, words: list[str]) -> str:
    """Answer what the person reads as a file's title; of a blacked-out file none."""
    is_hidden = evidence.hidden or evidence.kind == EvidenceKind.WITNESS
    return HIDDEN if is_hidden else covers.covered(evidence.file.title, words)
