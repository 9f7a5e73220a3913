"""The wording of the papers of outcomes and appeals, as recall.wordings of those below."""

from django.utils.translation import gettext_lazy as _

from core.documents.templatetags.document_text import ended
from core.documents.wordings import Facts, Field, Kind, Phrase, Run, Words, register
from recall.wordings import DECIDED, NAMED, REASON, REMEDY, VOTES, get

_RECEIPT = "documents/_serving_receipt.html"
_TERM = _("公务员申诉规定：办理期限须告知申请人")
_OVER = _("影响期满须写明自何时起停止影响")

_PAPER = (
    Field("主送", _("受文的人和单位"), get("addressee"), NAMED),
    Field("发文字号", _("本件的发文字号"), get("reference")),
    Field("制发机关", _("落款的机关"), get("issuer")),
    Field("制发日期", _("落款的日期"), get("issued_on")),
)
_CAMPAIGN = Field("批次", _("召回批次名称"), get("campaign_title"))
_UNIT = Field("单位", _("当时所在单位"), get("unit"))


def _assessed(name: str):
    return lambda facts: facts["assessment"][name]


def _comment(facts: Facts) -> str:
    return ended(facts["assessment"]["comment"], "。")


def _votes(facts: Facts) -> str:
    told = facts["decision"]
    approver = f"批准机关：{told['approver']}。" if told.get("approver") else ""
    return (
        f"{told['held_on']}，{told['meeting']}研究了此事。应到{told['due']}人，实到{told['present']}人；"
        f"同意{told['agree']}票，不同意{told['disagree']}票，缓议{told['defer']}票。{approver}"
    )


def _decided(facts: Facts) -> str:
    post = f"，任{facts['new_post']}" if facts["new_post"] else ""
    ends = f"，至{facts['ends_on']}期满" if facts["ends_on"] else ""
    return f"{facts['outcome']}{post}{ends}"


def _condition(facts: Facts) -> str:
    if not facts.get("condition"):
        return ""
    return (
        f"本决定附条件暂缓执行，观察期至{facts['observed_until_on']}。条件：{facts['condition']}。"
        "观察期内遵守条件的，本决定期满不再执行；违反条件的，须经会议另行研究决定后才能执行。"
    )


def _basis(facts: Facts) -> str:
    basis = "、".join(facts["basis"]) if facts["basis"] else "当时的召回办法"
    checked = f"已核对：{'；'.join(facts['conditions'])}。" if facts["conditions"] else ""
    return f"依据：{basis}。{checked}"


def _effect(facts: Facts) -> str:
    if not facts["effect_until_on"]:
        return ""
    until, only_if = facts["effect_until_on"], ""
    if facts.get("condition"):
        only_if = "违反条件并经会议决定执行的，"
    return f"{only_if}影响期至{until}止；期满后不再因本次召回影响评先评优和选拔任用。"


def _remedy(facts: Facts) -> str:
    told = facts["remedy"]
    said = str(told["text"])
    if told.get("last_day"):
        by = told.get("served_by")
        counted = f"（按{by}送达计算，以送达回证为准）" if by else ""
        said += f"末日为{told['last_day']}{counted}。"
    return said + (f"受理单位：{told['office']}。" if told.get("office") else "")


_FIELDS = (
    *_PAPER,
    Field("姓名", _("本人姓名"), get("cadre")),
    _UNIT,
    Field("职务", _("当时职务，没有的为空"), get("post_title")),
    _CAMPAIGN,
    Field("考核得分", _("综合考核得分"), _assessed("total")),
    Field("考核结论", _("综合考核合格或者不合格"), _assessed("verdict"), REASON),
    Field("考核意见", _("考核组的意见"), _comment, REASON),
    Field("表决情况", _("会议、日期、到会人数、票数和批准机关"), _votes, VOTES),
    Field("处理决定", _("结果，连同新任职务和期满日期"), _decided, DECIDED),
    Field("理由", _("作出决定的理由"), lambda facts: ended(facts["reason"], "。"), REASON),
    Field("附条件", _("附条件暂缓执行的说明，没有的为空"), _condition, REASON),
    Field("依据和条件", _("所依据的条款和已核对的条件"), _basis, REASON),
    Field("影响期", _("影响期的末日，没有的为空"), _effect, REASON),
    Field("救济途径", _("怎样复核申诉、末日和受理单位"), _remedy, REMEDY),
)
_BODY = """{{{{单位}}}}{{{{职务}}}}{{{{姓名}}}}同志按照{{{{批次}}}}的安排参加了教育培训。\
现将有关结果{verb}如下。
一、综合考核情况
综合考核得分{{{{考核得分}}}}分，结论为{{{{考核结论}}}}。考核意见：{{{{考核意见}}}}
二、研究决定
{{{{表决情况}}}}
决定：{{{{处理决定}}}}。理由：{{{{理由}}}}
{{{{附条件}}}}
三、依据和条件
{{{{依据和条件}}}}
{{{{影响期}}}}
四、不同意见的提出
{{{{救济途径}}}}"""
_HOPE = "\n希望您珍惜机会、履职尽责，组织上会一如既往地关心您。"
_SAMPLE = {
    "issuer": "中共样张县委组织部",
    "reference": "样复〔2026〕1号",
    "requested_on": "2026-06-09",
    "addressee": "王样张同志并样张县第一局",
    "cadre": "王样张",
    "unit": "样张县第一局",
    "post_title": "副股长",
    "campaign_title": "样张县2026年干部召回工作",
    "issued_on": "2026年6月9日",
    "copies_to": [],
}
_DECIDED = _SAMPLE | {
    "outcome": "复岗",
    "is_return": True,
    "new_post": "",
    "condition": "",
    "observed_until_on": "",
    "basis": ["《干部召回办法》第12条"],
    "conditions": ["考核合格"],
    "reason": "培训和实践锻炼期间表现良好，考核合格。",
    "assessment": {"total": "86", "verdict": "合格", "comment": "态度端正，进步明显。"},
    "decision": {
        "meeting": "部务会",
        "held_on": "2026年6月8日",
        "approver": "中共样张县委",
        "due": 7,
        "present": 6,
        "agree": 6,
        "disagree": 0,
        "defer": 0,
    },
    "ends_on": "",
    "effect_until_on": "",
    "remedy": {
        "text": "对本决定不服的，可以自知道之日起30日内向原处理机关申请复核。",
        "last_day": "2026年7月14日",
        "served_by": "2026年6月14日",
        "office": "中共样张县委组织部干部监督科",
    },
    "unavailable_mark": "",
    "legal_profile_note": "",
}

