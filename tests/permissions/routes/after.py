"""The addresses of follow-up and of bans."""

from typing import Any

from tests.permissions.routes.asking import Asked, Route, of
from tests.permissions.worlds import LAST_DAY, Place


def _case(name: str) -> Asked:
    return lambda w: {"case_pk": getattr(w, name).pk}


def _visit(_where: Place) -> dict[str, Any]:
    told = {"visited_on": LAST_DAY, "visitor": "韩磊", "standing": "WELL"}
    return told | {"findings": "走访单位和群众，评价好", "own_words": "没有意见"}


def _ask(where: Place) -> dict[str, Any]:
    return {"name": where.banned.cadre.name, "kind": "AWARD", "purpose": "拟推荐为先进"}


AFTER = [
    Route("assessment:follow-up-list"),
    Route("assessment:follow-up", of("follow_up"), form=_visit),
    Route("assessment:after-case", of("banned"), _case("banned")),
    Route("assessment:label-clear", of("cleared_soon"), _case("cleared_soon")),
    Route("assessment:clearing-note", of("cleared"), _case("cleared")),
    Route("assessment:clearing-note-file", of("cleared"), _case("cleared")),
    Route("assessment:ban-ask", form=_ask),
    Route("assessment:ban-inquiry", of("inquiry")),
    Route(
        "assessment:ban-lift",
        of("ban"),
        form=lambda _w: {"reason": "抗洪抢险中表现突出，经研究解除"},
    ),
]
