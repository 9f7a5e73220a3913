"""What a person's file is told: each form gives the arguments of one act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.enums import (
    CIVIL_KINDS,
    Attainment,
    Authority,
    CivilRating,
    HonourKind,
    InstitutionRating,
    JobLevel,
    Kin,
    LeaveReason,
    Level,
    Politics,
    ProtectionKind,
    Rank,
    Schooling,
    StaffKind,
)
from cadres.models import Cadre
from core.ui.forms import DateField, WholeField
from core.ui.pickers import PickField
from units.models import Unit

_NONE = [("", _("未填"))]
_EMPTY: dict[str, Any] = {"required": False}


def text(label: Any, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **more)


def units_of(county_id: int) -> Any:
    """Answer the standing units of a county, for a list to choose from."""
    return Unit.objects.filter(county=county_id, until_on=None).order_by("kind", "name")


class PersonForm(forms.Form):
    """The person's own data; a number left empty stays as it is on file."""

    name = text(_("姓名"), 40)
    sex = forms.ChoiceField(label=_("性别"), choices=[("M", _("男")), ("F", _("女"))])
    born_on = DateField(label=_("出生日期"))
    id_number = text(
        _("身份证号"),
        18,
        **_EMPTY,
        help_text=_("加密保存；留空表示不改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = text(
        _("联系电话"),
        20,
        **_EMPTY,
        help_text=_("加密保存；留空表示不改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    staff_kind = forms.ChoiceField(label=_("身份"), choices=StaffKind.choices)
    level = forms.ChoiceField(label=_("职级层次"), choices=Level.choices)
    is_leading = forms.BooleanField(label=_("担任领导职务"), required=False)
    authority = forms.ChoiceField(label=_("干部管理权限"), choices=Authority.choices)
    politics = forms.ChoiceField(
        label=_("政治面貌"), required=False, choices=[*_NONE, *Politics.choices]
    )
    party_joined_on = DateField(label=_("入党日期"), required=False)
    work_began_on = DateField(label=_("参加工作日期"), required=False)

    def __init__(self, *args: Any, cadre: Cadre, **kwargs: Any) -> None:
        sealed = ("id_number", "phone")
        names = [name for name in self.base_fields if name not in sealed]
        kwargs["initial"] = {name: getattr(cadre, name) for name in names}
        super().__init__(*args, **kwargs)


class EnrolForm(PersonForm):
    """A new person with the post held now."""

    unit = forms.ModelChoiceField(label=_("任职单位"), queryset=None)
    title = text(_("现任职务"), 60)
    from_on = DateField(label=_("任职日期"))

    def __init__(self, *args: Any, county_id: int, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        self.fields["unit"].queryset = units_of(county_id)  # type: ignore[attr-defined]
        self.fields["authority"].initial = Authority.COUNTY
        for name in ("id_number", "phone"):
            self.fields[name].help_text = _("加密保存。")


class ActForm(forms.Form):
    """The root of the forms of one act on a person."""

    def __init__(self, *args: Any, cadre: Cadre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            field: Any = self.fields["unit"]
            field.queryset = units_of(cadre.unit.county_id)
            field.initial = cadre.unit_id


class AppointForm(ActForm):
    unit = forms.ModelChoiceField(label=_("任职单位"), queryset=None)
    title = text(_("职务"), 60)
    job_level = forms.ChoiceField(
        label=_("职务层次"), required=False, choices=[*_NONE, *JobLevel.choices]
    )
    is_head = forms.BooleanField(label=_("单位主要负责人"), required=False)
    on = DateField(label=_("任职日期"))
    basis = text(_("任免文号"), 60, **_EMPTY)


class PostForm(ActForm):
    unit = forms.ModelChoiceField(label=_("任职单位"), queryset=None)
    title = text(_("职务"), 60)
    is_main = forms.BooleanField(label=_("主职（以前担任）"), required=False)
    from_on = DateField(label=_("任职日期"))
    until_on = DateField(label=_("免职日期"), required=False)
    basis = text(_("任免文号"), 60, **_EMPTY)


class RankForm(ActForm):
    rank = forms.ChoiceField(label=_("职级"), choices=Rank.choices)
    from_on = DateField(label=_("起始日期"))
    basis = text(_("批准文号"), 60, **_EMPTY)


class RatingForm(ActForm):
    """Offers the grades of the person's own scale only."""

    year = WholeField(label=_("年度"), min_value=1980, max_value=2100)
    grade = forms.ChoiceField(label=_("等次"))

    def __init__(self, *args: Any, cadre: Cadre, **kwargs: Any) -> None:
        super().__init__(*args, cadre=cadre, **kwargs)
        scale: Any = CivilRating if cadre.staff_kind in CIVIL_KINDS else InstitutionRating
        self.fields["grade"].choices = scale.choices  # type: ignore[attr-defined]


class HonourForm(ActForm):
    kind = forms.ChoiceField(label=_("类别"), choices=HonourKind.choices)
    title = text(_("名称"), 80)
    awarded_by = text(_("授予单位"), 60)
    awarded_on = DateField(label=_("授予日期"))


class EducationForm(ActForm):
    schooling = forms.ChoiceField(label=_("教育类别"), choices=Schooling.choices)
    attainment = forms.ChoiceField(label=_("学历"), choices=Attainment.choices)
    degree = text(_("学位"), 30, **_EMPTY)
    school = text(_("毕业院校"), 60, **_EMPTY)
    major = text(_("专业"), 60, **_EMPTY)
    finished_on = DateField(label=_("毕业日期"), required=False)


class ProtectionForm(ActForm):
    kind = forms.ChoiceField(label=_("原因"), choices=ProtectionKind.choices)
    from_on = DateField(label=_("起始"))
    until_on = DateField(label=_("终止"), required=False)


class KinForm(ActForm):
    relative = PickField(
        label=_("另一名干部"),
        kind="cadre",
        help_text=_("登记后，双方都不能经办、核实或决定涉及对方的事项。"),
    )
    kind = forms.ChoiceField(label=_("关系"), choices=Kin.choices)

    def __init__(self, *args: Any, cadre: Cadre, **kwargs: Any) -> None:
        super().__init__(*args, cadre=cadre, **kwargs)
        own: Any = self.fields["relative"]
        own.queryset = Cadre.objects.filter(
            unit__county=cadre.unit.county_id, merged_into=None
        ).exclude(pk=cadre.pk)


class LeaveForm(ActForm):
    on = DateField(
        label=_("离开日期"),
        help_text=_(
            "现任职务同日免去；档案保留。没有办结的提名、案件不会自动终止，在工作台另行办理。"
        ),
    )
    reason = forms.ChoiceField(label=_("原因"), choices=LeaveReason.choices)


class RowForm(forms.Form):
    """The root of forms that correct one row of the file: filled with what it says now."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(row, name, None) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class AmendHonourForm(RowForm, HonourForm):
    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, cadre=row.cadre, **kwargs)


class AmendEducationForm(RowForm, EducationForm):
    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, cadre=row.cadre, **kwargs)


class RevokeHonourForm(RowForm):
    on = DateField(label=_("撤销日期"))


class UnrelateForm(RowForm):
    """An act that needs nothing but its button."""


class RevealForm(forms.Form):
    reason = text(_("查看理由"), 100, help_text=_("例如：核对任免审批表。理由写入审计记录。"))
