"""Whose a memory is: tenant, user, agent, run."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from memos.schemas.value import Text, Value

Name = Annotated[Text, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An identifier that a caller chooses: 1 to 256 characters, no control characters."""


class Scope(Value):
    """Whose a memory is. `tenant` and `user` together are the space: the unit of isolation, of indexing and of encryption."""

    tenant: Name = "default"
    user: Name
    agent: Name | None = None
    run: Name | None = None

    @property
    def space(self) -> tuple[str, str]:
        """The isolation unit this scope lies in."""
        return (self.tenant, self.user)
