// What a browser sees of one page: each check gives its faults as text.

/** A page that notes what it should not do. */
export async function open(browser, { width, height = 900, scheme = "light", scripts = true, origin }) {
  const page = await browser.newPage();
  const seen = [];
  await view(page, { width, height, scheme });
  await page.setJavaScriptEnabled(scripts);
  page.on("request", (r) => { if (!r.url().startsWith(origin) && !r.url().startsWith("data:")) seen.push(`asks ${r.url()}`); });
  page.on("response", (r) => { if (r.status() >= 400) seen.push(`gets ${r.status()} for ${r.url()}`); });
  page.on("console", (m) => { if (/Content Security Policy|Refused/.test(m.text())) seen.push(`breaks the policy: ${m.text()}`); });
  page.on("pageerror", (e) => seen.push(`fails: ${e.message}`));
  if (scripts) {
    await page.evaluateOnNewDocument(() => {
      window.__policy = [];
      document.addEventListener("securitypolicyviolation", (e) => window.__policy.push(`${e.violatedDirective} ${e.blockedURI}`));
      window.__moved = 0;
      new PerformanceObserver((l) => l.getEntries().forEach((e) => { window.__moved += e.value; })).observe({ type: "layout-shift", buffered: true });
    });
  }
  return { page, seen };
}

/** Nothing is wider than the screen, no text is cut off, and nothing that stays in place takes more than a third of it. */
export const overflow = (page) => page.evaluate(() => {
  const faults = [];
  const root = document.documentElement;
  const all = [...document.querySelectorAll("body *")];
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 0) {
    const first = all.find((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".tabel"));
    faults.push(`is ${wide} px too wide, by ${first?.outerHTML.slice(0, 80)}`);
  }
  for (const e of all) {
    const style = getComputedStyle(e);
    const cuts = (way) => style[`overflow${way}`] === "hidden" || style[`overflow${way}`] === "clip";
    // What only a screen reader gets is one pixel large.
    if (e.clientWidth > 1 && e.textContent.trim() && (cuts("X") && e.scrollWidth > e.clientWidth + 1 || cuts("Y") && e.scrollHeight > e.clientHeight + 1)) faults.push(`cuts off ${e.outerHTML.slice(0, 80)}`);
    const box = e.getBoundingClientRect();
    // A list beside the text covers nothing.
    if (/fixed|sticky/.test(style.position) && e.checkVisibility() && box.height > innerHeight * 0.35 && box.width > innerWidth / 2) faults.push(`keeps ${e.outerHTML.slice(0, 80)} in front of the text`);
  }
  return faults;
});

/** Nothing moved while the page came (Cumulative Layout Shift, at most 0.02). */
export const moved = async (page) => {
  const shift = await page.evaluate(() => window.__moved);
  return shift > 0.02 ? [`moved by ${shift.toFixed(3)} while it came`] : [];
};

/** The screen: its size in CSS pixels, and light or dark. */
export async function view(page, { width, height, scheme }) {
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
}

export const spaced = (page, css) => page.evaluate((rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}, css);

/** Cookies, storage, workers: none. */
export async function storage(page) {
  const found = await page.evaluate(async () => ({
    local: localStorage.length, session: sessionStorage.length,
    workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
    bases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, policy: window.__policy ?? [],
  }));
  const cookies = await page.browserContext().cookies();
  const faults = found.policy.map((p) => `breaks the policy: ${p}`);
  if (cookies.length || found.local || found.session || found.workers || found.bases || found.caches) faults.push(`stores something: ${JSON.stringify(found)}`);
  return faults;
}

/** On paper stands what stands on the screen, and no navigation. */
export async function print(page) {
  const words = () => page.evaluate(() => {
    const main = document.querySelector("main").cloneNode(true);
    main.querySelectorAll("nav, form, .hulpmiddelen, .knoppen, svg, .beeld").forEach((e) => e.remove());
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) all.push(...(texts.currentNode.textContent.match(/[\p{L}\d]+/gu) ?? []));
    const shown = document.querySelector("main").innerText.match(/[\p{L}\d]+/gu) ?? [];
    const visible = [...document.querySelectorAll("nav, .weg, .hulpmiddelen, form")].filter((e) => e.checkVisibility());
    return { all, shown, navigation: visible.map((e) => e.className || e.tagName) };
  });
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = false; }));
  await page.emulateMediaType("print");
  const { all, shown, navigation } = await words();
  await page.emulateMediaType("screen");
  const left = new Map();
  for (const w of shown) left.set(w.toLowerCase(), (left.get(w.toLowerCase()) ?? 0) + 1);
  let kept = 0;
  for (const w of all) {
    const n = left.get(w.toLowerCase()) ?? 0;
    if (n > 0) { kept++; left.set(w.toLowerCase(), n - 1); }
  }
  const faults = navigation.map((n) => `prints navigation: ${n}`);
  if (all.length && kept / all.length < 0.95) faults.push(`prints ${kept} of ${all.length} words`);
  return faults;
}

/** What has a sheet of its own fits on one A4, within the margins of `@page` (174 by 263 mm, at 96 pixels an inch). */
export async function sheets(page) {
  await page.emulateMediaType("print");
  await page.setViewport({ width: 658, height: 994 });
  const high = await page.$$eval(".blad", (list) => list.map((e) => e.scrollHeight).filter((h) => h > 994));
  await page.emulateMediaType("screen");
  return high.map((h) => `has a sheet of ${h} px, and an A4 holds 994`);
}

/** The keyboard reaches everything, sees where it is, and starts at the skip link. */
export async function keyboard(page) {
  const faults = [];
  const stops = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((e) => e.checkVisibility()).length);
  let first = "";
  const seen = new Set();
  for (let i = 0; i < stops + 2; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      e.dataset.stop ||= String(document.querySelectorAll("[data-stop]").length + 1);
      return { id: e.dataset.stop, name: e.className || e.tagName, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
    });
    if (!at) break;
    first ||= at.name;
    seen.add(at.id);
    if (!at.ring) faults.push(`shows no focus on ${at.name}`);
    if (!at.inside) faults.push(`hides the focus on ${at.name}`);
  }
  if (first !== "sla-over") faults.push(`begins at ${first}, not at the skip link`);
  if (seen.size < stops) faults.push(`the keyboard reaches ${seen.size} of ${stops} stops`);
  return [...new Set(faults)];
}

/** What every page promises. */
export const promises = (page, audience) => page.evaluate((young) => {
  const faults = [];
  const has = (selector, what) => { if (!document.querySelector(selector)) faults.push(`has no ${what}`); };
  has(".praat .kanalen li", "way of contact");
  has(".praat time[datetime]", "day on which contact was checked");
  has(".andere a", "entrance of the other audience");
  if (young) has(".strook a[href='tel:112']", "safety strip");
  if (young) has("a.weg[href^='https:']", "exit");
  const order = [...document.querySelectorAll(".helpers h3")].map((h) => h.textContent);
  if (!/ken/.test(order[0]) || !/school/.test(order[1])) faults.push(`names helpers in another order: ${order}`);
  if (document.querySelector("article")) {
    has(".herkomst time, .herkomst .klein", "provenance");
    has(".reactie a", "way to remark on the text");
    has("article .kort p + p, article .kort p", "short answer");
  }
  const small = [...document.querySelectorAll("header a, .voet a, .tegels a, .keuze a, .knop")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44 && !e.closest("p:not(.merk, .andere, .knoppen)"));
  for (const e of small) faults.push(`has a small target: ${e.textContent.trim()} ${Math.round(e.getBoundingClientRect().height)} px`);
  return faults;
}, audience === "jongeren");
