"""命令行. A door: Chinese help, errors that say what to do next."""
