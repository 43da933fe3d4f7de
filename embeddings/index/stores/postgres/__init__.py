"""The store of libraries in a PostgreSQL database with pgvector: several libraries, several processes."""
