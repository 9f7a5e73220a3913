from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.enums import CIVIL_KINDS, CivilRating, InstitutionRating, StaffKind

_CIVIL = models.Q(staff_kind__in=CIVIL_KINDS)


class AnnualRating(models.Model):
    """年度考核结果 of one year, on the scale of the staff kind that the person had then."""

    cadre = models.ForeignKey("cadres.Cadre", models.PROTECT, related_name="ratings")
    year = models.PositiveSmallIntegerField(_("年度"))
    staff_kind = models.CharField(_("当年身份"), max_length=14, choices=StaffKind)
    civil = models.CharField(_("公务员等次"), max_length=12, choices=CivilRating, blank=True)
    institution = models.CharField(
        _("事业单位档次"), max_length=12, choices=InstitutionRating, blank=True
    )
    about = ("cadre_id",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cadre", "year"], name="rating_once_a_year"),
            models.CheckConstraint(
                condition=(_CIVIL & models.Q(civil__in=CivilRating.values, institution=""))
                | (~_CIVIL & models.Q(civil="", institution__in=InstitutionRating.values)),
                name="rating_scale_fits_staff_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(1980, 2100)), name="rating_year_is_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.label}"

    @property
    def label(self) -> str:
        return str(self.get_civil_display() or self.get_institution_display())
