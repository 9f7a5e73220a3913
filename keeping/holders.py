"""The certificate of a list carried out, which who keeps the lists may prove (校验)."""

from django.urls import reverse

from core.documents.holders import Holder, register
from keeping.models import Disposal

register(
    Holder(
        kinds=("disposal_certificate",),
        rows=Disposal.objects.visible_to,
        field="certificate",
        page=lambda row: reverse("keeping:disposal", args=[row.pk]),
    )
)
