"""Every write that a person or program can cause, one verb one transaction."""
