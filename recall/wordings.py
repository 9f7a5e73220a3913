"""The wording of the papers of nominations and cases: what the product says, and with which fields.

The text is that of the templates of the same names; a test prints both and compares the bytes.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.documents.templatetags.document_text import ended
from core.documents.wordings import LETTER, Facts, Field, Kind, Phrase, Run, Words, register

_RECEIPT = "documents/_serving_receipt.html"
NAMED = _("公文须写明发给谁")
REMEDY = _("公务员法第九十五条：救济途径和期限须告知本人")
_HEARD = _("先告知、听取陈述申辩，后作决定")
REASON = _("须写明事实、依据和理由")
DECIDED = _("须写明作出了什么决定")
VOTES = _("集体研究决定须写明会议和表决")
_CLEARED = _("澄清正名须说明结果和范围")


def get(key: str) -> Any:
    """Give a snapshot's value as it stands there; nothing for what is not known."""
    return lambda facts: "" if facts.get(key) is None else facts[key]


def _inner(key: str, name: str) -> Any:
    return lambda facts: facts[key].get(name) or ""


def _own(*names: str) -> tuple[Field, ...]:
    """Answer the fields that name the person, the matter and the paper itself."""
    known = {
        "主送": Field("主送", _("受文的人和单位"), get("addressee"), NAMED),
        "姓名": Field("姓名", _("本人姓名"), get("cadre")),
        "单位": Field("单位", _("当时所在单位"), get("unit")),
        "职务": Field("职务", _("当时职务，没有的为空"), get("post_title")),
        "批次": Field("批次", _("召回批次名称"), get("campaign_title")),
    }
    paper = (
        Field("发文字号", _("本件的发文字号"), get("reference")),
        Field("制发机关", _("落款的机关"), get("issuer")),
        Field("制发日期", _("落款的日期"), get("issued_on")),
    )
    return (*(known[name] for name in names), *paper)


def _cited(fact: Facts) -> str:
    cited = f"，{fact['cited']}" if fact.get("cited") else ""
    return f"{fact['ground']}（{fact['code']}{cited}）。"


def _facts(facts: Facts) -> list[list[Run]]:
    return [
        [
            Run(f"{number}\uff0e{_cited(fact)}{ended(fact['text'], '。')}"),
            Run(f"（核实结论：{fact['finding']}）", "kai"),
        ]
        for number, fact in enumerate(facts["facts"], 1)
    ]


def _votes(facts: Facts) -> str:
    told = facts["decision"]
    return (
        f"{told['held_on']}，{told['meeting']}研究了此事。应到{told['due']}人，实到{told['present']}人；"
        f"同意{told['agree']}票，不同意{told['disagree']}票，缓议{told['defer']}票。"
    )


def _reporting(facts: Facts) -> str:
    told = facts["class"]
    if not told["title"]:
        return "培训班的时间和地点另行书面通知。"
    when, where = told["opens_on"] or "另行通知的日期", told["place"] or "另行通知的地点"
    return f"请于{when}到{where}报到，参加{told['title']}。"


def _duties(facts: Facts) -> str:
    return "".join(ended(duty, "。") for duty in facts["duties"])


def _treatment(facts: Facts) -> str:
    return ended(facts["treatment"], "。") if facts["treatment"] else ""


def _remedy(facts: Facts) -> str:
    told = facts["remedy"]
    said = ended(told["text"], "。")
    if told.get("last_day"):
        by = told.get("served_by")
        counted = f"（按{by}送达计算，以送达回证为准）" if by else ""
        said += f"末日为{told['last_day']}{counted}。"
    return said + (f"受理：{told['office']}。" if told.get("office") else "")


def _alleged(facts: Facts) -> list[list[Run]]:
    told: list[list[Run]] = []
    for number, fact in enumerate(facts["facts"], 1):
        place = f"，{fact['place']}" if fact.get("place") else ""
        said = f"{_cited(fact)}{fact['on']}{place}。{ended(fact['text'], '。')}"
        told += [[Run(f"{number}\uff0e{said}")], _evidence(fact)]
    return told


