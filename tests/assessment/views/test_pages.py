"""Every page of the floor, for those who may and those who may not see it."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment.models import Assessment, Outcome, Score
from assessment.queries.reading import digest
from core import dates
from core.documents import rendering
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import rows
from tests.factories import training as make


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"assessment:{name}", args=args), query)


def send(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"assessment:{name}", args=args), data)


def text_of(response):
    return response.content.decode()


def decision(case, **changes):
    today = dates.legal_day(timezone.now()).isoformat()
    return {
        "kind": "RETURN",
        "conditions_RETURN": ["fit_again"],
        "reason": "能够胜任原岗位",
        "meeting": "部务会",
        "approver": "COUNTY",
        "held_on": today,
        "due_count": 5,
        "others": "赵某、钱某、孙某、李某、周某",
        "agree_count": 5,
        "disagree_count": 0,
        "defer_count": 0,
        "content_hash": digest(case),
        **changes,
    }


@pytest.fixture
def case(world):
    return make.case(world.campaign, world.unit, state="PRACTICE")


def test_assess_in_the_browser_from_open_to_conclusion(client, world, case):
    opened = send(client, world.manager, "assessment-open", case.pk)
    row = Assessment.objects.get()
    early = send(
        client, world.manager, "assessment-conclude", row.pk, passed="yes", comment="达到要求"
    )
    shown = text_of(page(client, world.manager, "case", case.pk))
    for part, value in {"class": "90", "practice": "70"}.items():
        data = {"part": part, "value": value, "source": "考核表"}
        send(client, world.manager, "assessment-score", row.pk, **data)
    data = {"part": "unit", "not_applicable_reason": "单位已撤销"}
    send(client, world.manager, "assessment-score", row.pk, **data)
    done = send(
        client, world.manager, "assessment-conclude", row.pk, passed="yes", comment="达到要求"
    )

    assert opened.url == done.url == reverse("assessment:case", args=[case.pk])
    assert early.status_code == 422
    assert "AS-01" in text_of(early)
    assert "缺项" in shown
    final = text_of(page(client, world.manager, "case", case.pk))
    assert "综合得分 80.00" in final
    assert "折算权重" in final


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"value": ""}, "请填写得分；不适用的，请写明理由"),
        ({"value": "80"}, "请填写得分来源"),
        ({"value": "80", "source": "表", "not_applicable_reason": "无"}, "不能再写不适用"),
        ({"value": "101", "source": "表"}, "100"),
    ],
)
def test_a_bad_score_is_named_at_its_field(client, world, case, data, said):
    row = assess.opened(world, case)

    response = send(client, world.manager, "assessment-score", row.pk, part="class", **data)

    assert response.status_code == 422
    assert said in text_of(response)
    assert not Score.objects.exists()


def test_the_page_offers_to_open_and_says_what_is_missing(client, world):
    training_class = make.planned_class(world)
    case = make.enrolled(world, training_class).case
    make.posting(world, case)
    before = text_of(page(client, world.manager, "case", case.pk))
    row = assess.opened(world, case)
    missing = text_of(page(client, world.manager, "case", case.pk))
    for part in row.weights:
        assess.score(world, row, part)
    practising = text_of(page(client, world.manager, "case", case.pk))

    assert "开始综合考核" in before
    assert "缺项不能按零分计" in missing
    assert "实践锻炼尚未期满鉴定" in practising


def test_the_page_says_when_nothing_counts(client, world, case):
    row = assess.opened(world, case)
    for part in row.weights:
        assess.score(world, row, part, value=None, source="", not_applicable_reason="不适用")

    assert "全部内容都不适用" in text_of(page(client, world.manager, "case", case.pk))


def test_an_outcome_is_not_decided_twice_from_a_stale_page(client, world):
    case = assess.concluded(world).case
    assess.decide(world, case)

    shown = text_of(page(client, world.decider, "outcome-decide", case.pk))
    sent = send(client, world.decider, "outcome-decide", case.pk, **decision(case))

    assert "不能决定结果" in shown
    assert sent.status_code == 409


def test_outcome_form_shows_what_the_law_refuses_and_why(client, world):
    case = assess.concluded(world).case

    shown = text_of(page(client, world.decider, "outcome-decide", case.pk))

    assert "降级是处分" in shown
    assert 'value="REDUCE_GRADE" id="id_kind_7" disabled' in shown
    assert "【存在此情形即不得辞退】" in shown


def test_decide_return_then_carry_out(client, world, media):
    case = assess.concluded(world).case
    done = send(client, world.decider, "outcome-decide", case.pk, **decision(case))
    outcome = Outcome.objects.get()

    waiting = page(client, world.decider, "outcome-document", outcome.pk)
    missing = page(client, world.decider, "outcome-document-file", outcome.pk)
    rendering.render(outcome.document, at=timezone.now())
    ready = page(client, world.decider, "outcome-document", outcome.pk)
    file = page(client, world.decider, "outcome-document-file", outcome.pk)
    unserved = send(client, world.manager, "outcome-carry-out", outcome.pk)
    unsigned = send(client, world.manager, "outcome-serve", outcome.pk, manner="IN_PERSON")
    told = {"served_on": str(dates.legal_day(timezone.now())), "manner": "POST", "note": "挂号信"}
    served = send(client, world.manager, "outcome-serve", outcome.pk, **told)
    own = text_of(page(client, case.subject, "own-result", case.pk))
    own_file = page(client, case.subject, "own-document-file", outcome.pk)
    assess.file_away(world, case)
    closed = send(client, world.manager, "outcome-carry-out", outcome.pk)
    again = send(client, world.manager, "outcome-carry-out", outcome.pk)

    assert done.url == closed.url == reverse("assessment:case", args=[case.pk])
    assert (waiting.status_code, missing.status_code, ready.status_code) == (200, 404, 286)
    assert b"".join(file.streaming_content)[:5] == b"".join(own_file.streaming_content)[:5]
    assert (unserved.status_code, unsigned.status_code, served.status_code) == (422, 422, 302)
    assert "救济期末日" in own
    assert again.status_code == 409
    assert Case.objects.get(pk=case.pk).state == "CLOSED"


def test_a_refused_outcome_sent_all_the_same_is_422_with_the_sentence(client, world):
    case = assess.concluded(world).case

    response = send(
        client, world.decider, "outcome-decide", case.pk, **decision(case, kind="REDUCE_GRADE")
    )

    assert response.status_code == 422
    assert "公务员法第六十二条" in text_of(response)
    assert not Outcome.objects.exists()


def test_a_past_campaign_may_record_it_with_the_mark(client, db):
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world).case

    send(client, world.decider, "outcome-decide", case.pk, **decision(case, kind="REDUCE_GRADE"))

    assert "现行法律下不可适用" in text_of(page(client, world.decider, "case", case.pk))


def test_manager_sees_the_decision_form_refused(client, world):
    case = assess.concluded(world).case

    shown = text_of(page(client, world.manager, "outcome-decide", case.pk))
    sent = send(client, world.manager, "outcome-decide", case.pk, **decision(case))

    assert "考核结论的登记人不得决定同一件的结果" in shown
    assert sent.status_code == 403


def test_the_person_reads_every_number_and_the_remedy(client, world):
    assessment = assess.concluded(world)
    assess.decide(world, assessment.case)
    person = assessment.case.subject

    shown = text_of(page(client, person, "own-result", assessment.case_id))

    assert "考勤与测试" in shown
    assert "返回原岗位" in shown
    assert "异议期间不停止执行" in shown


def test_the_person_reads_nothing_before_the_conclusion(client, world):
    row = assess.opened(world)
    assess.score(world, row, "class")

    shown = text_of(page(client, row.case.subject, "own-result", row.case_id))

    assert "综合考核还没有完成" in shown
    assert "考勤与测试" not in shown


def test_unit_reads_a_concluded_assessment_without_acts(client, world):
    assessment = assess.concluded(world)
    clerk = make.holder(Role.UNIT_CLERK, world.unit)

    shown = text_of(page(client, clerk, "case", assessment.case_id))

    assert "80.00" in shown
    assert "登记得分</button>" not in shown


def test_rows_of_another_county_are_404(client, world):
    assessment = assess.concluded(world)
    outcome = assess.decide(world, assessment.case)
    fresh = assess.opened(world)
    stranger = make.world().manager
    gets = [
        ("case", fresh.case_id),
        ("outcome-decide", assessment.case_id),
        ("outcome-document", outcome.pk),
        ("outcome-document-file", outcome.pk),
        ("own-result", assessment.case_id),
        ("own-document", outcome.pk),
        ("own-document-file", outcome.pk),
    ]
    posts = [
        ("assessment-open", fresh.case_id),
        ("assessment-score", fresh.pk),
        ("assessment-conclude", fresh.pk),
        ("outcome-carry-out", outcome.pk),
    ]

    codes = {name: page(client, stranger, name, *args).status_code for name, *args in gets}
    codes |= {name: send(client, stranger, name, *args).status_code for name, *args in posts}

    assert codes == {name: 404 for name, *_args in gets + posts}


def test_assessment_list_costs_the_same_for_10_and_1000(
    client, world, case, django_assert_max_num_queries
):
    def measured():
        with django_assert_max_num_queries(12) as captured:
            response = client.get(reverse("assessment:assessment-list"))
        assert len(response.content) <= 60 * 1024
        return len(captured)

    client.force_login(world.manager)
    rows.cases(case, 10)
    few = measured()
    rows.cases(case, 1000)

    assert measured() == few


def test_the_catalogue_is_for_the_department(client, world):
    shown = text_of(page(client, world.decider, "catalogue"))
    refused = page(client, make.holder(Role.UNIT_HEAD, world.unit), "catalogue")

    assert "降级是处分" in shown
    assert "决定后10个工作日内（法定）" in shown
    assert (refused.status_code, "供组织部门工作人员" in text_of(refused)) == (403, True)


def test_decision_form_tells_what_the_archive_has(client, world):
    case = assess.concluded(world).case
    case.cadre.protections.create(kind="NURSING", from_on=make.OPENS_ON)
    year = timezone.now().year - 1
    case.cadre.ratings.create(year=year, staff_kind="CIVIL_SERVANT", civil="INCOMPETENT")

    shown = text_of(page(client, world.decider, "outcome-decide", case.pk))

    assert "档案中的记载：" in shown
    assert "哺乳期；年度考核连续1年不称职（不合格）" in shown


def test_the_mark_is_said_in_english_by_its_rule(client, db):
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world).case
    assess.decide(world, case, kind="REDUCE_GRADE", conditions=[])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert "OC-01" in text_of(page(client, world.decider, "case", case.pk))


def test_the_mark_stands_wherever_the_outcome_is_named(client, db):
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world).case
    assess.decide(world, case, kind="REDUCE_GRADE", conditions=[])

    listed = text_of(page(client, world.decider, "assessment-list", view="decided"))
    shown = text_of(page(client, world.decider, "case", case.pk))
    dossier = text_of(client.get(reverse("portal:dossier", args=[case.pk])))

    assert all("现行法律下不可适用" in text for text in (listed, shown, dossier))


def test_unserved_past_its_day_is_shown(client, world):
    case = assess.concluded(world).case
    assess.decide(world, case)

    shown = text_of(page(client, world.decider, "case", case.pk))

    assert "送达末日：" in shown
    assert "已过送达末日" in shown
