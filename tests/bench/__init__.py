"""How fast Telltale is against the floor of what it is built on: `make bench`."""
