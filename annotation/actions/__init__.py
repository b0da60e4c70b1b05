"""Every write a person or program can cause: one verb, one transaction, no HTTP."""
