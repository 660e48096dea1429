"""`gongguan walk`: drive cases from declaration to ACTIVE as the several people would."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import typer
from rich.progress import Progress

from deploy.embedded.conventions import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    Refused,
    answer_console,
    answer_json,
    message_console,
)
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.walking import Cast, StepDidNotCome, Walk, Walked, invented_person, routes
from shared.service_client import Outage
from shared.service_client import Refused as ServiceRefused

STEPS = 10
AT_ONCE = 6

CasesOption = Annotated[int, typer.Option("--cases", min=1, max=10_000, help="走几个个案")]
SeedOption = Annotated[int | None, typer.Option("--seed", help="随机种子；不给则每次不同")]


def register(app: typer.Typer) -> None:
    app.command("walk", help="让若干个案从申报一直走到双向共管，逐步显示谁办了什么")(walk)


def walk(
    cases: CasesOption = 1, seed: SeedOption = None, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False
) -> None:
    endpoints = Endpoints.load(DataDirectory.at(data).root)
    if not endpoints.demo:
        raise Refused("walk 要用演示账号，而这个系统启动时没有载入演示数据（--no-demo）", code="no_demo")
    walked = walk_cases(endpoints, cases, seed if seed is not None else random.SystemRandom().randrange(10**9))
    if as_json:
        answer_json({"cases": [one.as_json() for one in walked]})
    else:
        answer_console.print(f"{len(walked)} 个个案已走到双向共管（两边都是 ACTIVE）。")


def walk_cases(endpoints: Endpoints, cases: int, seed: int) -> list[Walked]:
    """Several at once. Raises Refused with the step that did not come."""
    chance = random.Random(seed)
    cast = Cast(endpoints)
    on_the_road = routes(cast.organisations(), chance)
    plans = [(next(on_the_road), invented_person(chance)) for _ in range(cases)]
    with Progress(console=message_console, transient=True) as progress:
        bar = progress.add_task("办理个案", total=cases * STEPS)

        def told(line: str) -> None:
            progress.console.print(line, markup=False)
            progress.advance(bar)

        walks = [Walk(cast, route, person, told) for route, person in plans]
        try:
            with ThreadPoolExecutor(min(AT_ONCE, cases)) as people:
                return list(people.map(Walk.run, walks))
        except (StepDidNotCome, ServiceRefused, Outage) as error:
            raise Refused(f"没有走完：{error}", code="walk_interrupted") from error