def _evidence(fact: Facts) -> list[Run]:
    if fact.get("evidence"):
        runs = [Run(f"材料：{'、'.join(fact['evidence'])}。")]
    else:
        runs = [Run("这条事实没有附材料。")]
    if fact.get("hidden"):
        runs.append(Run(f"（因{'、'.join(fact['hidden'])}，部分内容已遮盖）", "kai"))
    return runs


def _reply_by(facts: Facts) -> str:
    day = facts["remedy"].get("last_day")
    return f"末日为{day}。" if day else ""


_SAMPLE = {
    "issuer": "中共样张县委组织部",
    "reference": "样召〔2026〕1号",
    "requested_on": "2026-01-09",
    "addressee": "王样张同志并样张县第一局",
    "cadre": "王样张",
    "unit": "样张县第一局",
    "post_title": "副股长",
    "campaign_title": "样张县2026年干部召回工作",
    "decision": {
        "meeting": "部务会",
        "held_on": "2026年1月8日",
        "due": 7,
        "present": 6,
        "agree": 5,
        "disagree": 0,
        "defer": 1,
    },
    "remedy": {
        "text": "如对本决定有异议，可以自收到本通知书之日起30日内"
        "向作出决定的机关书面提出；异议期间召回继续执行，"
        "不会因为提出异议对您作出更不利的安排。",
        "last_day": "2026年2月13日",
        "served_by": "2026年1月14日",
        "office": "中共样张县委组织部干部监督科",
    },
    "issued_on": "2026年1月9日",
    "copies_to": [],
    "legal_profile_note": "",
}
_FACT = {
    "ground": "工作推进不力",
    "code": "YZ-01",
    "cited": "《干部召回办法》第1版第1项",
    "text": "2025年11月，负责的事项逾期20天没有办结。",
    "finding": "属实",
    "on": "2025年11月20日",
    "place": "办事大厅",
    "evidence": ["督办通知"],
    "hidden": [],
}

RECALL_NOTICE = Kind(
    code="recall_notice",
    label=_("召回通知书"),
    words=Words(
        "召回通知书",
        "{{主送}}",
        """根据{{批次}}安排，经调查核实、听取本人意见并集体研究，决定召回{{单位}}{{职务}}{{姓名}}同志参加教育培训。现将有关事项通知如下。
一、召回情形和核实的事实
{{事实}}
二、研究决定
{{表决情况}}
三、学习和配合
{{报到安排}}{{学习要求}}{{待遇}}
四、不同意见的提出
{{异议途径}}""",
    ),
    fields=(
        *_own("主送", "姓名", "单位", "职务", "批次"),
        Field("事实", _("逐条写明情形、事实和核实结论"), _facts, REASON, is_block=True),
        Field("表决情况", _("会议、日期、到会人数和票数"), _votes, VOTES),
        Field("报到安排", _("培训班名称、报到时间和地点"), _reporting),
        Field("学习要求", _("签收和按时报到的要求"), _duties),
        Field("待遇", _("其间的人事、工资关系和经济影响"), _treatment, REASON),
        Field("异议途径", _("怎样提出异议、末日和受理单位"), _remedy, REMEDY),
        Field("异议末日", _("提出异议的末日"), _inner("remedy", "last_day")),
        Field("受理单位", _("受理异议的单位"), _inner("remedy", "office")),
    ),
    phrases=(Phrase(("决定召回",), DECIDED),),
    sample=_SAMPLE
    | {
        "facts": [_FACT],
        "class": {"title": None, "opens_on": None, "place": None},
        "duties": ["请在送达回证上签名，有意见可以注明"],
        "treatment": "其间人事、工资关系不变",
    },
    after=_RECEIPT,
)

