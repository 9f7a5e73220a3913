"""Forms of black-out, telling and talks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.documents.blackout import Area
from core.ui.forms import DateField, QuickTextarea, WholeField
from core.ui.pickers import PickField
from recall.enums import RedactionReason, ServiceManner

ROWS = 20
_SHOWN = 4
_PARTS = {
    "page": _("页码"),
    "left": _("左边 %"),
    "top": _("上边 %"),
    "width": _("宽 %"),
    "height": _("高 %"),
}


class RedactForm(forms.Form):
    """Up to 20 rectangles, a line each, in percent of the page; empty lines do not count."""

    reason = forms.ChoiceField(label=_("遮盖理由"), choices=RedactionReason)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            for part, label in _PARTS.items():
                field = WholeField if part == "page" else forms.FloatField
                self.fields[f"{part}_{number}"] = field(
                    label=_("第 %(n)s 处%(part)s") % {"n": number, "part": label},
                    min_value=1 if part == "page" else 0,
                    max_value=9999 if part == "page" else 100,
                    required=False,
                    widget=forms.NumberInput({"class": "inp num", "step": "any"}),
                )

    def tables(self) -> list[dict[str, Any]]:
        """Answer the first lines, and those that are folded away until they are needed."""
        heads = list(_PARTS.values())
        lines = [
            {
                "n": n,
                "cells": [
                    {"head": head, "field": self[f"{part}_{n}"]} for part, head in _PARTS.items()
                ],
            }
            for n in range(1, ROWS + 1)
        ]
        return [
            {"heads": heads, "lines": lines[:_SHOWN]},
            {"heads": heads, "lines": lines[_SHOWN:], "folded": True, "is_open": self.is_bound},
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        areas = []
        for number in range(1, ROWS + 1):
            told = [values.get(f"{part}_{number}") for part in _PARTS]
            if all(part is None for part in told):
                continue
            if any(part is None for part in told):
                message = _("第 %(n)s 处没有填全。") % {"n": number}
                self.add_error(f"page_{number}", message)
                continue
            areas.append(Area(*told))  # type: ignore[arg-type]
        return {"reason": values.get("reason", ""), "areas": areas}


class TellForm(forms.Form):
    """How what is alleged was served."""

    served_on = DateField(label=_("告知日期"), error_messages={"required": _("请填写告知日期")})
    manner = forms.ChoiceField(label=_("送达方式"), choices=ServiceManner)
    received_by = forms.CharField(
        label=_("签收人"), max_length=40, required=False, help_text=_("拒签的不填，在备注中写明")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)


class AskForm(forms.Form):
    """What the person wants to say face to face."""

    text = forms.CharField(
        label=_("想当面说明的事项"), max_length=200, required=False, widget=QuickTextarea()
    )


class TalkForm(forms.Form):
    """The record of a talk."""

    on = DateField(label=_("谈话日期"), error_messages={"required": _("请填写谈话日期")})
    place = forms.CharField(label=_("地点"), max_length=80)
    first = PickField(label=_("谈话人"), error_messages={"required": _("请选择谈话人")})
    second = PickField(label=_("另一谈话人"), error_messages={"required": _("请选择另一谈话人")})
    said = forms.CharField(
        label=_("问答内容"),
        max_length=5000,
        widget=QuickTextarea({"rows": 8}),
        help_text=_("逐条写明问和答；不写受保护证人的姓名"),
    )
    both_signed = forms.BooleanField(label=_("两名谈话人均已在记录上签名"))
    is_signed = forms.BooleanField(label=_("本人已在记录上签名"), required=False)
    refusal = forms.CharField(label=_("拒签情况"), max_length=200, required=False)
    witness = forms.CharField(label=_("见证人"), max_length=40, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values.pop("both_signed", None)  # a tick without which nothing is recorded
        return values


class PaperForm(forms.Form):
    """When a statement on paper was handed in, and what it says."""

    received_on = DateField(
        label=_("收到日期"),
        help_text=_("本人交来的日期，不是扫描的日期"),
        error_messages={"required": _("请填写收到日期")},
    )
    text = forms.CharField(
        label=_("内容"),
        max_length=5000,
        required=False,
        widget=QuickTextarea({"rows": 8}),
        help_text=_("照抄或摘要，供开会时阅读；不填的以扫描件为准"),
    )


class PutOffForm(forms.Form):
    """To which day a talk is put off, and why."""

    on = DateField(label=_("原定日期"), error_messages={"required": _("请填写原定日期")})
    next_on = DateField(label=_("改期至"), error_messages={"required": _("请填写新日期")})
    reason = forms.CharField(label=_("改期理由"), max_length=200, widget=QuickTextarea())
