"""Form pieces: dates as people write them, fields that count only sometimes, the one-time token."""

from datetime import date
from uuid import UUID

import pytest
from django import forms

from core.ui import forms as ui
from tests.ui_gallery.forms import DecisionForm, PostingForm

TOKEN = "0b6f4b5a-55b5-4a3f-8e5d-0c1b2a3d4e5f"


class DayForm(forms.Form):
    day = ui.DateField()


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-03",
        "2026.11.3",
        "20261103",
        "2026年11月3日",
        "2026/11/03",
        "\uff12\uff10\uff12\uff16\uff0e\uff11\uff11\uff0e\uff13",
        " 2026年 11月 3日 ",
    ],
)
def test_date_is_read_as_people_write_it(written: str) -> None:
    form = DayForm({"day": written})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 11, 3)


@pytest.mark.parametrize("written", ["2026-13-01", "11月3日", "2026113", "昨天"])
def test_date_that_is_none_is_refused_with_an_example(written: str) -> None:
    form = DayForm({"day": written})

    assert form.errors == {"day": ["请填写日期，例如 2026-11-23 或 20261123"]}


def test_date_input_shows_what_the_browser_understands() -> None:
    assert 'value="2026-11-03"' in str(DayForm(initial={"day": date(2026, 11, 3)})["day"])


def test_conditional_field_is_demanded_by_its_answer() -> None:
    form = DecisionForm({"token": TOKEN, "decision": "return", "reason": "缺盖章页"})

    assert form.errors == {"missing": ["请选择需要补充的材料"]}


def test_conditional_field_is_emptied_without_its_answer() -> None:
    form = DecisionForm(
        {"token": TOKEN, "decision": "match", "missing": ["page"], "reason": "长" * 300}
    )

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["missing"], form.cleaned_data["reason"]) == ([], "")


def test_conditional_field_with_one_answer_opens_under_its_option_only() -> None:
    drawn = str(DecisionForm())

    assert drawn.count('name="missing"') == 3
    assert 'data-reveal="id_decision_1"' not in drawn
    assert 'data-reveal="id_decision_1_more"' in drawn
    assert "（选填）" not in drawn


def test_token_is_fresh_for_each_form_and_kept_with_errors() -> None:
    first, second = (form["token"].value() for form in (DecisionForm(), DecisionForm()))
    returned = DecisionForm({"token": TOKEN})

    assert first != second
    assert f'value="{TOKEN}"' in str(returned["token"])


def test_token_reaches_the_act_as_uuid() -> None:
    form = DecisionForm({"token": TOKEN, "decision": "match"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["token"] == UUID(TOKEN)


def test_token_missing_asks_for_a_fresh_page() -> None:
    form = DecisionForm({"decision": "match"})

    assert form.errors == {"token": ["页面已过期，请刷新后再提交"]}


def test_every_control_has_the_look_of_the_kit() -> None:
    drawn = str(PostingForm())

    assert drawn.count('class="inp"') == 4
    assert drawn.count('class="inp inp--date"') == 2
    assert '<label class="check" for="id_told"><input type="checkbox"' in drawn
    assert 'accept=".pdf"' in drawn


def test_quick_textarea_counts_only_what_has_a_limit() -> None:
    class Free(forms.Form):
        text = forms.CharField(widget=ui.QuickTextarea())

    drawn = str(Free())

    assert "counter" not in drawn
    assert "data-quick" not in drawn
