"""Forms of the red and yellow lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, QuickTextarea, WholeField
from core.ui.pickers import PickField
from evidence.enums import ListColour, ListScope, ObjectionFinding, ServedHow
from evidence.forms.placed import PlacedForm

_LONGEST = 366


class ListForm(PlacedForm):
    """The lists' place and period, and their rules."""

    title = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("例如：双星创建第三季度红黄榜")
    )
    basis = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称及文号"))
    from_on = DateField(label=_("起始日期"))
    until_on = DateField(label=_("截止日期"))
    scope = forms.ChoiceField(
        label=_("公布范围"),
        choices=ListScope,
        initial=ListScope.UNIT,
        help_text=_("登录后才能看到，不对社会公开"),
    )
    red_days = WholeField(label=_("红榜公布天数"), min_value=1, max_value=_LONGEST, initial=90)
    yellow_days = WholeField(
        label=_("黄榜公布天数"),
        min_value=1,
        max_value=_LONGEST,
        initial=30,
        help_text=_("到期自动撤下"),
    )
    objection_days = WholeField(
        label=_("申辩期（工作日）"),
        min_value=3,
        max_value=30,
        initial=5,
        help_text=_("上黄榜前告知本人，申辩期满才能公布"),
    )
    yellows = WholeField(
        label=_("上黄榜几次产生线索"),
        min_value=0,
        max_value=99,
        initial=0,
        help_text=_("0 表示只公布，不产生线索"),
    )
    ground = forms.ModelChoiceField(
        label=_("线索对应的召回情形"), queryset=None, required=False, empty_label=_("不产生线索")
    )


class EntryForm(forms.Form):
    """Whom to put on which list, for what."""

    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("输入姓名或拼音"))
    colour = forms.ChoiceField(label=_("榜别"), choices=ListColour, widget=forms.RadioSelect)
    on = DateField(label=_("事实日期"))
    reason = forms.CharField(
        label=_("上榜事由"),
        max_length=300,
        widget=QuickTextarea(),
        help_text=_("将按原文公布：写时间、做了什么、结果；不写家庭、健康等隐私和他人姓名"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class TellForm(forms.Form):
    """When and how the person was told."""

    told_on = DateField(label=_("告知日期"))
    told_how = forms.ChoiceField(label=_("告知方式"), choices=ServedHow)


class SayForm(forms.Form):
    """What the person has to say against it."""

    said = forms.CharField(
        label=_("申辩意见"),
        max_length=500,
        widget=QuickTextarea(),
        help_text=_("只能提交一次，由提出人以外的人答复"),
    )


class AnswerForm(forms.Form):
    """Whether what the person said is right."""

    answer = forms.ChoiceField(
        label=_("申辩结论"),
        choices=[
            (ObjectionFinding.UPHELD, _("成立，不上榜")),
            (ObjectionFinding.REJECTED, _("不成立，维持")),
        ],
        widget=forms.RadioSelect,
    )
    answer_reason = forms.CharField(label=_("结论理由"), max_length=300, widget=QuickTextarea())


class WithdrawForm(forms.Form):
    """Why an entry comes down."""

    reason = forms.CharField(label=_("撤下理由"), max_length=280, widget=QuickTextarea())
