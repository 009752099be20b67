// What can be seen of the built files without a browser: valid HTML, links, titles, weight, how many clicks from home.
import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { HtmlValidate } from "html-validate";

export function files(root) {
  const found = [];
  const walk = (folder) => {
    for (const name of readdirSync(folder).sort()) {
      const file = path.join(folder, name);
      if (statSync(file).isDirectory()) walk(file);
      else found.push(path.relative(root, file));
    }
  };
  walk(root);
  return found;
}

/** `<region>/<audience>` of a path, or nothing for the directory. */
export const siteOf = (file) => file.match(/^[^/]+\/(ouders|jongeren)(?=\/)/)?.[0] ?? "";

const values = (html, name) => [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map((m) => m[1]);

function resolve(from, link) {
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), link.split(/[?#]/)[0] || path.posix.basename(from)));
  return link.split(/[?#]/)[0].endsWith("/") || !link.split(/[?#]/)[0].includes(".") && link.split(/[?#]/)[0] !== "" ? path.posix.join(target, "index.html") : target;
}

/** Every fault that can be seen in the files. */
export async function faults(root) {
  const all = files(root);
  const known = new Set(all);
  const pages = all.filter((f) => f.endsWith(".html"));
  const html = new Map(pages.map((f) => [f, readFileSync(path.join(root, f), "utf8")]));
  const out = [];
  await validity(html, out);
  links(html, known, out);
  titles(html, out);
  for (const site of new Set(pages.map(siteOf).filter(Boolean))) {
    weight(root, site, all, out);
    clicks(site, html, out);
  }
  return { faults: out, pages: pages.length };
}

async function validity(html, out) {
  const validator = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
      // Taste, or about whoever types the HTML by hand.
      "no-trailing-whitespace": "off", "attribute-boolean-style": "off", "void-style": "off", "no-inline-style": "error", "long-title": "off", "doctype-style": "off", "tel-non-breaking": "off", "prefer-native-element": "off", "require-sri": "off", "no-raw-characters": "off", "attr-quotes": "off", "no-redundant-role": "off", "no-implicit-button-type": "off",
      // Ids of ours begin with a line, so that no heading of an editor can have them.
      "valid-id": ["error", { relaxed: true }],
    },
  });
  for (const [file, text] of html) {
    const report = await validator.validateString(text, file);
    for (const result of report.results) {
      for (const m of result.messages) out.push(`${file}:${m.line}:${m.column} HTML ${m.ruleId}: ${m.message}`);
    }
  }
}

function links(html, known, out) {
  for (const [file, text] of html) {
    const ids = new Set();
    for (const id of values(text, "id")) {
      if (ids.has(id)) out.push(`${file} has the id ${id} twice`);
      ids.add(id);
    }
    for (const link of [...values(text, "href"), ...values(text, "src"), ...values(text, "action")]) {
      if (/^(https|mailto|tel):/.test(link)) continue;
      if (link.startsWith("/") || /^http:/.test(link)) { out.push(`${file} links to ${link}, which is not relative`); continue; }
      const target = resolve(file, link);
      const anchor = link.includes("#") ? link.split("#")[1] : "";
      if (target.startsWith("..") || !known.has(target)) out.push(`${file} links to ${link}, and nothing is there`);
      else if (anchor && html.has(target) && !html.get(target).includes(` id="${anchor}"`)) out.push(`${file} links to ${link}, and there is no such place`);
      else if (siteOf(file) && siteOf(target) !== siteOf(file)) out.push(`${file} links out of its site to ${link}`);
    }
  }
}

function titles(html, out) {
  const seen = new Map();
  for (const [file, text] of html) {
    if (!text.includes("<main")) continue;
    for (const [what, found] of [["title", text.match(/<title>([^<]+)<\/title>/)], ["description", text.match(/<meta name="description" content="([^"]+)"/)]]) {
      if (!found) { out.push(`${file} has no ${what}`); continue; }
      if (what === "title") {
        // The same page on two tracks and where one chooses between them has one title, and its own address.
        const key = `${siteOf(file)} ${found[1]}`;
        const slug = file.split("/").slice(-2)[0];
        if (seen.has(key) && seen.get(key) !== slug) out.push(`${file} has the title of another page: ${found[1]}`);
        seen.set(key, slug);
      }
    }
    if (siteOf(file) && !text.includes('rel="canonical"')) out.push(`${file} has no canonical address`);
    if (!/<html lang="nl">/.test(text)) out.push(`${file} has no language`);
  }
}

function weight(root, site, all, out) {
  const size = (name) => readFileSync(path.join(root, site, name)).length;
  const zipped = gzipSync(readFileSync(path.join(root, site, "zoek.json"))).length;
  if (zipped > 30_000) out.push(`${site}: the search index is ${zipped} bytes zipped, more than 30,000`);
  if (size("hulp.js") > 2_048) out.push(`${site}: hulp.js is ${size("hulp.js")} bytes, more than 2,048`);
  if (size("zoek.js") > 4_096) out.push(`${site}: zoek.js is ${size("zoek.js")} bytes, more than 4,096`);
  for (const name of ["404.html", "robots.txt", "sitemap.xml", "_headers", "icoon.svg"]) {
    if (!all.includes(`${site}/${name}`)) out.push(`${site} has no ${name}`);
  }
  const map = readFileSync(path.join(root, site, "sitemap.xml"), "utf8");
  for (const file of all.filter((f) => f.startsWith(`${site}/`) && f.endsWith("/index.html"))) {
    const at = file.slice(site.length + 1).replace(/index\.html$/, "");
    const page = readFileSync(path.join(root, file), "utf8");
    if (page.includes("<main") && !map.includes(`/${at}</loc>`)) out.push(`${file} is not in the sitemap`);
  }
}

/** Nothing is an orphan, and nothing is more than 3 clicks away; 2 for young people. */
function clicks(site, html, out) {
  const most = site.endsWith("jongeren") ? 2 : 3;
  const depth = new Map([[`${site}/index.html`, 0]]);
  const queue = [`${site}/index.html`];
  for (const file of queue) {
    for (const link of values(html.get(file), "href")) {
      if (/^[a-z]+:/.test(link) || link.startsWith("#")) continue;
      const target = resolve(file, link);
      if (html.has(target) && siteOf(target) === site && !depth.has(target)) {
        depth.set(target, depth.get(file) + 1);
        queue.push(target);
      }
    }
  }
  for (const [file, text] of html) {
    if (siteOf(file) !== site || file.endsWith("404.html") || text.includes('http-equiv="refresh"')) continue;
    if (!depth.has(file)) out.push(`${file} can be reached from nowhere`);
    else if (depth.get(file) > most) out.push(`${file} is ${depth.get(file)} clicks from home, more than ${most}`);
  }
}
