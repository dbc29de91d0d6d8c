// P10: what a browser loads before the console works, and how soon the list of users can be used.
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { summary } from "./measure.mjs";

const { chromium } = createRequire(new URL("../console/package.json", import.meta.url))(
  "playwright-core",
);
const VISITS = 10;

/** Each visit is a new browser profile: nothing is cached. */
async function visit(browser, address, cookies, path) {
  const context = await browser.newContext({ baseURL: address });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const scripts = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      scripts.push(response);
    }
  });
  const begun = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await page.getByRole("row").nth(1).waitFor();
  const usable = performance.now() - begun;
  let sent = 0;
  let zipped = 0;
  for (const script of scripts) {
    sent += (await script.request().sizes()).responseBodySize;
    zipped += gzipSync(await script.body(), { level: 6 }).length;
  }
  await context.close();
  return { usable, sent, zipped };
}

export async function page({ client, organization, users }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const visits = [];
  try {
    for (let i = 0; i <= VISITS; i++) {
      const one = await visit(
        browser,
        client.address.origin,
        client.cookies,
        `/organizations/${organization}/users`,
      );
      if (i > 0) {
        visits.push(one);
      }
    }
  } finally {
    await browser.close();
  }
  return [
    {
      work: "script sent for the list of users",
      goal: "300 KB gzipped",
      users,
      unit: "KB",
      own: { p50: visits[0].sent / 1000, samples: 1 },
      facts: { zippedByUs: visits[0].zipped / 1000 },
    },
    {
      work: "list of users usable, nothing cached",
      goal: "1 s",
      users,
      unit: "ms",
      own: summary(visits.map((one) => one.usable)),
    },
  ];
}
