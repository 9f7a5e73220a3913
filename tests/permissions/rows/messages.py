"""Messages in a world: one to the person, one to a verifier."""

from typing import Any

from core.notify.models import Message


def rows(where: Any) -> dict[str, Any]:
    own = Message.objects.get(kind="allegation_told", row_id=where.verified.pk)
    to_verify = Message.objects.filter(
        kind="to_verify", recipient=where.people["verifier"], row_id=where.submitted.pk
    )
    return {"message": own, "office_message": to_verify.get()}
