"""Soil: text, tables, documents and archives handled safely. Knows no law."""
