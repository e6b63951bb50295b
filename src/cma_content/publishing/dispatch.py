"""Jobs on an executor: a few at a time, each answered once, whatever becomes of the worker that has it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from typing import Any, Final, Protocol, runtime_checkable

from cma_content.errors import ContentError, OutputError, WorkerError
from cma_content.model.frozen import frozen
from cma_content.publishing.batch_jobs import Job, Made, Parcel, UnknownArticleError, run

_TRIES: Final = 2
_POLL: Final = 0.5
"""Seconds after which a request to stop is seen, on systems where waiting hides it."""


@runtime_checkable
class Remote(Protocol):
    """What an executor that reaches other machines can do beside `submit`."""

    def workers(self) -> int:
        """How many calls it can do at a time, by now."""

    def carried(self, value: bytes, /) -> Any:
        """What stands for a value in the arguments of calls; each worker gets the value once."""

    def fault(self, error: Exception, /) -> ContentError:
        """What is to be reported of a call that came to no end of its own."""


@frozen
class _Sent:
    job: Job
    tries: int
    """How often it has been sent, this time included; to send the article after it does not count."""


def answers(
    executor: Executor, jobs: Iterable[Job], article: Parcel, ahead: Callable[[], int], sent: Callable[[Job], None]
) -> Iterator[tuple[Job, tuple[Made, ...]]]:
    """Each job with the files that came of it, as they come; at most `ahead` of them are with the executor at a time.

    A job whose worker dies is sent once more. Raises `OutputError` where the executor takes no more jobs.
    """
    waiting = iter(jobs)
    again: deque[_Sent] = deque()
    pending: dict[Future[tuple[Made, ...]], _Sent] = {}
    remote = executor if isinstance(executor, Remote) else None
    brought = remote.carried(article.content) if remote else None
    try:
        while True:
            while len(pending) < ahead():
                if again:
                    one = again.popleft()
                elif job := next(waiting, None):
                    one = _Sent(job, 1)
                    sent(job)
                else:
                    break
                pending[_submit(executor, one.job, brought)] = one
            if not pending:
                return
            for future in wait(pending, _POLL, FIRST_COMPLETED).done:
                one = pending.pop(future)
                try:
                    yield one.job, future.result()
                except UnknownArticleError:
                    pending[_submit(executor, one.job, article.content)] = one
                except (BrokenExecutor, CancelledError) as error:
                    if one.tries < _TRIES:
                        again.append(_Sent(one.job, one.tries + 1))
                    else:
                        yield one.job, _failed(one.job, OutputError(f"{error or 'its worker process ended'}, twice"))
                except Exception as error:
                    fault = remote.fault(error) if remote else WorkerError(f"{type(error).__name__}: {error}")
                    yield one.job, _failed(one.job, fault)
    finally:
        for future in pending:
            future.cancel()


def _submit(executor: Executor, job: Job, article: bytes | None) -> Future[tuple[Made, ...]]:
    try:
        return executor.submit(run, job, article)
    except RuntimeError as error:  # it is shut down, or a pool of processes has lost one
        raise OutputError(f"the executor takes no more work: {error}") from None


def _failed(job: Job, error: ContentError) -> tuple[Made, ...]:
    return tuple(Made(target, error) for target in job.targets)
