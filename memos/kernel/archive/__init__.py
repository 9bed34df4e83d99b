"""Archives: memories in one file, and back into a store."""

from memos.kernel.archive.exporting import export
from memos.kernel.archive.importing import Wanted, import_archive

__all__ = ["Wanted", "export", "import_archive"]
