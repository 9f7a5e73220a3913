"""The person's own page of what the practices hold about them."""

from typing import Any

from django.utils.translation import gettext as _

from evidence.presenters import checklists
from evidence.queries import own

SHOWN = 200


def page(user: Any) -> dict[str, Any]:
    rows = list(own.problems(user)[:SHOWN])
    return {
        "problems": [{"row": row, "state": checklists.problem_state(row)} for row in rows],
        "crumbs": [(_("我的记录"), None)],
    }
