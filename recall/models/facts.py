from django.db import models
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """事实: what happened, when and where, under which ground."""

    nomination = models.ForeignKey("recall.Nomination", models.CASCADE, related_name="facts")
    ground = models.ForeignKey("recall.Ground", models.PROTECT, related_name="+")
    happened_on = models.DateField(_("发生日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    text = models.TextField(_("事实经过"))

    def __str__(self) -> str:
        return self.text[:40]


class FactEvidence(models.Model):
    """A file that shows a fact."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="evidence")
    file = models.OneToOneField("evidence.EvidenceFile", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.file)
