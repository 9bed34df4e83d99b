"""Text to vectors: `weights` fetches, `graph` builds, `minilm` runs, `hashing` is the fake that tests use.

Nothing is re-exported: `minilm` loads onnxruntime, and whoever needs only the others shall not pay for it.
"""
