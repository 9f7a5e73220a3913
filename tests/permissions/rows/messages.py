"""A message in a world: to the person, who was told of what is alleged."""

from typing import Any

from core.notify.models import Message


def rows(where: Any) -> dict[str, Any]:
    row = Message.objects.get(kind="allegation_told", row_id=where.verified.pk)
    return {"message": row}
