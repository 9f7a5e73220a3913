"""What a unit sent in is frozen, and after a send-back the difference is shown."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.ui.diffs import Part, parts
from recall.enums import Conclusion
from recall.models import Nomination, Submission
from recall.presenters import submissions as present
from recall.queries import submissions
from recall.services import attachments, facts, nominations, signals
from tests.factories.accounts import holder
from tests.factories.evidence import raised_signal
from tests.factories.recall import PDF, TOLD, conclude, put_fact, submitted_nomination
from tests.moments import HEARD_AT, NOW, YESTERDAY

pytestmark = pytest.mark.django_db
REMARKS = {"remark_facts": "请写明时间", "remark_evidence": "请附查岗记录"}


def again(row):
    return Nomination.objects.get(pk=row.pk)


@pytest.fixture
def sent_back():
    return conclude(submitted_nomination(), Conclusion.SENT_BACK, remarks=REMARKS)


def rewrite(row, text):
    fact = row.facts.order_by("pk").first()
    same = {"ground": fact.ground, "happened_on": fact.happened_on, "place": fact.place}
    nominations.put_fact(again(row), **same, text=text, fact=fact, by=row.drafted_by, at=NOW)


def resubmit(row, **given):
    nominations.submit(again(row), by=row.submitted_by, at=HEARD_AT, **given)
    return again(row)


def compared(row):
    return submissions.compare(*submissions.kept(row)[-2:])


def test_submission_is_frozen_and_stays(sent_back):
    row = Submission.objects.get()
    assert (row.nomination, str(row)) == (sent_back, "1")
    assert row.snapshot["facts"][0]["text"] == TOLD
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Submission.objects.update(number=2)


def test_compare_names_what_changed_and_whether_a_remark_was_answered(sent_back):
    rewrite(sent_back, TOLD.replace("五月八日", "五月八日晚十点"))
    resubmitted = resubmit(sent_back, answers={"facts": "已写明时间", "evidence": " "})

    found = compared(resubmitted)

    [fact] = found.facts
    assert [(one.field, one.new) for one in fact.changes] == [
        ("text", TOLD.replace("五月八日", "五月八日晚十点"))
    ]
    assert [(one["part"], one["is_changed"], one["answer"]) for one in found.remarks] == [
        ("facts", True, "已写明时间"),
        ("evidence", False, ""),
    ]


def test_compare_tells_facts_files_and_opinion_that_came_and_went(sent_back):
    old = sent_back.facts.get()
    by = sent_back.drafted_by
    attachments.detach(again(sent_back), evidence=old.evidence.get(), by=by, at=NOW)
    given = {"content": PDF + b"\n", "title": "查岗记录.pdf", "by": by, "at": NOW}
    nominations.attach(again(sent_back), fact=old, **given)
    put_fact(again(sent_back), text="五月九日早会无故缺席。")
    new = sent_back.facts.order_by("pk").last()
    nominations.attach(again(sent_back), fact=new, **given | {"content": PDF + b"\n\n"})
    counts = {"due_count": 7, "present_count": 7, "agree_count": 6}
    said = {"text": "经再次研究，同意推荐召回。", "held_on": YESTERDAY}
    nominations.put_opinion(again(sent_back), **counts, **said, by=by, at=NOW)

    told = present.changes(resubmit(sent_back))["comparison"]

    kept, added = told["facts"]
    assert (kept["files_added"], kept["files_removed"]) == (["查岗记录.pdf"], ["值班记录.pdf"])
    assert (added["kind"], added["files_added"]) == ("ADDED", ["查岗记录.pdf"])
    assert [str(one["label"]) for one in told["opinion"]] == ["实到人数", "同意票数", "内容"]
    assert all(one["is_changed"] for one in told["remarks"])


def test_compare_tells_a_removed_fact_and_another_signal(sent_back):
    row = sent_back
    put_fact(again(row), text="另一条事实。")
    extra = row.facts.order_by("pk").last()
    nominations.attach(
        again(row), fact=extra, content=PDF, title="一.pdf", by=row.drafted_by, at=NOW
    )
    asked = {"findings": {}, "remarks": {"remark_person": "请核对职务"}}
    second = conclude(resubmit(row), Conclusion.SENT_BACK, **asked)
    facts.drop(again(second), fact=extra, by=row.drafted_by, at=NOW)
    by = {"by": row.drafted_by, "at": NOW}
    signals.take(again(second), signal=raised_signal(row.cadre), **by)

    found = compared(resubmit(second))

    assert [one.kind for one in found.facts] == ["REMOVED"]
    assert len(found.signals_added) == 1
    assert found.remarks[0]["is_changed"] is None
    assert [label for _n, label, _c in present.offered(again(second))] == [
        "第 2 次 → 第 3 次",
        "第 1 次 → 第 2 次",
    ]


def test_remark_on_the_person_is_not_said_to_be_unanswered_by_what_cannot_change(client):
    asked = {"findings": {}, "remarks": {"remark_person": "请核对职务", "remark_facts": "请写明"}}
    row = resubmit(conclude(submitted_nomination(), Conclusion.SENT_BACK, **asked))
    client.force_login(holder(Role.VERIFIER, row.county))
    page = client.get(reverse("recall:nomination-changes", args=[row.pk])).content.decode()

    assert page.count("取自干部名册") == 1
    assert page.count("这一项没有修改") == 1


def test_same_content_sent_again_is_said_to_be_the_same(sent_back):
    assert present.changes(resubmit(sent_back))["comparison"]["is_same"]


def test_submission_of_before_the_snapshots_is_said_to_be_unknown(sent_back):
    row = resubmit(sent_back)
    row.submission_count = 4

    assert present.changes(row)["is_unknown"]


def test_verifier_sees_words_that_came_and_went_and_the_unit_answers(client, sent_back):
    client.force_login(sent_back.submitted_by)
    check = reverse("recall:nomination-check", args=[sent_back.pk])
    assert "请附查岗记录" in client.get(check).content.decode()
    rewrite(sent_back, TOLD.replace("两次", "三次"))
    assert client.post(check, {"answer_facts": "已改为三次"}).status_code == 302

    client.force_login(holder(Role.VERIFIER, sent_back.county))
    changes = reverse("recall:nomination-changes", args=[sent_back.pk])
    for page in (changes, reverse("recall:nomination-verify", args=[sent_back.pk])):
        told = client.get(page).content.decode()
        assert '<del><span class="sr">删去：</span>两' in told
        assert '<ins><span class="sr">新增：</span>三' in told
        assert "已改为三次" in told
        assert "单位没有答复" in told
    assert client.get(changes, {"n": "99"}).status_code == 200


def test_page_of_a_first_submission_is_not_there(client):
    row = submitted_nomination()
    client.force_login(holder(Role.VERIFIER, row.county))

    assert client.get(reverse("recall:nomination-changes", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("经两次催促", "经三次催促", [("", "经"), ("del", "两"), ("ins", "三"), ("", "次催促")]),
        ("", "新写的", [("ins", "新写的")]),
        ("旧的", "", [("del", "旧的")]),
        ("完全不同的话", "没有共同之处啊", [("del", "完全不同的话"), ("ins", "没有共同之处啊")]),
        ("缺席12次", "缺席13次", [("", "缺席"), ("del", "12"), ("ins", "13"), ("", "次")]),
    ],
    ids=["word", "added", "removed", "other", "number"],
)
def test_parts_of_two_texts(old, new, told):
    assert parts(old, new) == [Part(*one) for one in told]
