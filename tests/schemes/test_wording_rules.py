"""One test or more for each numbered regulation of papers' words, named by its number."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from core.documents import checking, composing, wordings
from core.documents.wordings import Words
from core.errors import RegulationBroken
from schemes.queries import wordings as queries
from schemes.regulations import wordings as rules
from schemes.services import wordings as acts
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory, PrefectureFactory
from tests.factories.wordings import FROM_ON, approved_wording, body, draft_wording, later
from tests.moments import LAUNCHED_AT, TODAY

KINDS = wordings.kinds()
NOTICE = wordings.find("recall_notice")
ALLEGATION = wordings.find("allegation")


def refusal(words, kind=NOTICE):
    """Answer what the first rule says that a text breaks."""
    fault = next(rules.faults(kind, words))
    return f"{fault.rule.number} {fault.about}"


def noticed(**changes):
    return NOTICE.words._replace(**changes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_product_text_keeps_every_rule(kind):
    assert list(rules.faults(kind, kind.words)) == []
    assert checking.is_sound(kind, kind.words)


def test_tx_01_fields_are_known():
    told = refusal(noticed(body=body("recall_notice", "{{工资}}{{ 姓名 }}{{姓 名}}")))

    assert told.startswith("TX-01 没有：{{工资}}、{{姓 名}}。可用：{{主送}}、{{姓名}}、")
    assert "{{异议途径}}" in told


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_tx_02_demanded_fields_stay(kind):
    asked = [field for field in kind.fields if field.demand]

    for field in asked:
        words = Words(*(text.replace(field.mark, "某") for text in kind.words))
        fault = next(rules.faults(kind, words))
        told = (fault.rule.number, fault.about)
        assert told == ("TX-02", f"缺少：{field.mark}（{field.demand}）。")
    assert asked


def test_tx_02_decision_names_basis_reasons_decision_and_remedy():
    marks = {
        code: {field.name for field in wordings.find(code).fields if field.demand}
        for code in ("recall_notice", "outcome_decision", "appeal_receipt")
    }

    assert {"事实", "表决情况", "异议途径"} <= marks["recall_notice"]
    assert {"理由", "依据和条件", "处理决定", "救济途径"} <= marks["outcome_decision"]
    assert "答复期限" in marks["appeal_receipt"]


def test_tx_03_demanded_phrases_stay():
    words = ALLEGATION.words._replace(body=ALLEGATION.words.body.replace("回避", "更换"))

    assert refusal(words, ALLEGATION) == "TX-03 缺少：“回避”（公务员法第七十六条：可以申请回避）。"
    assert refusal(noticed(body=NOTICE.words.body.replace("决定召回", "安排"))).startswith("TX-03")


@pytest.mark.parametrize("stray", ["{{开口", "合上}}", "{% if 甲 %}", "{{甲{{乙}}"])
def test_tx_04_braces_are_fields(stray):
    known = stray.replace("乙", "姓名")

    assert refusal(noticed(body=body("recall_notice", known))).startswith("TX-04 请改：")


@pytest.mark.parametrize("added", ["见{{事实}}。", "{{事实}}"], ids=["within a line", "twice"])
def test_tx_05_blocks_stand_alone(added):
    assert refusal(noticed(body=body("recall_notice", added))) == "TX-05 请改：{{事实}}。"


def test_tx_06_title_tells_nobody():
    receipt = wordings.find("appeal_receipt")

    assert refusal(noticed(title="{{姓名}}召回通知书")) == "TX-06 请改：{{姓名}}。"
    assert list(rules.faults(receipt, receipt.words._replace(title="{{救济种类}}回执"))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "题" * 61},
        {"addressee": "人" * 81},
        {"body": "文" * 6001},
        {"title": " \n"},
        {"body": ""},
    ],
    ids=["title", "addressee", "body", "blank title", "empty body"],
)
def test_tx_07_length_fits(changes):
    assert refusal(noticed(**changes)).startswith("TX-07")


def test_tx_08_characters_are_drawn():
    told = refusal(noticed(body=body("recall_notice", "甲\U0001f43c乙\U0001f43c㛃𬱟")))

    assert told == "TX-08 请改：\U0001f43c（U+1F43C）。"


@pytest.mark.django_db
def test_tx_09_begins_in_time():
    county = CountyFactory(parent=PrefectureFactory())
    first = approved_wording(county, from_on=TODAY)
    early = draft_wording(county, from_on=TODAY - timedelta(days=1))

    with pytest.raises(RegulationBroken, match="TX-09"):  # before the last one's day
        acts.submit(early, seen=early.stamp, by=early.drafted_by, at=LAUNCHED_AT)
    row = acts.put(
        early,
        **early.words._asdict(),
        from_on=TODAY,
        by=early.drafted_by,
        at=LAUNCHED_AT,
    )
    with pytest.raises(RegulationBroken, match="TX-09"):  # its day is gone
        acts.submit(row, seen=row.stamp, by=row.drafted_by, at=later(TODAY + timedelta(days=1)))
    row = acts.submit(row, seen=row.stamp, by=row.drafted_by, at=LAUNCHED_AT)
    other = holder(Role.COUNTY_ADMIN, county)
    with pytest.raises(RegulationBroken, match="TX-09"):
        acts.approve(row, seen=row.stamp, by=other, at=later(TODAY + timedelta(days=1)))
    row = acts.approve(row, seen=row.stamp, by=other, at=later(TODAY))
    assert queries.in_force("recall_notice", county, TODAY).version == row
    assert row.from_on == first.from_on


@pytest.mark.django_db
def test_tx_09_day_is_written_before_sending():
    row = draft_wording(CountyFactory(), from_on=None)

    with pytest.raises(RegulationBroken, match="TX-09"):
        acts.submit(row, seen=row.stamp, by=row.drafted_by, at=LAUNCHED_AT)


@pytest.mark.django_db
def test_tx_10_no_other_open():
    row = draft_wording(CountyFactory())

    with pytest.raises(RegulationBroken, match="TX-10"):
        acts.begin(row.county, kind=NOTICE, by=row.drafted_by, at=LAUNCHED_AT)
    assert acts.begin(row.county, kind=ALLEGATION, by=row.drafted_by, at=LAUNCHED_AT).number == 1


@pytest.mark.django_db
def test_tx_11_text_that_no_longer_fits_is_passed_over(monkeypatch):
    """A later release may know a field no more, or the law ask for another."""
    county = CountyFactory(parent=PrefectureFactory())
    above = approved_wording(county.parent)
    own = approved_wording(county, body=body("recall_notice", "{{批次}}"))
    fewer = tuple(field for field in NOTICE.fields if field.name != "批次")
    later_words = noticed(body=NOTICE.words.body.replace("{{批次}}", ""))
    later_kind = replace(NOTICE, fields=fewer, words=later_words)

    assert queries.chosen(NOTICE, own, above) == (own, None)
    assert not rules.still_fits.is_kept(later_kind, own)
    assert queries.chosen(later_kind, own, None) == (None, own)
    monkeypatch.setattr(wordings, "find", lambda _code: later_kind)
    assert queries.frozen("recall_notice", county, FROM_ON) == {}


@pytest.mark.django_db
def test_put_says_which_rule_and_what_about():
    row = draft_wording(CountyFactory())
    words = row.words._asdict() | {"body": NOTICE.words.body.replace("{{异议途径}}", "")}

    with pytest.raises(RegulationBroken, match=r"不得删去。缺少：{{异议途径}}（.*期限.*（TX-02）"):
        acts.put(row, **words, from_on=TODAY, by=row.drafted_by, at=LAUNCHED_AT)


PIECES = st.one_of(
    st.sampled_from([field.mark for field in NOTICE.fields]),
    st.sampled_from(["{{", "}}", "{", "}", "{%", "%}", "\n", "{{x}}", "<b>", "　", "{{ 姓名 }}"]),
    st.text(max_size=6),
)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=12), where=st.sampled_from(["title", "addressee", "body"]))
def test_text_that_passes_prints_no_brace_and_loses_no_demanded_field(pieces, where):
    """Whatever is typed: what passes the check leaves nothing unfilled on the paper."""
    words = noticed(**{where: getattr(NOTICE.words, where) + "".join(pieces)})
    facts = NOTICE.sample | {wordings.KEY: words._asdict()}
    said = "\n".join(one.text for one in composing.paragraphs(NOTICE, facts))

    if checking.is_sound(NOTICE, words):
        assert not any(mark in said for mark in ("{{", "}}", "{%", "%}"))
        assert NOTICE.sample["remedy"]["text"] in said
    else:
        assert list(rules.faults(NOTICE, words))
