"""The addresses of assessment."""

from typing import Any

from assessment.queries.reading import digest
from tests.permissions.routes.asking import SAID, Route, nothing, of
from tests.permissions.worlds import LAST_DAY, Place

_MEETING = {
    "meeting": "部务会",
    "approver": "COUNTY",
    "due_count": 3,
    "agree_count": 3,
    "disagree_count": 0,
    "defer_count": 0,
}


def _outcome(where: Place) -> dict[str, Any]:
    return _MEETING | {
        "kind": "RETURN",
        "conditions_RETURN": ["fit_again"],
        "reason": SAID,
        "held_on": LAST_DAY,
        "others": "赵某、钱某、孙某",
        "content_hash": digest(where.concluded.case),
    }


def _proposal(_where: Place) -> dict[str, Any]:
    told = {"kind": "RETURN", "conditions_RETURN": ["fit_again"], "approver": "COUNTY"}
    return told | {"reason": SAID}


ASSESSMENT = [
    Route("assessment:catalogue"),
    Route("assessment:assessment-list"),
    Route("assessment:case", of("before_assessment")),
    Route(
        "assessment:assessment-open",
        of("before_assessment"),
        lambda w: {"case_pk": w.before_assessment.pk},
    ),
    Route(
        "assessment:case-leave",
        of("before_assessment"),
        lambda w: {"case_pk": w.before_assessment.pk},
        lambda _w: {"opinion": SAID},
    ),
    Route(
        "assessment:case-refer",
        of("scored"),
        lambda w: {"case_pk": w.scored.case_id},
        lambda _w: {"reason": SAID, "approver": "DEPARTMENT", "conditions": ["clues_listed"]},
    ),
    Route(
        "assessment:outcome-consequences",
        of("concluded"),
        lambda w: {"case_pk": w.concluded.case_id},
    ),
    Route("assessment:recall-consequences", of("heard")),
    Route("assessment:referral-list"),
    Route(
        "assessment:referral",
        of("referral"),
        form=lambda _w: {"answer": "BACK", "opinion": SAID},
    ),
    Route(
        "assessment:assessment-score",
        of("opened"),
        form=lambda _w: {"part": "class", "value": "80", "source": "考勤与测试"},
    ),
    Route(
        "assessment:assessment-measure",
        of("opened"),
        form=lambda _w: {"part": "class"},
    ),
    Route(
        "assessment:assessment-part",
        of("concluded"),
        lambda w: {"pk": w.concluded.pk, "part": "class"},
    ),
    Route("assessment:assessment-form", of("concluded")),
    Route("assessment:assessment-form-file", of("concluded")),
    Route(
        "assessment:assessment-conclude",
        of("scored"),
        form=lambda _w: {"passed": "yes", "comment": SAID},
    ),
    Route(
        "assessment:outcome-decide",
        of("concluded"),
        lambda w: {"case_pk": w.concluded.case_id},
        _outcome,
    ),
    Route(
        "assessment:outcome-propose",
        of("concluded"),
        lambda w: {"case_pk": w.concluded.case_id},
        _proposal,
    ),
    Route(
        "assessment:proposal-withdraw",
        of("proposal"),
        lambda w: {"case_pk": w.proposal.case_id},
        nothing,
    ),
    Route(
        "assessment:outcome-serve",
        of("outcome"),
        form=lambda _w: {"served_on": LAST_DAY, "manner": "IN_PERSON", "received_by": "本人"},
    ),
    Route("assessment:outcome-carry-out", of("served_outcome")),
    Route(
        "assessment:case-volumes",
        of("served_outcome"),
        lambda w: {"case_pk": w.served_outcome.case_id},
        nothing,
    ),
    Route("assessment:volume", of("volume")),
    Route("assessment:volume-file", of("volume")),
    Route("assessment:outcome-document", of("outcome")),
    Route("assessment:outcome-document-file", of("outcome")),
    Route("assessment:own-result", of("outcome"), lambda w: {"case_pk": w.outcome.case_id}),
    Route("assessment:own-document", of("outcome")),
    Route("assessment:own-document-file", of("outcome")),
]
