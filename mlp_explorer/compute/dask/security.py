"""The key and the certificate by which the processes of our own local scheduler know each other.

Whoever may talk to a Dask scheduler runs code as its user, and other accounts of this machine reach
its port, too. So the line is encrypted, both ends show the certificate, and the key is in memory
alone: the engine's process gets it through a pipe, its workers from that.
"""

import json

from distributed.security import Security

__all__ = ["make_security", "read_security", "write_security"]

_ROLES = ("client", "scheduler", "worker")
_FIELDS = ("tls_ca_file", *(f"tls_{role}_{part}" for role in _ROLES for part in ("cert", "key")))


def make_security() -> Security:
    """Return a new key with its certificate, for all of the engine's processes."""
    return Security.temporary()


def write_security(security: Security) -> str:
    """Return it as a line of text."""
    return json.dumps({name: getattr(security, name) for name in _FIELDS})


def read_security(line: str | bytes) -> Security:
    """Return what `write_security` wrote."""
    return Security(require_encryption=True, **json.loads(line))
