"""One test or more for each numbered regulation, named by its number."""

from types import SimpleNamespace as Row

import pytest

from cadres.queries import cadres
from recall import regulations as r
from recall.enums import CampaignState, Conclusion, FindingResult
from recall.models import Round
from tests.factories.cadres import CadreFactory, ProtectionFactory
from tests.factories.recall import (
    draft_nomination,
    open_campaign,
    open_case,
    print_notice,
    served_case,
)
from tests.factories.units import UnitFactory
from tests.moments import CLOSES_ON, NOTICE_ON, TODAY, TOMORROW, YESTERDAY


def fact(text="写明了经过", evidence=("file",), requires_free_text=False):
    return Row(
        text=text,
        evidence=Row(all=lambda: list(evidence)),
        ground=Row(requires_free_text=requires_free_text),
    )


@pytest.mark.django_db
def test_rc_01_in_own_unit():
    cadre = CadreFactory()

    assert r.in_own_unit.is_kept(cadre, cadre.unit_id)
    assert not r.in_own_unit.is_kept(cadre, UnitFactory().pk)


@pytest.mark.parametrize(
    ("left_on", "merged", "answer"), [(None, None, True), (TODAY, None, False), (None, 7, False)]
)
def test_rc_42_is_on_the_rolls(left_on, merged, answer):
    cadre = Row(left_on=left_on, merged_into_id=merged)

    assert r.is_on_the_rolls.is_kept(cadre) is answer


PROTECTIONS = [
    ("MATERNITY", r.not_on_maternity),
    ("ILLNESS", r.not_ill),
    ("INVESTIGATION", r.not_under_investigation),
    ("LEAVE", r.not_on_leave),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "rule"), PROTECTIONS, ids=["rc_02", "rc_03", "rc_04", "rc_06"])
def test_rc_02_rc_03_rc_04_rc_06_protection_counts_only_for_its_own_rule(kind, rule):
    cadre = ProtectionFactory(kind=kind).cadre

    protections = cadres.protections_on(cadre, TODAY)
    broken = [each for _kind, each in PROTECTIONS if not each.is_kept(protections)]

    assert broken == [rule]


def test_rc_06_only_warns():
    assert r.not_on_leave.severity == "warn"


@pytest.mark.django_db
def test_rc_05_one_open_nomination():
    cadre = CadreFactory()
    assert r.one_open_nomination.is_kept(cadre)

    draft_nomination(cadre=cadre)

    assert not r.one_open_nomination.is_kept(cadre)


@pytest.mark.django_db
def test_rc_05_open_case_counts_as_an_open_matter():
    assert not r.one_open_nomination.is_kept(served_case().cadre)


@pytest.mark.parametrize(("facts", "answer"), [([], False), ([fact()], True)])
def test_rc_07_has_ground(facts, answer):
    assert r.has_ground.is_kept(facts) is answer


@pytest.mark.parametrize(("text", "answer"), [("", False), (" \n", False), ("迟到", True)])
def test_rc_08_facts_are_told(text, answer):
    assert r.facts_are_told.is_kept([fact(), fact(text)]) is answer


@pytest.mark.parametrize(("files", "answer"), [((), False), (("file",), True)])
def test_rc_09_facts_have_evidence(files, answer):
    assert r.facts_have_evidence.is_kept([fact(), fact(evidence=files)]) is answer


@pytest.mark.parametrize(("opinion", "answer"), [(None, False), (Row(), True)])
def test_rc_10_has_unit_opinion(opinion, answer):
    assert r.has_unit_opinion.is_kept(opinion) is answer


@pytest.mark.parametrize(
    ("due", "present", "agree", "answer"),
    [
        (9, 6, 5, True),
        (9, 5, 5, False),
        (9, 6, 4, False),
        (10, 7, 5, False),
        (10, 7, 6, True),
        (1, 1, 1, True),
        (0, 0, 0, False),
    ],
    ids=["two thirds, most", "too few", "half of nine", "half", "over half", "one", "nobody"],
)
def test_rc_11_is_quorate(due, present, agree, answer):
    assert r.is_quorate.is_kept(due, present, agree) is answer


