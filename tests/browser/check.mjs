// The promises of the sites, measured: `node check.mjs FOLDER [alles [PART]]`. Without `alles` a sample of each template;
// with a PART only the pages whose path begins with it, such as `merelbeek/jongeren`.
import puppeteer from "puppeteer-core";
import path from "node:path";
import { serve } from "./server.mjs";
import { faults as staticFaults, files, siteOf } from "./static.mjs";
import { engines } from "./engines.mjs";
import { unseen } from "./mis.mjs";
import * as look from "./page.mjs";

const root = path.resolve(process.argv[2]);
const everything = process.argv[3] === "alles";
const part = process.argv[4] ?? "";

/** One page of each template, of a region with both sectors and of one with primary schools only. */
const SAMPLE = [
  "index.html", "postcode.html",
  ...["", "tlv/", "gesprek-voorbereiden/", "contact/", "zoeken/", "ervaringen/", "toegankelijkheid/", "wijzigingen/", "alles-op-een-rij/", "404.html"].map((p) => `merelbeek/ouders/${p}`),
  ...["", "gepest/", "middelbare/", "middelbare/gepest/", "basisschool/contact-en-dan/", "basisschool/wat-wil-ik-zeggen/", "middelbare/wat-wil-ik-zeggen/", "zoeken/", "privacy/", "woorden/", "over-deze-informatie/", "met-wie-maken-we-dit/"].map((p) => `merelbeek/jongeren/${p}`),
  "noorderwijd/jongeren/", "noorderwijd/ouders/opp/",
].map((p) => (p === "" || p.endsWith("/") ? `${p}index.html` : p));

const all = files(root).filter((f) => f.endsWith(".html"));
const chosen = everything ? all.filter((f) => f.startsWith(part)) : SAMPLE.filter((f) => all.includes(f));
if (!everything && chosen.length < SAMPLE.length) {
  console.error(`not built: ${SAMPLE.filter((f) => !all.includes(f)).join(", ")}`);
  process.exit(1);
}
const host = await serve(root, "/voor/");
const origin = new URL(host.address).origin;
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=nl"],
});
const faults = [];
let looked = 0;

