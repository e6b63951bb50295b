// Validates local web pages with axe-core, in several views, and prints its results as its own command does:
// axe.mjs BROWSER ADDRESS...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "installed");
const require = createRequire(join(installed, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const widths = [360, 768, 1280];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Naming the place of every pass as well takes axe longer than validating does.
const options = {
  light: { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] },
  // Nothing else than colors depends on the scheme.
  dark: { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] }, resultTypes: ["violations"] },
};
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const [executablePath, ...addresses] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: flags, headless: true });
const results = [];
for (const address of addresses) {
  const context = await browser.newContext({ offline: true });
  await context.route(/^(?!file:|data:)/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(axe);
  for (const colorScheme of Object.keys(options)) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate((given) => axe.run(given), options[colorScheme]);
      results.push({ ...found, url: address, view: `${width} px, ${colorScheme}` });
    }
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify(results));
