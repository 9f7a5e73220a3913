"""The lists of grounds move from recall to their own floor; the tables take the new names."""

import django.db.models.deletion
from django.db import migrations, models

NAMES = (
    ("recall_groundset", "schemes_groundset"),
    ("recall_ground", "schemes_ground"),
    ("recall_groundset_id_seq", "schemes_groundset_id_seq"),
    ("recall_ground_id_seq", "schemes_ground_id_seq"),
)


def renamed(old: str, new: str) -> str:
    kind = "SEQUENCE" if old.endswith("_seq") else "TABLE"
    return f"ALTER {kind} {old} RENAME TO {new}"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("recall", "0006_fill_unit_as_it_was"),
        ("portal", "0001_search_triggers"),  # its trigger goes along with the table
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(renamed(old, new), renamed(new, old)) for old, new in NAMES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='GroundSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, unique=True, verbose_name='清单代码')),
                        ('title', models.CharField(max_length=80, verbose_name='名称')),
                        ('title_en', models.CharField(max_length=120)),
                        ('jurisdiction', models.CharField(max_length=80, verbose_name='来源地')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                        ('note', models.TextField(blank=True, verbose_name='来源说明')),
                        ('note_en', models.TextField(blank=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Ground',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=12, unique=True, verbose_name='编号')),
                        ('title', models.CharField(max_length=60, verbose_name='情形')),
                        ('title_en', models.CharField(max_length=160)),
                        ('category', models.CharField(max_length=16, verbose_name='类别')),
                        ('measures', models.JSONField(default=list, verbose_name='建议措施')),
                        ('provenance', models.CharField(choices=[('published', '公开材料所见'), ('seed', '据报道内容整理'), ('inferred', '推定，待部门核定')], max_length=10, verbose_name='出处')),
                        ('source', models.CharField(blank=True, max_length=160, verbose_name='来源')),
                        ('source_en', models.CharField(blank=True, max_length=160)),
                        ('confidence', models.CharField(max_length=6)),
                        ('requires_free_text', models.BooleanField(default=False, verbose_name='须写明具体情形')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                        ('set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='schemes.groundset')),
                    ],
                ),
            ],
        ),
    ]
