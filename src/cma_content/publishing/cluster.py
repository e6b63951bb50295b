"""Workers of other machines, by Dask distributed, as an executor."""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlsplit

from cma_content.errors import ContentError, OutputError, UsageError, WorkerError, lacking

P = ParamSpec("P")
T = TypeVar("T")
TIMEOUT: Final = 10
"""Seconds that a scheduler has for its answer."""
_FRESH: Final = 2.0
"""Seconds after which the workers are counted anew: some join later."""


class Cluster(Executor):
    """The workers of the Dask scheduler at `address`, which is tcp://HOST:PORT or tls://HOST:PORT.

        with Cluster("tls://scheduler:8786", ca_file="ca.pem", cert="me.pem", key="me.key") as cluster:
            publish_many(guide, rows, "handouts", executor=cluster)

    Certificates that are not named are those of Dask's own configuration. Scheduler and workers need this package, in
    the same version; whoever reaches one of their ports can run anything there. Raises `UsageError` for an address or
    a certificate that cannot be, `MissingEngineError` without distributed, and `OutputError` where no scheduler
    answers within `TIMEOUT` seconds, or it has no worker.
    """

    def __init__(self, address: str, *, ca_file: str = "", cert: str = "", key: str = "") -> None:
        _check(address, bool(ca_file or cert or key))
        try:
            import distributed
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise lacking("a scheduler needs distributed", "cluster") from None
        given = {"tls_ca_file": ca_file, "tls_client_cert": cert, "tls_client_key": key}
        # What is not named comes from Dask's configuration.
        security = distributed.Security(**{name: file for name, file in given.items() if file})
        try:
            arguments = security.get_connection_args("client")
        except (OSError, ValueError) as error:
            raise UsageError(f"the certificates cannot be used: {error}") from None
        if address.startswith("tls:") and not arguments["ssl_context"]:
            raise UsageError("tls:// needs certificates: that of an authority, your own, and its key")
        try:
            # A client waits for as long as it takes where a port is open and silent, so that is found out first.
            if not _workers_of(address, arguments):
                raise OutputError(f"the scheduler at {address} has no worker yet: start some, then this again")
            self._client = distributed.Client(address, timeout=TIMEOUT, security=security, set_as_default=False)
        except ContentError:
            raise
        except TimeoutError:
            raise OutputError(f"no scheduler answered at {address} within {TIMEOUT} seconds") from None
        except Exception as error:
            raise OutputError(f"no scheduler of Dask answers at {address}: {error}") from None
        self._lost = f"the scheduler at {address} was lost"
        self._killed = KilledWorker
        # Two calls with the same arguments are two calls.
        self._executor = self._client.get_executor(pure=False)
        self._counted, self._workers = float("-inf"), 1
        self._carried = distributed.Future

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """What a worker will answer; where it dies, Dask gives the call to another."""
        # It forgets what it was sent.
        if any(isinstance(value, self._carried) and value.cancelled() for value in args):
            raise OutputError(self._lost)
        with self._reached():
            future: Future[T] = self._executor.submit(fn, *args, **kwargs)
        return future

    def carried(self, value: bytes) -> Any:
        """What stands for a value in calls: it is sent to the scheduler once, and to each worker that needs it once."""
        with self._reached():
            # As the result of a task, it can be made anew when all workers that have it die.
            return self._client.submit(bytes, value, pure=False)

    def workers(self) -> int:
        """How many calls they can do at a time, as of a moment ago."""
        if time.monotonic() - self._counted > _FRESH:
            with self._reached():
                self._workers = sum(self._client.nthreads().values()) or 1
            self._counted = time.monotonic()
        return self._workers

    def fault(self, error: Exception) -> ContentError:
        """What is to be reported of a call that came to no end of its own."""
        if isinstance(error, self._killed):
            return OutputError(f"{error.allowed_failures + 1} workers died at it, one after the other; see their logs")
        if isinstance(error, ImportError | AttributeError) or "deserialization" in str(error):
            return OutputError(
                "the scheduler or a worker cannot read the work: does it have this version of cma-content?"
            )
        return WorkerError(f"{type(error).__name__}: {error}")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - of Executor
        """Leaves the scheduler, which drops what is still to be done; its workers go on for others."""
        self._client.close()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise OutputError(f"{self._lost}: {error}") from None


def _check(address: str, has_certificates: bool) -> None:
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port and not parts.path
    except ValueError:
        is_address = False
    if not is_address:
        raise UsageError(f"a scheduler's address is tcp://HOST:PORT or tls://HOST:PORT, not {address!r:.100}")
    if has_certificates and parts.scheme != "tls":
        raise UsageError("certificates are for a scheduler whose address begins with tls://")


def _workers_of(address: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The workers that a scheduler has, as it says itself; raises `TimeoutError`, and what Dask raises."""
    from distributed.core import rpc

    async def ask() -> dict[str, Any]:
        async with rpc(address, connection_args=arguments, timeout=TIMEOUT) as scheduler:
            found: dict[str, Any] = (await scheduler.identity())["workers"]
            return found

    asked = asyncio.wait_for(ask(), TIMEOUT)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(asked)
    # A notebook has a loop of its own, in which nothing may wait.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()
