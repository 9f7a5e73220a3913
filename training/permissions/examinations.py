"""Who keeps the bank, plans, sits, marks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from recall.enums import CaseState


def is_trainee(user: Any) -> bool:
    """Answer whether the user stands in a class with a case neither closed nor revoked."""
    person = getattr(user, "cadre", None)
    if person is None:
        return False
    cases = person.cases.exclude(state__in=[CaseState.CLOSED, CaseState.REVOKED])
    return bool(cases.filter(enrolments__isnull=False, enrolments__withdrawn_at=None).exists())


@Rule
def keep_questions(user: Any, row: Any) -> Answer:
    """Row: anything with a county. Who is a trainee now sees no question, of whichever class."""
    if row.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以管理题库和考试。")
    if is_trainee(user):
        return _("您是参训学员，结案前不得查看题库、经办考试。")
    return None


@Rule
def run_examination(user: Any, training_class: Any) -> Answer:
    if training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得经办本班的考试。")
    return keep_questions.judge(user, training_class)


@Rule
def sit(user: Any, enrolment: Any) -> Answer:
    if enrolment is None or user.pk != enrolment.case.subject_id:
        return _("只有本班学员可以答卷。")
    return None
