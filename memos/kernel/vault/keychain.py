"""Root keys in the keyring of the operating system (Keychain, Secret Service, Credential Locker). Loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from memos.errors import Refused, StoreUnavailable

_SERVICE: Final = "memos vault"
_INSTEAD: Final = "MEMOS_KEY_STORE=file keeps the key in a file of yours; nothing was applied."


class Keychain:
    """One entry of the keyring, named after the key file that it stands for. Never asks anybody anything by itself."""

    def __init__(self, account: str, backend: KeyringBackend | None = None) -> None:
        """`backend` is the machine's own when it is left out. Raises Refused where there is none that keeps anything."""
        self._account = account
        self._backend = backend or keyring.get_keyring()
        if self._backend.priority <= 0:
            raise Refused("This machine has no keyring that the vault key could be kept in.", hint=_INSTEAD)

    @property
    def where(self) -> str:
        """See `KeyStore.where`."""
        return f"the keyring entry {_SERVICE!r} for {self._account}"

    def read(self) -> bytes | None:
        """See `KeyStore.read`."""
        try:
            found = self._backend.get_password(_SERVICE, self._account)
        except KeyringError as error:
            raise self._unreachable(error) from None
        return None if found is None else found.encode()

    def create(self, document: bytes) -> None:
        """See `KeyStore.create`."""
        if self.read() is None:
            self._write(document)

    def change(self, document: Callable[[bytes], bytes]) -> None:
        """See `KeyStore.change`."""
        before = self.read()
        if before is None:
            raise StoreUnavailable(f"{self.where} is gone.", hint="Put it back; nothing was changed.")
        self._write(document(before))

    def _write(self, document: bytes) -> None:
        try:
            self._backend.set_password(_SERVICE, self._account, document.decode())
        except KeyringError as error:
            raise self._unreachable(error) from None

    def _unreachable(self, error: KeyringError) -> StoreUnavailable:
        return StoreUnavailable(f"The keyring can't be used ({type(error).__name__}).", hint=_INSTEAD)
