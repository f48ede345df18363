from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_initial")]

    operations = [
        migrations.AddField(model_name="organ", name="former_names", field=models.JSONField(blank=True, default=list)),
    ]
