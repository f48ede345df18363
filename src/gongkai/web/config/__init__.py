"""How the rooms of the web are put together: settings, addresses, the way in for servers and commands."""
