"""From article to handout: options, limits, and one builder that makes every choice that is left."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cma_content.handout.builder import build as build
    from cma_content.handout.limits import Limits as Limits
    from cma_content.handout.options import RenderOptions as RenderOptions
    from cma_content.handout.tree import Handout as Handout

__all__ = ["Handout", "Limits", "RenderOptions", "build"]
_HOMES = {"Handout": "tree", "Limits": "limits", "RenderOptions": "options", "build": "builder"}


def __getattr__(name: str) -> Any:
    # Options are named long before an article is loaded; they must not wait for the model.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
