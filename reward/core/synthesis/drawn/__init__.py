"""Scenes that are drawn from nothing: textured things that move lawfully before a backdrop."""
