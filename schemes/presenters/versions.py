"""What the pages of a scheme and its versions show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import spoken
from core.workflow import engine
from schemes import permissions, regulations
from schemes.enums import Provenance, VersionState
from schemes.models import Scheme, SchemeVersion
from schemes.queries import parameters, versions


def crumbs(scheme: Scheme, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    here = reverse("schemes:scheme", args=[scheme.pk])
    return [
        (_("办法"), reverse("schemes:scheme-list")),
        (scheme.title, here if more else None),
        *more,
    ]


def version_crumbs(version: SchemeVersion, *more: str) -> list[tuple[str, str | None]]:
    here = reverse("schemes:text", args=[version.pk])
    tail = [(label, None) for label in more]
    return crumbs(version.scheme, (version.label, here if more else None), *tail)


def scheme_page(scheme: Scheme, *, user: Any) -> dict[str, Any]:
    """Answer the context of a scheme's page: its versions, what is above and below it."""
    rows = SchemeVersion.objects.visible_to(user).filter(scheme=scheme)
    return {
        "scheme": scheme,
        "crumbs": crumbs(scheme),
        "versions": rows.order_by("-number"),
        "children": Scheme.objects.visible_to(user).filter(parent=scheme).order_by("title"),
        "can_edit": permissions.make_scheme.allows(user, scheme.county),
        "has_draft": not regulations.no_other_draft.is_kept(scheme),
    }


def text_page(version: SchemeVersion, *, user: Any) -> dict[str, Any]:
    """Answer the context of the full text."""
    clauses = list(version.clauses.select_related("ground").order_by("position"))
    standing = [clause for clause in clauses if not clause.is_dropped]
    counts = [
        (label, sum(c.provenance == code for c in standing)) for code, label in Provenance.choices
    ]
    return {
        "version": version,
        "scheme": version.scheme,
        "crumbs": version_crumbs(version),
        "clauses": standing,
        "dropped": [clause for clause in clauses if clause.is_dropped],
        "provenance": [(label, n) for label, n in counts if n],
        "groups": rules(version),
        "quota": parameters.quota_sentence(version.parameters),
        "facts": _facts(version),
        "previous": versions.previous(version),
        "can_edit": permissions.edit_version.allows(user, version),
        "moves": engine.moves_for(user, version),
        "gaps": gap_lines(version),
        "events": engine.history(
            version, begun=engine.Event(_("起草"), version.drafted_by, version.drafted_at)
        ),
    }


def gap_lines(version: SchemeVersion) -> list[str]:
    """Answer what keeps a draft from being submitted, each sentence with its number."""
    if version.state != VersionState.DRAFT:
        return []
    return [
        _("%(text)s（%(note)s）") % {"text": rule.sentence, "note": rule.number}
        for rule in regulations.gaps(version)
    ]


def rules(version: SchemeVersion) -> list[dict[str, Any]]:
    """Answer the parameters under their headings, each with who keeps it."""
    given = parameters.whole(version.parameters)
    return [
        {
            "label": label,
            "rows": [
                {
                    "label": one.label,
                    "value": parameters.said(one, given[one.key]),
                    "kept": one.kept.label,
                }
                for one in parameters.PARAMETERS
                if one.group == code and parameters.matters(one, given)
            ],
        }
        for code, label in parameters.GROUPS.items()
    ]


def _facts(version: SchemeVersion) -> list[dict[str, Any]]:
    return [
        {"label": _("制定"), "value": version.scheme.owner},
        {"label": _("文号"), "value": version.document_number},
        {"label": _("施行日期"), "value": version.from_on and spoken(version.from_on)},
        {"label": _("有效期至"), "value": version.sunset_on and spoken(version.sunset_on)},
        {"label": _("上级办法"), "value": str(version.above) if version.above else _("没有")},
        {"label": _("审定"), "value": _approval(version)},
        {"label": _("制定依据"), "value": version.legal_basis, "wide": True},
    ]


def _approval(version: SchemeVersion) -> str:
    if version.state != VersionState.APPROVED:
        return _("尚未审定")
    if version.approved_by is None:
        return _("未在本系统审定")
    return f"{version.approved_by}　{spoken(version.approved_at.date())}"
