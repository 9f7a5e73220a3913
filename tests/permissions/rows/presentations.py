"""Show-and-compare rounds of the tables, one at each stage."""

from typing import Any

from tests.factories import presentations as make
from tests.factories.accounts import UserFactory


def rows(where: Any) -> dict[str, Any]:
    """Answer rounds with the person concerned as a member and the verifier as a commentator."""
    by = where.people["unit_clerk"]
    users = [where.people["verifier"], *(UserFactory() for _number in range(5))]

    def manned(title: str, **given: Any) -> Any:
        row = make.drawn(where.unit, by=by, title=title, **given)
        return make.manned(row, where.draft.cadre, users=users)

    reporting = make.reported(make.settled(manned("填报中")))
    shown = make.shown(make.reported(make.settled(manned("述职中"))))
    stated = make.recorded(make.shown(make.reported(make.settled(manned("待评议")))))
    commenting = make.commenting(manned("评议中"))
    low = make.commenting(manned("已结束", line=60))
    make.commented(low.members.get(cadre=where.draft.cadre), *[10] * 6)
    return {
        "draft_round": manned("拟定中"),
        "reporting_round": reporting,
        "shown_round": shown,
        "stated_round": stated,
        "commenting_round": commenting,
        "closed_round": make.closed(low),
        "reporting_member": reporting.members.get(cadre=where.draft.cadre),
        "shown_member": shown.members.get(cadre=where.draft.cadre),
        "commenting_member": commenting.members.get(cadre=where.draft.cadre),
    }