register(
    Kind(
        code="return_notice",
        label=_("复岗通知书"),
        words=Words("复岗通知书", "{{主送}}", _BODY.format(verb="通知") + _HOPE),
        fields=_FIELDS,
        sample=_DECIDED,
        after=_RECEIPT,
    ),
    Kind(
        code="outcome_decision",
        label=_("处理决定书"),
        words=Words("处理决定书", "{{主送}}", _BODY.format(verb="决定")),
        fields=_FIELDS,
        sample=_DECIDED
        | {
            "reference": "样处〔2026〕1号",
            "outcome": "调离岗位",
            "is_return": False,
            "conditions": ["经综合考核认定不适宜担任现职", "已听取本人陈述申辩"],
            "effect_until_on": "2027年6月8日",
            "assessment": {"total": "52", "verdict": "不合格", "comment": "多次缺课。"},
            "reason": "综合考核不合格。",
        },
        after=_RECEIPT,
    ),
)


def _answer(facts: Facts) -> tuple[Run, ...]:
    day = Run(facts["answer_by"], "strong")
    if facts["is_panel"]:
        return (
            Run(
                f"受理或者不予受理的答复，末日为{facts['accept_by']}。受理后{facts['days']}日内作出处理决定，最迟为"
            ),
            day,
            Run(f"；案情复杂的，可以延长一次，不超过{facts['extension']}日，并告知您理由。"),
        )
    return (Run(f"自收到之日的次日起{facts['days']}日内答复，末日为"), day, Run("。"))


def _late(facts: Facts) -> str:
    return "；逾期理由将一并审查" if facts["is_late"] else ""


register(
    Kind(
        code="appeal_receipt",
        label=_("复核申诉收件回执"),
        words=Words(
            "{{救济种类}}收件回执",
            "{{主送}}（{{单位}}）",
            """您对{{所针对的决定}}提出的{{救济种类}}已于{{收到日期}}收到并登记。提出日期为{{提出日期}}，提出期限的末日为{{提出末日}}{{逾期说明}}。
{{答复期限}}
末日遇法定休假日的，顺延至其后的第一个工作日。办理期间原决定不停止执行；不会因为提出{{救济种类}}而加重处理。此事由没有参与过提名、核实、决定的人员办理。
需要补充材料的，将一次告知；您也可以在办结前撤回。请保存本回执。""",
        ),
        fields=(
            *_PAPER,
            _UNIT,
            Field("救济种类", _("复核、申诉等"), get("remedy")),
            Field("所针对的决定", _("对什么不服"), get("against"), _TERM),
            Field("收到日期", _("收到并登记的日期"), get("received_on"), _TERM),
            Field("提出日期", _("本人提出的日期"), get("filed_on")),
            Field("提出末日", _("提出期限的末日"), get("last_on")),
            Field("逾期说明", _("逾期的写明将审查理由，没有的为空"), _late),
            Field("答复期限", _("受理和答复的末日、能否延长"), _answer, _TERM),
        ),
        phrases=(Phrase(("不会因为", "加重"), _("公务员申诉规定：不得因申诉加重处理")),),
        sample=_SAMPLE
        | {
            "reference": "样收〔2026〕1号",
            "addressee": "王样张同志",
            "remedy": "复核",
            "against": "调离岗位的决定",
            "filed_on": "2026年6月9日",
            "last_on": "2026年7月8日",
            "is_late": False,
            "received_on": "2026年6月9日",
            "is_panel": False,
            "accept_by": "2026年6月24日",
            "days": 30,
            "answer_by": "2026年7月9日",
            "extension": 0,
            "copies_to": [],
        },
        after="documents/_appeal_slip.html",
    ),
    Kind(
        code="label_over",
        label=_("召回影响期满说明"),
        words=Words(
            "召回影响期满说明",
            "{{主送}}",
            """{{批次}}的学习锻炼和跟踪考察已经结束，影响期已满。自{{期满日期}}起，您不再作为被召回人员管理，不得以曾被召回为由，在考核、评先评优、职级晋升和选拔任用中对您作出不利对待。
请所在单位知照，并停止使用有关名单和标记。""",
        ),
        fields=(
            *_PAPER,
            _CAMPAIGN,
            Field("期满日期", _("自哪一天起不再作为被召回人员"), get("over_on"), _OVER),
        ),
        phrases=(Phrase(("不利对待",), _OVER),),
        sample=_SAMPLE | {"reference": "样满〔2026〕1号", "over_on": "2026年6月9日"},
    ),
)
