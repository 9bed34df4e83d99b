"""Resolution: who and what the words of a talk stand for, within one space and never across."""
