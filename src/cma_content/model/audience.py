"""Whom a block or a handout can be for; a module of its own, so that naming them costs nothing."""

from typing import Literal

Audience = Literal["student", "instructor", "counselor", "manager"]
