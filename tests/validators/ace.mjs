// Validates EPUBs with Ace by DAISY, all in one process, and prints its reports as its own command does: ace.mjs BROWSER FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "installed");
const require = createRequire(join(installed, "package.json"));

const [executablePath, ...files] = process.argv.slice(2);
process.env.PUPPETEER_EXECUTABLE_PATH = executablePath;
process.env.ACE_TIMEOUT_INITIAL = "60000";
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

// Naming the place of every pass as well takes axe longer than validating does, and Ace reports violations alone.
const violations = "{ const { run } = axe; axe.run = (given, done) => run({ ...given, resultTypes: ['violations'] }, done); }";
const { run } = runner;
runner.run = (address, scripts, contents, folder) =>
  run(address, [], [...contents, ...scripts.map((path) => readFileSync(path, "utf8")), violations], folder);

for (const file of files) {
  await ace(file, { cwd: process.cwd(), silent: true, initLogger: false, lang: "en" }, runner);
}
process.exit(0);
