"""Where the product may connect to: addresses read strictly, networks named one by one, sockets with one clock."""
