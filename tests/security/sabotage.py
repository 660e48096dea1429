"""The guard that `--sabotage` removes: an act of the home side no longer asks whether the actor may."""

import pytest

from services.outflow.operations import casework
from shared.posts import Actor, Post, Role


def without_the_check(patch: pytest.MonkeyPatch) -> None:
    def anybody(actor: Actor, *_: object) -> Post:
        return actor.posts[0] if actor.posts else Post(Role.MEMBER, "", "")

    patch.setattr(casework, "authorise", anybody)
