"""Two operators: own databases, own Temporal, own keys. One of them is away for an hour, and nothing is lost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from tests.factories.stack import gongguan
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import APART_SCALE, TWO_DEPLOYMENTS, Stage

HOUR_SECONDS = timedelta(hours=1).total_seconds() / APART_SCALE


@contextmanager
def away_for_an_hour(data: Path) -> Iterator[None]:
    assert gongguan("down", data=data).returncode == 0
    yield
    time.sleep(HOUR_SECONDS)
    assert gongguan("up", "--detach", data=data).returncode == 0


@pytest.mark.parametrize("apart", [TWO_DEPLOYMENTS], indirect=True)
def test_the_host_is_down_for_an_hour_and_every_letter_arrives_in_order(apart: Stage) -> None:
    _, host = apart.deployments
    journey = Journey(apart, end=CHUZHOU_QINLAN)
    before = Journey(apart, end=CHUZHOU_QINLAN).depart().host_records_arrival()
    before.ask_home("是否贵支部党员？")
    with away_for_an_hour(host.data_dir):
        journey.depart()
        before.answer(confirmed=True, text="属实。")
        assert [letter.delivered_at for letter in journey.home_file.letters] == [None]
    journey.host_records_arrival().is_taken_in()
    before.host_stands(PlacementStatus.VERIFIED)
    assert journey.home.status is CaseStatus.ACTIVE
    assert all(letter.delivered_at for one in (journey, before) for letter in one.home_file.letters)