ALLEGATION = Kind(
    code="allegation",
    label=_("事实和材料告知书"),
    words=Words(
        "事实和材料告知书",
        "{{姓名}}同志",
        """{{单位}}在{{批次}}中提名召回您（{{职务或单位}}），经调查核实，拟提交集体研究。目前没有作出决定。现将认定的事实和材料告知您，请您陈述、申辩。
一、认定的事实、依据和材料
{{事实和材料}}
材料可以在您本人的页面上查看。
二、怎样答复
自告知之日（{{告知日期}}）的次日起{{答复天数}}个工作日内，您可以陈述申辩，{{答复末日}}可以在您本人的页面上提交，也可以书面提交并附材料，或者表示不申辩。不会因为您陈述申辩而对您作出更不利的安排。逾期没有答复的，记明情况后继续办理。
您可以在期限内要求当面谈话，谈话由两人进行并作记录；提出要求的，谈话之后才研究决定。
三、联系和查询
受理陈述申辩、安排谈话和查阅材料：{{受理单位}}。承办人与此事有利害关系的，您可以申请其回避。""",
    ),
    fields=(
        Field("姓名", _("本人姓名"), get("cadre"), NAMED),
        *_own("单位", "职务", "批次"),
        Field(
            "职务或单位",
            _("当时职务，没有的写单位"),
            lambda facts: facts["post_title"] or facts["unit"],
        ),
        Field("事实和材料", _("逐条写明情形、事实、依据和材料"), _alleged, _HEARD, is_block=True),
        Field("告知日期", _("从次日起算答复期限"), get("served_on"), _HEARD),
        Field("答复天数", _("几个工作日"), get("days"), _HEARD),
        Field("答复末日", _("写明答复末日的一句话"), _reply_by, _HEARD),
        Field("受理单位", _("受理陈述申辩的单位"), _inner("remedy", "office"), _HEARD),
    ),
    phrases=(
        Phrase(("陈述", "申辩"), _HEARD),
        Phrase(("不会因为", "更不利"), _("不得因陈述申辩加重处理")),
        Phrase(("回避",), _("公务员法第七十六条：可以申请回避")),
    ),
    sample=_SAMPLE | {"facts": [_FACT], "served_on": "2026年1月9日", "days": 5},
    after=_RECEIPT,
)

CLEARING_LETTER = Kind(
    code="clearing_letter",
    label=_("澄清正名函"),
    words=Words(
        "澄清正名函",
        "{{主送}}",
        """{{报送日期}}，{{单位}}在{{批次}}中报送了对您（{{职务}}）的召回提名。{{结果}}
现予以澄清：该提名不作为对您的评价，不影响您的考核、评先评优、职级晋升和选拔任用；任何单位和个人不得据此对您作出不利对待。
该提名曾在以下范围内被知悉：{{知悉范围}}我们将在同一范围内说明情况，并在人事档案中附记本函。
由此给您带来的困扰，组织上表示歉意。希望您放下包袱，安心工作。""",
    ),
    fields=(
        *_own("主送", "姓名", "单位", "职务", "批次"),
        Field("报送日期", _("提名报送的日期"), get("submitted_on")),
        Field("结果", _("提名为什么没有成立"), lambda f: ended(f["result"], "。"), _CLEARED),
        Field("知悉范围", _("提名曾在什么范围被知悉"), lambda f: ended(f["scope"], "。"), _CLEARED),
    ),
    phrases=(Phrase(("不影响", "不利对待"), _CLEARED),),
    sample=_SAMPLE
    | {
        "addressee": "王样张同志",
        "submitted_on": "2026年1月5日",
        "result": "经组织部门核实，所提事项不符合召回情形，提名已经终止",
        "scope": "样张县第一局班子成员",
        "remedy": {},
        "copies_to": ["样张县第一局"],
    },
    layout=LETTER,
    after=_RECEIPT,
)

register(RECALL_NOTICE, ALLEGATION, CLEARING_LETTER)
