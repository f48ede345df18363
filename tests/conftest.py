"""Nothing is set up for all tests: what a test needs it asks of ``tests.support`` or makes itself."""
