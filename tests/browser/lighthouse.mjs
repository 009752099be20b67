// Lighthouse on a phone: `node lighthouse.mjs FOLDER`. One page of each kind; performance at least 95, the rest 100.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";
import path from "node:path";
import { serve } from "./server.mjs";

const PAGES = ["index.html", "merelbeek/ouders/", "merelbeek/ouders/tlv/", "merelbeek/ouders/zoeken/", "merelbeek/jongeren/", "merelbeek/jongeren/middelbare/gepest/", "merelbeek/jongeren/alles-op-een-rij/"];
const host = await serve(path.resolve(process.argv[2]), "/voor/");
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=nl"] });
let failed = 0;

/** Judged at most three times: a busy machine makes a page slow, never quick. */
async function judge(at) {
  let faults = [];
  let line = "";
  for (let round = 0; round < 3; round++) {
    const { lhr } = await lighthouse(host.address + at, {
      port: Number(new URL(browser.wsEndpoint()).port), onlyCategories: ["performance", "accessibility", "best-practices", "seo"], logLevel: "error",
      // The regions of this set are fictional and ask not to be found.
      skipAudits: ["is-crawlable"],
    });
    const missed = lhr.runtimeError ?? ["largest-contentful-paint", "cumulative-layout-shift"].find((n) => lhr.audits[n].numericValue === undefined);
    if (missed) {
      line = `${at}: could not be measured`;
      faults = [`${missed.message ?? missed} is not known`];
      continue;
    }
    const score = (name) => Math.round(100 * lhr.categories[name].score);
    const lcp = lhr.audits["largest-contentful-paint"].numericValue;
    const shift = lhr.audits["cumulative-layout-shift"].numericValue;
    line = `${at}: ${["performance", "accessibility", "best-practices", "seo"].map((n) => `${n} ${score(n)}`).join(", ")}, LCP ${Math.round(lcp)} ms, CLS ${shift.toFixed(3)}`;
    faults = ["accessibility", "best-practices", "seo"].filter((n) => score(n) < 100).map((n) => `${n}: ${lhr.categories[n].auditRefs.map((r) => lhr.audits[r.id]).filter((a) => a.score !== null && a.score < 1).map((a) => a.id).join(" ")}`);
    if (score("performance") < 95) faults.push(`performance ${score("performance")}`);
    if (lcp > 2500) faults.push(`LCP ${Math.round(lcp)} ms`);
    if (shift > 0.02) faults.push(`CLS ${shift}`);
    if (faults.length === 0) break;
  }
  console.log(line);
  faults.forEach((f) => console.log(`  ${at} ${f}`));
  if (faults.length) failed++;
}

for (const at of PAGES) await judge(at);
await browser.close();
host.stop();
console.log(`${PAGES.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
