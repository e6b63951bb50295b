"""Work that fails, for processes that can import it by its name."""

import os
import signal
from pathlib import Path

from cma_content.publishing import jobs


def dies(job: jobs.Job, article: bytes | None = None) -> tuple[jobs.Made, ...]:
    """As `jobs.run`, in a process that is killed at the row named deadly, the first time at that named unlucky."""
    name = job.targets[0].file.partition(".")[0]
    flag = Path(str(job.folder), ".unlucky")
    if name == "deadly" or (name == "unlucky" and not flag.exists()):
        if name == "unlucky":
            flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return jobs.run(job, article)


def fails(*_: object) -> tuple[jobs.Made, ...]:
    """A fault of ours."""
    raise ZeroDivisionError("no one's fault but ours")
