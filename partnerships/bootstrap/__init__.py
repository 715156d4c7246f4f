"""Prepares a machine for the project: system packages, virtual environment, front end, database.

Runs under the system's Python before anything is installed, so it imports the standard library alone.
"""
