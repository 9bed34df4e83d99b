"""Perceiving: what the words of an exchange are, before anybody asks what they mean for memory."""

from memos.agents.perceive.exchange import Exchange, perceive

__all__ = ["Exchange", "perceive"]
