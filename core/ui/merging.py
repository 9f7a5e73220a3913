"""The form of a row that several people edit: both versions side by side when they meet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.editing import EditedMeanwhile, Read, print_of, prints

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object
MINE, THEIRS = "mine", "theirs"
_LONGEST = 4_000  # signs


@dataclass(frozen=True)
class Clash:
    """One field that stands differently: the other's version, who changed it, what is picked."""

    theirs: str
    why: str
    picked: str


class ReadField(forms.CharField):
    """What was read, hidden: prints by field name; None for a caller that is no page."""

    widget = forms.HiddenInput
    default_error_messages = {"invalid": gettext_lazy("页面已过期，请刷新后再提交")}

    def __init__(self) -> None:
        super().__init__(required=False, max_length=_LONGEST)

    def clean(self, value: Any) -> Any:
        if not (text := super().clean(value)):
            return None
        try:
            told = json.loads(text)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return Read({str(name): str(one) for name, one in told.items()})


class Merging(_Form):
    """Mix-in, first of the bases: `read` goes to the service, a conflict comes back to the page.

    The view gives the row's values as `initial`, on a POST as well. After a conflict every field
    that differs asks which version stands; what was typed stays in its box and may be changed.
    """

    def __init__(self, *args: Any, resumed: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resumed = resumed or {}  # typed before and not saved, as `typed` answered it
        self.fields["read"] = ReadField()
        self.fields["asked"] = forms.CharField(required=False, widget=forms.HiddenInput, initial="")
        self.initial = {**self.initial, "read": self._read}  # asked for when every field is there

    def get_initial_for_field(self, field: Any, field_name: str) -> Any:
        if field_name in self.resumed:
            return self.resumed[field_name]
        return super().get_initial_for_field(field, field_name)

    def typed(self) -> dict[str, Any]:
        """Answer what stands in the boxes, unchecked, to be filled in again some other time."""
        return {name: _short(self[name].data) for name in [*self._tracked(), "read"]}

    def _tracked(self) -> list[str]:
        return [
            name
            for name, field in self.fields.items()
            if not field.widget.is_hidden and not isinstance(field, forms.FileField)
        ]

    def _stands(self) -> dict[str, Any]:
        """Answer the row's values, as the view gave them."""
        return {name: self.initial.get(name) for name in self._tracked()}

    def _read(self) -> str:
        return json.dumps(prints(self._stands()))

    def _picks(self) -> dict[str, str]:
        """Answer what was picked for each field that was asked about; empty: not picked."""
        asked = str(self.data.get(self.add_prefix("asked")) or "").split()
        return {
            name: str(self.data.get(self.add_prefix(f"pick_{name}")) or "")
            for name in asked
            if name in self._tracked()
        }

    def _clean_fields(self) -> None:
        """Take the other's value where theirs was picked, whatever stands in one's own box."""
        super()._clean_fields()  # type: ignore[misc]
        self.cleaned_data.pop("asked", None)
        for name, pick in self._picks().items():
            self._clash(name, self._stands()[name], "", pick)
            if pick == THEIRS:
                self._take(name)
            elif pick != MINE:
                self.add_error(name, _("请选择这一项保留谁的"))
        self._values = dict(self.cleaned_data)  # before the form makes others of them
        if isinstance(read := self.cleaned_data.get("read"), Read):
            self.cleaned_data["read"] = Read(read.prints, self._picks())

    def _take(self, name: str) -> None:
        self.errors.pop(name, None)
        field = self.fields[name]
        try:
            self.cleaned_data[name] = field.clean(field.prepare_value(self._stands()[name]))
        except forms.ValidationError as error:
            self.add_error(name, error)

    def meet(self, error: EditedMeanwhile) -> None:
        """Ask, field by field, which version stands; from now on the other's has been read."""
        read, asked = self.cleaned_data["read"].prints, []
        for name in self._tracked():
            now, mine = print_of(error.now.get(name)), print_of(self._values.get(name))
            if name in error.now and now != mine:
                was = read.get(name, print_of(None))
                self._clash(name, error.now[name], *_why(mine != was, now != was))
                asked.append(name)
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("read")] = json.dumps(prints(error.now))
        data[self.add_prefix("asked")] = " ".join(asked)
        self.data = data

    def _clash(self, name: str, theirs: Any, why: str, picked: str) -> None:
        field: Any = self.fields[name]
        field.clash = Clash(_shown(field, theirs), why, picked)


def _short(value: Any) -> Any:
    """Answer a value as it was sent, no longer than any box takes."""
    if isinstance(value, list):
        return [str(one)[:_LONGEST] for one in value[:_LONGEST]]
    return str(value or "")[:_LONGEST]


def _why(is_mine: bool, is_theirs: bool) -> tuple[str, str]:
    """Answer who changed a field, and what is picked at first: nothing where both did."""
    if is_mine and is_theirs:
        return _("两人都改了这一项"), ""
    return (_("只有您改了这一项"), MINE) if is_mine else (_("只有对方改了这一项"), THEIRS)


def _shown(field: Any, value: Any) -> str:
    """Answer a value in words."""
    value = field.prepare_value(value)
    if value in (None, "", []):
        return _("（空）")
    if isinstance(field, forms.ChoiceField):
        keys = {str(key) for key in (value if isinstance(value, list) else [value])}
        return _("、").join(str(label) for key, label in _flat(field.choices) if key in keys)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{dates.spoken(value.date())} {value:%H:%M}"
    return dates.spoken(value) if isinstance(value, date) else str(value)


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Answer (value, label) of all choices, groups opened."""
    rows: list[tuple[str, Any]] = []
    for key, label in choices:
        rows += _flat(label) if isinstance(label, list | tuple) else [(str(key), label)]
    return rows
