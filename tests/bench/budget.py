"""The instructions that tests/bench/fan.c takes, against the budget that is kept beside it. More than that by
5 % fails: then either what costs more is mended, or the budget is raised in the same change that says
why. Less by 10 % asks for a lower one. budget.py FAN [--write]"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BUDGET = os.path.join(HERE, "budget.txt")

if not shutil.which("valgrind"):
    print("there is no valgrind")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", sys.argv[1]],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=100)
found = re.search(r"Collected : (\d+)", done.stderr)
if done.returncode or not found:
    sys.exit(done.stderr)
count = int(found.group(1))
if "--write" in sys.argv:
    with open(BUDGET, "w") as f:
        f.write(f"{count}\n")
with open(BUDGET) as f:
    budget = int(f.read())
print(f"{count:,} instructions, budget {budget:,}: {count / budget - 1:+.1%}; {done.stdout.strip()}")
sys.exit(0 if 0.9 < count / budget < 1.05 else 1)
