"""Template tags of the kit: icons, state badges, deadline lights, sorting, dates, form pieces."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import lucide
from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, ChoiceField, Field, FileField, widgets
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import dates
from core.ui.states import look

register = template.Library()
# How an icon is drawn stands once in app.css, not forty times on a page.
_PEN = re.compile(
    r' fill="none" stroke="currentColor" stroke-width="2"'
    r' stroke-linecap="round" stroke-linejoin="round"'
)
SOON = 2  # working days left at which the light turns amber


@lru_cache(maxsize=512)
def _svg(name: str, size: int) -> SafeString:
    marks = {"aria-hidden": "true"}  # by which the style sheet knows an icon
    drawn = re.sub(r"\s*\n\s*| (?=/>)", "", lucide._render_icon(name, size, **marks))
    drawn = _PEN.sub("", drawn, count=1)
    return mark_safe(drawn)  # noqa: S308  our own icons


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """Draw a decorative lucide icon; text beside it, or `.sr` text, carries the meaning.

    :raises lucide.IconDoesNotExist: so that a test of the page finds a wrong name
    """
    return _svg(str(name), int(size))


TONES = {"grey", "blue", "teal", "purple", "green", "amber", "red", "brand", "line", "solid"}


@register.simple_tag
def badge(label: str, tone: str = "grey", icon: str = "", large: bool = False) -> SafeString:
    """Draw a badge with its own words, for what is no state of the table.

    :raises ValueError: a tone that the style sheet does not have
    """
    if tone not in TONES:
        raise ValueError(tone)
    size = " badge--l" if large else ""
    drawn = _svg(icon, 14) if icon else ""
    return format_html('<span class="badge badge--{}{}">{}{}</span>', tone, size, drawn, label)


@register.simple_tag
def state(code: str, large: bool = False, kind: str = "") -> SafeString:
    """Draw a state's badge: `{% state row.state %}`, `{% state row.state kind="campaign" %}`."""
    found = look(str(code), kind=kind)
    return badge(str(found.label), found.tone, found.icon, large)


def _due_words(last: date, on: date) -> tuple[str, str]:
    if last < on:
        late = (on - last).days
        return "over", ngettext("已超 %(n)s 天", "已超 %(n)s 天", late) % {"n": late}
    if last == on:
        return "soon", _("今天到期")
    left = dates.working_days_between(on, last)
    if left == 0:
        return "soon", _("下一工作日前到期")
    words = ngettext("剩 %(n)s 个工作日", "剩 %(n)s 个工作日", left) % {"n": left}
    return ("soon" if left <= SOON else "ok"), words


@register.simple_tag
def due(last: date | datetime | None, on: date, done: bool = False) -> SafeString:
    """Draw the deadline light: `{% due case.due_on on %}`.

    Days left are working days, days late are calendar days; `done` says that nothing is owed
    any more. Lateness is no state.
    """
    if last is None:
        return format_html('<span class="due due--none muted">{}</span>', _("无时限"))
    if done:
        return format_html('<span class="due due--none">{}</span>', _("已办结"))
    day = dates.legal_day(last) if isinstance(last, datetime) else last
    tone, words = _due_words(day, on)
    return format_html(
        '<time class="due due--{}" datetime="{}">{}</time>', tone, day.isoformat(), words
    )


def _written(value: date | datetime | None, pattern: str) -> str:
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return formats.date_format(value, pattern)


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """Write 2026年11月23日."""
    return _written(value, pgettext("date format", "Y年n月j日"))


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """Write 2026年11月23日 16:05."""
    return _written(value, pgettext("date format", "Y年n月j日 H:i"))


@register.filter
def cn_short(value: date | datetime | None) -> str:
    """Write 11-23 16:05 (tables); a bare date as 2026-11-23."""
    return _written(value, "m-d H:i" if isinstance(value, datetime) else "Y-m-d")


@register.simple_tag(takes_context=True)
def sort_link(context: Any, key: str, label: str, css: str = "") -> SafeString:
    """Write the `<th>` of a sortable column; the order stands in `?sort=key` or `-key`."""
    params = context["request"].GET.copy()
    now = params.get("sort", context.get("default_sort", ""))
    params["sort"] = f"-{key}" if now == key else key
    params.pop("page", None)
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    arrow = {"ascending": "arrow-up", "descending": "arrow-down"}.get(order, "chevrons-up-down")
    return format_html(
        '<th scope="col" aria-sort="{0}"{4}><a class="sort" href="?{1}" hx-get="?{1}"'
        ' hx-target="#list" hx-push-url="true">{2}{3}</a></th>',
        order,
        params.urlencode(),
        label,
        _svg(arrow, 14),
        format_html(' class="{}"', css) if css else "",
    )


@register.simple_tag(takes_context=True)
def keep(context: Any, *names: str) -> SafeString:
    """Carry parameters of the query string through a GET form as hidden fields.

    They belong to the form with the id `filters`, wherever they stand, so that a swap of the
    list renews them.
    """
    given = context["request"].GET
    lines = [
        format_html('<input type="hidden" form="filters" name="{}" value="{}">', name, value)
        for name in names
        for value in given.getlist(name)
    ]
    return mark_safe("".join(lines))  # noqa: S308  every part went through format_html


@register.filter
def elided(page: Page) -> Iterable[int | str]:
    """Answer the page numbers to show: 1 … 4 5 6 … 16."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def words(text: str) -> list[str]:
    return text.split()


_BOXED = (widgets.Input, widgets.Textarea, widgets.Select)
_BARE = (widgets.CheckboxInput, widgets.RadioSelect, widgets.HiddenInput)


@register.filter
def control(field: BoundField) -> SafeString:
    """Render a field's widget in the kit's look, whoever wrote the form."""
    widget = field.field.widget
    boxed = isinstance(widget, _BOXED) and not isinstance(widget, _BARE)
    if boxed and "class" not in widget.attrs:
        return field.as_widget(attrs={"class": "inp"})
    return field.as_widget()


@register.filter
def is_check(field: BoundField) -> bool:
    """Answer whether the field is one tick box, whose label stands to its right."""
    return isinstance(field.field.widget, widgets.CheckboxInput)


def _asked(field: BoundField) -> str:
    label = {"label": field.label}
    if isinstance(field.field, FileField):
        return _("请上传“%(label)s”") % label
    if isinstance(field.field, ChoiceField):
        return _("请选择“%(label)s”") % label
    return _("请填写“%(label)s”") % label


@register.filter
def complaints(field: BoundField) -> list[str]:
    """Answer a field's errors as sentences; Django's bare "required" names the field instead."""
    bare = Field.default_error_messages["required"]
    return [
        _asked(field) if error.code == "required" and error.message == bare else message
        for error in field.errors.as_data()
        for message in error.messages
    ]


@register.filter
def summed(field: BoundField) -> list[str]:
    """Answer the same for the error summary, where the field must be named by every sentence."""
    own = [error.code in {None, "", "required"} for error in field.errors.as_data()]
    return [
        sentence if is_own else str(field.label) + _("：") + sentence
        for sentence, is_own in zip(complaints(field), own, strict=True)
    ]


@register.filter
def error_total(form: BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())
