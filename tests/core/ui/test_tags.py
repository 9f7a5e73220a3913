"""Tags of the kit: what a clerk reads, and that a wrong name is never silent."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import lucide
import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from core.ui.states import STATES, look
from core.ui.templatetags import ui
from tests.ui_gallery.forms import PostingForm

MONDAY = date(2026, 11, 23)


def test_state_shows_icon_and_word_for_an_enum_value() -> None:
    drawn = ui.state("SUBMITTED")

    assert drawn.startswith('<span class="badge badge--blue"><svg')
    assert drawn.endswith("</svg>待核实</span>")


def test_state_of_a_kind_has_its_own_words() -> None:
    assert (str(look("OPEN", kind="campaign").label), str(look("OPEN").label)) == (
        "进行中",
        "待送达",
    )


def test_state_unknown_raises() -> None:
    with pytest.raises(KeyError):
        ui.state("NO_SUCH_STATE")


@pytest.mark.parametrize("code", STATES)
def test_every_state_can_be_drawn(code: str) -> None:
    assert str(STATES[code].label) in ui.state(code, large=True)


def test_icon_unknown_raises() -> None:
    with pytest.raises(lucide.IconDoesNotExist):
        ui.icon("no-such-icon")


def test_icon_is_decorative_and_on_one_line() -> None:
    drawn = ui.icon("check", 16)

    assert 'aria-hidden="true"' in drawn
    assert "\n" not in drawn


@pytest.mark.parametrize(
    ("last", "tone", "words"),
    [
        (date(2026, 11, 20), "over", "已超 3 天"),
        (MONDAY, "soon", "今天到期"),
        (date(2026, 11, 25), "soon", "剩 2 个工作日"),
        (date(2026, 11, 30), "ok", "剩 5 个工作日"),
        (datetime(2026, 11, 25, 17, tzinfo=UTC), "ok", "剩 3 个工作日"),
    ],
    ids=["late", "today", "soon", "in time", "instant counts as its day in Shanghai"],
)
def test_due_tells_the_days(last: date, tone: str, words: str) -> None:
    drawn = ui.due(last, MONDAY)

    assert f"due--{tone}" in drawn
    assert f">{words}</time>" in drawn


def test_due_on_the_weekend_before_a_working_day() -> None:
    assert "下一工作日前到期" in ui.due(date(2026, 11, 22), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("last", "done", "words"), [(None, False, "无时限"), (MONDAY, True, "已办结")]
)
def test_due_without_a_light(last: date | None, done: bool, words: str) -> None:
    drawn = ui.due(last, MONDAY, done=done)

    assert "due--none" in drawn
    assert words in drawn


def test_dates_are_written_in_shanghai_time() -> None:
    at = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)

    written = [
        ui.cn_date(at),
        ui.cn_datetime(at),
        ui.cn_short(at),
        ui.cn_short(MONDAY),
        ui.cn_date(None),
    ]

    assert written == ["2026年11月24日", "2026年11月24日 00:05", "11-24 00:05", "2026-11-23", ""]


def _context(query: str) -> Context:
    return Context({"request": SimpleNamespace(GET=QueryDict(query)), "default_sort": "due"})


@pytest.mark.parametrize(
    ("query", "order", "link"),
    [
        ("page=3&unit=2", "ascending", "page=&"),
        ("sort=-due", "descending", "sort=due"),
        ("sort=name", "none", "sort=due"),
    ],
    ids=["default order", "turned", "another column"],
)
def test_sort_link_tells_and_turns_the_order(query: str, order: str, link: str) -> None:
    drawn = ui.sort_link(_context(query), "due", "办理时限")

    expected = "unit=2&amp;sort=-due" if link == "page=&" else link
    assert f'aria-sort="{order}"' in drawn
    assert f'href="?{expected}"' in drawn


def test_keep_carries_only_the_named_parameters() -> None:
    drawn = ui.keep(_context("view=late&sort=name&page=2"), "view", "sort", "size")

    assert drawn.count("<input") == 2
    assert 'name="view" value="late"' in drawn


def test_elided_shows_the_ends_and_the_middle() -> None:
    page = Paginator(range(320), 20).page(8)

    assert [str(number) for number in ui.elided(page)] == ["1", "…", "7", "8", "9", "…", "16"]


def test_html_in_a_name_is_escaped_in_a_badge() -> None:
    with translation.override("zh-hans"):
        drawn = Template("{% load ui %}{% badge name 'grey' %}").render(Context({"name": "<b>"}))

    assert "&lt;b&gt;" in drawn


def test_bare_required_error_names_the_field() -> None:
    form = PostingForm({"from_on": "昨天", "weight": "180", "mentor": "李国强"})

    spoken = [sentence for field in form for sentence in ui.summed(field)]

    assert spoken == [
        "请选择“接收单位”",
        "开始日期：请填写日期，例如 2026-11-23 或 20261123",
        "请填写“报到时间”",
        "权重（%）：确保该值小于或等于100。",
        "请先告知本人",
    ]
