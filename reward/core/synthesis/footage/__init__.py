"""Footage as a stage: windows of real clips, and the things in them that can be taken hold of."""
