"""`gongguan reconcile`: every open case has exactly one workflow; nothing runs for nobody."""

import asyncio
from typing import Annotated

import typer

from deploy.embedded.conventions import DEFAULT_DATA, DataOption, JsonOption, answer_console, answer_json
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services
from deploy.embedded.speaking import refusals_in_words
from shared.keys import KeyRing
from shared.temporal import connect
from workflows.reconciling import Reconciliation
from workflows.reconciling import reconcile as compare

TASK_QUEUE = "gongguan"


def register(app: typer.Typer) -> None:
    app.command("reconcile", help="对账：办理中的个案与运行中的流程是否一一对应，缺的补上")(reconcile)


def reconcile(
    check: Annotated[bool, typer.Option("--check", help="只比对，不补")] = False,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    """Exit status 1 when there are orphans, which a person must look at."""
    endpoints = Endpoints.load(DataDirectory.at(data).root)
    with refusals_in_words():
        outcome = asyncio.run(_compare(endpoints, repair=not check))
    if as_json:
        answer_json(
            {
                "expected": outcome.expected,
                "running": outcome.running,
                "started_again": [one.workflow_id for one in outcome.missing],
                "orphans": outcome.orphans,
            }
        )
    else:
        answer_console.print(
            f"应有流程 {outcome.expected} 个，运行中 {outcome.running} 个；"
            f"{'缺少' if check else '重新启动'} {len(outcome.missing)} 个，多出 {len(outcome.orphans)} 个"
        )
    if outcome.orphans:
        raise typer.Exit(1)


async def _compare(endpoints: Endpoints, *, repair: bool) -> Reconciliation:
    client = await connect(endpoints.temporal, "default", KeyRing(endpoints.keys_dir).codec_key)
    return await compare(Services.as_operator(endpoints), client, TASK_QUEUE, repair=repair)
