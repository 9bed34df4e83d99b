"""Reading procedures out of talk: instructions, how-tos and their steps, corrections of a step, what was adopted, repeated calls."""
