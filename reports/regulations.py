"""What a summary demands, and a number that is made void."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.documents import voiding
from core.regulations import regulation
from schemes.models import SchemeVersion


@regulation("RP-01", _("统计日不得晚于今天。"), source="产品规则：统计口径")
def not_in_future(as_of: date, today: date) -> bool:
    return as_of <= today


@regulation("RP-02", _("预定的统计日须从今天起，不重复。"), source="产品规则：统计口径")
def day_is_free(on: date, today: date, taken: bool) -> bool:
    return on >= today and not taken


@regulation("SC-25", _("对照版本须与回放的版本不同。"), source="产品规则：规则回放")
def two_versions(base: SchemeVersion, version: SchemeVersion) -> bool:
    return base.pk != version.pk


@regulation("DN-01", _("作废须写明原因。"), source="产品规则：发文登记")
def voiding_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation(
    "DN-02",
    _("这类文件在办理中编号，随事项归档，不能作废；有误的另发更正。"),
    source="产品规则：发文登记",
)
def kind_may_be_void(kind: str) -> bool:
    return kind in voiding.kinds()
