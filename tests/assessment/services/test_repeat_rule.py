"""The rule of a repeated recall counts recalls running; it proposes and decides nothing."""

import pytest

from assessment.queries import followups as follow_queries
from tests.factories import assessment as assess
from tests.factories import training
from tests.moments import NOW


def in_years(world, *years, passed=False):
    """Recalls of one person, opened in these years; how the last of them was assessed."""
    cases = [training.case(world.campaign, world.unit, state="PRACTICE") for _year in years]
    rows = type(cases[0]).objects
    row = assess.opened(world, cases[-1])
    for case, year in zip(cases, years, strict=True):
        rows.filter(pk=case.pk).update(
            cadre=cases[0].cadre_id, opened_at=case.opened_at.replace(year=year), state="CLOSED"
        )
    last = rows.get(pk=cases[-1].pk)
    type(row).objects.filter(pk=row.pk).update(
        passed=passed, total=40, comment="差", concluded_by=world.manager, concluded_at=NOW
    )
    return last


@pytest.mark.parametrize(
    ("years", "count", "running"),
    [
        ((2018, 2019), 2, 2),
        ((2018, 2019), 3, 2),
        ((2017, 2018, 2019), 3, 3),
        ((2017, 2019), 2, 1),  # a year without a recall between them
        ((2019, 2019), 2, 2),
        ((2015, 2018, 2019), 2, 2),
    ],
)
def test_repeat_rule_counts_the_recalls_running(world, years, count, running):
    case = in_years(world, *years)
    case.campaign.scheme_version.parameters = {"repeat_count": count, "repeat_failed": True}

    assert follow_queries.running(case) == running
    told = follow_queries.repeat_proposal(case)
    assert told == (f"已连续 {running} 次被召回。" if running >= count else "")


def test_repeat_rule_waits_for_the_failed_assessment_only_where_the_scheme_says_so(world):
    case = in_years(world, 2018, 2019, passed=True)
    words = {"repeat_count": 2, "repeat_rule": "研究后续处理"}

    case.campaign.scheme_version.parameters = words | {"repeat_failed": True}
    assert follow_queries.repeat_proposal(case) == ""
    case.campaign.scheme_version.parameters = words | {"repeat_failed": False}
    assert follow_queries.repeat_proposal(case) == "研究后续处理"
    case.campaign.scheme_version.parameters = words | {"repeat_count": 0}
    assert follow_queries.repeat_proposal(case) == ""
