"""Tests of ``gongkai.law``."""
