"""Findings for people and programs: text, JSON, SARIF, and a page that shows the report itself."""