/** One page: loaded once, then looked at in each width and scheme as a reader who turns the phone would. */
async function check(file) {
  const site = siteOf(file);
  const audience = site.split("/")[1] ?? "";
  const address = host.address + file.replace(/index\.html$/, "");
  const tell = (view, list) => list.forEach((f) => { faults.push(`${file} [${view}] ${f}`); console.error(faults.at(-1)); });
  const { page, seen } = await look.open(browser, { width: 1280, scheme: "light", origin });
  const requests = [];
  page.on("response", (r) => requests.push(r));
  await page.goto(address, { waitUntil: "load" });
  if (await page.evaluate(() => !document.querySelector("main"))) { await page.close(); return; }
  if (audience) tell("promises", await look.promises(page, audience));
  if (file === `${site}/index.html`) {
    const sizes = await Promise.all(requests.map((r) => r.buffer().then((b) => b.length).catch(() => 0)));
    const sum = sizes.reduce((a, b) => a + b, 0);
    if (sum > 60_000 || requests.length > 8) tell("weight", [`home weighs ${sum} bytes in ${requests.length} requests`]);
  }
  tell("coming", await look.moved(page));
  const judge = await engines(page, everything);
  for (const [width, height, scheme] of everything ? [[1280, 900, "light"], [1280, 900, "dark"], [320, 256, "dark"], [320, 256, "light"]] : [[1280, 900, "light"], [320, 256, "dark"]]) {
    await look.view(page, { width, height, scheme });
    tell(`${width} ${scheme}`, await look.overflow(page));
    tell(`${width} ${scheme}`, await judge.axe());
    if (everything && width === 320) tell(`${width} ${scheme}`, await judge.ace());
  }
  await judge.done();
  await look.spaced(page, "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
  tell("text spacing", await look.overflow(page));
  await look.view(page, { width: 1280, height: 900, scheme: "light" });
  await look.spaced(page, "html { font-size: 200% }");
  tell("200 %", await look.overflow(page));
  await look.spaced(page, "");
  tell("print", await look.print(page));
  tell("print", await look.sheets(page));
  tell("storage", await look.storage(page));
  tell("requests", seen);
  await page.close();
  await withoutScripts(file, address, tell);
  looked++;
  if (looked % 100 === 0) console.error(`${looked} of ${chosen.length} looked at, ${faults.length} faults`);
}

/** All words are there without scripts, and what can be pressed does something. */
async function withoutScripts(file, address, tell) {
  const { page, seen } = await look.open(browser, { width: 1280, scripts: false, origin });
  await page.goto(address, { waitUntil: "load" });
  const dead = await page.$$eval("button, input", (list) => list.filter((e) => !e.form?.getAttribute("action")).map((e) => e.outerHTML)).catch(() => []);
  tell("no scripts", dead.map((d) => `has a dead control: ${d}`));
  tell("no scripts", seen);
  await page.close();
}

async function keys(file) {
  const { page } = await look.open(browser, { width: 1280, origin });
  await page.goto(host.address + file.replace(/index\.html$/, ""), { waitUntil: "networkidle0" });
  (await look.keyboard(page)).forEach((f) => faults.push(`${file} [keyboard] ${f}`));
  await page.close();
}

const started = Date.now();
faults.push(...await unseen(browser, everything));
const built = await staticFaults(root, chosen);
faults.push(...built.faults);
const queue = [...chosen];
await Promise.all([0, 1].map(async () => { for (let file; (file = queue.shift());) await check(file); }));
for (const file of ["merelbeek/jongeren/index.html", "merelbeek/ouders/tlv/index.html", "index.html"]) await keys(file);

// The same site as a host of its own.
const alone = await serve(path.join(root, "merelbeek/ouders"));
const { page, seen } = await look.open(browser, { width: 1280, origin: new URL(alone.address).origin });
for (const at of ["", "tlv/", "404.html"]) {
  await page.goto(alone.address + at, { waitUntil: "networkidle0" });
  if (!(await page.evaluate(() => document.styleSheets.length === 2 && document.styleSheets[1].cssRules.length > 50))) faults.push(`at the root of a host: /${at} has no style`);
}
// Asking the search of the site itself.
await page.goto(`${alone.address}zoeken/?q=vervoer`, { waitUntil: "networkidle0" });
const first = await page.$eval("#_uitslag li a", (a) => a.getAttribute("href")).catch(() => "nothing");
if (first !== "../leerlingenvervoer/") faults.push(`searching for vervoer finds ${first}`);
faults.push(...seen.map((s) => `at the root of a host: ${s}`));
alone.stop();

await leaving();
await browser.close();
host.stop();
faults.forEach((f) => console.log(f));
console.log(`${built.pages} pages read, ${looked} looked at in ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${looked} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);

/** The exit leaves at once, and on a sensitive page nothing of it can be read meanwhile. */
async function leaving() {
  const { page } = await look.open(browser, { width: 390, origin });
  await page.setRequestInterception(true);
  let left = "";
  page.on("request", (r) => { if (r.url().startsWith(origin)) r.continue(); else { left = r.url(); } });
  await page.goto(`${host.address}merelbeek/jongeren/middelbare/gepest/`, { waitUntil: "networkidle0" });
  for (let i = 0; i < 3; i++) await page.keyboard.press("Shift");
  await new Promise((done) => setTimeout(done, 300));
  const shown = await Promise.race([page.evaluate(() => [document.title, document.body.innerText.trim()].join("|")), new Promise((d) => setTimeout(() => d("?"), 1000))]).catch(() => "?");
  if (!left.startsWith("https://")) faults.push("three times Shift does not leave a sensitive page");
  if (shown !== "?" && shown !== "Weer|") faults.push(`leaving still shows ${shown.slice(0, 60)}`);
  await page.close();
}
