"""The instructions that tests/bench/fan.c takes, against the budget of the compiler it was built with, which is kept
beside it: each compiler makes other code, so without a budget for this one there is nothing to compare. More
than 5 % above it fails: then either what costs more is mended, or the budget is raised in the change that says
why. budget.py FAN COMPILER [--write]"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

BUDGETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "budget.txt")
SKIPPED = 77


def read_budgets():
    with open(BUDGETS) as f:
        return {compiler: int(count) for compiler, count in (line.rsplit(" ", 1) for line in f)}


def count_instructions(fan):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", fan],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=100)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(done.stderr)
    return int(found.group(1)), done.stdout.strip()


fan, compiler = sys.argv[1:3]
budgets = read_budgets()
if not shutil.which("valgrind"):
    print("there is no valgrind")
    sys.exit(SKIPPED)
if compiler not in budgets and "--write" not in sys.argv:
    print(f"no budget was counted with {compiler}, only with {', '.join(budgets)}")
    sys.exit(SKIPPED)
count, said = count_instructions(fan)
if "--write" in sys.argv:
    budgets[compiler] = count
    with open(BUDGETS, "w") as f:
        f.writelines(f"{name} {number}\n" for name, number in sorted(budgets.items()))
budget = budgets[compiler]
print(f"{count:,} instructions, budget {budget:,}: {count / budget - 1:+.1%}; {said}")
sys.exit(0 if count <= 1.05 * budget else 1)
