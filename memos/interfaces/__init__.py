"""The ways in from outside: each translates and calls `Memory`."""
