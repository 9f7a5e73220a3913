from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schemes.enums import Provenance


def in_language(chinese: str, english: str) -> str:
    """Answer the text in the language of the screen; Chinese is the source."""
    return english if get_language() == "en" else chinese


class GroundSet(models.Model):
    """A list of grounds (召回情形) that ships as a preset, with its provenance."""

    code = models.CharField(_("清单代码"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=80)
    title_en = models.CharField(max_length=120)
    jurisdiction = models.CharField(_("来源地"), max_length=80)
    year = models.PositiveSmallIntegerField(_("年份"))
    note = models.TextField(_("来源说明"), blank=True)
    note_en = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def title_label(self) -> str:
        """The title in the language of the screen."""
        return in_language(self.title, self.title_en)

    @property
    def note_label(self) -> str:
        """The note in the language of the screen."""
        return in_language(self.note, self.note_en)


class Ground(models.Model):
    """召回情形: one item of a set. Its provenance stands wherever its title stands."""

    set = models.ForeignKey("schemes.GroundSet", models.PROTECT, related_name="grounds")
    code = models.CharField(_("编号"), max_length=12, unique=True)
    title = models.CharField(_("情形"), max_length=60)
    title_en = models.CharField(max_length=160)
    category = models.CharField(_("类别"), max_length=16)
    measures = models.JSONField(_("建议措施"), default=list)
    provenance = models.CharField(_("出处"), max_length=10, choices=Provenance)
    source = models.CharField(_("来源"), max_length=160, blank=True)
    source_en = models.CharField(max_length=160, blank=True)
    confidence = models.CharField(max_length=6)
    requires_free_text = models.BooleanField(_("须写明具体情形"), default=False)
    position = models.PositiveSmallIntegerField(_("顺序"))

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def label(self) -> str:
        """The title in the language of the screen."""
        return in_language(self.title, self.title_en)

    @property
    def source_label(self) -> str:
        """The source in the language of the screen."""
        return in_language(self.source, self.source_en)
