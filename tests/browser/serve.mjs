// The preview in a browser: `node serve.mjs PROGRAM`, on a copy of the small test set.
import puppeteer from "puppeteer-core";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const program = path.resolve(process.argv[2]);
const root = path.resolve(import.meta.dirname, "../..");
const set = mkdtempSync(path.join(tmpdir(), "wegwijzer-proef-"));
cpSync(path.join(root, "tests/basis"), set, { recursive: true });
cpSync(path.join(root, "themes"), path.join(set, "themes"), { recursive: true });

const child = spawn(program, ["serve", "--poort", "0", "--peildatum", "2026-11-22"], { cwd: set });
const address = await new Promise((found) => {
  child.stdout.on("data", (data) => {
    const match = /http:\/\/\S+/.exec(String(data));
    if (match) found(match[0]);
  });
});
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=nl"],
});
const faults = [];
const expect = (what, holds) => { if (!holds) faults.push(what); };
const open = async (at) => {
  const page = await browser.newPage();
  await page.setViewport({ width: 800, height: 600 });
  page.on("console", (m) => { if (m.type() === "error") faults.push(`${at}: ${m.text()}`); });
  page.on("pageerror", (e) => faults.push(`${at}: ${e}`));
  await page.goto(address + at, { waitUntil: "load" });
  await page.waitForFunction(() => !location.pathname.includes("/ouders") || document.querySelector("._ww-balk"));
  return page;
};
const axe = readFileSync(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
const accessible = async (page, at) => {
  // Our policy keeps scripts of others out, also this one: it goes in through the debugger.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  violations.forEach((v) => faults.push(`${at}: ${v.id} ${v.nodes.map((n) => n.target).join(" ")}`));
};
const text = (file) => readFileSync(path.join(set, file), "utf8");
const save = (file, content) => writeFileSync(path.join(set, file), content);

try {
  const first = await open("voorbeeld/ouders/hulp/");
  const second = await open("voorbeeld/ouders/hulp/");
  const elsewhere = await open("voorbeeld/ouders/contact/");
  const file = "content/ouders/hulp.md";
  const good = text(file);

  // A long page, so that there is something to scroll.
  save(file, good + "\nNog een regel.\n".repeat(120));
  await first.waitForFunction(() => document.body.innerText.split("Nog een regel.").length > 100);
  // A load that was under way takes its own place with it: scroll until the reader stays where they went.
  const rest = () => new Promise((done) => { setTimeout(done, 400); });
  for (let i = 0; i < 20; i += 1) {
    await first.evaluate(() => window.scrollTo({ top: 900, behavior: "instant" })).catch(() => {});
    await rest();
    if (await first.evaluate(() => window.scrollY).catch(() => 0) === 900) break;
  }
  await first.bringToFront();
  await elsewhere.evaluate(() => { window.untouched = true; });
  const times = [];
  for (let i = 0; i < 10; i += 1) {
    const word = `proefwoord${i}`;
    const start = performance.now();
    save(file, `${good}${"\nNog een regel.\n".repeat(120)}\n${word}\n`);
    await first.waitForFunction((w) => document.body.innerText.includes(w), { polling: 5 }, word);
    times.push(performance.now() - start);
    await first.waitForFunction(() => Math.abs(window.scrollY - 900) < 2, { timeout: 3000 }).catch(async () => {
      faults.push(`the place was lost: ${await first.evaluate(() => window.scrollY)}`);
    });
    await second.waitForFunction((w) => document.body.innerText.includes(w), {}, word);
  }
  times.sort((a, b) => a - b);
  console.log(`save to browser: median ${times[5].toFixed(0)} ms, most ${times[9].toFixed(0)} ms`);
  expect("a tab with another page was loaded again", await elsewhere.evaluate(() => window.untouched === true));

  // An error is told in the bar, and its mending too.
  save(file, `${good}\n<b>vet</b>\n`);
  await first.waitForFunction(() => /[1-9]\d* fouten/.test(document.querySelector("._ww-balk")?.innerText));
  save(file, good);
  await first.waitForFunction(() => /(^|\s)0 fouten/.test(document.querySelector("._ww-balk")?.innerText));

  // A text that is empty for a moment, as some editors save: nobody loses their place.
  const long = good + "\nNog een regel.\n".repeat(120);
  save(file, long);
  await first.waitForFunction(() => document.body.innerText.split("Nog een regel.").length > 100);
  await rest();
  await first.evaluate(() => window.scrollTo({ top: 900, behavior: "instant" }));
  save(file, "");
  const banner = () => first.waitForFunction(() => {
    const box = document.querySelector("._ww-banner")?.getBoundingClientRect();
    return box && box.top === 0 && box.height > 20;
  }, { timeout: 5000 }).then(() => true, () => false);
  expect("the banner is out of sight halfway a page", await banner());
  save(file, `${long}\nErbij.\n`);
  await first.waitForFunction(() => !document.querySelector("._ww-banner") && document.body.innerText.includes("Erbij."));
  await rest();
  expect("an empty moment loses the place", Math.abs(await first.evaluate(() => window.scrollY) - 900) < 2);
  await first.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  const heading = () => first.evaluate(() => document.querySelector("h1").getBoundingClientRect().top);
  const stood = await heading();
  save(file, "");
  await first.waitForSelector("._ww-banner");
  await rest();
  expect("the banner is out of sight at the top", await banner());
  expect("the banner moves the page", await heading() === stood);
  save(file, good);
  await first.waitForFunction(() => !document.querySelector("._ww-banner"));

  // What the reader opened stays open.
  const fold = `${good}\n## Mag dat? {#mag-dat .uitklap}\n\nJa, dat mag.\n`;
  save(file, fold);
  await first.waitForSelector("main details");
  await first.evaluate(() => { document.querySelector("main details").open = true; });
  save(file, `${fold}\nEn nog iets.\n`);
  await first.waitForFunction(() => document.body.textContent.includes("En nog iets."));
  await rest();
  expect("what was opened closes at a save", await first.evaluate(() => document.querySelector("main details").open));
  save(file, good);
  await first.waitForFunction(() => !document.querySelector("main details"));

  // A style sheet alone is news as well.
  const style = text("themes/basis/stijl.css");
  save("themes/basis/stijl.css", `${style}\nh1 { letter-spacing: 7px; }\n`);
  await first.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
  save("themes/basis/stijl.css", style);
  await first.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing !== "7px");

  // As many tabs as an editor likes: a browser opens only six connections to one address.
  if (process.argv[3] === "alles") {
    const many = [];
    for (let i = 0; i < 9; i += 1) many.push(await open("voorbeeld/ouders/hulp/"));
    many.push(await browser.newPage());
    await many[9].goto(`${address}_/nakijken/voorbeeld/ouders/hulp/`, { waitUntil: "load" });
    save(file, `${good}\nIn elke tab.\n`);
    for (const tab of many.slice(0, 9)) await tab.waitForFunction(() => document.body.innerText.includes("In elke tab."));
    // Whoever waited for all of them leaves: another one does.
    for (const tab of many.slice(0, 8)) await tab.close();
    save(file, good);
    await many[8].waitForFunction(() => !document.body.innerText.includes("In elke tab."));
    for (const tab of many.slice(8)) await tab.close();
    await first.bringToFront();
  }

  // A theme that breaks: a banner, and back.
  const template = text("themes/basis/pagina.html");
  save("themes/basis/pagina.html", `${template}{{ niet.er }}`);
  await first.waitForSelector("._ww-banner");
  save("themes/basis/pagina.html", template);
  await first.waitForFunction(() => !document.querySelector("._ww-banner"));

  // Following: the tab goes to the page that is edited, and the back button comes back.
  await (await first.waitForSelector("._ww-balk input")).click();
  const other = text("content/ouders/aanmelden.md");
  save("content/ouders/aanmelden.md", `${other}\nErbij.\n`);
  await first.waitForFunction(() => location.pathname === "/voorbeeld/ouders/aanmelden/");
  await first.goBack();
  expect("back does not come back", first.url().endsWith("/voorbeeld/ouders/hulp/"));

  // Something to be found: a word that is marked in the page, and an error for the overview.
  save(file, `${good}\nDit wordt **door de [school](contact.md)** <b>gezegd</b>.\n`);
  await first.waitForFunction(() => /[1-9]\d* fouten/.test(document.querySelector("._ww-balk")?.innerText));
  // Pages of our own load again when the set was judged: that is over before they are looked at.
  const judged = async () => (await (await fetch(`${address}_/nieuws?nieuws=0`)).json()).nagekeken;
  while (!await judged()) await rest();
  const ours = ["", "_/bevindingen", "_/nakijken/voorbeeld/ouders/hulp/", "_/uitleg/F004", "_/elders/voorbeeld/ouders/hulp/", "voorbeeld/ouders/nergens/", "voorbeeld/ouders/hulp/?nakijken=ja"];
  for (const at of ours) {
    for (const [width, scheme] of [[320, "dark"], [1280, "light"]]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 800 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      page.on("pageerror", (e) => faults.push(`${at}: ${e}`));
      await page.goto(address + at, { waitUntil: "load" });
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      await accessible(page, `${at || "overview"} ${width} ${scheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(`${at} is wider than ${width}`, !wide);
      await page.close();
    }
  }

  // From the number in the text to what is said of it, and back, by keyboard and without a mouse.
  const review = await browser.newPage();
  await review.goto(`${address}_/nakijken/voorbeeld/ouders/hulp/`, { waitUntil: "load" });
  const frame = await (await review.waitForSelector("iframe[name=deze-pagina]")).contentFrame();
  const number = await frame.waitForSelector("._ww-wijs a");
  await number.focus();
  await review.keyboard.press("Enter");
  await review.waitForFunction(() => location.hash.startsWith("#bevinding-") && document.querySelector("li:target"));
  expect("the finding does not say what to do", await review.evaluate(() => /Wat te doen/.test(document.querySelector("li:target").innerText)));
  await review.evaluate(() => document.querySelector("li:target a[target=deze-pagina]").click());
  await review.waitForFunction(() => document.querySelector("iframe").contentWindow.location.hash.startsWith("#_ww-plek-"));
} catch (error) {
  faults.push(String(error.stack));
} finally {
  await browser.close();
  child.kill("SIGINT");
  rmSync(set, { recursive: true, force: true });
}
faults.forEach((fault) => console.error(fault));
process.exit(faults.length > 0 ? 1 : 0);
