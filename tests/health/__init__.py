"""How a running bot tells that it is well, what it counts, and what its log says."""
