"""The code's version: stored with every verdict, so that an old one can be explained."""

CODE_VERSION = "0.1.0"
