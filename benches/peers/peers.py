"""Asks the matchers from PyPI the questions of a file: peers.py KNOWLEDGE QUESTIONS SECONDS.

Prints one JSON object a matcher: questions a second, 99th percentile in microseconds, percent right
at rank 1. Each stops after so many seconds, so that a slow one does not hold up the rest.
"""

import json
import re
import sys
import time

import bm25s
import tantivy
from rapidfuzz import fuzz, process

knowledge, questions, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
texts, owners = [], []
for line in open(knowledge, encoding="utf-8"):
    entry = json.loads(line)
    for text in [entry["question"], *entry["phrasings"]]:
        texts.append(text.lower())
        owners.append(entry["id"])
rows = [json.loads(line) for line in open(questions, encoding="utf-8")]
rows = [(row["question"].lower(), row["expect"].get("entry")) for row in rows]


def report(name, ask):
    times, right, start = [], 0, time.perf_counter()
    for question, entry in rows:
        before = time.perf_counter()
        place = ask(question)
        after = time.perf_counter()
        times.append(after - before)
        right += place is not None and owners[place] == entry
        if after - start > seconds:
            break
    times.sort()
    p99 = times[int(len(times) * 0.99)] * 1e6
    rate = len(times) / sum(times)
    print(json.dumps({"name": name, "rate": rate, "p99": p99, "right": 100 * right / len(times)}), flush=True)


def token_set(question):
    found = process.extractOne(question, texts, scorer=fuzz.token_set_ratio)
    return found and found[2]


report("rapidfuzz token_set_ratio", token_set)

retriever = bm25s.BM25()
retriever.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)


def bm25(question):
    tokens = bm25s.tokenize([question], show_progress=False, return_ids=False)
    return int(retriever.retrieve(tokens, k=1, show_progress=False)[0][0][0])


report("bm25s", bm25)

builder = tantivy.SchemaBuilder()
builder.add_text_field("text", tokenizer_name="default")
builder.add_integer_field("place", stored=True)
schema = builder.build()
index = tantivy.Index(schema)
writer = index.writer(50_000_000, 1)
for place, text in enumerate(texts):
    writer.add_document(tantivy.Document(text=text, place=place))
writer.commit()
writer.wait_merging_threads()
index.reload()
searcher = index.searcher()


def fuzzy(question):
    words = re.findall(r"\w+", question)
    terms = [
        (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, "text", word, distance=1 if len(word) > 3 else 0))
        for word in words
    ]
    hits = searcher.search(tantivy.Query.boolean_query(terms), 1).hits
    return searcher.doc(hits[0][1])["place"][0] if hits else None


report("tantivy, fuzzy terms", fuzzy)
