"""The import of a spreadsheet, in the order of its life: upload, check, answer, commit, accept, undo."""
