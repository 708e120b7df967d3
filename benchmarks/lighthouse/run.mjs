// Scores of the pages of a running site: `node run.mjs ADDRESS NAME PASSWORD [PATH…]`, with CHROME_PATH if need be.
// Ends with 1 when a page has less than 95 in one of the categories.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const LEAST = 95;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const DESKTOP = {
  formFactor: "desktop",
  screenEmulation: { mobile: false, width: 1366, height: 768, deviceScaleFactor: 1, disabled: false },
  throttling: { rttMs: 40, throughputKbps: 10240, cpuSlowdownMultiplier: 1, requestLatencyMs: 0,
    downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
};

async function signIn(page, site, name, password) {
  await page.goto(`${site}/sign-in/`);
  await page.type("#id_username", name);
  await page.type("#id_password", password);
  await Promise.all([page.waitForNavigation(), page.click("main .btn-primary")]);
  if (page.url().includes("/sign-in/")) throw new Error(`${name} was not let in`);
}

async function scores(page, address, device) {
  const settings = { onlyCategories: CATEGORIES, disableStorageReset: true, ...(device === "desktop" ? DESKTOP : {}) };
  const { lhr } = await lighthouse(address, settings, undefined, page);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  if (lhr.finalDisplayedUrl !== address) throw new Error(`${address} led to ${lhr.finalDisplayedUrl}`);
  if (process.env.TELL) {
    for (const audit of Object.values(lhr.audits)) {
      if (audit.score !== null && audit.score < 0.9) console.log(" ", audit.id, audit.displayValue ?? "", audit.title);
    }
  }
  return CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
}

const [site, name, password, ...paths] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium", args: FLAGS });
const page = await browser.newPage();
let least = 100;

async function tell(path) {
  for (const device of ["mobile", "desktop"]) {
    const found = await scores(page, site + path, device);
    least = Math.min(least, ...found);
    console.log([path, device, ...found].join("\t"));
  }
}

console.log(["page", "device", ...CATEGORIES].join("\t"));
await tell("/sign-in/");
await signIn(page, site, name, password);
for (const path of paths.length ? paths : ["/", "/areas/"]) await tell(path);
await browser.close();
process.exit(least < LEAST ? 1 : 0);
