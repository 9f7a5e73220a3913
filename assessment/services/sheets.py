"""综合考核表: frozen when the assessment is concluded, printed by a job."""

from datetime import datetime
from typing import Any

from django.utils import translation

from assessment.models import Assessment
from assessment.queries.listing import Course
from assessment.queries.scores import Row, Sum
from core import dates
from core.documents import rendering
from core.documents.models import Document
from training.queries import summaries
from units.queries import units


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def request(
    assessment: Assessment, standing: Sum, *, course: Course, by: Any, at: datetime
) -> Document:
    """Ask for the form of an assessment that is about to be concluded; it bears no number."""
    case, on = assessment.case, dates.legal_day(at)
    county = units.division_name(case.county, on)
    return rendering.request(
        "documents/assessment_form.html",
        kind="assessment_form",
        scope=case.county.code,
        reference="",
        title="综合考核表",
        snapshot=_snapshot(assessment, standing, course, by, county, on),
        by=by,
        at=at,
        numbered=False,
        comes_back=True,
    )


def _snapshot(
    assessment: Assessment, standing: Sum, course: Course, by: Any, county: str, on: Any
) -> dict[str, Any]:
    case, nomination = assessment.case, assessment.case.nomination
    return {
        "issuer": f"中共{county}委组织部",
        "cadre": case.cadre.name,
        "unit": case.unit_then,
        "post_title": nomination.post_title,
        "level": str(nomination.get_level_display()),
        "staff_kind": str(nomination.get_staff_kind_display()),
        "campaign": case.campaign.title,
        "classes": [_class(row) for row in course.classes],
        "postings": [_posting(row) for row in course.postings],
        "parts": [_part(row) for row in standing.rows],
        "is_renormalised": standing.is_renormalised,
        "total": str(assessment.total),
        "verdict": "合格" if assessment.passed else "不合格",
        "comment": assessment.comment,
        "summary": _summary(case),
        "assessor": by.name,
        "concluded_on": dates.cn(on),
    }


def _summary(case: Any) -> dict[str, Any]:
    """Answer the person's own accepted text, nothing if there is none."""
    found = summaries.accepted(case)
    if found is None:
        return {}
    day = dates.cn(dates.legal_day(found.handed_in_at))
    return {"paragraphs": found.text.splitlines(), "number": found.number, "on": day}


def _class(row: Any) -> str:
    course = row.training_class
    span = f"{dates.cn(course.opens_on)}至{dates.cn(course.closes_on)}"
    kept = "没有考勤" if row.rate is None else f"出勤率{round(row.rate * 100)}%"
    return f"{course.title}（{span}，{kept}{'，退班' if row.withdrawn_at else ''}）"


def _posting(row: Any) -> dict[str, str]:
    span = f"{dates.cn(row.from_on)}至{dates.cn(row.finished_on or row.until_on)}"
    host = str(row.host_unit)
    place = row.place if row.place.startswith(host) else f"{host}{row.place}"
    return {"where": f"{place}（{span}）", "opinion": row.opinion}


def _part(row: Row) -> dict[str, str]:
    value = row.score.value if row.score else None
    return {
        "label": row.label,
        "weight": f"{row.weight.normalize():f}%",
        "used": "—" if row.used_weight is None else f"{row.used_weight:.2f}%",
        "value": "不适用" if value is None else str(value),
        "contribution": "—" if row.contribution is None else str(row.contribution),
        "source": (row.score.source or row.score.not_applicable_reason) if row.score else "",
    }
