// Reads local web pages, and pages of books (.xhtml), in a browser as some readers must, and prints what stands in
// their way as JSON: reading.mjs BROWSER FILE...
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "installed");
const require = createRequire(join(installed, "package.json"));
const { chromium } = require("playwright-core");

// WCAG 2.2, 1.4.12: what a reader may set without losing anything.
const spacing =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }" +
  "p { margin-bottom: 2em !important; }";

// Everything that the checks look at, in the page as it stands.
function look() {
  const found = [];
  const say = (rule, { localName, id, classList }) => found.push(`${rule}: ${localName} ${id || classList}`.trim());
  if (document.scrollingElement.scrollWidth > innerWidth) say("the page scrolls sideways", document.documentElement);
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const wide = element.scrollWidth > element.clientWidth + 1;
    const high = element.scrollHeight > element.clientHeight + 1;
    if (["hidden", "clip"].includes(style.overflowX) && (wide || high) && !(element instanceof SVGElement)) say("words are cut off", element);
    if (["auto", "scroll"].includes(style.overflowX) && wide && element.tabIndex < 0) say("no key reaches a scroll area", element);
    if (["auto", "scroll"].includes(style.overflowX) && !element.matches("[aria-label], [aria-labelledby]")) say("a scroll area has no name", element);
  }
  return found;
}

// Text of a chart must be told from its ground, whatever colors are in force.
function charts() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const pixel = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (rgb) =>
    rgb.slice(0, 3).map((level) => level / 255).map((level) => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4))
      .reduce((sum, level, index) => sum + level * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = pixel(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return pixel("Canvas");
  };
  const found = [];
  for (const chart of document.querySelectorAll("svg.chart")) {
    // The words of a map stand on its tiles.
    if (chart.querySelector("rect[stroke]")) continue;
    for (const text of chart.querySelectorAll("text")) {
      const [light, dark] = [luminance(pixel(getComputedStyle(text).fill)), luminance(ground(chart))].sort((a, b) => b - a);
      if ((light + 0.05) / (dark + 0.05) < 4.5) found.push(`words of a chart fade: ${text.textContent}`);
    }
  }
  return found;
}

// The number of a source stays on the line of the word that it backs.
function notes() {
  const found = [];
  for (const note of document.querySelectorAll("a.ref")) {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    texts.currentNode = note;
    const before = texts.previousNode();
    // Where a word has several, the first does.
    if (before.parentElement.matches(".notes") && before.data === ",") continue;
    const last = document.createRange();
    last.setStart(before, before.length - 1);
    last.setEnd(before, before.length);
    if (note.getBoundingClientRect().left < last.getBoundingClientRect().left) found.push(`a note begins a line: ${before.data.slice(-20)}`);
  }
  return found;
}

// Every stop of the Tab key can be seen.
function focus() {
  const found = [];
  const stops = [...document.querySelectorAll("a[href], [tabindex='0']")];
  for (const stop of stops) {
    stop.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(stop);
    if (document.activeElement !== stop) found.push(`no key reaches: ${stop.textContent.slice(0, 40)}`);
    else if (outlineStyle === "none" || outlineWidth === "0px") found.push(`focus is not seen: ${stop.textContent.slice(0, 40)}`);
  }
  document.activeElement.blur();
  return found;
}

async function keyboard(page) {
  const found = [];
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => {
    const { left, top, width, height } = document.activeElement.getBoundingClientRect();
    const href = document.activeElement.getAttribute("href");
    const skips = document.activeElement === document.body.firstElementChild && href?.startsWith("#");
    return { href, skips, seen: left >= 0 && top >= 0 && width > 0 && height >= 24 };
  });
  if (!first.skips) return ["the first stop of the Tab key skips nothing"];
  if (!first.seen) found.push("the link that skips is not seen");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate((id) => document.getElementById(id)?.contains(document.activeElement), first.href.slice(1));
  if (!inside) found.push("the link that skips leads nowhere");
  return found;
}

async function printed(page) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const found = await page.evaluate(() => {
    const hidden = [...document.querySelectorAll("*")].filter((element) => ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX));
    const ground = getComputedStyle(document.body).backgroundColor;
    return [
      ...hidden.filter((element) => !(element instanceof SVGElement)).map((element) => `paper does not scroll: ${element.className}`),
      ...(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(ground) ? [] : [`the ground is printed: ${ground}`]),
    ];
  });
  await page.emulateMedia({ media: "screen" });
  return found;
}

async function webPage(page, view) {
  await view("keyboard", await keyboard(page));
  await view("focus", await page.evaluate(focus));
  await view("320 px", [...(await page.evaluate(look)), ...(await page.evaluate(notes))]);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, forcedColors: "none" });
    await view(colorScheme, await page.evaluate(charts));
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    await view(`${colorScheme}, forced colors`, await page.evaluate(charts));
  }
  await page.emulateMedia({ forcedColors: "none" });
  await view("print", await printed(page));
  await page.addStyleTag({ content: spacing });
  await view("320 px, wide spacing", await page.evaluate(look));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.addStyleTag({ content: ":root { font-size: 200% !important; }" });
  await view("1280 px, twice as large", await page.evaluate(look));
}

// A reading system brings its own keys, and sets the type.
async function pageOfBook(page, view) {
  await view("320 px", await page.evaluate(look));
  await view("charts", await page.evaluate(charts));
  const wider = await page.addStyleTag({ content: spacing });
  await view("320 px, wide spacing", await page.evaluate(look));
  await wider.evaluate((style) => style.remove());
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await view("320 px, twice as large", await page.evaluate(look));
}

const [executablePath, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"], headless: true });
const page = await browser.newPage({ offline: true });
const reports = [];
for (const file of files) {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ media: "screen", colorScheme: "light", forcedColors: "none" });
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  const report = { file, views: 0, found: [] };
  await (file.endsWith(".xhtml") ? pageOfBook : webPage)(page, (name, found) => {
    report.views += 1;
    report.found.push(...found.map((what) => `${what} (${name})`));
  });
  reports.push(report);
}
await browser.close();
console.log(JSON.stringify(reports));
