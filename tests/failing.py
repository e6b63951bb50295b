"""Work that fails, for processes that can import it by its name."""

import os
import signal

from cma_content.publishing import batch_jobs
from cma_content.publishing.folders import LocalFolder


def dies(job: batch_jobs.Job, article: bytes | None = None) -> tuple[batch_jobs.Made, ...]:
    """As `jobs.run`, in a process that is killed at the row named deadly, the first time at that named unlucky."""
    name = job.targets[0].file.partition(".")[0]
    if name == "deadly" or (name == "unlucky" and _is_first(job)):
        os.kill(os.getpid(), signal.SIGKILL)
    return batch_jobs.run(job, article)


def _is_first(job: batch_jobs.Job) -> bool:
    assert isinstance(job.folder, LocalFolder)
    flag = job.folder.path / ".unlucky"
    try:
        flag.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def fails(*_: object) -> tuple[batch_jobs.Made, ...]:
    """A fault of ours."""
    raise ZeroDivisionError("no one's fault but ours")
