// Builds everything the pages and papers link to into static/build/: styles, one script, fonts and images.
import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileAsync, NodePackageImporter } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "build");
// Beside the packages, which are on the same disk and out of sight; moved into place when all of it is there.
const output = await mkdtemp(join(here, "node_modules", ".build-"));
const fontSource = join(here, "node_modules/@fontsource/atkinson-hyperlegible-next");
const faces = ["400-normal", "400-italic", "700-normal"];
const subsets = ["latin", "latin-ext"];

async function styles(name) {
  const { css } = await compileAsync(join(here, "scss", `${name}.scss`), {
    importers: [new NodePackageImporter(here)],
    loadPaths: [here],
    quietDeps: true,
    style: "compressed",
  });
  await writeFile(join(output, `${name}.css`), css);
}

async function script() {
  await build({
    entryPoints: [join(here, "js/app.js")],
    outfile: join(output, "app.js"),
    bundle: true,
    format: "esm",
    legalComments: "eof",
    minify: true,
    target: "es2020",
  });
}

async function fonts() {
  for (const subset of subsets) {
    for (const face of faces) {
      const file = `atkinson-hyperlegible-next-${subset}-${face}.woff2`;
      await cp(join(fontSource, "files", file), join(output, "fonts", file));
    }
  }
  await cp(join(fontSource, "LICENSE"), join(output, "fonts", "LICENSE"));
}

async function images() {
  await cp(join(here, "images"), join(output, "images"), { recursive: true });
  const icons = join(here, "node_modules/@ministryofjustice/frontend/moj/assets/images");
  await cp(join(icons, "icon-document.svg"), join(output, "images/icon-document.svg"));
}

await mkdir(join(output, "fonts"), { recursive: true });
await Promise.all([styles("app"), styles("paper"), script(), fonts(), images()]);
await chmod(output, 0o755);
await rm(target, { recursive: true, force: true });
await rename(output, target);
