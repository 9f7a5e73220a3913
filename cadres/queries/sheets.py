"""What a 任免审批表 says, held against the archive: no act, no clock. Source: domain 6.2."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.enums import Attainment, Politics, Schooling
from cadres.models import Cadre, FormSheet
from core import identifiers
from core.sealing.fields import MASK

PLACE = "documents.appointment_form"  # what the sealed facts of a printed form are bound to
LABELS = {
    "XingMing": gettext_lazy("姓名"),
    "XingBie": gettext_lazy("性别"),
    "ChuShengNianYue": gettext_lazy("出生年月"),
    "MinZu": gettext_lazy("民族"),
    "JiGuan": gettext_lazy("籍贯"),
    "ChuShengDi": gettext_lazy("出生地"),
    "RuDangShiJian": gettext_lazy("入党时间"),
    "CanJiaGongZuoShiJian": gettext_lazy("参加工作时间"),
    "JianKangZhuangKuang": gettext_lazy("健康状况"),
    "ZhuanYeJiShuZhiWu": gettext_lazy("专业技术职务"),
    "ShuXiZhuanYeYouHeZhuanChang": gettext_lazy("熟悉专业有何专长"),
    "QuanRiZhiJiaoYu_XueLi": gettext_lazy("全日制学历"),
    "QuanRiZhiJiaoYu_XueWei": gettext_lazy("全日制学位"),
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": gettext_lazy("全日制毕业院校系及专业"),
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": gettext_lazy("全日制学位院校系及专业"),
    "ZaiZhiJiaoYu_XueLi": gettext_lazy("在职学历"),
    "ZaiZhiJiaoYu_XueWei": gettext_lazy("在职学位"),
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": gettext_lazy("在职毕业院校系及专业"),
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": gettext_lazy("在职学位院校系及专业"),
    "XianRenZhiWu": gettext_lazy("现任职务"),
    "NiRenZhiWu": gettext_lazy("拟任职务"),
    "NiMianZhiWu": gettext_lazy("拟免职务"),
    "JianLi": gettext_lazy("简历"),
    "JiangChengQingKuang": gettext_lazy("奖惩情况"),
    "NianDuKaoHeJieGuo": gettext_lazy("年度考核结果"),
    "RenMianLiYou": gettext_lazy("任免理由"),
    "JiaTingChengYuan": gettext_lazy("家庭主要成员"),
    "ChengBaoDanWei": gettext_lazy("呈报单位"),
    "JiSuanNianLingShiJian": gettext_lazy("计算年龄时间"),
    "TianBiaoShiJian": gettext_lazy("填表时间"),
    "TianBiaoRen": gettext_lazy("填表人"),
    "ShenFenZheng": gettext_lazy("身份证号"),
}
HELD = {
    "XingMing": "name",
    "XingBie": "sex",
    "ChuShengNianYue": "born_on",
    "RuDangShiJian": "party_joined_on",
    "CanJiaGongZuoShiJian": "work_began_on",
    "ShenFenZheng": "id_number",
}
SCHOOLS = {Schooling.FULL_TIME: "QuanRiZhiJiaoYu", Schooling.IN_SERVICE: "ZaiZhiJiaoYu"}
SEXES = {"男": "M", "女": "F"}
PARTIES = {
    "民革": Politics.REVOLUTIONARY,
    "民盟": Politics.DEMOCRATIC_LEAGUE,
    "民建": Politics.CONSTRUCTION,
    "民进": Politics.PROMOTING,
    "农工党": Politics.PEASANTS,
    "致公党": Politics.ZHIGONG,
    "九三学社": Politics.JIUSAN,
    "台盟": Politics.TAIWAN,
}
DEGREES = (
    ("博士", Attainment.DOCTOR),
    ("硕士", Attainment.MASTER),
    ("研究生", Attainment.MASTER),
    ("专科", Attainment.COLLEGE),
    ("大专", Attainment.COLLEGE),
    ("本科", Attainment.BACHELOR),
    ("大学", Attainment.BACHELOR),
    ("中专", Attainment.VOCATIONAL),
    ("中等", Attainment.VOCATIONAL),
    ("高中", Attainment.HIGH_SCHOOL),
    ("初中", Attainment.JUNIOR),
)


@dataclass(frozen=True)
class Line:
    """One field of the preview: what the archive says, what the file says, what would happen."""

    label: Any
    archive: str
    file: str
    outcome: str
    changes: bool = False


def content(sheet: FormSheet) -> dict[str, Any]:
    """Answer file, fault, texts and family of a sheet in plain. Whoever calls answers for it."""
    found: dict[str, Any] = json.loads(sheet.content.reveal())
    return found


def month(text: str) -> date | None:
    """Answer the first day of a month yyyyMM, None for anything else."""
    match = re.fullmatch(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])", text)
    return date(int(match[1]), int(match[2]), 1) if match else None


def month_text(day: date | None) -> str:
    return f"{day:%Y%m}" if day else ""


def party(text: str) -> tuple[date | None, str]:
    """Answer the month of joining and the code of a democratic party, each if given."""
    parts = [part.strip() for part in re.split(r"[；;]", text)]
    joined = next((found for part in parts if (found := month(part[:6]))), None)
    code = next((str(PARTIES[part]) for part in parts if part in PARTIES), "")
    return joined, code


def party_text(cadre: Cadre) -> str:
    name = next((name for name, code in PARTIES.items() if code == cadre.politics), "")
    return "；".join(filter(None, [name, month_text(cadre.party_joined_on)]))


def held_text(cadre: Cadre, name: str) -> str:
    """Answer how the archive would write one of the fields in `HELD`."""
    if name == "XingMing":
        return cadre.name
    if name == "XingBie":
        return str({"M": "男", "F": "女"}[cadre.sex])
    if name == "RuDangShiJian":
        return party_text(cadre)
    if name == "ShenFenZheng":
        return cadre.id_number.reveal() if cadre.id_number is not None else ""
    return month_text(getattr(cadre, HELD[name]))


def agrees(cadre: Cadre, name: str, text: str) -> bool:
    """Answer whether a text means what the archive says; the file's own wording may differ."""
    if name == "RuDangShiJian":
        joined, code = party(text)
        kept = cadre.politics if cadre.politics in PARTIES.values() else ""
        return (month_text(joined), code) == (month_text(cadre.party_joined_on), kept)
    if name == "ShenFenZheng":
        text = identifiers.plain(text)
    return text == held_text(cadre, name)


