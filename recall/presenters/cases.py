"""What the pages of a case show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.documents.presenters import progress, proof_of
from core.workflow import engine
from recall.enums import CaseState as S
from recall.models import Case
from recall.presenters import campaigns, closing, settlements
from recall.presenters.facts import fact_rows

OFFICE_PAGE = "recall:case"
_ORDER = [S.OPEN, S.SERVED, S.TRAINING, S.PRACTICE, S.ASSESSED, S.DECIDED, S.CLOSED]


def stages(case: Case) -> list[dict[str, Any]]:
    """Answer the case's stages with the present one marked; steps not taken are not done."""
    taken = {S.OPEN, *case.steps.values_list("after", flat=True)}
    now = S.DECIDED if case.state == S.TRACKING else S(case.state)
    place = _ORDER.index(now) if now in _ORDER else -1
    rows = []
    for number, code in enumerate(_ORDER):
        state = "done" if code in taken else "todo"
        if number == place:
            state = "done" if code == S.CLOSED else "now"
        rows.append({"label": code.label, "state": state, "meta": ""})
    if case.state == S.REVOKED:
        rows.append({"label": S.REVOKED.label, "state": "back", "meta": ""})
    return rows


def person(case: Case) -> list[dict[str, Any]]:
    nomination, cadre = case.nomination, case.cadre
    name = {"text": cadre.name, "note": cadre.get_sex_display()}
    return [
        {"label": _("姓名"), "value": _("%(text)s（%(note)s）") % name},
        {"label": _("单位"), "value": case.unit_then},
        {"label": _("职务"), "value": nomination.post_title},
        {"label": _("职级层次"), "value": nomination.get_level_display()},
        {"label": _("身份"), "value": nomination.get_staff_kind_display()},
        {"label": _("批次"), "value": case.campaign.title},
        *campaigns.single_verifier(case.campaign),
    ]


def notice(case: Case, *, page: str, at: datetime) -> dict[str, Any]:
    """Answer what the progress fragment of the notice needs on a page."""
    if case.notice is None:
        return {"document": None}
    return progress(
        case.notice,
        at=at,
        poll_url=reverse(f"{page}-notice", args=[case.pk]),
        file_url=reverse(f"{page}-notice-file", args=[case.pk]),
        proof=proof_of(case, case.notice) if page == OFFICE_PAGE else None,
    )


def detail(case: Case, *, at: datetime) -> dict[str, Any]:
    """Answer the context of a case's page."""
    return {
        "case": case,
        "crumbs": [(_("案件"), reverse("recall:case-list")), (str(case.cadre), None)],
        "stages": stages(case),
        "facts": person(case),
        "flags": closing.of_case(case),
        "fact_rows": fact_rows(case.nomination, settlement=settlements.settled(case.nomination)),
        "receipt": getattr(case, "receipt", None),
        "events": engine.history(
            case, begun=engine.Event(_("决定召回，立案"), case.opened_by, case.opened_at)
        ),
        "on": dates.legal_day(at),
        **notice(case, page=OFFICE_PAGE, at=at),
    }
