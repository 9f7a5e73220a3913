"""Synthetic people and units, the same for the same seed. No one in them is real."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖"
)
_RARE_NAMES = ("䶮", "㛃", "㐱", "燊", "翀", "堃", "喆", "昇", "頔", "赟", "玥", "珺", "垚", "犇")
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "令狐", "夏侯")
_MALE = "建国志强军伟明辉海波勇斌磊涛刚毅峰宏宇鹏飞俊杰振华文博浩然永平德生立新光耀天佑"
_FEMALE = "秀英丽娟敏静芳艳玲桂兰慧雪梅晓燕雅婷思琪欣怡红霞春花玉珍淑华佳琳美云若兰"
_PARTY = [
    "宣传部",
    "统战部",
    "政法委",
    "机关工委",
    "党校",
    "巡察办",
    "编办",
    "信访局",
    "档案馆",
    "总工会",
    "团委",
    "妇联",
]
_GOVERNMENT = [
    "发展改革局",
    "教育体育局",
    "科技和工业局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "自然资源局",
    "生态环境局",
    "住房城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化旅游局",
    "卫生健康局",
    "退役军人局",
    "应急管理局",
    "审计局",
    "市场监管局",
    "统计局",
    "医疗保障局",
    "林业局",
    "扶贫开发局",
    "城市管理局",
    "行政审批局",
    "招商服务中心",
    "供销合作社",
]
_PLACES = [
    "清溪",
    "柳林",
    "石门",
    "云台",
    "双河",
    "金坪",
    "桃园",
    "白塔",
    "龙泉",
    "松岭",
    "梅子",
    "凤凰",
    "长岭",
    "茶山",
    "银杏",
    "竹园",
]
_TITLES = ("科员", "一级科员", "四级主任科员", "办事员", "九级管理岗位", "专业技术岗位")
_SECTION_TITLES = ("副局长", "副镇长", "党委副书记", "副主任")
_COUNTY_TITLES = ("副县级干部",)
_STAFF = ("CIVIL_SERVANT", "CIVIL_SERVANT", "BY_REFERENCE", "INSTITUTION", "WORKER")


class UnitName(NamedTuple):
    name: str
    kind: str


class Person(NamedTuple):
    """What the archive holds of one person, but for the unit."""

    name: str
    sex: str
    born_on: date
    level: str
    staff_kind: str
    is_leading: bool
    title: str


def unit_names(count: int, named: list[str], random: Random) -> list[UnitName]:
    """Answer units: those named by the story first, then towns, departments and schools."""
    rows = [UnitName(name, _kind_of(name)) for name in named]
    pool = [UnitName(f"{place}镇", "TOWN") for place in random.sample(_PLACES, len(_PLACES))]
    pool += [UnitName(f"县{name}", "GOVERNMENT") for name in _GOVERNMENT]
    pool += [UnitName(f"县委{name}" if name[-1] in "部委办" else f"县{name}", "PARTY")
             for name in _PARTY]  # fmt: skip
    random.shuffle(pool)
    taken = {row.name for row in rows}
    rows += [row for row in pool if row.name not in taken][: max(count - len(rows), 0)]
    schools = count - len(rows)
    rows += [UnitName(f"县第{number}小学", "SCHOOL") for number in range(1, schools + 1)]
    return rows[:count]


def _kind_of(name: str) -> str:
    if name.endswith(("镇", "乡", "街道")):
        return "TOWN"
    if "党校" in name:
        return "PARTY_SCHOOL"
    if name.endswith(("村", "社区")):
        return "VILLAGE"
    if name.endswith(("小学", "中学", "学校")):
        return "SCHOOL"
    return "PARTY" if "县委" in name else "GOVERNMENT"


def village_names(count: int, random: Random) -> list[str]:
    """Answer villages that take people for practice."""
    pool = [f"{a}村" for a in _PLACES] + [f"{a}{b}村" for a in _PLACES for b in ("上", "下", "新")]
    pool += [f"{a}{n}组村" for a in _PLACES for n in range(1, count // len(_PLACES) + 2)]
    return random.sample(pool[: max(count * 2, len(_PLACES))], count)


def name(random: Random, sex: str) -> str:
    """Answer a plausible name; one in fifteen has a rare character."""
    surname = random.choice(_COMPOUND) if random.random() < 0.03 else random.choice(_SURNAMES)
    given = _MALE if sex == "M" else _FEMALE
    if random.random() < 1 / 15:
        return surname + random.choice(_RARE_NAMES)
    return surname + "".join(random.sample(given, random.choice((1, 2, 2))))


def person(random: Random, *, level: str, on: date) -> Person:
    """Answer one person between 26 and 57 years old on a day."""
    sex = random.choice("MMF")
    born_on = on - timedelta(days=random.randint(26 * 365, 57 * 365))
    titles = {"SECTION_LEVEL": _SECTION_TITLES, "COUNTY_LEVEL": _COUNTY_TITLES}.get(level, _TITLES)
    leading = level != "ORDINARY"
    staff = "CIVIL_SERVANT" if leading else random.choice(_STAFF)
    return Person(name(random, sex), sex, born_on, level, staff, leading, random.choice(titles))
