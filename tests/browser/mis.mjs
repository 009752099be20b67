// A page with every fault that the browser checks look for: each check has to see its own, or it sees nothing anywhere.
import http from "node:http";
import { engines } from "./engines.mjs";
import * as look from "./page.mjs";

const PAGE = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Mis</title>
<style>
  :root { color-scheme: light dark } body { margin: 0 } a:focus { outline: none }
  .vast { position: sticky; top: 0; height: 200px } .krap { width: 4rem; height: 1rem; overflow: hidden; white-space: nowrap }
  @media print { .weg-op-papier { display: none } } @media (prefers-color-scheme: dark) { .grijs { color: #111; background: #222 } }
</style></head>
<body><header><nav aria-label="Menu"><a href="#een">Een</a></nav></header>
<main><h1>Mis</h1><div class="vast">Blijft staan</div><p class="krap">Een zin die hier helemaal niet in past</p>
<p class="weg-op-papier">Wat op papier wegvalt en daar wel hoort te staan</p><p class="grijs" id="een">Grijs op grijs</p>
<p>Ontwikkelingsperspectiefgesprekkenplanningsformulier zonder afbreekplaats in een regel die breder is dan het scherm.</p>
<div class="blad" style="height: 1100px">Te lang voor een vel</div><p style="width: 500px">Breder dan een telefoon</p><img src="/geen.png"></main>
<script>document.cookie = "a=b"; localStorage.a = "b"; fetch("http://127.0.0.1:9/").catch(() => {});
setTimeout(() => document.querySelector("main").prepend(Object.assign(document.createElement("div"), { style: "height: 300px" })), 100);</script></body></html>`;

/** What the checks did not see of the page above, as text. */
export async function unseen(browser, second) {
  const server = http.createServer((request, response) => {
    const found = request.url === "/";
    response.writeHead(found ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end(found ? PAGE : "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { page, seen } = await look.open(browser, { width: 1280, origin });
  await page.goto(`${origin}/`, { waitUntil: "load" });
  await new Promise((done) => setTimeout(done, 400));
  const out = [];
  const expect = (what, list, ...parts) => parts.filter((p) => !list.some((f) => p.test(f))).forEach((p) => out.push(`the check of ${what} does not see ${p}: ${list.join("; ") || "nothing"}`));
  expect("moving", await look.moved(page), /moved by/);
  const judge = await engines(page, second);
  await look.view(page, { width: 320, height: 256, scheme: "dark" });
  expect("overflow", await look.overflow(page), /px too wide/, /cuts off/, /in front of the text/);
  expect("axe", await judge.axe(), /color-contrast/, /image-alt/);
  if (second) expect("the second engine", await judge.ace(), /img_alt/);
  await judge.done();
  expect("print", await look.print(page), /prints \d+ of/, /prints navigation/);
  expect("sheets", await look.sheets(page), /has a sheet of 1100 px/);
  expect("storage", await look.storage(page), /stores something/);
  expect("requests", seen, /asks http:\/\/127\.0\.0\.1:9/, /gets 404/);
  expect("keyboard", await look.keyboard(page), /shows no focus/, /not at the skip link/);
  expect("promises", await look.promises(page, "jongeren"), /way of contact/, /safety strip/, /exit/);
  await page.evaluate(() => { localStorage.clear(); document.cookie = "a=; max-age=0"; });
  await page.close();
  server.close();
  return out;
}
