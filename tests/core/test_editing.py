"""Nobody writes over what they have not read: the prints, the refusal, and the form that asks."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from core import editing
from core.ui import forms as ui
from core.ui.merging import Merging

STOOD = {"text": "原文", "on": date(2018, 5, 1), "kind": "a"}


class PageForm(Merging, forms.Form):
    text = forms.CharField(label="事实", max_length=20)
    on = ui.DateField(label="日期", required=False)
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲"), ("b", "乙")])
    marked = forms.BooleanField(label="标记", required=False)
    file = forms.FileField(required=False)


def posted(form, **values):
    """Answer what a browser sends for a form that was shown."""
    data = QueryDict(mutable=True)
    for field in form:
        value = field.value()
        data[field.name] = "" if value in (None, False) else str(value)
    for name, value in values.items():
        data[name] = value
    return data


def met(now, **mine):
    """Answer a form whose writer read STOOD, sent `mine`, and met `now`."""
    form = PageForm(posted(PageForm(initial=STOOD), **mine), initial=now)
    assert form.is_valid(), form.errors
    given = {name: form.cleaned_data[name] for name in ("text", "on", "kind", "marked")}
    with pytest.raises(editing.EditedMeanwhile) as refused:
        editing.settle(form.cleaned_data["read"], now={"marked": False, **now}, given=given)
    form.meet(refused.value)
    return form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        ("甲\r\n乙 ", "甲\n乙"),
        (Decimal("2.50"), Decimal("2.5")),
        (["b", "a"], ("a", "b")),
        (
            datetime(2018, 5, 1, 8, 0, 30, tzinfo=timezone(timedelta(hours=8))),
            datetime(2018, 5, 1, 0, 0, tzinfo=UTC),
        ),
    ],
)
def test_a_value_of_the_form_and_of_the_row_have_one_print(one, other):
    assert editing.print_of(one) == editing.print_of(other)


def test_settle_lets_through_what_nobody_else_changed():
    read = editing.Read(editing.prints(STOOD))

    assert editing.settle(read, now=STOOD, given={**STOOD, "text": "新"}) == {}


def test_settle_refuses_where_another_field_was_changed_meanwhile():
    read = editing.Read(editing.prints(STOOD))

    with pytest.raises(editing.EditedMeanwhile):
        editing.settle(read, now={**STOOD, "kind": "b"}, given={**STOOD, "text": "新"})


def test_settle_lets_through_the_same_change_of_both():
    read, both = editing.Read(editing.prints(STOOD)), {**STOOD, "kind": "b"}

    assert editing.settle(read, now=both, given=both) == {}


def test_settle_refuses_a_writer_who_read_nothing():
    with pytest.raises(editing.EditedMeanwhile):
        editing.settle(editing.Read({}), now=STOOD, given={**STOOD, "text": "新"})


def test_settle_asks_nothing_of_an_import():
    assert editing.settle(None, now=STOOD, given={}) == {}


def test_conflict_asks_field_by_field_and_keeps_what_was_typed():
    form = met({**STOOD, "text": "他写的", "on": date(2018, 5, 2)}, text="我写的", kind="b")

    clashes = {name: getattr(field, "clash", None) for name, field in form.fields.items()}
    assert {name: (one.theirs, one.picked) for name, one in clashes.items() if one} == {
        "text": ("他写的", ""),
        "on": ("2018年5月2日", "theirs"),
        "kind": ("甲", "mine"),
    }
    assert form["text"].value() == "我写的"
    assert form.data["asked"] == "text on kind"


def test_pick_takes_theirs_or_mine_per_field_even_if_mine_is_wrong():
    now = {**STOOD, "text": "他写的", "on": date(2018, 5, 2)}
    form = met(now, text="我写的", kind="b")
    picks = {"pick_text": "theirs", "pick_on": "mine", "pick_kind": "mine"}

    again = PageForm(posted(form, **picks, text=""), initial=now)

    assert again.is_valid(), again.errors
    values = again.cleaned_data
    assert (values["text"], values["on"], values["kind"]) == ("他写的", STOOD["on"], "b")
    assert editing.settle(values["read"], now=now, given=values) == {
        "merged": {"text": "theirs", "on": "mine", "kind": "mine"}
    }


def test_pick_is_asked_for_and_my_words_stay_in_their_box():
    now = {**STOOD, "text": "他写的"}
    form = met(now, text="我写的")

    again = PageForm(posted(form), initial=now)

    assert again.errors == {"text": ["请选择这一项保留谁的"]}
    assert again["text"].value() == "我写的"
    assert again.fields["text"].clash.theirs == "他写的"


def test_pick_of_a_value_that_may_stand_no_longer_is_refused():
    now = {**STOOD, "kind": "gone"}
    form = met(now, kind="b")

    again = PageForm(posted(form, pick_kind="theirs"), initial=now)

    assert list(again.errors) == ["kind"]


@pytest.mark.parametrize("sent", ["{", "[]", "1"])
def test_broken_prints_are_refused(sent):
    form = PageForm(posted(PageForm(initial=STOOD), read=sent), initial=STOOD)

    assert form.errors == {"read": ["页面已过期，请刷新后再提交"]}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.CharField(), None, "（空）"),
        (forms.BooleanField(), True, "是"),
        (forms.BooleanField(), False, "否"),
        (
            forms.MultipleChoiceField(choices=[("组", [("a", "甲"), ("b", "乙")])]),
            ["a", "b"],
            "甲、乙",
        ),
        (forms.DateTimeField(), datetime(2018, 5, 1, 8, 30), "2018年5月1日 08:30"),
        (forms.IntegerField(), 7, "7"),
    ],
)
def test_the_others_version_is_said_in_words(field, value, words):
    form = type("F", (Merging, forms.Form), {"x": field})(initial={})

    form._clash("x", value, "", "")

    assert form.fields["x"].clash.theirs == words
