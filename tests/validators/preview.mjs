// Uses the page of a preview as its reader does, in a browser, and prints what was seen as JSON:
// preview.mjs BROWSER ADDRESS ARTICLE FOLDER. The article is the kitchen sink; pictures of the page go into FOLDER.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "installed");
const require = createRequire(join(installed, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const [executablePath, address, article, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: flags, headless: true });
const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
const page = await context.newPage();
page.setDefaultTimeout(60_000);
const seen = { axe: [], outside: [], complaints: [], referrers: [] };
page.on("request", (request) => {
  if (!request.url().startsWith(address) && !/^(data:|chrome(-extension)?:|about:|blob:)/.test(request.url())) seen.outside.push(request.url());
  if (request.headers().referer) seen.referrers.push(request.headers().referer);
});
page.on("console", (message) => {
  const { url } = message.location();
  // What the browser's own viewer of PDFs has to complain of is its own.
  if (["error", "warning"].includes(message.type()) && !url.startsWith("chrome")) seen.complaints.push(`${message.text()} ${url}`);
});
page.on("pageerror", (error) => seen.complaints.push(String(error)));

const original = readFileSync(article, "utf8");
const status = (text) => page.waitForFunction((text) => document.getElementById("status").textContent.includes(text), text);
const frame = () => page.locator("#handout iframe:not(.coming)").contentFrame();
const place = () => page.evaluate(() => {
  const { contentDocument: page, contentWindow } = document.querySelector("#handout iframe:not(.coming)");
  return { scrolled: contentWindow.scrollY, words: page.querySelector("h1").textContent, top: page.getElementById("set").getBoundingClientRect().top };
});
async function look(name) {
  await page.evaluate(axe);
  // Nothing else than colors depends on the scheme.
  for (const [colorScheme, width] of [["light", 360], ["light", 1000], ["dark", 1000]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), rules);
    seen.axe.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")} (${name}, ${width} px, ${colorScheme})`));
    if (await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth)) seen.axe.push(`the page scrolls sideways (${name}, ${width} px)`);
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
}
async function tabTo(selector, most = 40) {
  for (let steps = 0; steps < most; steps += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((selector) => {
      const outline = getComputedStyle(document.activeElement).outlineStyle;
      return { is: document.activeElement.matches(selector), seen: outline !== "none" };
    }, selector);
    if (!found.seen) seen.complaints.push("focus is not seen");
    if (found.is) return;
  }
  throw new Error(`no key reaches ${selector}`);
}

// From its top, as after a reload.
async function again() {
  await page.goto(address);
  await status("Web page is up to date");
  await frame().locator("h1").waitFor();
}

await again();
seen.runs = await page.evaluate(() => document.querySelector("#handout iframe").sandbox.contains("allow-scripts"));
seen.links = await frame().locator("a[href^=http]").evaluateAll((links) => links.every(({ target, rel }) => target === "_blank" && rel.includes("noreferrer")));

// A save above the place of the reader: new words, and the same place.
await frame().locator("#set").evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 40));
seen.before = await place();
const changed = original.replace(/^title: .*/m, "title: Other Words That Are Long Enough To Take A Second Line Of The Page");
writeFileSync(article, changed);
await page.waitForFunction(() => document.querySelector("#handout iframe:not(.coming)").contentDocument.querySelector("h1").textContent.startsWith("Other"));
seen.after = await place();

// A problem, with the last good build below it.
writeFileSync(article, changed.replace(/^schema_version: .*/m, "schema_version: nine"));
await page.locator("#problems").waitFor();
seen.problem = await page.locator("#faults").innerText();
seen.old = await page.locator("#old").isVisible();
seen.below = (await place()).words;
await page.locator("summary").click();
await look("problem");
writeFileSync(article, changed);
await page.locator("#problems").waitFor({ state: "hidden" });
seen.gone = !(await page.locator("#old").isVisible());
await look("page");

// Everything by keyboard alone.
await page.setViewportSize({ width: 1000, height: 800 });
await again();
await page.keyboard.press("Tab");
seen.skips = await page.evaluate(() => document.activeElement.getAttribute("href"));
await tabTo("[name=preset]");
await page.keyboard.press("L");
await page.waitForFunction(() => {
  const { contentDocument, contentWindow } = document.querySelector("#handout iframe:not(.coming)");
  return contentWindow.getComputedStyle(contentDocument.documentElement).getPropertyValue("--scale").trim() === "1.5";
});
seen.large = await frame().locator("html").evaluate((element) => getComputedStyle(element).getPropertyValue("--scale").trim());
await tabTo("[name=region]");
await page.keyboard.type("Atlantis");
await page.keyboard.press("Enter");
await page.locator("#problems").waitFor();
seen.nowhere = await page.locator("#faults").innerText();
await page.keyboard.press("Control+A");
await page.keyboard.type("TX");
await page.keyboard.press("Enter");
await page.locator("#problems").waitFor({ state: "hidden" });
await status("Web page is up to date");
await tabTo("summary");
await page.keyboard.press("Enter");
await tabTo("[name=audience][value=manager]");
await page.keyboard.press("Space");
await tabTo("[name=sections][value=money]");
await page.keyboard.press("Space");
await page.waitForFunction(() => !document.querySelector("#handout iframe:not(.coming)").contentDocument.getElementById("lists"));
seen.chosen = await page.evaluate(() => [...document.querySelectorAll("#choices details :checked")].map(({ value }) => value));
await again();
await page.locator("summary").focus();
await page.keyboard.press("Enter");
await tabTo("[name=sections][value=money]");
await page.keyboard.press("Space");
await page.waitForFunction(() => document.querySelector("#handout iframe:not(.coming)").contentDocument.getElementById("lists"));
await again();
await tabTo("[name=layout]");
await page.keyboard.press("F");
await frame().locator("body.sheet").waitFor();
seen.sheet = true;
await again();
await tabTo("[name=view]");
await page.keyboard.press("ArrowRight");
await status("PDF is up to date");
await page.waitForFunction(() => document.querySelector("#handout iframe:not(.coming)")?.dataset.view === "pdf");
seen.pdf = await page.locator("#handout iframe").getAttribute("src");
await tabTo("[name=page]");
await page.keyboard.type("2");
await page.keyboard.press("Tab");
await page.waitForFunction(() => /#page=2&/.test(document.querySelector("#handout iframe:not(.coming)")?.src));
seen.turned = await page.locator("#handout iframe:not(.coming)").getAttribute("src");
await look("pdf");

// A save while the second page is read.
writeFileSync(article, original);
await page.waitForFunction((before) => {
  const frame = document.querySelector("#handout iframe:not(.coming)");
  return frame && frame.getAttribute("src") !== before;
}, seen.turned);
seen.again = await page.locator("#handout iframe:not(.coming)").getAttribute("src");
await browser.close();
console.log(JSON.stringify(seen));
