# SPDX-License-Identifier: GPL-2.0-or-later
"""examples.py PAGE.md FINDINGS.json SOURCE: are the examples of the page what reclint prints?

An example is the indented block below "<!-- output: OPTIONS -->".  "..." on a line
of its own stands for any lines, at the end of a line for the rest of it.
"""
import os
import re
import subprocess
import sys

page, findings, source = sys.argv[1:]


def examples():
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for match in re.finditer(r"<!-- output: (.*) -->\n\n((?:    .*\n)+)", text):
        yield match[1], [line[4:] for line in match[2].splitlines()]


def matches(want, got):
    if want.endswith("..."):
        return got.startswith(want[:-3])
    return want == got


def find(lines, output):
    """The first line of the example that the output has not; None: it has all, in order."""
    at, skip = 0, True      # an example may begin anywhere
    for want in lines:
        if want == "...":
            skip = True
            continue
        while skip and at < len(output) and not matches(want, output[at]):
            at += 1
        if at == len(output) or not matches(want, output[at]):
            return want
        at, skip = at + 1, False
    return None


missing = 0
count = 0
for options, lines in examples():
    run = subprocess.run([os.environ["RECLINT"], "report", *options.split(), findings], cwd=source,
                         stdout=subprocess.PIPE, text=True, check=False)
    bad = find(lines, run.stdout.splitlines())
    count += 1
    if bad is not None:
        missing += 1
        print(f"{options}: not printed: {bad}")
sys.exit(missing != 0 or count == 0)
