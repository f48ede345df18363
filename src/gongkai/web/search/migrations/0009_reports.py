"""An annual report is public too: it is found beside what was published and what was answered."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0008_threes")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="publicitem",
            name="source",
            field=models.CharField(
                choices=[("publication", "主动公开"), ("answer", "依申请公开后转为主动公开"), ("report", "政府信息公开工作年度报告")],
                max_length=20,
            ),
        ),
    ]
