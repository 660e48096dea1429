"""Every refusal has a stable code of its own and a Chinese sentence that says what to do, or that there is nothing to
do. New ones are found by their class."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import services
import shared
from shared.errors import Refusal

SAYS_WHAT_TO_DO = re.compile("请|不需|不用|不再需要|才能|才有")
KINDS = ("Invalid", "Conflict", "NotAtThisStep", "StepAlreadyTaken")
"""Families: their members speak for themselves, or are told where they are raised."""


def _refusals() -> Iterator[type[Refusal]]:
    for package in (services, shared):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    return _below(Refusal)


def _below(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in refusal.__subclasses__():
        yield one
        yield from _below(one)


@pytest.fixture(scope="module")
def refusals() -> list[type[Refusal]]:
    return sorted(set(_refusals()), key=lambda one: (one.__module__, one.__name__))


def test_every_refusal_says_what_to_do(refusals: list[type[Refusal]]) -> None:
    silent = [
        f"{one.__module__}.{one.__name__}: {one.message}"
        for one in refusals
        if one.__name__ not in KINDS and not SAYS_WHAT_TO_DO.search(one.message)
    ]
    assert silent == []


def test_sentences_are_chinese_and_end(refusals: list[type[Refusal]]) -> None:
    odd = [one.__name__ for one in refusals if not one.message.endswith(("。", "）")) or "Traceback" in one.message]
    assert odd == []
    latin = [one.__name__ for one in refusals if re.search("[A-Za-z]{12,}", one.message)]
    assert latin == []
