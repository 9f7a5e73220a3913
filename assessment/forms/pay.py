"""Forms of effects on pay and of the month's table."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import PayKind, PaySource
from core.ui.forms import PointsField, QuickTextarea

_SHAPE = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_FEN = 100
HIGHEST = 100_000  # yuan a month


class MonthField(forms.Field):
    """A month as people write it, 2019-08; answers the day on which it begins."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "maxlength": 7}))
        kwargs.setdefault("help_text", _("写成 2019-08"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        found = _SHAPE.fullmatch(str(value).strip())
        if found is None:
            raise forms.ValidationError(_("请写成年和月，例如 2019-08"), code="invalid")
        return date(int(found[1]), int(found[2]), 1)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value


class OrderForm(forms.Form):
    """Whose word, what, from when to when, how much a month."""

    source = forms.ChoiceField(label=_("依据"), choices=PaySource, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("影响的内容"), choices=PayKind, widget=forms.RadioSelect)
    yuan = PointsField(label=_("每月金额（元）"), low=Decimal("0.01"), high=HIGHEST)
    from_month = MonthField(label=_("起始月份"))
    until_month = MonthField(
        label=_("截止月份"), required=False, help_text=_("写成 2019-08；一次性的与起始月份相同")
    )
    what = forms.CharField(label=_("说明"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "yuan" in values:
            values["fen"] = int(values.pop("yuan") * _FEN)
        return values


class ChangeForm(forms.Form):
    """From which month, and why."""

    month = MonthField(label=_("从哪个月起"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=QuickTextarea())


class CheckForm(forms.Form):
    """The hash of what was read."""

    content_hash = forms.RegexField(
        label=_("内容校验值"), regex=r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput
    )


class PrepareForm(forms.Form):
    """Which month."""

    month = MonthField(label=_("月份"))
