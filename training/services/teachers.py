"""Acts on the library of teachers."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions, regulations
from training.models import Teacher


@transaction.atomic
def add(
    county: Any, *, name: str, by: Any, at: datetime, employer: str = "", subjects: str = ""
) -> Teacher:
    """Enter a teacher. A name stands once in a county, for the timetable holds names apart.

    :raises RegulationBroken: TR-34, the name is taken
    """
    county = lock(county)
    row = Teacher(county=county, name=name, employer=employer, subjects=subjects)
    row.added_by, row.added_at = by, at
    permissions.plan_class.check(by, row)
    is_taken = Teacher.objects.filter(county=county, name=name).exists()
    regulations.name_is_free.check(is_taken)
    row.save(force_insert=True)
    trail.record(row, "add_teacher", by=by, at=at)
    return row


@transaction.atomic
def retire(teacher: Teacher, *, by: Any, at: datetime) -> Teacher:
    """Strike a teacher off; lessons that are planned keep them.

    :raises StateConflict: struck off before
    """
    teacher = lock(teacher)
    permissions.plan_class.check(by, teacher)
    if teacher.retired_at:
        raise StateConflict(_("该教师已经停用。"))
    teacher.retired_by, teacher.retired_at = by, at
    teacher.save(update_fields=["retired_by", "retired_at"])
    trail.record(teacher, "retire_teacher", by=by, at=at)
    return teacher
