"""Nothing is set up for all tests: what a test needs it asks of ``tests.support`` or makes itself."""

# Programs that tests start as processes of their own: not modules to look for examples in.
collect_ignore = ["browser/seed.py", "support/publishing.py", "support/racing.py"]
