"""Workers of a Dask cluster in place of processes of this machine. The files must lie where every worker can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from distributed import Client

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

_CONNECT_SECONDS = 10


def open_pool(address: str) -> Callable[[int], Executor]:
    """What opens the executor of the cluster at ``address``. Raises :class:`UnusableInput` when it does not answer."""
    try:
        client = Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise UnusableInput(f"连不上集群 {address}（{type(error).__name__}）", "请核对地址，并确认调度器已经启动") from error

    def open_it(jobs: int) -> Executor:
        return cast("Executor", client.get_executor(pure=False))

    return open_it
