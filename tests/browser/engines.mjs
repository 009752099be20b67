// The engines that judge accessibility, in a world of their own beside the page, so that its policy stays as it is.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const found = (name) => { try { return createRequire(import.meta.url).resolve(name); } catch { return ""; } };
const source = (name) => (existsSync(found(name)) ? readFileSync(found(name), "utf8") : "");
const AXE = source("axe-core/axe.min.js");
/** The second engine is installed by `all` only. */
const ACE = source("accessibility-checker-engine/ace.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Ready to judge what the page shows now: `axe()` and, with the second engine, `ace()`; each gives its faults as text. */
export async function engines(page, second) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const client = await page.createCDPSession();
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: page.mainFrame()._id });
  const run = async (expression) => {
    const { result } = await client.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    return result;
  };
  await run(AXE);
  if (second) await run(ACE);
  const told = (name, result) => (Array.isArray(result.value) ? result.value.map((v) => `${name} ${v}`) : [`${name} did not run: ${JSON.stringify(result)}`]);
  return {
    axe: async () => told("axe", await run(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")))`)),
    // Only what it is sure of: the rest asks a person to look.
    ace: async () => told("ace", await run(`new ace.Checker().check(document, ["IBM_Accessibility"]).then((r) => r.results.filter((x) => x.value.join() === "VIOLATION,FAIL").map((x) => x.ruleId + ": " + x.message + " " + x.path.dom))`)),
    done: () => client.detach(),
  };
}
