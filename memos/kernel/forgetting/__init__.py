"""Forgetting: what goes with what is named, and the flow that removes its bytes."""
