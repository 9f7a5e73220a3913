"""The criteria of a talent query."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import WholeField
from units.enums import UnitKind


class TalentForm(forms.Form):
    """What is asked of people; all of it stands on the page and on its print."""

    unit_kind = forms.ChoiceField(
        label=_("单位性质"), required=False, choices=[("", _("不限")), *UnitKind.choices]
    )
    heads_only = forms.BooleanField(label=_("只看党政正职（主要负责人）"), required=False)
    years = WholeField(label=_("连续任职满（年）"), min_value=0, max_value=40)
    good_years = WholeField(
        label=_("近几年考核均在称职、合格以上"), min_value=0, max_value=10, help_text=_("0 即不限")
    )
    excellents = WholeField(
        label=_("其中优秀至少（次）"), min_value=0, max_value=10, help_text=_("0 即不限")
    )
    honours = WholeField(
        label=_("表彰、红名单至少（项）"), min_value=0, max_value=50, help_text=_("0 即不限")
    )
    oldest = WholeField(
        label=_("年龄不超过（周岁）"), min_value=0, max_value=70, help_text=_("0 即不限")
    )

    def clean_excellents(self) -> int:
        """Excellent years are counted among those asked for."""
        number = self.cleaned_data["excellents"]
        if number > self.cleaned_data.get("good_years", 10):
            raise forms.ValidationError(_("优秀次数不能多于前面的年数。"))
        return number
