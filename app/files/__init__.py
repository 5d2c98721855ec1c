"""Other people's formats: imports, exports and papers, as pure functions over bytes and streams."""
