"""What the pages of papers' words show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import spoken
from core.documents import composing, wordings
from core.documents.wordings import Kind, Words
from core.workflow import engine
from schemes import permissions
from schemes.models import WordingVersion
from schemes.models.wordings import OPEN
from schemes.queries import wordings as queries
from units.models import Jurisdiction

Crumbs = list[tuple[Any, str | None]]


def list_crumb() -> tuple[Any, str | None]:
    return (_("公文文本"), reverse("schemes:wording-list"))


def paper_crumbs(county: Jurisdiction, kind: Kind, *more: tuple[Any, str | None]) -> Crumbs:
    here = reverse("schemes:wording-paper", args=[county.pk, kind.code])
    label = _("%(county)s：%(paper)s") % {"county": county, "paper": kind.label}
    return [list_crumb(), (label, here if more else None), *more]


def version_crumbs(version: WordingVersion, kind: Kind, *more: Any) -> Crumbs:
    here = reverse("schemes:wording", args=[version.pk])
    tail: Crumbs = [(label, None) for label in more]
    return paper_crumbs(version.county, kind, (version.label, here if more else None), *tail)


def named(version: WordingVersion | None) -> str:
    """Answer which words these are, with the division that set them."""
    if version is None:
        return _("基准文本")
    return _("%(county)s%(version)s") % {"county": version.county, "version": version.label}


def line(row: queries.Line) -> dict[str, Any]:
    """Answer one line of the list."""
    return {
        "county": row.county,
        "label": row.kind.label,
        "url": reverse("schemes:wording-paper", args=[row.county.pk, row.kind.code]),
        "words": named(row.standing.version),
        "from_on": row.standing.version and row.standing.version.from_on,
        "unfit": row.standing.unfit and named(row.standing.unfit),
        "coming": row.coming,
        "open": row.open,
    }


def paper_page(county: Jurisdiction, kind: Kind, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of a paper's page: what is in force in a division, and all versions."""
    rows = WordingVersion.objects.visible_to(user).filter(county=county, kind=kind.code)
    standing = queries.in_force(kind.code, county, on)
    return {
        "county": county,
        "kind": kind,
        "title": kind.label,
        "crumbs": paper_crumbs(county, kind),
        "words": standing.version.words if standing.version else kind.words,
        "named": named(standing.version),
        "unfit": standing.unfit and named(standing.unfit),
        "versions": rows.order_by("-number").defer("body"),
        "can_make": permissions.make_wording.allows(user, county),
        "has_open": WordingVersion.objects.filter(
            county=county, kind=kind.code, state__in=OPEN
        ).exists(),
    }


def wording_page(version: WordingVersion, kind: Kind, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of a version's page: its words, a sample of made-up facts, its moves."""
    words = queries.effective(version, version.from_on or on)
    return {
        "version": version,
        "kind": kind,
        "title": kind.label,
        "crumbs": version_crumbs(version, kind),
        "words": words,
        "sample": sample(kind, words),
        "facts": _facts(version),
        "previous": queries.previous(version),
        "can_edit": permissions.edit_wording.allows(user, version),
        "moves": engine.moves_for(user, version),
        "events": engine.history(
            version, begun=engine.Event(_("起草"), version.drafted_by, version.drafted_at)
        ),
    }


def sample(kind: Kind, words: Words) -> list[composing.Paragraph]:
    """Answer a paper of a made-up person in these words."""
    return composing.paragraphs(kind, dict(kind.sample) | {wordings.KEY: words._asdict()})


def _facts(version: WordingVersion) -> list[dict[str, Any]]:
    approved = version.approved_at and (
        f"{version.approved_by}　{spoken(version.approved_at.date())}"
    )
    return [
        {"label": _("制定"), "value": version.county},
        {"label": _("启用日期"), "value": version.from_on and spoken(version.from_on)},
        {"label": _("起草"), "value": version.drafted_by},
        {"label": _("审定"), "value": approved or _("尚未审定")},
        {"label": _("校验值"), "value": version.sha256[:16]},
    ]


def fields(kind: Kind) -> list[dict[str, Any]]:
    """Answer the fields that may stand in a paper, those that must first."""
    rows = [
        {"mark": one.mark, "told": one.told, "demand": one.demand, "is_block": one.is_block}
        for one in kind.fields
    ]
    return sorted(rows, key=lambda row: not row["demand"])
