"""The index: every ending of every title, by characters, by pinyin and by initials."""

from django.contrib.postgres.indexes import OpClass
from django.db import models


class Word(models.Model):
    """One ending of what a row is called; whatever is looked for is the beginning of one.

    Triggers keep the table (see `core.search.sql`); `place` is the ending's first character in the
    title, so 0 is the whole. `county_id` is 0 for what everybody may find.
    """

    pk = models.CompositePrimaryKey("kind", "object_id", "word")
    kind = models.CharField(max_length=8)
    object_id = models.BigIntegerField()
    word = models.CharField(max_length=240)
    county_id = models.BigIntegerField()
    place = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(
                "county_id",
                "kind",
                OpClass("word", "text_pattern_ops"),
                "place",
                "object_id",
                name="search_word_find",
            )
        ]

    def __str__(self) -> str:
        return self.word
