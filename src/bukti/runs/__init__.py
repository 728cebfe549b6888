"""Who executes the journey."""
