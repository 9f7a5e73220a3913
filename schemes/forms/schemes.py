"""Forms of who makes a scheme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.enums import StaffKind
from core.ui.forms import Checks, DateField, PointsField, QuickTextarea, RadioCards, WholeField
from core.ui.merging import Merging
from core.ui.pickers import PickField
from schemes.enums import AppliesTo, Category, Measure, Metric
from schemes.models import OPS, Clause, Ground, GroundSet, Scheme
from schemes.queries import parameters, presets
from units.models import Unit


def _presets() -> tuple[list[tuple[str, str]], dict[str, str]]:
    titles = {row.code: row.title_label for row in GroundSet.objects.all()}
    known = presets.presets()
    hints = {
        code: row.get("note", "") or titles.get(row["grounds"], "") for code, row in known.items()
    }
    return [(code, presets.title(code)) for code in known], hints


class SchemeForm(forms.Form):
    """A new scheme with what its first draft begins with."""

    title = forms.CharField(
        label=_("办法名称"), max_length=80, error_messages={"required": _("请填写办法名称")}
    )
    unit = PickField(
        label=_("制定单位"),
        help_text=_("本级统一的办法不填；一个系统或单位自己的办法，填该单位"),
        required=False,
        kind="unit",
    )
    parent = forms.ModelChoiceField(
        label=_("上级办法"),
        help_text=_("承接上级现行版本的全部情形和参数；只能增加和收紧，去掉的须写明理由"),
        queryset=Scheme.objects.none(),
        required=False,
        empty_label=_("没有上级办法"),
    )
    preset = forms.ChoiceField(
        label=_("从预置清单起草"),
        help_text=_("预置清单不是官方全文，每条标明出处；起草后由部门逐条核定。"),
        required=False,
        widget=RadioCards(),
    )

    def __init__(self, *args: Any, county: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(county=county, until_on=None).order_by("name")
        parent: Any = self.fields["parent"]
        parent.queryset = Scheme.objects.filter(
            unit=None, county__in=[county.pk, county.parent_id]
        ).order_by("county__level", "title")
        choices, hints = _presets()
        preset: Any = self.fields["preset"]
        preset.choices = [("", _("不用预置清单")), *choices]
        preset.widget.hints = hints


class BeginForm(forms.Form):
    """What the next version begins with."""

    preset = forms.ChoiceField(label=_("起草方式"), required=False, widget=RadioCards())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, hints = _presets()
        field: Any = self.fields["preset"]
        field.choices = [("", _("在上一版基础上修改")), *choices]
        field.widget.hints = hints


class BasisForm(Merging, forms.Form):
    """What a version rests on, and when it is in force."""

    legal_basis = forms.CharField(
        label=_("制定依据"),
        max_length=1000,
        widget=QuickTextarea(attrs={"maxlength": 1000}),
        error_messages={"required": _("请写明制定依据")},
    )
    document_number = forms.CharField(
        label=_("文号"), max_length=60, error_messages={"required": _("请填写文号")}
    )
    from_on = DateField(label=_("施行日期"), error_messages={"required": _("请填写施行日期")})
    sunset_on = DateField(
        label=_("有效期至"),
        help_text=_("到期前须评估效果，另立新版；过期的办法不能再用于新的批次"),
        error_messages={"required": _("请填写有效期至")},
    )


def _field(one: parameters.Parameter) -> forms.Field:
    if isinstance(one.default, bool):
        return forms.BooleanField(label=one.label, required=False)
    if one.choices:
        return forms.ChoiceField(label=one.label, choices=one.choices, widget=forms.RadioSelect)
    if one.most:
        label = f"{one.label}（{one.unit}）" if one.unit else one.label
        return WholeField(label=label, min_value=one.least, max_value=one.most)
    return forms.CharField(label=one.label, max_length=200, required=False)


class ParametersForm(Merging, forms.Form):
    """Every parameter of a version, in groups."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in parameters.PARAMETERS:
            self.fields[one.key] = _field(one)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Answer the fields under their headings."""
        return [
            (label, [self[one.key] for one in parameters.PARAMETERS if one.group == code])
            for code, label in parameters.GROUPS.items()
        ]


def _metric(label: Any, help_text: Any) -> forms.ChoiceField:
    choices: Any = [("", _("不设")), *Metric.choices]
    return forms.ChoiceField(label=label, help_text=help_text, choices=choices, required=False)


def _op(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("不设")), *OPS], required=False)


def _value(label: Any) -> PointsField:
    told = _("比例写小数，30%写0.3")
    return PointsField(label=label, help_text=told, required=False, low=0, high=999_999)


class ClauseForm(Merging, forms.Form):
    """One clause."""

    title = forms.CharField(
        label=_("情形"), max_length=60, error_messages={"required": _("请填写情形")}
    )
    text = forms.CharField(
        label=_("全文"),
        help_text=_("写清什么算、什么不算，让人看了能判断"),
        max_length=600,
        widget=QuickTextarea(attrs={"maxlength": 600}),
        error_messages={"required": _("请填写全文")},
    )
    category = forms.ChoiceField(label=_("类别"), choices=Category)
    evidence = forms.CharField(label=_("应有证明材料"), max_length=200, required=False)
    applies_to = forms.ChoiceField(label=_("适用人员"), choices=AppliesTo, widget=forms.RadioSelect)
    staff_kinds = forms.MultipleChoiceField(
        label=_("适用身份"),
        help_text=_("不勾选即适用各类身份"),
        choices=StaffKind,
        required=False,
        widget=Checks(),
    )
    measures = forms.MultipleChoiceField(
        label=_("建议措施"), choices=Measure, required=False, widget=Checks()
    )
    metric = _metric(_("触发指标"), _("达到数值只产生线索，须由人核实后提名"))
    op = _op(_("比较"))
    value = _value(_("触发数值"))
    or_metric = _metric(_("或者：触发指标"), _("两个条件有一个达到即可；只有一个条件的，不填"))
    or_op = _op(_("或者：比较"))
    or_value = _value(_("或者：触发数值"))
    examples = forms.CharField(label=_("举例"), max_length=300, required=False)
    counter_examples = forms.CharField(label=_("不属于此项"), max_length=300, required=False)
    requires_free_text = forms.BooleanField(
        label=_("须写明具体情形，并由第二名管理员确认"), required=False
    )


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("不再适用的理由"),
        max_length=200,
        widget=QuickTextarea(attrs={"maxlength": 200, "rows": 2}),
        error_messages={"required": _("请写明不再适用的理由")},
    )


class CorrespondForm(Merging, forms.Form):
    """Which items of other lists say the same."""

    others = forms.ModelMultipleChoiceField(
        label=_("其他清单中与此对应的情形"),
        queryset=Ground.objects.none(),
        required=False,
        widget=Checks(),
    )

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = clause.version.correspondences.filter(ground=clause.ground_id).values("other")
        kin = Ground.objects.filter(category=clause.category) | Ground.objects.filter(pk__in=linked)
        own = clause.version.clauses.values("ground")
        field: Any = self.fields["others"]
        field.queryset = (
            kin.exclude(pk__in=own).select_related("set").order_by("set__year", "set", "position")
        )
        field.label_from_instance = lambda g: f"{g.set.title_label}　{g.code} {g.label}"


class OpinionForm(forms.Form):
    opinion = forms.CharField(label=_("意见"), max_length=200, required=False)
