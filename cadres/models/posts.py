from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.Model):
    """任职: a post held from a day to a day; at most one main post is open."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="posts")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("职务"), max_length=60)
    from_on = models.DateField(_("任职日期"))
    until_on = models.DateField(_("免职日期"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cadre"], condition=models.Q(until_on=None), name="post_one_open_per_cadre"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"
