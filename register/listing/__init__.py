"""The register as a list: what a person asks for, which entries answer, and their cells, on a page or in a file."""
