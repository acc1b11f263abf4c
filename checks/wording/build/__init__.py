"""编制语言模型与数据: the commands that compile what lies in `data/`. Nothing here runs in a scan.

Needs what a scan does not: `lmplz` and `build_binary` of KenLM, Pillow with numpy and a Chinese
font for the shapes, lightgbm for the ranker. docs/benchmarks-wording.md says how each was called.
"""
