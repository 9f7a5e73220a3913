"""One case over all floors: what has been done, what stands, and where to go on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.models import Assessment, Outcome
from recall.enums import CaseState
from recall.models import Case
from recall.permissions import helpers as may
from recall.presenters.cases import person, stages
from training.models import Enrolment, PracticePosting

_ASSESSABLE = (CaseState.TRAINING, CaseState.PRACTICE, CaseState.ASSESSED)


def dossier(case: Case, *, user: Any) -> dict[str, Any]:
    """Answer the whole way of a case with a link to each floor's page."""
    return {
        "case": case,
        "crumbs": [(_("案件"), reverse("portal:case-list")), (str(case.cadre), None)],
        "facts": person(case),
        "stages": stages(case),
        "readers_url": reverse("portal:case-readers", args=[case.pk])
        if may.see_readers.allows(user, case)
        else "",
        "parts": [*_papers(case), *_training(case, user), *_assessment(case, user)],
    }


def _part(label: str, text: str, url: str, state: str) -> dict[str, str]:
    return {"label": label, "hint": text, "url": url, "state": state}


def _papers(case: Case) -> list[dict[str, str]]:
    served = hasattr(case, "receipt")
    reference = case.notice.reference if case.notice else ""
    return [
        _part(
            _("提名、核实和决定"),
            case.nomination.get_state_display(),
            reverse("recall:nomination", args=[case.nomination_id]),
            "done",
        ),
        _part(
            _("通知书和送达"),
            reference,
            reverse("recall:case", args=[case.pk]),
            "done" if served else "todo",
        ),
    ]


def _training(case: Case, user: Any) -> list[dict[str, str]]:
    rows = []
    enrolments = Enrolment.objects.visible_to(user).filter(case=case)
    for enrolment in enrolments.select_related("training_class").order_by("pk"):
        training_class = enrolment.training_class
        url = reverse("training:class-detail", args=[training_class.pk])
        rows.append(_part(_("培训班"), training_class.title, url, "done"))
    postings = PracticePosting.objects.visible_to(user).filter(case=case)
    for posting in postings.select_related("host_unit").order_by("pk"):
        url = reverse("training:posting-detail", args=[posting.pk])
        state = "done" if posting.finished_on else "part"
        rows.append(_part(_("实践锻炼"), f"{posting.host_unit} {posting.place}", url, state))
    if case.state == CaseState.SERVED:
        rows.append(_part(_("编入培训班"), "", reverse("training:class-list"), "todo"))
    if case.state == CaseState.TRAINING:
        url = reverse("training:posting-send", args=[case.pk])
        rows.append(_part(_("派出实践锻炼"), "", url, "todo"))
    return rows


def _assessment(case: Case, user: Any) -> list[dict[str, str]]:
    """Answer one row for assessment and outcome, which share a page; blocked before class."""
    assessment = Assessment.objects.visible_to(user).filter(case=case).first()
    outcome = Outcome.objects.visible_to(user).filter(case=case).first()
    if outcome:
        text, state = _told(outcome), "done"
    elif assessment:
        text, state = "", "part"
    else:
        text, state = "", "todo" if case.state in _ASSESSABLE else "blocked"
    url = reverse("assessment:case", args=[case.pk])
    return [_part(_("综合考核和处理结果"), text, url, state)]


def _told(outcome: Outcome) -> str:
    """Answer an outcome in a line, with the mark of what the law in force would refuse."""
    kind = str(outcome.get_kind_display())
    if not outcome.is_unavailable_under_law:
        return kind
    told = {"text": kind, "note": _("现行法律下不可适用")}
    return _("%(text)s（%(note)s）") % told
