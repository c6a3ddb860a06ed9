"""Prints the lines of one comparison as a table, with ratios to the first."""

import json
import sys

rows = []
for line in sys.stdin:
    found = json.loads(line)
    if "questions_per_second" in found:
        found = {
            "name": "**Signpost**",
            "rate": found["questions_per_second"],
            "p99": found["p99_us"],
            "right": 100 * found["rank1"],
        }
    rows.append(found)
print("| | questions a second | Signpost is faster by | 99th percentile | right at rank 1 |")
print("|---|---|---|---|---|")
for row in rows:
    faster = rows[0]["rate"] / row["rate"]
    times = "" if row is rows[0] else f"{faster:,.1f} times" if faster < 100 else f"{faster:,.0f} times"
    p99 = f"{row['p99']:,.0f} µs" if row["p99"] < 10_000 else f"{row['p99'] / 1000:,.0f} ms"
    rate = f"{row['rate']:,.0f}" if row["rate"] >= 10 else f"{row['rate']:.1f}"
    print(f"| {row['name']} | {rate} | {times} | {p99} | {row['right']:.0f}% |")
