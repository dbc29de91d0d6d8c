import { renderPage } from "@testing/render-page";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { DiskUsage } from "./DiskUsage";

const MEBIBYTE = 1_048_576;

test("whoever is nearly full or over the limit is told so in words", async () => {
  await renderPage(
    <ul>
      <li>
        <DiskUsage used={50 * MEBIBYTE} limit={100 * MEBIBYTE} />
      </li>
      <li>
        <DiskUsage used={95 * MEBIBYTE} limit={100 * MEBIBYTE} />
      </li>
      <li>
        <DiskUsage used={120 * MEBIBYTE} limit={100 * MEBIBYTE} />
      </li>
      <li>
        <DiskUsage used={2048 * MEBIBYTE} limit={0} />
      </li>
    </ul>,
    { messages: "users" },
  );
  const rows = await screen.findAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    "50 MiB / 100 MiB",
    expect.stringMatching(/^95 MiB \/ 100 MiB .*nearly full$/),
    expect.stringMatching(/^120 MiB \/ 100 MiB .*over the limit$/),
    "2 GiB / unlimited",
  ]);
});
