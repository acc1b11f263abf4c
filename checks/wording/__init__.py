"""文字表述: severe misstatements, misprints, suspected misprints, advice on form.

`engine.read` is the one way in; every check here and `proofread` call it. Data lies in `data/`,
each file with its version; the commands that compile it lie in `build/`.
"""
