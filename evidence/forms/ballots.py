"""Forms of a vote: the code, the ballot, and the paper ballot as it is entered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Checks, WholeField
from evidence.enums import BallotKind


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("投票码"),
        max_length=24,
        widget=forms.TextInput(
            attrs={
                "class": "inp",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        help_text=_("票条上的 12 位，大小写和横线都不影响"),
        error_messages={"required": _("请填写投票码")},
    )


class BallotForm(forms.Form):
    """One ballot, as its poll asks: a grade for each person, or up to so many names."""

    code = forms.CharField(max_length=24, widget=forms.HiddenInput)

    def __init__(self, *args: Any, poll: Any, subjects: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        if poll.kind == BallotKind.NAMES:
            self.fields["names"] = self._names(subjects)
            return
        choices = [(option["code"], option["label"]) for option in poll.options]
        for one in subjects:
            self.fields[f"s{one.position}"] = forms.ChoiceField(
                label=f"{one.position} {one.name}",
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
            )

    def _names(self, subjects: list[Any]) -> forms.MultipleChoiceField:
        return forms.MultipleChoiceField(
            label=_("最多选 %(n)s 人") % {"n": self.poll.max_names},
            choices=[(str(s.position), f"{s.position} {s.name}") for s in subjects],
            required=False,
            widget=Checks,
        )

    def clean_names(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["names"]
        if len(chosen) > self.poll.max_names:
            told = {"n": self.poll.max_names, "m": len(chosen)}
            raise forms.ValidationError(_("最多选 %(n)s 人，您选了 %(m)s 人") % told)
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.poll.kind == BallotKind.NAMES:
            marks = {name: "X" for name in values.get("names", [])}
        else:
            marks = {key[1:]: value for key, value in values.items() if key[0] == "s" and value}
        return {**self._kept(values), "marks": marks}

    def _kept(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"code": values.get("code", "")}


class PaperForm(BallotForm):
    """A paper ballot: its group, its number, whether it is void, and its marks."""

    group = forms.ModelChoiceField(label=_("分组"), queryset=None, empty_label=None)
    number = WholeField(
        label=_("纸票编号"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("计票时写在票上的流水号，与投票人无关"),
        error_messages={"required": _("请填写纸票编号")},
    )
    is_void = forms.BooleanField(label=_("此票无效（涂改、多选、空白）"), required=False)

    def __init__(self, *args: Any, poll: Any, **kwargs: Any) -> None:
        super().__init__(*args, poll=poll, **kwargs)
        del self.fields["code"]
        self.fields["group"].queryset = poll.groups.order_by("position")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        is_void = self.cleaned_data.get("is_void", False)
        values = super().clean()
        if bool(values["marks"]) is is_void and not self.errors:
            self.add_error("is_void", _("无效票不选任何项；有效票至少选一项"))
        return values

    def _kept(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: values.get(name) for name in ("group", "number")}
