"""Forms of programmes: a class by a programme, a county's own programme, moving a block."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.forms import DateField, WholeField
from core.ui.merging import Merging
from core.ui.pickers import PickField
from training.enums import BlockKind, LengthUnit
from training.forms.rubrics import RubricField
from training.queries.programmes import Part


def part_label(number: int, part: Part) -> str:
    """Answer how a part is named on screen: its place, its kind."""
    return _("第 %(n)s 段 %(kind)s") % {"n": number, "kind": BlockKind(part.kind).label}


def length_label(part: Part) -> str:
    return f"{part.length} {LengthUnit(part.unit).label}"


class _Parts(forms.Form):
    """One number for each part whose length is to be chosen."""

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for number, part in enumerate(parts, 1):
            if part.is_open:
                self.fields[f"length_{number}"] = self._field(number, part)

    def _field(self, number: int, part: Part) -> WholeField:
        unit = LengthUnit(part.unit).label
        return WholeField(
            label=_("%(part)s（%(unit)s）") % {"part": part_label(number, part), "unit": unit},
            min_value=part.least,
            max_value=part.most,
            initial=part.length,
            help_text=_("可选 %(least)s 至 %(most)s") % {"least": part.least, "most": part.most},
            error_messages={"required": _("请填写长度")},
        )

    def chosen(self, values: dict[str, Any]) -> list[Part]:
        """Answer the parts with the lengths that were chosen, which leave `values`."""
        found = []
        for number, part in enumerate(self.parts, 1):
            length = values.pop(f"length_{number}", None)
            found.append(part if length is None else part.of(length))
        return found


class OpenForm(_Parts):
    """A class by a programme."""

    campaign = forms.ModelChoiceField(
        label=gettext_lazy("批次"),
        queryset=None,
        empty_label=gettext_lazy("请选择"),
        error_messages={"required": gettext_lazy("请选择批次")},
    )
    title = forms.CharField(
        label=gettext_lazy("班次名称"),
        max_length=80,
        error_messages={"required": gettext_lazy("请填写班次名称")},
    )
    venue = forms.CharField(
        label=gettext_lazy("地点"),
        max_length=80,
        error_messages={"required": gettext_lazy("请填写地点")},
    )
    opens_on = DateField(
        label=gettext_lazy("开班日期"),
        help_text=gettext_lazy("遇休息日顺延到下一个工作日"),
        error_messages={"required": gettext_lazy("请填写开班日期")},
    )
    manager = PickField(
        label=gettext_lazy("班主任"), required=False, help_text=gettext_lazy("可暂不指定")
    )

    def __init__(self, *args: Any, campaigns: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
        self.fields["manager"].queryset = managers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["parts"] = self.chosen(values)
        return values


class KeepForm(_Parts):
    """A county's own programme, made from a template: every length may be set."""

    title = forms.CharField(
        label=gettext_lazy("方案名称"),
        max_length=60,
        help_text=gettext_lazy("与已有方案同名的，保存为它的新版本"),
        error_messages={"required": gettext_lazy("请填写方案名称")},
    )
    note = forms.CharField(
        label=gettext_lazy("依据和说明"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写明依据的文件和与模板不同之处"),
        error_messages={"required": gettext_lazy("请写明依据")},
    )
    rubric = RubricField(
        label=gettext_lazy("心得评分标准"),
        help_text=gettext_lazy(
            "每行一项：名称和分值；用此方案建的班布置心得时先填这些，布置时还可以改；不评分的，清空"
        ),
    )
    county = forms.ModelChoiceField(label=gettext_lazy("县（市、区）"), queryset=None)

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]
        if len(counties) == 1:
            self.fields["county"].initial = counties[0]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = self.chosen(values)
        values["parts"] = [
            Part(part.kind, part.length, part.unit, part.length, part.length, "own")
            for part in chosen
        ]
        return values


class MoveForm(Merging, forms.Form):
    """The day on which a block is to begin.

    All blocks' days are compared, not its own alone: those after it are laid anew behind it.
    """

    to_on = DateField(
        label=gettext_lazy("改为哪天开始"),
        help_text=gettext_lazy("遇休息日顺延；其后的环节依次顺延，课次随环节移动"),
        error_messages={"required": gettext_lazy("请填写日期")},
    )

    def _stands(self) -> dict[str, Any]:
        return {**super()._stands(), "blocks": self.initial["blocks"]}
