"""The nouns of the house (首层): frozen dataclasses, no I/O, standard library only. Imports nobody."""
