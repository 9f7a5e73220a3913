import pytest

from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.permissions import Rule
from core.regulations import REGISTER, regulation


@Rule
def only_for_seven(user, row):
    """Sevens only."""
    return None if user == 7 else "只有七可以"


def test_rule_kept_allows_and_shows_no_refusal():
    only_for_seven.check(7, None)

    assert only_for_seven.allows(7, None)
    assert only_for_seven.refusal(7, None) == ""


def test_rule_broken_says_the_same_sentence_everywhere():
    with pytest.raises(NotAllowed) as refusal:
        only_for_seven.check(8, None)

    assert str(refusal.value) == only_for_seven.refusal(8, None) == "只有七可以"
    assert not only_for_seven.allows(8, None)
    assert (only_for_seven.__name__, only_for_seven.__doc__) == ("only_for_seven", "Sevens only.")


@pytest.fixture
def rule():
    yield regulation("TS-01", "必须为正。", source="测试")(lambda n: n > 0)
    del REGISTER["TS-01"]


def test_regulation_kept_is_silent(rule):
    rule.check(1)

    assert rule.is_kept(1)


def test_regulation_broken_carries_sentence_and_number(rule):
    with pytest.raises(RegulationBroken) as refusal:
        rule.check(0)

    assert (str(refusal.value), refusal.value.number) == ("必须为正。（TS-01）", "TS-01")


def test_regulation_number_given_twice_is_refused(rule):
    with pytest.raises(ValueError, match="TS-01 stands twice"):
        regulation("TS-01", "又一条。", source="测试")(bool)


def test_refusal_without_number_is_the_bare_sentence():
    assert str(RegulationBroken("不行。")) == "不行。"
    assert str(StateConflict("已办结。")) == "已办结。"
