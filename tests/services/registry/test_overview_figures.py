"""What the overview asks of the registry: the tasks that organisations have with each other."""

import pytest
from sqlalchemy import Engine

from shared.keys import KeyRing
from shared.posts import Actor
from tests.factories.people import Tokens
from tests.services import task_figures
from tests.services.registry.between import HOME_CLERK, HOME_OFFICER, TODAY, YANGZHOU, YANGZHOU_DEPARTMENT, Between
from tests.services.reporting import assert_every_figure_is_its_list


@pytest.mark.parametrize(("actor", "holders"), [(HOME_CLERK, 1), (HOME_OFFICER, 2)], ids=["committee", "department"])
def test_tasks_are_counted_and_every_figure_is_its_list(
    registry_database: Engine, keys: KeyRing, tokens: Tokens, actor: Actor, holders: int
) -> None:
    between = Between.at_work(registry_database, keys, tokens)
    task_figures.plant(registry_database, TODAY, YANGZHOU, YANGZHOU_DEPARTMENT)
    client = between.at(actor)
    task_figures.assert_they_are_counted(client, TODAY, holders)
    assert_every_figure_is_its_list(client)
    assert len(task_figures.statements_of(registry_database, client, *task_figures.KEYS)) == 1
