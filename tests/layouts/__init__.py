"""The tests' own builder of spreadsheets: a known table of facts, laid out in any way that a real export may be."""
