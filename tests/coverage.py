"""Line and branch coverage by folder, of gcovr's summary in JSON. coverage.py SUMMARY"""
import collections
import json
import os
import sys

with open(sys.argv[1]) as f:
    files = json.load(f)["files"]
folders = collections.defaultdict(lambda: [0, 0, 0, 0])
for one in files:
    name = one.get("filename") or one["file"]
    for key in (os.path.dirname(name), "all"):
        sums = folders[key]
        for i, what in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
            sums[i] += one[what]
print(f"{'folder':<16} {'lines':>7} {'branches':>9} {'of lines':>9}")
for name, (lines, all_lines, branches, all_branches) in sorted(folders.items(), key=lambda f: (f[0] == "all", f[0])):
    print(f"{name:<16} {lines / max(all_lines, 1):7.1%} {branches / max(all_branches, 1):9.1%} {all_lines:9}")
