"""Many tables made by one operation of a migration: the same as one after the other, with less to render."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from gongkai.web.tables import CreateTables


def model(name: str, **references: str) -> migrations.CreateModel:
    fields = [("id", models.AutoField(primary_key=True))]
    fields += [(field, models.ForeignKey(f"shop.{to}", models.CASCADE, related_name=f"{name}_{field}")) for field, to in references.items()]
    return migrations.CreateModel(name, fields)


MODELS = (model("Shelf"), model("Box", shelf="Shelf"), model("Label", box="Box", shelf="Shelf"))


def after(*operations) -> ProjectState:
    state = ProjectState()
    for operation in operations:
        operation.state_forwards("shop", state)
    return state


def sql(act) -> list[str]:
    """What an act would ask of the database, on a connection that is in no transaction: SQLite changes no table within one."""
    with closing(connection.copy()) as apart, apart.schema_editor(collect_sql=True) as editor:
        act(editor)
    return editor.collected_sql


def test_the_state_is_that_of_its_operations_one_after_the_other():
    assert after(CreateTables(*MODELS)) == after(*MODELS)


@pytest.mark.django_db
def test_the_tables_are_those_of_its_operations_and_go_the_other_way_round():
    state, together = after(*MODELS), CreateTables(*MODELS)
    made = sql(lambda editor: together.database_forwards("shop", editor, ProjectState(), state))
    assert made == sql(lambda editor: [each.database_forwards("shop", editor, ProjectState(), state) for each in MODELS])
    gone = [
        line for line in sql(lambda editor: together.database_backwards("shop", editor, state, ProjectState())) if line.startswith("DROP")
    ]
    assert [line.split('"')[1] for line in gone] == ["shop_label", "shop_box", "shop_shelf"]


def test_each_model_is_rendered_once_however_they_refer_to_each_other(monkeypatch):
    rendered = []
    render = ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda self, apps: rendered.append(self.name) or render(self, apps))
    state = ProjectState()
    assert state.apps, "what was rendered before does not make it render after each"
    CreateTables(*MODELS).state_forwards("shop", state)
    assert len(list(state.apps.get_models())) == len(rendered) == len(MODELS)
