"""Unit and fellow trainees as the parts of an assessment that a secret ballot decides."""

from decimal import Decimal

import pytest

from assessment.models import Assessment
from assessment.queries import measures
from assessment.services import assessments
from core.errors import RegulationBroken
from evidence.services import polls as evidence_polls
from tests.factories import assessment as assess
from tests.factories import trainee_polls as make
from tests.factories import training
from tests.factories.schemes import asking

pytestmark = pytest.mark.django_db
CENT = Decimal("0.01")


@pytest.fixture
def world(db):
    row = training.world(weights=make.WEIGHTS)
    told = {"title": "由投票产生的办法", "unit_by_poll": True, "peer_by_poll": True}
    row.campaign.scheme_version = asking(row.county, **told)
    row.campaign.save(update_fields=["scheme_version"])
    return row


@pytest.fixture
def place(world):
    return make.room(world, 1)[1][0]


def refused(number):
    return pytest.raises(RegulationBroken, match=number)


def by_unit(world, place, leaders, others):
    """The unit's count; marks are letters, a blank for a ballot without any."""
    make.staffed(world.unit, leaders=5, others=6)
    poll = make.of_one(world, place)
    marks = {"领导班子": leaders, "干部职工": others}
    told = {name: [{"1": sign} if sign.strip() else {} for sign in m] for name, m in marks.items()}
    return make.counted(world, poll, told)


def test_value_is_the_weighted_mean_of_the_groups_and_says_so(world, place):
    by_unit(world, place, "AAAAA", "DDDDDD")

    found = measures.measured(place.case, "unit")

    assert found.value == Decimal("40.00")
    assert found.source == "单位评价：2018年6月7日计票，评定票11张"
    assert "领导班子40%、干部职工60%" in found.rule
    assert [row["label"] for row in found.rows] == ["领导班子", "干部职工"]
    assert found.rows[0]["value"] == "优秀 5、良好 0、一般 0、较差 0"


def test_group_of_which_few_judge_the_person_is_told_neither_alone_nor_by_its_weight(world, place):
    by_unit(world, place, "DDDDD", "AAAA  ")  # two of the six leave the ballot empty

    found = measures.measured(place.case, "unit")

    assert [row["label"] for row in found.rows] == ["各组合计"]
    assert found.value == (Decimal(400) / 9).quantize(CENT)
    assert "不分权重" in found.rule


def test_too_few_ballots_are_no_value_and_not_nought(world, place):
    make.staffed(world.unit, others=6)
    poll = make.voted(world, make.of_one(world, place), {"干部职工": [{"1": "A"}] * 4})

    assert measures.measured(place.case, "unit") is None
    assert "投票中" in measures.missing(place.case, "unit")
    evidence_polls.close(poll, by=world.manager, at=make.AFTER)
    assert "不足 5 张" in measures.missing(place.case, "unit")


def test_as_19_nobody_writes_what_a_ballot_decides(world, place):
    row = assess.opened(world, place.case)

    with refused("AS-19"):
        assess.score(world, row, "unit")
    assess.score(world, row, "class")
    assess.score(world, row, "peer", value=None, source="", not_applicable_reason="全班一人")

    assert {score.part for score in row.scores.all()} == {"class", "peer"}


def test_scheme_without_ballots_takes_a_score_with_its_source_and_counts_a_poll_too(db):
    world = training.world(weights=make.WEIGHTS)
    _class, (place,) = make.room(world, 1)
    row = assess.opened(world, place.case)
    assess.score(world, row, "unit")
    by_unit(world, place, "AAAAA", "BBBBBB")

    score = assessments.score_by_record(row, part="unit", by=world.manager, at=assess.LATER)

    assert score.value == Decimal("88.00")
    assert [one.number for one in row.versions.order_by("number")] == [1, 2]


def test_correction_makes_a_version_and_as_20_the_fallen_one_concludes_nothing(world, place):
    first = by_unit(world, place, "AAAAA", "AAAAAA")
    row = assess.opened(world, place.case)
    how = {"part": "unit", "by": world.manager, "at": assess.LATER}
    assessments.score_by_record(row, **how)
    for part in ("class", "practice"):
        assess.score(world, row, part)
    assess.score(world, row, "peer", value=None, source="", not_applicable_reason="全班一人")

    evidence_polls.void(first, reason="名册漏列三人", by=world.manager, at=make.AFTER)

    assert measures.missing(place.case, "unit") == "测评已作废：名册漏列三人"
    told = {"passed": True, "comment": "达到要求", "by": world.manager, "at": assess.LATER}
    with refused("AS-20"):
        assessments.conclude(row, **told)

    again = make.of_one(world, place, at=make.AFTER, closes_at=make.CLOSES_AT.replace(hour=23))
    slips = {"领导班子": [{"1": "B"}] * 5, "干部职工": [{"1": "B"}] * 6}
    make.counted(world, again, slips, voted_at=make.AFTER)
    assessments.score_by_record(row, **how)

    assert [str(one.value) for one in row.versions.filter(part="unit").order_by("number")] == [
        "100.00",
        "80.00",
    ]
    assert assessments.conclude(row, **told).total == Decimal("80.00")


def test_no_row_of_a_score_names_a_voter_or_a_single_ballot(world, place):
    people = make.staffed(world.unit, leaders=5, others=6)
    poll = make.of_one(world, place)
    marks = {"领导班子": [{"1": "A"}] * 4 + [{"1": "D"}], "干部职工": [{"1": "B"}] * 6}
    make.counted(world, poll, marks)
    row = assess.opened(world, place.case)

    assessments.score_by_record(row, part="unit", by=world.manager, at=assess.LATER)

    told = str(Assessment.objects.get().versions.values("rows", "rule", "source"))
    assert not any(person.name in told for person in people)
    assert len(row.versions.get().rows) == 2
