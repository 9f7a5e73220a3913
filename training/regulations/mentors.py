"""What is demanded of a mentor, besides room (TR-06) and being another person (TR-07)."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_LAW = "公务员法第七十六条：涉及亲属的应当回避"
_OWN = "产品默认规则（可由部门核定）"
_HANDED = "领域参考 57：交接记录"


@regulation("MT-01", _("带教人不能是本人的亲属或者共同居住的人，请另选。"), source=_LAW)
def mentor_is_no_kin(mentor_id: int, kin: Collection[int]) -> bool:
    return mentor_id not in kin


@regulation("MT-02", _("带教人不能是起草或者报送这件提名的人，请另选。"), source=_OWN)
def mentor_did_not_nominate(mentor_id: int, nominators: Collection[int]) -> bool:
    return mentor_id not in nominators


@regulation("MT-03", _("更换带教人须写明原因和交接说明。"), source=_HANDED)
def handover_is_told(reason: str, note: str) -> bool:
    return bool(reason.strip() and note.strip())


@regulation("MT-04", _("新带教人就是现在的带教人，请另选。"), source=_HANDED)
def mentor_is_new(mentor_id: int | None, present_id: int) -> bool:
    """None: a name without an account, which is a new account whatever it is."""
    return mentor_id != present_id
