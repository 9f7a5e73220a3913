"""The project's form look without a form library: a renderer, widgets, and a few fields."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import SimpleLazyObject
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core import decimals


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.x.as_field_group }}` in the kit's look."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """As Django does; a plain select is written here, where it costs a tenth."""
        if template_name == "django/forms/widgets/select.html" and _is_plain(context["widget"]):
            return _select(context["widget"])
        return super().render(template_name, context, request)


_OPTION = "django/forms/widgets/select_option.html"


def _is_plain(widget: dict[str, Any]) -> bool:
    options = (option for _, group, _ in widget["optgroups"] for option in group)
    return all(option["template_name"] == _OPTION for option in options)


def _attrs(widget: dict[str, Any]) -> str:
    told = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
        for name, value in told
    )


def _select(widget: dict[str, Any]) -> SafeString:
    """Write what django/forms/widgets/select.html and the two templates in it write."""
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attrs(widget)}>']
    for title, group, _index in widget["optgroups"]:
        if title:
            lines.append(format_html('\n  <optgroup label="{}">', title))
        lines += [
            f'\n  <option value="{conditional_escape(str(option["value"]))}"{_attrs(option)}>'
            f"{conditional_escape(option['label'])}</option>"
            for option in group
        ]
        if title:
            lines.append("\n  </optgroup>")
    lines.append("\n</select>\n")
    return mark_safe("".join(lines))  # noqa: S308  every part was escaped


class NoFields(forms.Form):
    """An act that needs nothing but its button."""


class RadioCards(forms.RadioSelect):
    """Radio buttons as cards.

    hints: value → help line; reveal: value → bound field shown under that option
    (`Inp.conditional` fills it in).
    """

    template_name = "ui/radio_cards.html"

    def __init__(self, *args: Any, hints: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.reveal: dict[str, Any] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        hint, reveal = self.hints.get(str(value), ""), self.reveal.get(str(value), "")
        return {**option, "hint": hint, "reveal": reveal}


class RadioPair(RadioCards):
    """Two cards side by side, for a finger; what an answer reveals stands below both."""

    template_name = "ui/radio_pair.html"


class Checks(forms.CheckboxSelectMultiple):
    """A list of tick boxes."""

    template_name = "ui/check_list.html"


class QuickTextarea(forms.Textarea):
    """A text box with stock phrases (常用意见) above it and a counter below."""

    template_name = "ui/quick_textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, phrases: Any = ()) -> None:
        super().__init__({"class": "inp", "rows": 4, **(attrs or {})})
        self.phrases = phrases

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "phrases": self.phrases}


class FileInput(forms.FileInput):
    """A plain file input. `accept` is a help to the user; the server judges by content."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, accept: str = "") -> None:
        super().__init__(
            {"class": "inp", **({"accept": accept} if accept else {}), **(attrs or {})}
        )


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "inp inp--date", **(attrs or {})}, format="%Y-%m-%d")


_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))")


FIRST_DAY, LAST_DAY = date(1910, 1, 1), date(2099, 12, 31)  # of anything about a living person


class DateField(forms.DateField):
    """A day of 1910 to 2099, as 2026-11-23, 2026.11.23, 20261123 or 2026年11月23日."""

    widget = DateInput
    default_error_messages = {
        "invalid": _("请填写日期，例如 2026-11-23 或 20261123"),
        "year": _("年份不对，请检查日期"),
    }

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value.strip():
            value = unicodedata.normalize("NFKC", value).replace(" ", "")
            if match := _DATE.fullmatch(value):
                value = "-".join(part for part in match.groups() if part)
        day = super().to_python(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day


_AS_NUMBER = {"class": "inp inp--num", "inputmode": "decimal", "autocomplete": "off"}


class PointsField(forms.Field):
    """A decimal number with at most two places, written in ASCII digits: see core.decimals."""

    def __init__(self, *, low: Decimal | int, high: Decimal | int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(_AS_NUMBER))
        super().__init__(**kwargs)
        self.low, self.high = Decimal(low), Decimal(high)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            return decimals.read(str(value), low=self.low, high=self.high)
        except decimals.NotANumber as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}" if isinstance(value, Decimal) else value


class WholeField(forms.IntegerField):
    """A whole number, written in ASCII digits: see core.decimals."""

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return decimals.whole(str(value))
        except decimals.NotANumber as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "inp inp--date", **(attrs or {})}, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """For `forms.DateTimeField`; what is typed is Shanghai time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "inp inp--date", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class FormToken(forms.UUIDField):
    """A hidden one-time value: equal submits carry the same token, so one effect is enough.

    A form that comes back with errors keeps the token it was sent with.
    """

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("页面已过期，请刷新后再提交"),
        "invalid": _("页面已过期，请刷新后再提交"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=uuid4, **kwargs)


class Inp:
    """Mix-in for forms with fields that count only for some answers of another field.

    `conditional = {"missing": ("decision", {"return"})}`: `missing` is asked for, and must be
    filled, only while `decision` is "return"; otherwise its value is emptied. Under a RadioCards
    option it opens with that option. Its `required` message is the one declared on the field.
    """

    conditional: dict[str, tuple[str, set[str]]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wire()

    def wire(self) -> None:
        """Let each conditional field open with its answer; again after fields were added."""
        for name, (asker, answers) in self.conditional.items():
            field = self.fields[name]
            field.required, field.conditional = False, True  # type: ignore[attr-defined]
            widget = self.fields[asker].widget
            if isinstance(widget, RadioCards) and len(answers) == 1:
                field.revealed = True  # type: ignore[attr-defined]
                widget.reveal[next(iter(answers))] = self._lazily(name)

    def _lazily(self, name: str) -> Any:
        return SimpleLazyObject(lambda: self[name])  # type: ignore[index]

    def clean(self) -> dict[str, Any]:
        super().clean()  # type: ignore[misc]
        values: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        for name, (asker, answers) in self.conditional.items():
            field, asked = self.fields[name], str(values.get(asker, "")) in answers
            if not asked:
                self._forget(name)
            elif values.get(name) in field.empty_values and name not in self.errors:  # type: ignore[attr-defined]
                self.add_error(name, field.error_messages["required"])  # type: ignore[attr-defined]
        return values

    def _forget(self, name: str) -> None:
        """Empty an answer that was not asked for, and any complaint about it."""
        self.errors.pop(name, None)  # type: ignore[attr-defined]
        self.cleaned_data[name] = self.fields[name].clean(None)  # type: ignore[attr-defined]
