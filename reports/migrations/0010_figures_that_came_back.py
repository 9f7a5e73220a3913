from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0009_prefecture_dates'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='summary',
            name='summary_once_per_figures',
        ),
        migrations.RemoveConstraint(
            model_name='prefecturesummary',
            name='prefecture_summary_once_per_figures',
        ),
    ]
