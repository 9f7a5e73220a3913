"""Forms of groups, monitor and postponement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, WholeField
from training.enums import ClassPaper, PostponeGround
from training.models.ranges import MOST_GROUPS


class DivideForm(forms.Form):
    """How many groups."""

    count = WholeField(
        label=_("分几个小组"),
        min_value=1,
        max_value=MOST_GROUPS,
        help_text=_("人数均分，同一单位、同一层次的人员尽量分开"),
        error_messages={"required": _("请填写小组数")},
    )


class _Trainee(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return f"{row.case.cadre.name}　{row.case.unit_then}"


class MonitorForm(forms.Form):
    """Which of the trainees."""

    enrolment = _Trainee(
        label=_("班长"),
        queryset=None,
        empty_label=_("请选择"),
        error_messages={"required": _("请选择班长")},
    )

    def __init__(self, *args: Any, trainees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrolment"].queryset = trainees  # type: ignore[attr-defined]


class PostponeForm(forms.Form):
    """Why, from when to when, by which paper."""

    ground = forms.ChoiceField(
        label=_("原因"),
        choices=[("", _("请选择")), *PostponeGround.choices],
        error_messages={"required": _("请选择原因")},
    )
    from_on = DateField(label=_("起始"), error_messages={"required": _("请填写起始日期")})
    until_on = DateField(
        label=_("终止"),
        help_text=_("期满后自动回到待编班名单"),
        error_messages={"required": _("请填写终止日期")},
    )
    paper = forms.CharField(
        label=_("证明材料"),
        max_length=120,
        help_text=_("写材料名称和出具单位，不写病情"),
        error_messages={"required": _("请写明证明材料")},
    )


class PaperForm(forms.Form):
    """Which paper, and of which day where it is of a day."""

    kind = forms.ChoiceField(label=_("打印什么"), choices=ClassPaper)
    on = DateField(
        label=_("日期"),
        required=False,
        help_text=_("门牌和签到表按天打印，课程表和姓名牌不用填"),
    )
