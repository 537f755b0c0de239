from collections.abc import Callable

class InputError(ValueError): ...
class OutsideError(RuntimeError): ...

def recover(
    calls: str,
    *,
    zone: str,
    db: str,
    account: str | None = None,
    until: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> str: ...
def simulate(path: str) -> str: ...
