"""The vault: finds secrets in text before anything is stored, and recognises the handles that stand for sealed ones."""

from memos.agents.vault.detector import EntryType, Secret
from memos.agents.vault.finding import HANDLE, find_secrets, without_values

__all__ = ["HANDLE", "EntryType", "Secret", "find_secrets", "without_values"]
