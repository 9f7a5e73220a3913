from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Lets an exclusion constraint combine equality with an overlap."""

    initial = True
    dependencies = []
    operations = [BtreeGistExtension()]