@pytest.mark.parametrize("state", CampaignState)
def test_rc_12_campaign_is_open(state):
    assert r.campaign_is_open.is_kept(Row(state=state)) is (state == CampaignState.OPEN)


@pytest.mark.parametrize(
    ("on", "reason", "answer"),
    [
        (CLOSES_ON, "", True),
        (CLOSES_ON.replace(day=19), "", False),
        (CLOSES_ON.replace(day=19), "  ", False),
        (CLOSES_ON.replace(day=19), "负责人外出", True),
    ],
    ids=["last day", "late", "late, blank", "late, explained"],
)
def test_rc_13_in_window_or_explained(on, reason, answer):
    assert r.in_window_or_explained.is_kept(Round(closes_on=CLOSES_ON), on, reason) is answer


@pytest.mark.parametrize(
    ("found", "answer"), [({1, 2}, True), ({1}, False), ({1, 2, 3}, False), (set(), False)]
)
def test_rc_14_every_fact_has_finding(found, answer):
    assert r.every_fact_has_finding.is_kept({1, 2}, found) is answer


@pytest.mark.parametrize(
    ("conclusion", "results", "answer"),
    [
        (Conclusion.MATCHED, [FindingResult.PROVED], True),
        (Conclusion.MATCHED, [FindingResult.NOT_PROVED, FindingResult.PARTLY], True),
        (Conclusion.MATCHED, [FindingResult.NOT_PROVED], False),
        (Conclusion.MATCHED, [], False),
        (Conclusion.NOT_MATCHED, [FindingResult.NOT_PROVED], True),
        (Conclusion.SENT_BACK, [], True),
    ],
)
def test_rc_15_match_rests_on_a_fact(conclusion, results, answer):
    assert r.match_rests_on_a_fact.is_kept(conclusion, results) is answer


@pytest.mark.parametrize(
    ("conclusion", "remarks", "answer"),
    [
        (Conclusion.SENT_BACK, {}, False),
        (Conclusion.SENT_BACK, {"facts": ""}, False),
        (Conclusion.SENT_BACK, {"facts": "补时间"}, True),
        (Conclusion.MATCHED, {}, True),
    ],
)
def test_rc_16_send_back_says_why(conclusion, remarks, answer):
    assert r.send_back_says_why.is_kept(conclusion, remarks) is answer


@pytest.mark.parametrize(
    ("due_on", "answer"),
    [(YESTERDAY, True), (TODAY, False), (None, False)],
    ids=["over", "last day", "no term"],
)
def test_rc_17_reply_term_is_over(due_on, answer):
    assert r.reply_term_is_over.is_kept(Row(due_on=due_on), TODAY) is answer


@pytest.mark.parametrize(("held_on", "answer"), [(YESTERDAY, False), (TODAY, True)])
def test_rc_18_meeting_after_hearing(held_on, answer):
    assert r.meeting_after_hearing.is_kept(None, held_on, TODAY) is answer


@pytest.mark.parametrize(("defer", "answer"), [(0, False), (1, True), (2, False)])
def test_rc_19_votes_fit(defer, answer):
    assert r.votes_fit.is_kept(6, 3, 2, defer) is answer


@pytest.mark.parametrize(("members", "answer"), [({1, 2}, True), ({2, 3}, False), (set(), True)])
def test_rc_20_no_interested_member(members, answer):
    assert r.no_interested_member.is_kept(members, {3, 4}) is answer


@pytest.mark.django_db
def test_rc_21_notice_is_ready():
    case = open_case()
    assert not r.notice_is_ready.is_kept(case.notice.is_ready)

    assert r.notice_is_ready.is_kept(print_notice(case).is_ready)


