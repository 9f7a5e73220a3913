"""In which order imports lock: the row above its lines, and rows of one table by their ids."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.models import PresentationValue, TargetScore
from evidence.services import bulk_presentations, bulk_targets, bulk_work
from tests.evidence.imports.cases import case, person_of
from tests.factories import presentations, targets
from tests.moments import NOW

pytestmark = pytest.mark.django_db
_LOCKED = re.compile(r'FROM "(\w+)".*?(ORDER BY "\1"\."id" ASC )?FOR UPDATE', re.DOTALL)


def locked(act, *given, **told):
    """Answer the tables whose rows an act locks, and whether by id."""
    with CaptureQueriesContext(connection) as asked:
        act(*given, **told)
    found = [_LOCKED.search(one["sql"]) for one in asked]
    return [(one[1], bool(one[2])) for one in found if one]


def test_numbers_to_correct_are_locked_behind_their_rounds():
    row = presentations.reported(presentations.settled(presentations.manned(presentations.drawn())))
    ids = list(PresentationValue.objects.values_list("pk", flat=True))

    assert locked(bulk_presentations.current, ids, row.county, lock=True) == [
        ("evidence_presentationround", True),
        ("evidence_presentationvalue", True),
    ]


def test_rounds_of_new_numbers_are_locked_by_id_before_the_first_is_entered():
    told = case("numbers")
    later = presentations.drawn(told.unit, title="第三季度晒比述评")
    later = presentations.settled(presentations.manned(later, told.person))
    rows = [
        {"member": row.members.get(cadre=told.person).pk, "indicator_id": one, "value": "1"}
        for row in (later, told.place)
        for one in row.indicators.values_list("pk", flat=True)
    ]

    found = locked(bulk_presentations.enter, rows, by=told.admin, at=NOW)

    assert found[0] == ("evidence_presentationround", True)
    assert PresentationValue.objects.count() == 2


def test_scores_to_correct_are_locked_behind_their_plans():
    plan = targets.planned()
    targets.scored(plan, 10, 20)
    ids = list(TargetScore.objects.values_list("pk", flat=True))

    assert locked(bulk_targets.current, ids, plan.county, lock=True) == [
        ("evidence_targetplan", True),
        ("evidence_targetscore", True),
    ]


def test_people_of_new_months_are_locked_by_id_before_the_first_is_entered():
    told = case("work")
    other = person_of(told.unit, "李红")
    figures = {"due_days": 21, "absent_days": 0, "late_times": 0, "leave_days": 0}
    rows = [
        {"cadre": one.pk, "month": "2018-04-01", "source": "考勤表", **figures}
        for one in (other, told.person)
    ]

    found = locked(bulk_work.enter, rows, by=told.admin, at=NOW)

    assert found[0] == ("cadres_cadre", True)
    assert found[1:].count(("cadres_cadre", True)) == 0
