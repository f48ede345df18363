"""Oversight in the demonstration."""
