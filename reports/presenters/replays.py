"""What the replay pages show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.models import Job
from reports.models import Replay
from reports.queries import replays as queries

_TITLES = {
    "kind": gettext_lazy("按单位性质"),
    "level": gettext_lazy("按层次"),
    "sex": gettext_lazy("按性别"),
    "age": gettext_lazy("按年龄段"),
}
_HEAD = (
    gettext_lazy("两版都列入"),
    gettext_lazy("新列入"),
    gettext_lazy("不再列入"),
    gettext_lazy("两版都不列入"),
)


def page(row: Replay) -> dict[str, Any]:
    """Answer the context of one replay."""
    return {
        "replay": row,
        "crumbs": [(_("规则回放"), reverse("reports:replay-list")), (str(row), None)],
        "tables": _tables(row) if row.result else [],
        "progress": progress(row),
    }


def progress(row: Replay) -> dict[str, Any]:
    """Answer how far the job is."""
    job = Job.objects.filter(key=f"reports.replay:{row.pk}").first()
    return {
        "done": job.done_count if job else 0,
        "total": job.total_count if job else 0,
        "is_dead": job is not None and job.state == "DEAD",
    }


def _tables(row: Replay) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": _TITLES[name],
            "head": _HEAD,
            "rows": [
                *(
                    {"label": label, "ns": _shown(numbers)}
                    for label, numbers in zip(
                        queries.labels(name, told["keys"]), told["rows"], strict=True
                    )
                ),
                {"label": _("合计"), "ns": _shown(told["total"])},
            ],
        }
        for name, told in row.result.items()
    ]


def _shown(numbers: list[int | None]) -> list[str]:
    return [_("隐去") if n is None else str(n) for n in numbers]
