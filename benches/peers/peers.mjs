// Asks the matchers from npm the questions of a file: peers.mjs KNOWLEDGE QUESTIONS SECONDS.
// Prints what peers.py prints.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const MiniSearch = require("minisearch");
const Fuse = require("fuse.js");

const lines = (path) =>
  readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const [knowledge, questions, seconds] = process.argv.slice(2);
const texts = lines(knowledge).flatMap((entry) =>
  [entry.question, ...entry.phrasings].map((text) => ({ text: text.toLowerCase(), entry: entry.id })));
texts.forEach((text, id) => { text.id = id; });
const rows = lines(questions).map((row) => [row.question.toLowerCase(), row.expect.entry]);

function report(name, ask) {
  const times = [];
  let right = 0;
  const start = performance.now();
  for (const [question, entry] of rows) {
    const before = performance.now();
    const found = ask(question);
    const after = performance.now();
    times.push(after - before);
    right += found === entry ? 1 : 0;
    if (after - start > 1000 * Number(seconds)) break;
  }
  times.sort((left, right) => left - right);
  const p99 = times[Math.floor(times.length * 0.99)] * 1000;
  const rate = (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
  console.log(JSON.stringify({ name, rate, p99, right: (100 * right) / times.length }));
}

const mini = new MiniSearch({ fields: ["text"], storeFields: ["entry"] });
mini.addAll(texts);
report("MiniSearch, fuzzy 0.2", (question) => mini.search(question, { fuzzy: 0.2 })[0]?.entry);

const fuse = new Fuse(texts, { keys: ["text"], ignoreLocation: true });
report("Fuse.js", (question) => fuse.search(question, { limit: 1 })[0]?.item.entry);
