"""What keeping runs costs, and what it withstands: `python -m benchmarks.runs`."""
