"""The addresses of follow-up and of bans."""

from typing import Any

from tests.permissions.routes.asking import Asked, Route, nothing, of
from tests.permissions.worlds import LAST_DAY, Place


def _case(name: str) -> Asked:
    return lambda w: {"case_pk": getattr(w, name).pk}


def _visit(_where: Place) -> dict[str, Any]:
    told = {"visited_on": LAST_DAY, "visitor": "韩磊", "standing": "WELL"}
    return told | {"findings": "走访单位和群众，评价好", "own_words": "没有意见"}


def _ask(where: Place) -> dict[str, Any]:
    return {"name": where.banned.cadre.name, "kind": "AWARD", "purpose": "拟推荐为先进"}


_SEEN = "值班记录显示按时到岗，未发现缺勤"


def _observed(name: str, row: str, form: Any) -> Route:
    return Route(
        "assessment:observation-act",
        of(row),
        lambda w: {"pk": getattr(w, row).pk, "name": name},
        form,
        case=name,
    )


def _decision(_where: Place) -> dict[str, Any]:
    told = {"name": "部务会", "held_on": LAST_DAY, "due_count": 5, "agree_count": 5}
    return told | {"disagree_count": 0, "defer_count": 0}


AFTER = [
    Route("assessment:follow-up-list"),
    Route("assessment:stayer-list"),
    Route("assessment:follow-up", of("follow_up"), form=_visit),
    Route("assessment:after-case", of("banned"), _case("banned")),
    Route("assessment:label-clear", of("cleared_soon"), _case("cleared_soon")),
    Route("assessment:clearing-note", of("cleared"), _case("cleared")),
    Route("assessment:clearing-note-file", of("cleared"), _case("cleared")),
    Route("assessment:observation", of("observed")),
    _observed("note", "observed", lambda _w: {"on": LAST_DAY, "is_kept": "kept", "text": _SEEN}),
    _observed("propose", "observed", lambda _w: {"proposal": _SEEN}),
    _observed("decide", "proposed_outcome", _decision),
    _observed("nonsense", "observed", nothing),
    Route("assessment:ban-ask", form=_ask),
    Route("assessment:ban-inquiry", of("inquiry")),
    Route(
        "assessment:ban-lift",
        of("ban"),
        form=lambda _w: {"reason": "抗洪抢险中表现突出，经研究解除"},
    ),
]
