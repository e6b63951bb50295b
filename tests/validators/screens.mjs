// Measures local web pages as they stand on a phone, on a desk, in the dark and on paper, and prints that as JSON;
// pictures and prints go into a folder: screens.mjs BROWSER FOLDER FILE...
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "installed");
const require = createRequire(join(installed, "package.json"));
const { chromium } = require("playwright-core");

// The part of a page that is looked at, its charts among the rest.
const tall = 5000;

function phone() {
  const bodySize = parseFloat(getComputedStyle(document.body).fontSize);
  const figure = document.querySelector(".key-figures .value");
  const sizes = [...document.querySelectorAll("svg.chart text")]
    .map((text) => (text.getBoundingClientRect().height && text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize)) / bodySize)
    .filter(Boolean);
  // Words of a cell that stand on more than one line, without a hyphen to be parted at.
  const parted = [...document.querySelectorAll("tbody tr > :first-child")].flatMap((cell) => {
    const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    return [...(text?.data ?? "").matchAll(/[^\s-]+/g)].map(({ 0: word, index }) => {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map((rect) => rect.top)).size > 1 && word;
    });
  });
  return {
    beyond: beyond(),
    parted: parted.filter(Boolean),
    width: document.scrollingElement.scrollWidth,
    sideways: [...document.querySelectorAll("body *")]
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.id || element.className),
    firstFigure: figure && figure.getBoundingClientRect().top + scrollY,
    chartText: sizes.length ? [Math.min(...sizes), Math.max(...sizes)] : [1, 1],
  };
}

// Words that leave the screen or the part of the page that they stand in, and pairs of words over each other.
function beyond() {
  const found = [], boxes = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, around = text.parentElement;
    if (around.closest("script, style, title, sup, .skip")) continue;
    const part = !around.closest("svg") && around.closest("td, th, li, .box, .gloss, figure, .do-next, p, h1, h2, h3");
    const { left, right } = part ? part.getBoundingClientRect() : { left: 0, right: innerWidth };
    for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      for (const box of range.getClientRects()) {
        if (box.left < left - 2 || box.right > Math.min(right, innerWidth) + 2) found.push(word);
        // Lines stand close: what is tall in a letter is in the middle of its box.
        if (box.width) boxes.push({ word, left: box.left, right: box.right, top: box.top + box.height * 0.3, bottom: box.bottom - box.height * 0.3 });
      }
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
      const other = boxes[next];
      if (other.left < one.right - 1 && one.left < other.right - 1) found.push(`${one.word} ${other.word}`);
    }
  });
  return found;
}

function desk() {
  const contents = document.querySelector("nav.contents");
  const main = document.querySelector("main").getBoundingClientRect();
  scrollTo(0, document.documentElement.scrollHeight / 2);
  const { left, right, top, bottom } = contents?.getBoundingClientRect() ?? {};
  scrollTo(0, 0);
  return { ...phone(), main: [main.left, main.right], contents: contents && { left, right, top, bottom } };
}

// The words in the first row of a table with a control, head first, as they are seen.
function columns() {
  const row = document.querySelector(".all-columns ~ table tbody tr");
  return row && [...row.cells].filter((cell) => cell.offsetHeight).map((cell) => cell.textContent);
}

// Of each row of a table whose cells only say that a column holds: the cells that are seen, and all of them.
function marks() {
  return [...document.querySelectorAll(".marked tbody tr")].map((row) => {
    const cells = [...row.cells].slice(1);
    const seen = cells.filter((cell) => cell.getClientRects().length);
    return [seen, cells].map((some) => some.map((cell) => cell.textContent));
  });
}

// What is light on purpose: logos are drawn for paper, and a code is read from white.
function light() {
  return [...document.querySelectorAll(".logo, .qr")].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left + scrollX, top + scrollY, right + scrollX, bottom + scrollY];
  });
}

// The type of running text, of cards and of tables, in points.
function type() {
  const size = (found) => found && parseFloat(getComputedStyle(found).fontSize) * 0.75;
  return ["section > p:not([class])", ".entry p", "td"].map((kind) => size(document.querySelector(kind)));
}

const [executablePath, folder, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"], headless: true });
const page = await browser.newPage({ offline: true });
const reports = [];
for (const file of files) {
  const name = join(folder, basename(file).replace(/\.\w+$/, ""));
  const report = { file };
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  for (const [view, width, measure] of [["phone", 360, phone], ["tablet", 768, phone], ["desk", 1280, desk]]) {
    await page.setViewportSize({ width, height: 740 });
    report[view] = await page.evaluate(`(() => { ${beyond}; ${phone}; ${desk}; return ${measure.name}(); })()`);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  report.marks = await page.evaluate(marks);
  report.control = await page.evaluate(columns);
  if (report.control) {
    // By keyboard, and without a script of the page's.
    await page.focus(".all-columns input");
    await page.keyboard.press("Space");
    report.control = [report.control, await page.evaluate(columns)];
  }
  await page.setViewportSize({ width: 768, height: 740 });
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  report.light = await page.evaluate(light);
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), tall);
  await page.screenshot({ path: `${name}-dark.png`, fullPage: true, clip: { x: 0, y: 0, width: 768, height } });
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  report.type = await page.evaluate(type);
  await page.pdf({ path: `${name}-print.pdf`, preferCSSPageSize: true, tagged: true });
  reports.push(report);
}
await browser.close();
console.log(JSON.stringify(reports));
