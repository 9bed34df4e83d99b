"""Documents handed over: read, redacted, compared with what is held, remembered chunk by chunk."""
