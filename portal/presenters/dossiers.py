"""One case over all floors: what has been done, what stands, and where to go on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.models import Assessment, Outcome
from recall.models import Case
from recall.presenters.cases import person, stages
from training.models import Enrolment, PracticePosting


def dossier(case: Case, *, user: Any) -> dict[str, Any]:
    """Answer the whole way of a case with a link to each floor's page."""
    return {
        "case": case,
        "crumbs": [(_("案件"), reverse("recall:case-list")), (str(case.cadre), None)],
        "facts": person(case),
        "stages": stages(case),
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
        url = reverse("training:class", args=[training_class.pk])
        rows.append(_part(_("培训班"), training_class.title, url, "done"))
    postings = PracticePosting.objects.visible_to(user).filter(case=case)
    for posting in postings.select_related("host_unit").order_by("pk"):
        url = reverse("training:posting", args=[posting.pk])
        state = "done" if posting.finished_on else "part"
        rows.append(_part(_("实践锻炼"), f"{posting.host_unit} {posting.place}", url, state))
    return rows


def _assessment(case: Case, user: Any) -> list[dict[str, str]]:
    rows = []
    assessment = Assessment.objects.visible_to(user).filter(case=case).first()
    if assessment:
        url = reverse("assessment:assessment", args=[case.pk])
        state = "done" if assessment.concluded_at else "part"
        rows.append(_part(_("综合考核"), "", url, state))
    outcome = Outcome.objects.visible_to(user).filter(case=case).first()
    if outcome:
        url = reverse("assessment:outcome", args=[case.pk])
        rows.append(_part(_("处理结果"), str(outcome.get_kind_display()), url, "done"))
    return rows
