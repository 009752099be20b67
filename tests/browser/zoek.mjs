// Asked questions: the right page is among the first three that a site's own search finds, for 9 out of 10.
// `vragen-ouders.txt` and `vragen-jongeren.txt` hold a question and the page a line.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const root = path.resolve(process.argv[2]);
const here = import.meta.dirname;
let failed = 0;
let passed = 0;
for (const audience of ["ouders", "jongeren"]) {
  const questions = readFileSync(path.join(here, `vragen-${audience}.txt`), "utf8").split("\n").filter((l) => l && !l.startsWith("#")).map((l) => l.split(" => "));
  if (questions.length < 30) throw new Error(`${audience}: ${questions.length} questions, at least 30`);
  for (const region of readdirSync(root)) {
    const site = path.join(root, region, audience);
    if (!existsSync(path.join(site, "zoek.json"))) continue;
    await import(`data:text/javascript,${encodeURIComponent(readFileSync(path.join(site, "zoek.js"), "utf8"))}//${region}`);
    const index = globalThis.zoek.prepare(JSON.parse(readFileSync(path.join(site, "zoek.json"), "utf8")));
    const there = questions.filter(([, slug]) => index.some((p) => p.row[1].split("/").includes(slug)));
    const missed = there.filter(([question, slug]) => !globalThis.zoek.rank(index, question).slice(0, 3).some((row) => row[1].split("/").includes(slug)));
    const share = 1 - missed.length / there.length;
    const line = `${region}/${audience}: ${there.length - missed.length} of ${there.length} questions find their page (${Math.round(share * 100)} %)`;
    console.log(line);
    missed.forEach(([question, slug]) => console.log(`  not found: ${question} => ${slug}; found ${globalThis.zoek.rank(index, question).slice(0, 3).map((r) => r[1])}`));
    if (share < 0.9 || there.length < 25) failed++;
    else passed++;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
