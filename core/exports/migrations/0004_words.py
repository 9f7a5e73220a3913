from django.db import migrations

import core.sealing.fields


class Migration(migrations.Migration):
    dependencies = [("exports", "0003_gb18030")]
    operations = [
        migrations.AddField(
            model_name="export",
            name="words",
            field=core.sealing.fields.SealedTextField(editable=False, null=True, verbose_name="查找"),
        ),
    ]
