"""The conversation that `memos demo` shows. Its source and licence lie beside it."""
