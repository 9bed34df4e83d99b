"""File formats, read into exchanges. Readers are pure: a file goes in, exchanges and problems come out, in order."""
