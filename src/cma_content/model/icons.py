"""The small pictures that an entry can have beside its name; a module of its own, so that naming them costs nothing."""

from typing import Literal

Icon = Literal[
    "activity",
    "bandage",
    "calendar-check",
    "clipboard-pen",
    "droplet",
    "heart-pulse",
    "monitor-check",
    "phone",
    "shield-plus",
    "stethoscope",
    "syringe",
    "test-tube",
]
"""Each is called as its picture is in Lucide."""
