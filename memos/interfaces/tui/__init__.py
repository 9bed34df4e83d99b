"""The terminal to look into: everything that is kept of somebody, by keyboard. `app` is the program, one module a view."""
