"""What the papers of this floor are called."""

from django.utils.translation import gettext_lazy as _

from core.documents.standings import register

register({"disposal_certificate": _("到期材料销毁证明")})