@pytest.mark.parametrize(
    ("served_on", "answer"),
    [(YESTERDAY, True), (TODAY, True), (TOMORROW, False), (YESTERDAY.replace(day=1), False)],
    ids=["day of decision", "today", "tomorrow", "before decision"],
)
def test_rc_22_served_in_time_order(served_on, answer):
    assert r.served_in_time_order.is_kept(served_on, YESTERDAY, TODAY) is answer


@pytest.mark.parametrize("has_reported", [True, False])
def test_rc_23_has_not_reported(has_reported):
    assert r.has_not_reported.is_kept(has_reported) is not has_reported


@pytest.mark.parametrize(
    ("reason", "answer"), [("一" * 10, True), ("一" * 9, False), (" " * 10, False)]
)
def test_rc_24_zero_is_explained(reason, answer):
    assert r.zero_is_explained.is_kept(reason) is answer


@pytest.mark.parametrize(
    ("counts", "answer"),
    [((1, 1, 1), True), ((0, 1, 1), False), ((1, 0, 1), False), ((1, 1, 0), False)],
    ids=["complete", "no round", "no ground", "no unit"],
)
def test_rc_25_campaign_is_complete(counts, answer):
    assert r.campaign_is_complete.is_kept(*counts) is answer


@pytest.mark.parametrize(
    ("text", "free", "answer"),
    [("一" * 19, True, False), ("一" * 20, True, True), ("短", False, True)],
    ids=["too short", "told", "another ground"],
)
def test_rc_26_catch_all_is_told(text, free, answer):
    assert r.catch_all_is_told.is_kept([fact(text, requires_free_text=free)]) is answer


@pytest.mark.parametrize(
    ("received_by", "note", "answer"),
    [("张三", "", True), ("", "拒签，王五见证", True), (" ", " ", False)],
)
def test_rc_27_refusal_is_noted(received_by, note, answer):
    assert r.refusal_is_noted.is_kept(received_by, note) is answer


@pytest.mark.parametrize(("on", "answer"), [(TODAY, True), (TOMORROW, False)])
def test_rc_28_not_in_future(on, answer):
    assert r.not_in_future.is_kept(on, TODAY) is answer


@pytest.mark.django_db
def test_rc_29_title_is_new():
    campaign = open_campaign()

    assert not r.title_is_new.is_kept(campaign.county, campaign.title)
    assert r.title_is_new.is_kept(campaign.county, "别的批次")
    assert r.title_is_new.is_kept(UnitFactory().county, campaign.title)


@pytest.mark.parametrize(("county_id", "answer"), [(1, True), (2, False)])
def test_rc_30_unit_of_the_county(county_id, answer):
    assert r.unit_of_the_county.is_kept(Row(county_id=1), Row(county_id=county_id)) is answer


@pytest.mark.django_db
def test_rc_31_round_day_is_new():
    campaign = open_campaign()

    assert not r.round_is_new.is_kept(campaign, NOTICE_ON)
    assert r.round_is_new.is_kept(campaign, TODAY)
    assert r.round_is_new.is_kept(open_campaign(), TODAY)


@pytest.mark.parametrize(
    ("due", "present", "agree", "answer"),
    [(3, 3, 3, True), (3, 4, 3, False), (3, 2, 3, False), (3, 2, 0, True)],
    ids=["all", "more there than due", "more votes than people", "none agrees"],
)
def test_rc_32_counts_fit(due, present, agree, answer):
    assert r.counts_fit.is_kept(due, present, agree) is answer


@pytest.mark.parametrize(
    ("is_approved", "agree", "answer"),
    [(True, 3, True), (False, 3, False), (False, 2, True), (False, 0, True)],
    ids=["recall", "no recall against the votes", "half", "none"],
)
def test_rc_33_result_follows_votes(is_approved, agree, answer):
    assert r.result_follows_votes.is_kept(is_approved, 4, agree) is answer
