"""保管期限表: every kind of record, for how long, since when, on what footing, and what then.

Terms of years are the least; a division may set a longer one up to the limit (queries.terms).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keeping.enums import RecordKind

Words = str | Promise
_RULE = _("机关文件材料归档范围和文书档案保管期限规定；个人信息保护法第十九条")
_PROPOSED = _(
    "机关文件材料归档范围和文书档案保管期限规定；个人信息保护法第十九条（年数为本产品建议）"
)
_OWN = _("个人信息保护法第十九条（法规未定年数，年数为本产品建议）")
_NEXT_YEAR = _("办结、影响期满（取较晚者）的次年1月1日")


class Ending(TextChoices):
    """What happens when a term is over."""

    DELETE = "DELETE", _("列入到期清单，两人决定后销毁")
    ARCHIVE = "ARCHIVE", _("案卷移交档案馆，其余列入到期清单，两人决定后销毁")
    EMPTY = "EMPTY", _("列入到期清单，两人决定后清空内容，文号保留")
    SWEPT = "SWEPT", _("系统到期自动清除")
    KEPT = "KEPT", _("本系统不销毁；期满按档案管理规定移交")


@dataclass(frozen=True)
class Kind:
    """One kind: what it is, years (None where it is no term of years), and the longest allowed."""

    code: str
    label: Words
    term: Words
    starts: Words
    basis: Words
    ending: Ending
    years: int | None = None
    limit: int | None = None

    @property
    def is_listed(self) -> bool:
        return self.code in RecordKind.values


_FOREVER, _LONG = _("永久"), _("30年")
_YEAR_OVER, _OVER = _("年度终了的次日"), _("结束的次年1月1日")
_DAILY: dict[RecordKind, Words] = {
    RecordKind.BOOKS: _YEAR_OVER,
    RecordKind.BALLOTS: _("投票截止的次年1月1日"),
    RecordKind.WEEKLY: _YEAR_OVER,
    RecordKind.CHECKLISTS: _YEAR_OVER,
    RecordKind.COMPLAINTS: _("统计期终了的次年1月1日"),
    RecordKind.LISTS: _("最后一次公布期满的次年1月1日"),
    RecordKind.INSPECTIONS: _("最后一项认定的次年1月1日"),
    RecordKind.PANELS: _OVER,
    RecordKind.PRESENTED: _OVER,
    RecordKind.REMINDERS: _("改正期限或认定（取较晚者）的次年1月1日"),
    RecordKind.TARGETS: _YEAR_OVER,
    RecordKind.WORK: _YEAR_OVER,
}


def _daily(kind: RecordKind, starts: Words) -> Kind:
    """Answer a kind of daily record: ten years, as ballots and working papers are kept."""
    return Kind(kind, kind.label, _("10年"), starts, _PROPOSED, Ending.DELETE, 10, 30)


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            RecordKind.RECALLED,
            RecordKind.RECALLED.label,
            _LONG,
            _NEXT_YEAR,
            _RULE,
            Ending.ARCHIVE,
            30,
            60,
        ),
        Kind(
            RecordKind.NOT_RECALLED,
            RecordKind.NOT_RECALLED.label,
            _("10年"),
            _("终止的次年1月1日"),
            _RULE,
            Ending.DELETE,
            10,
            30,
        ),
        Kind(
            RecordKind.PROTECTED,
            RecordKind.PROTECTED.label,
            _("2年"),
            _("保护期终止的次日"),
            _("个人信息保护法第十九条、第二十八条"),
            Ending.DELETE,
            2,
            10,
        ),
        Kind(
            RecordKind.VOIDED,
            RecordKind.VOIDED.label,
            _("10年"),
            _("作废的次年1月1日"),
            _RULE,
            Ending.EMPTY,
            10,
            30,
        ),
        Kind(
            RecordKind.LEAVERS,
            RecordKind.LEAVERS.label,
            _("10年"),
            _("离开的次年1月1日"),
            _OWN,
            Ending.DELETE,
            10,
            50,
        ),
        *(_daily(kind, starts) for kind, starts in _DAILY.items()),
        Kind(
            RecordKind.CLASSES,
            RecordKind.CLASSES.label,
            _LONG,
            _("结班的次年1月1日"),
            _PROPOSED,
            Ending.DELETE,
            30,
            60,
        ),
        Kind(
            RecordKind.COMPLIANCE,
            RecordKind.COMPLIANCE.label,
            _LONG,
            _("批次结束、整改销号（取较晚者）的次年1月1日"),
            _PROPOSED,
            Ending.DELETE,
            30,
            60,
        ),
        Kind(
            RecordKind.TEACHERS,
            RecordKind.TEACHERS.label,
            _("2年"),
            _("停用的次年1月1日"),
            _OWN,
            Ending.DELETE,
            2,
            30,
        ),
        Kind(
            "PERSONNEL",
            _("在职人员的档案信息"),
            _("在职期间"),
            _("登记"),
            _("干部人事档案工作条例"),
            Ending.KEPT,
        ),
        Kind("DAILY", _("扫描和证明材料登记"), _FOREVER, _("形成的次年"), _RULE, Ending.KEPT),
        Kind("DECIDED", _("批次、会议、办法"), _FOREVER, _("形成的次年"), _RULE, Ending.KEPT),
        Kind(
            "LIBRARY",
            _("课程、题库、教室和锻炼点"),
            _("长期使用，不设期限"),
            _("登记"),
            _("除登记人账号外不记载个人信息，不另设期限（个人信息保护法第四条）"),
            Ending.KEPT,
        ),
        Kind(
            "FINANCE", _("待遇变动表"), _LONG, _("签字的次年"), _("会计档案管理办法"), Ending.KEPT
        ),
        Kind(
            "DISCLOSED",
            _("公示登记和影响评估"),
            _("至少3年"),
            _("评估之日"),
            _("个人信息保护法第五十六条"),
            Ending.KEPT,
        ),
        Kind("ISSUED", _("公文登记和汇总表"), _FOREVER, _("制发的次年"), _RULE, Ending.KEPT),
        Kind(
            "ACCOUNTS",
            _("账号、授权和登录"),
            _("账号停用后仍须说明经办人，长期保存；会话、口令尝试随用随清"),
            _("开立"),
            _("网络安全法第二十一条"),
            Ending.KEPT,
        ),
        Kind(
            "PASSING",
            _("消息、导出、导入和检索"),
            _("导出和本人副本24小时；已读消息、未执行的导入按设置的天数"),
            _("生成"),
            _("个人信息保护法第十九条"),
            Ending.SWEPT,
        ),
        Kind(
            "TRAIL",
            _("审计记录"),
            _("长期保存，不少于六个月"),
            _("发生"),
            _("网络安全法第二十一条"),
            Ending.KEPT,
        ),
        Kind("REGISTER", _("销毁登记、保全登记"), _FOREVER, _("登记"), _RULE, Ending.KEPT),
        Kind("PLAIN", _("区划、单位和系统表（无个人信息）"), "—", "—", "—", Ending.KEPT),
    )
}


@cache
def tables() -> dict[str, list[str]]:
    """Answer kind → the tables that hold it."""
    text = Path(settings.BASE_DIR, "keeping", "tables.yaml").read_text("utf-8")
    found: dict[str, list[str]] = yaml.safe_load(text)
    return found


def least(kind: str) -> int:
    """Answer the least years that a listed kind is kept."""
    return int(KINDS[kind].years or 0)


def limit(kind: str) -> int:
    """Answer the most years that a division may set for a listed kind."""
    return int(KINDS[kind].limit or 0)
