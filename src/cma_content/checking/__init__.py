"""Whether an article can be exported: what `check` finds beyond what the loader refuses."""

from cma_content.checking.check import Report, check, check_program

__all__ = ["Report", "check", "check_program"]
