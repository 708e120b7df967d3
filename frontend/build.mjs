// Builds what the pages load into src/huitoukan/web/static/dist: `npm run build`.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/huitoukan/web/static/dist");
const icons = join(here, "node_modules/@tabler/icons/icons/outline");

// Offices keep old browsers: Chromium 88 is what the common Chinese ones are built on at the least.
const settings = {
  entryPoints: [join(here, "src/site.js"), join(here, "src/site.css")],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome88", "firefox91", "safari15"],
  external: ["*.svg"],
  logLevel: "warning",
  legalComments: "linked",
};

/** One <symbol> an icon; the names that pages use are listed in icons.txt. */
async function sprite() {
  const names = (await readFile(join(here, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(join(icons, `${name}.svg`), "utf8");
      const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s+/g, " ").trim()}</symbol>`;
    }),
  );
  await writeFile(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([
  sprite(),
  copyFile(join(here, "art/icon.svg"), join(out, "icon.svg")),
  copyFile(join(here, "art/ridges.svg"), join(out, "ridges.svg")),
]);

if (process.argv.includes("--watch")) {
  await (await esbuild.context(settings)).watch();
} else {
  await esbuild.build(settings);
}
