"""The addresses of the interface, each with its scope and the fewest fields that do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import KeyScope
from assessment.enums import BanKind, InquiryAnswer, PayChangeKind, PayKind, PayMove
from assessment.queries import pay
from cadres.enums import Level
from core.documents import standings
from core.sealing import aliases
from portal.presenters.interface import fields as f
from portal.queries import interface as queries
from recall.enums import CaseState

JSON, PDF, ZIP = "application/json", "application/pdf", "application/zip"


@dataclass(frozen=True)
class Resource:
    """One address: whose scope opens it, what it says, and about whom each row is.

    path: with its arguments in braces, as OpenAPI writes them. media: what it answers with.
    """

    name: str
    path: str
    scope: KeyScope
    words: f.Words
    fields: tuple[f.Field, ...] = ()
    about: Callable[[Any], int | None] = lambda row: None
    is_list: bool = False
    media: str = JSON


def _person(way: f.Way) -> f.Field:
    words = _("人员的不透明编号，同一人始终相同，可据以逐月对应。")
    return f.opaque("person", words, lambda row: aliases.of(queries.CADRE, way(row)))


def _case(way: f.Way) -> f.Field:
    words = _("案件的不透明编号。")
    return f.opaque("case", words, lambda row: aliases.of(queries.CASE, way(row)))


RUNS = Resource(
    "pay-runs",
    "/pay/runs/",
    KeyScope.PAY,
    _("已经两人签发的月度变动表。签发后不再变化。"),
    (
        f.month("month", _("月份"), lambda run: run.month),
        f.digest("content_sha256", _("表中各行内容的校验值"), lambda run: run.content_hash),
        f.digest("file_sha256", _("签发的工作簿的校验值"), lambda run: run.file_sha256),
        f.instant("signed_at", _("签发时间"), lambda run: run.checked_at),
    ),
    is_list=True,
)
LINES = Resource(
    "pay-lines",
    "/pay/runs/{month}/lines/",
    KeyScope.PAY,
    _("某月与上月相比的变动，一行一项。金额以分计，为比应发少发的数。"),
    (
        f.opaque("id", _("行的编号"), lambda row: aliases.of(queries.LINE, row.pk)),
        _person(lambda row: row.case.cadre_id),
        f.text("name", _("姓名"), lambda row: row.name),
        f.text("unit", _("当时单位"), lambda row: row.unit_name),
        f.code("kind", _("影响的内容"), lambda row: row.kind, PayKind),
        f.code("move", _("变动"), lambda row: row.move, PayMove),
        f.whole("before_fen", _("上月少发（分）"), lambda row: row.before_fen),
        f.whole("after_fen", _("本月少发（分）"), lambda row: row.after_fen),
        f.whole("repaid_fen", _("本月补发（分）"), lambda row: row.repaid_fen),
        f.text("basis", _("依据"), lambda row: row.basis),
        f.text("approver", _("批准机关"), lambda row: row.approver),
    ),
    about=lambda row: row.case.cadre_id,
    is_list=True,
)
_CHANGE = (
    f.code("kind", _("停止、恢复或撤销"), lambda row: row.kind, PayChangeKind),
    f.month("month", _("自何月起"), lambda row: row.month),
)
EFFECTS = Resource(
    "pay-effects",
    "/pay/runs/{month}/effects/",
    KeyScope.PAY,
    _("延续到某个已签发月份的待遇影响，附截至该月的停止、恢复和撤销。"),
    (
        f.opaque("id", _("编号"), lambda row: aliases.of(queries.EFFECT, row["effect"].pk)),
        _person(lambda row: row["effect"].case.cadre_id),
        f.text("name", _("姓名"), lambda row: row["effect"].case.cadre.name),
        f.text("unit", _("当时单位"), lambda row: row["effect"].case.unit_then),
        f.code("kind", _("影响的内容"), lambda row: row["effect"].kind, PayKind),
        f.month("from_month", _("起始月份"), lambda row: row["effect"].from_month),
        f.month("until_month", _("截止月份；未定为空"), lambda row: row["effect"].until_month),
        f.whole("monthly_fen", _("每月金额（分）"), lambda row: row["effect"].fen),
        f.whole(
            "fen", _("该月实际少发（分）"), lambda row: pay.amount(row["effect"], row["month"])
        ),
        f.many("changes", _("变动"), lambda row: row["effect"].changes.all(), _CHANGE),
    ),
    about=lambda row: row["effect"].case.cadre_id,
    is_list=True,
)
_CASE = (
    f.opaque("id", _("案件的不透明编号。"), lambda row: aliases.of(queries.CASE, row.pk)),
    f.code("state", _("状态"), lambda row: row.state, CaseState),
    f.text("state_name", _("状态的名称"), lambda row: row.get_state_display()),
    f.text("unit", _("当时单位"), lambda row: row.unit_then),
    f.text(
        "reference",
        _("召回通知书文号；尚无为空串"),
        lambda row: row.notice.reference if row.notice else "",
    ),
    f.day("due_on", _("本环节期限"), lambda row: row.due_on),
    f.instant("opened_at", _("立案时间"), lambda row: row.opened_at),
    f.instant("closed_at", _("办结时间"), lambda row: row.closed_at),
)
CASES = Resource(
    "cases",
    "/cases/",
    KeyScope.CASES,
    _("本县案件的状态，不含姓名和情形。"),
    _CASE,
    about=lambda row: row.cadre_id,
    is_list=True,
)
ONE_CASE = Resource(
    "case",
    "/cases/{id}/",
    KeyScope.CASES,
    _("一个案件的状态。"),
    _CASE,
    about=lambda row: row.cadre_id,
)
_PAPER = (
    f.text("id", _("公文编号（UUID）"), lambda row: str(row.uid)),
    f.text("reference", _("发文字号"), lambda row: row.reference),
    f.text("kind", _("文种"), lambda row: str(standings.label(row.kind))),
    f.whole("year", _("年度"), lambda row: row.year),
    f.code("state", _("是否已生成"), lambda row: row.state, ("PENDING", "READY", "FAILED")),
    f.yes("is_void", _("文号是否已作废"), lambda row: row.is_void),
    f.instant("issued_at", _("签发时间"), lambda row: row.requested_at),
)
DOCUMENTS = Resource(
    "documents",
    "/documents/",
    KeyScope.CASES,
    _("本县编了文号的公文，不含标题。"),
    _PAPER,
    is_list=True,
)
_FILE = (
    *_PAPER,
    f.digest("sha256", _("文件的校验值"), lambda row: row.sha256),
    f.whole("byte_count", _("字节数"), lambda row: row.byte_count),
    f.whole("page_count", _("页数"), lambda row: row.page_count),
)
FILES = Resource(
    "archive-documents",
    "/archive/documents/",
    KeyScope.ARCHIVE,
    _("已有文件的公文及其校验值。"),
    _FILE,
    is_list=True,
)
FILE = Resource(
    "archive-document-file",
    "/archive/documents/{uid}/file/",
    KeyScope.ARCHIVE,
    _("一份公文的文件（PDF），交出前核对校验值。"),
    media=PDF,
)
VOLUMES = Resource(
    "archive-volumes",
    "/archive/volumes/",
    KeyScope.ARCHIVE,
    _("已归卷的案卷及其校验值。"),
    (
        f.text("id", _("案卷编号（UUID）"), lambda row: str(row.uid)),
        _case(lambda row: row.case_id),
        f.whole("number", _("卷次"), lambda row: row.number),
        f.digest("sha256", _("文件的校验值"), lambda row: row.sha256),
        f.whole("byte_count", _("字节数"), lambda row: row.byte_count),
        f.whole("page_count", _("页数"), lambda row: row.page_count),
        f.instant("bound_at", _("归卷时间"), lambda row: row.ready_at),
    ),
    about=lambda row: row.case.cadre_id,
    is_list=True,
)
VOLUME = Resource(
    "archive-volume-file",
    "/archive/volumes/{uid}/file/",
    KeyScope.ARCHIVE,
    _("一卷的文件（ZIP），交出前核对校验值。"),
    media=ZIP,
)
CHECK = Resource(
    "eligibility",
    "/eligibility/",
    KeyScope.BANS,
    _("能否推荐：按姓名查询一人，只答可否、期满日和依据，不说情形。查询内容在请求正文中。"),
    (
        _person(lambda row: row.cadre.pk),
        f.code("kind", _("拟办事项"), lambda row: row.kind, BanKind),
        f.code("answer", _("答复"), lambda row: row.answer, InquiryAnswer),
        f.day("until_on", _("期满"), lambda row: row.until_on),
        f.text("basis", _("依据"), lambda row: row.basis),
    ),
)
_NULLABLE = {"type": ["integer", "null"]}
_COUNTS = tuple(
    f.Field(name, words, lambda row, place=place: row["counts"][place], _NULLABLE)
    for place, (name, words) in enumerate(
        (
            ("returned", _("回到原岗位；少于五人为空")),
            ("other", _("其他结果；少于五人为空")),
            ("open", _("年末尚无结果；少于五人为空")),
        )
    )
)
FIGURES = Resource(
    "figures",
    "/figures/",
    KeyScope.FIGURES,
    _("已结束的整年的人数，分层级，与本县公开页相同。"),
    (
        f.whole("year", _("年度"), lambda row: row["year"]),
        f.many(
            "levels",
            _("各层级"),
            lambda row: row["levels"],
            (
                f.code("level", _("层级"), lambda row: row["level"], [*Level, "rest", "total"]),
                *_COUNTS,
            ),
        ),
    ),
)
ALL = (
    RUNS, LINES, EFFECTS, CASES, ONE_CASE, DOCUMENTS, FILES, FILE, VOLUMES, VOLUME, CHECK, FIGURES,
)  # fmt: skip
