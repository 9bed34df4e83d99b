"""Public data with gold evidence, read from the official files: one module a set, all of them giving a `DataSet`."""
