"""Guards: may this act be done now? One function an act, giving all reasons why not; by topic."""
