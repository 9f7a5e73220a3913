"""The addresses of the red and yellow lists."""

from core.dates import legal_day
from tests.permissions.routes.asking import SAID, Route, acts, of

_LONG = "当天在县里参加抢险，有值班记录可查。"
_LISTS = {
    "title": "第四季度红黄榜",
    "basis": "安组发〔2014〕6号",
    "from_on": "2018-01-01",
    "until_on": "2018-12-31",
    "scope": "UNIT",
    "red_days": 90,
    "yellow_days": 30,
    "objection_days": 5,
    "yellows": 0,
}
HONOUR_LISTS = [
    Route("evidence:honour-lists"),
    Route("evidence:honour-list-new", form=lambda w: _LISTS | {"place": f"u{w.unit.pk}"}),
    Route("evidence:honour-board"),
    Route("evidence:own-list-entries"),
    Route("evidence:own-list-entry", of("told_entry"), form=lambda _w: {"said": _LONG}),
    Route("evidence:honour-list", of("honour_list")),
    Route(
        "evidence:list-entry-new",
        of("honour_list"),
        form=lambda w: {
            "cadre": w.outsider.pk,
            "colour": "RED",
            "on": w.honour_list.until_on.isoformat(),
            "reason": _LONG,
        },
    ),
    Route("evidence:honour-list-close", of("quiet_lists")),
    Route("evidence:honour-list-signals", of("honour_list")),
    Route("evidence:list-entry", of("told_entry")),
    *acts(
        "evidence:list-entry-act",
        "list_entry",
        (
            "tell",
            lambda w: {
                "told_on": legal_day(w.list_entry.proposed_at).isoformat(),
                "told_how": "POST",
            },
        ),
        ("withdraw", lambda _w: {"reason": SAID}),
    ),
    *acts(
        "evidence:list-entry-act",
        "said_entry",
        ("answer", lambda _w: {"answer": "REJECTED", "answer_reason": SAID}),
    ),
    *acts("evidence:list-entry-act", "praise", ("publish", lambda _w: {})),
    *acts("evidence:list-entry-act", "shown_praise", ("file", lambda _w: {})),
]
