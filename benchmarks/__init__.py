"""What the product costs in seconds and megabytes; each module prints a table for docs/performance.md."""
