"""Our own tables, one noun a file: the mapped class and its queries."""
