// Serves a folder as a careful host would: under a path of its own, with the headers that the sites' `_headers` ask for.
import http from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml", ".png": "image/png", ".txt": "text/plain; charset=utf-8" };

/** The headers under `/*` of the nearest `_headers` above a file. */
async function headers(root, file) {
  for (let folder = path.dirname(file); folder.startsWith(root); folder = path.dirname(folder)) {
    const text = await readFile(path.join(folder, "_headers"), "utf8").catch(() => null);
    if (text !== null) {
      return Object.fromEntries(text.split("\n").filter((l) => l.startsWith("  ")).map((l) => {
        const at = l.indexOf(":");
        return [l.slice(0, at).trim(), l.slice(at + 1).trim()];
      }));
    }
  }
  return {};
}

/** Serves `root` below `prefix` (`/` or `/path/`); gives the address and a way to stop. */
export async function serve(root, prefix = "/") {
  const server = http.createServer(async (request, response) => {
    const asked = decodeURIComponent(request.url.split("?")[0]);
    const below = asked.startsWith(prefix) ? asked.slice(prefix.length) : null;
    const file = below === null ? null : path.join(root, below.endsWith("/") || below === "" ? `${below}index.html` : below);
    const bytes = file && path.resolve(file).startsWith(path.resolve(root)) ? await readFile(file).catch(() => null) : null;
    if (bytes === null) {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("niet gevonden");
      return;
    }
    response.writeHead(200, { "content-type": KINDS[path.extname(file)] ?? "application/octet-stream", "cache-control": "no-store", ...(await headers(root, file)) });
    response.end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}${prefix}`, stop: () => server.close() };
}
