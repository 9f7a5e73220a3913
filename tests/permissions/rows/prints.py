"""Bulk prints in a world: one that runs, one that was cancelled, one whose files lie ready."""

from typing import Any

from django.utils import timezone

from core.prints import printing
from core.prints.models import PrintRun, PrintState


def rows(where: Any) -> dict[str, Any]:
    by, now = where.people["county_admin"], timezone.now()
    told = {"requested_by": by, "requested_at": now, "series": "outcome"}
    told["params"] = {"campaign": where.campaign.pk, "unit": None, "waiting": False}
    over = {"expires_at": now + printing.LIFE}
    ready = {"ready_at": now, "volume_bytes": 5, "archive_bytes": 5} | over
    rows = {
        "print_ready": PrintRun.objects.create(**told, state=PrintState.READY, **ready),
        "print_cancelled": PrintRun.objects.create(**told, state=PrintState.CANCELLED, **over),
        "print_running": PrintRun.objects.create(
            **told | {"requested_by": where.people["verifier"], "series": "recall_notice"}
        ),
    }
    printing.folder().mkdir(parents=True, exist_ok=True)
    printing.path_of(rows["print_ready"], printing.VOLUME).write_bytes(b"%PDF-")
    return rows
