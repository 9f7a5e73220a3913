"""Forms that show every field of the kit."""

from django import forms

from core.ui import forms as ui


class DecisionForm(ui.Inp, forms.Form):
    conditional = {
        "missing": ("decision", {"return"}),
        "reason": ("decision", {"return", "reject"}),
    }

    token = ui.FormToken()
    decision = forms.ChoiceField(
        label="核实结论",
        choices=[("match", "属实，情形相符"), ("return", "退回单位补充"), ("reject", "不相符")],
        widget=ui.RadioCards(
            hints={
                "match": "转入听取陈述申辩",
                "return": "单位补齐后重新提交，时限 3 个工作日",
                "reject": "不予召回，须写明依据",
            }
        ),
        error_messages={"required": "请选择核实结论"},
    )
    missing = forms.MultipleChoiceField(
        label="需要补充的材料",
        choices=[("opinion", "单位集体研究意见"), ("ballot", "民主测评表"), ("page", "盖章页")],
        widget=ui.Checks(),
        error_messages={"required": "请选择需要补充的材料"},
    )
    reason = forms.CharField(
        label="理由",
        max_length=200,
        help_text="退回或不相符时必填，提名单位可以看到",
        widget=ui.QuickTextarea(phrases=["情况属实", "请补充单位集体研究意见", "与已有提名重复"]),
        error_messages={"required": "请填写理由"},
    )


class OpinionForm(forms.Form):
    opinion = forms.CharField(
        label="意见",
        max_length=500,
        widget=ui.QuickTextarea(phrases=["同意", "请补充材料"]),
        error_messages={"required": "请填写意见"},
    )


class PostingForm(forms.Form):
    host = forms.ChoiceField(label="接收单位", choices=[("1", "县信访局"), ("2", "城关镇人民政府")])
    mentor = forms.CharField(label="带教人", max_length=40)
    from_on = ui.DateField(label="开始日期", help_text="从报到当天算起")
    starts_at = forms.DateTimeField(label="报到时间", widget=ui.DateTimeInput())
    weight = forms.IntegerField(label="权重（%）", min_value=0, max_value=100)
    plan = forms.FileField(
        label="锻炼计划",
        required=False,
        help_text="PDF，不超过 20 MB",
        widget=ui.FileInput(accept=".pdf"),
    )
    told = forms.BooleanField(
        label="已当面告知本人",
        help_text="告知记录存入流转记录",
        error_messages={"required": "请先告知本人"},
    )


class PaperForm(forms.Form):
    opinion = forms.FileField(
        label="单位集体研究意见",
        widget=ui.FileInput(accept=".pdf,.jpg"),
        help_text="PDF 或照片，盖单位公章，每份不超过 20 MB",
        error_messages={"required": "请上传单位集体研究意见"},
    )
    ballot = forms.FileField(
        label="民主测评汇总表", required=False, widget=ui.FileInput(accept=".pdf,.xlsx")
    )


class FilterForm(forms.Form):
    q = forms.CharField(label="姓名或编号", required=False)
    unit = forms.ChoiceField(
        label="提名单位",
        required=False,
        choices=[("", "全部单位"), ("1", "县财政局"), ("2", "城关镇人民政府")],
    )
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), ("SUBMITTED", "待核实"), ("HEARD", "待研究")],
    )
    since = ui.DateField(label="提交日期起", required=False)