def _born(text: str, number: str) -> date | None:
    """Answer the birth day, which only a good ID number of the same month tells."""
    if identifiers.id_number_fault(number):
        return None
    day = identifiers.born_on(number)
    return day if month_text(day) == text else None


def changes(cadre: Cadre, texts: dict[str, str]) -> dict[str, Any]:
    """Answer what applying a sheet would change, as arguments of `cadres.amend`.

    An empty text changes nothing, nor does one that cannot be understood.
    """
    number = identifiers.plain(texts.get("ShenFenZheng", ""))
    given: dict[str, Any] = {
        "XingMing": texts.get("XingMing", "")[: Cadre._meta.get_field("name").max_length],
        "XingBie": SEXES.get(texts.get("XingBie", "")),
        "ChuShengNianYue": _born(texts.get("ChuShengNianYue", ""), number),
        "CanJiaGongZuoShiJian": month(texts.get("CanJiaGongZuoShiJian", "")),
        "ShenFenZheng": "" if identifiers.id_number_fault(number) else number,
    }
    told = {
        HELD[name]: value
        for name, value in given.items()
        if value and not agrees(cadre, name, texts.get(name, ""))
    }
    born = given["ChuShengNianYue"]
    if born and born != cadre.born_on:  # the month may agree and the day of the ID number not
        told["born_on"] = born
    return told | _party_changes(cadre, texts.get("RuDangShiJian", ""))


def _party_changes(cadre: Cadre, text: str) -> dict[str, Any]:
    joined, code = party(text)
    told: dict[str, Any] = {}
    if joined and month_text(joined) != month_text(cadre.party_joined_on):
        told["party_joined_on"] = joined
    if code and code != cadre.politics:
        told["politics"] = code
    elif joined and not code and not cadre.politics:
        told["politics"] = str(Politics.MEMBER)
    return told


def schooling(cadre: Cadre, texts: dict[str, str]) -> list[dict[str, Any]]:
    """Answer the educations that the file knows and the archive does not."""
    known = {(row.schooling, row.attainment) for row in cadre.educations.all()}
    found = []
    for kind, stem in SCHOOLS.items():
        words = texts.get(f"{stem}_XueLi", "")
        attainment = next((code for word, code in DEGREES if word in words), None)
        school = texts.get(f"{stem}_XueLi_BiYeYuanXiaoXi", "")
        degree = texts.get(f"{stem}_XueWei", "")
        too_long = len(school) > 60 or len(degree) > 30
        if attainment and (kind, attainment) not in known and not too_long:
            given = {"schooling": str(kind), "attainment": str(attainment)}
            found.append(given | {"degree": degree, "school": school})
    return found


def lines(cadre: Cadre | None, held: dict[str, Any]) -> list[Line]:
    """Answer the preview field by field; what only the form holds is told by its length."""
    texts = held["texts"] | {"JiaTingChengYuan": _family_text(held["family"])}
    wanted = changes(cadre, texts) if cadre else {}
    added = (
        {SCHOOLS[Schooling(row["schooling"])] for row in schooling(cadre, texts)} if cadre else {}
    )
    return [
        _held_line(cadre, name, texts.get(name, ""), wanted)
        if name in HELD
        else _kept_line(name, texts.get(name, ""), added)
        for name in LABELS
    ]


def _family_text(family: list[dict[str, str]]) -> str:
    return "\n".join("".join(line.values()) for line in family)


def _held_line(cadre: Cadre | None, name: str, text: str, wanted: dict[str, Any]) -> Line:
    archive = held_text(cadre, name) if cadre else ""
    field = HELD[name]
    politics = name == "RuDangShiJian" and "politics" in wanted
    if not text:
        outcome, changed = _("文件未填，不变"), False
    elif field in wanted or politics:
        outcome, changed = (_("更正") if archive else _("补录")), True
    elif cadre and agrees(cadre, name, text):
        outcome, changed = _("一致，不变"), False
    else:
        outcome, changed = _("不采用：不完整或有误，请在档案中更正"), False
    if name == "ShenFenZheng":
        archive, text = MASK if archive else "", MASK if text else ""
    return Line(LABELS[name], archive, text, outcome if cadre else "", changed)


def _kept_line(name: str, text: str, added: Any) -> Line:
    if not text:
        return Line(LABELS[name], "", "", "")
    stem = name.split("_")[0]
    if stem in SCHOOLS.values():
        new = stem in added and name.endswith("_XueLi")
        outcome = _("登记学历学位，并存入任免表") if new else _("存入任免表")
        return Line(LABELS[name], "", text, outcome, new)
    shown = _("%(mask)s（%(n)s字）") % {"mask": MASK, "n": len(text)}
    return Line(LABELS[name], "", shown, _("加密存入任免表"))
