"""What the library of rooms demands. Each sentence is shown as it stands here."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = "产品默认规则（可由部门核定）"


@regulation(
    "TR-41",
    _("教室座位数少于应到人数，请换一间，或勾选“座位不够也用这间”。"),
    source=_OWN,
)
def seats_suffice(seats: int | None, people: int) -> bool:
    return seats is None or seats >= people


@regulation("TR-42", _("只能选用本县在用的教室，该教室已停用或不属于本县。"), source=_OWN)
def room_is_usable(is_in_use: bool, is_own_county: bool) -> bool:
    return is_in_use and is_own_county


@regulation("TR-43", _("该地点已有同名教室，请直接选用，或换一个名称。"), source=_OWN)
def room_is_new(is_taken: bool) -> bool:
    return not is_taken
