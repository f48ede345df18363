"""Where a stream stands after its events: one module a kind of stream, each a frozen state and one function an event."""
