// Judges EPUBs with Ace by DAISY, all in one process, and prints its reports as JSON: ace.mjs BROWSER FILE...
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "installed");
const require = createRequire(join(installed, "package.json"));

const [executablePath, ...files] = process.argv.slice(2);
process.env.PUPPETEER_EXECUTABLE_PATH = executablePath;
process.env.ACE_TIMEOUT_INITIAL = "60000";
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

const reports = [];
for (const file of files) {
  const outdir = mkdtempSync(join(tmpdir(), "ace-"));
  await ace(file, { cwd: process.cwd(), outdir, silent: true, initLogger: false, lang: "en" }, runner);
  const report = JSON.parse(readFileSync(join(outdir, "report.json"), "utf8"));
  rmSync(outdir, { recursive: true });
  reports.push({
    file,
    documents: report.assertions.length,
    violations: report.assertions.flatMap(({ assertions, "earl:testSubject": subject }) =>
      assertions.map(({ "earl:test": test, "earl:result": result }) => ({
        id: test["dct:title"],
        help: result["dct:description"].split("\n")[0],
        where: subject.url ?? subject["dct:title"] ?? "",
      })),
    ),
  });
}
console.log(JSON.stringify(reports));
process.exit(0);
