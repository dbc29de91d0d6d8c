import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import MyProfilePage from "./MyProfilePage";

test("how full the own mailbox is stands there, by folder too", async () => {
  server.use(
    http.get("/api/v1/me/profile", () =>
      HttpResponse.json(
        { address: "ann@acme.example", logonName: null, profile: {}, editable: [], version: 1 },
        { headers: { ETag: '"1"' } },
      ),
    ),
    http.get("/api/v1/me/default-mailbox", () =>
      HttpResponse.json({ mailboxId: null, choices: [] }),
    ),
    http.get("/api/v1/me/mail-settings", () =>
      HttpResponse.json({
        address: "ann@acme.example",
        aliases: [],
        forwarding: { active: false, targets: [], keepCopy: true, from: null, until: null },
        services: { webmail: true, imap: true, submission: true, reception: true },
        usage: {
          messages: 2,
          octets: 943_718,
          limitOctets: null,
          effectiveLimitOctets: 1_048_576,
          indexing: "FOLLOWING",
          folders: [
            { name: "INBOX", messages: 1, octets: 943_000 },
            { name: "Sent", messages: 1, octets: 718 },
          ],
        },
      }),
    ),
  );
  await renderPage(<MyProfilePage />, { messages: "users" });
  expect(await screen.findByRole("heading", { name: "Disk usage" })).toBeVisible();
  expect(screen.getByRole("progressbar", { name: /INBOX/ })).toBeVisible();
  expect(screen.getByText(/718 bytes/)).toBeVisible();
});
