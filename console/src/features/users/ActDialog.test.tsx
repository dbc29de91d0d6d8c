import { useQueryClient } from "@tanstack/react-query";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { ActDialog } from "./ActDialog";

const ACME = "/api/v1/organizations/acme";

async function asksToDisable(count: number) {
  const { user } = await asks("disable", count);
  return { user, disable: screen.getByRole("button", { name: "Disable" }) };
}

async function asks(act: "disable" | "resync" | "reindex" | "recalculate-usage", count: number) {
  server.use(
    http.post(`${ACME}/users/actions/preview`, () =>
      HttpResponse.json({ count, samples: ["ann@acme.example", "bob@acme.example"] }),
    ),
    http.get(`${ACME}/units`, () => HttpResponse.json({ items: [] })),
  );
  const { user } = await renderPage(
    <ActDialog
      organizationId="acme"
      asked={{ kind: "many", act, selection: { filter: {} } }}
      onClose={() => {}}
    />,
    { messages: "users" },
  );
  await screen.findByText("Among them: ann@acme.example, bob@acme.example");
  return { user };
}

test("up to a thousand users are disabled with one click", async () => {
  const { disable } = await asksToDisable(1_000);
  expect(disable).toBeEnabled();
});

test("of more the number is typed first", async () => {
  const { user, disable } = await asksToDisable(1_001);
  expect(disable).toBeDisabled();
  await user.type(screen.getByRole("textbox"), "1000");
  expect(disable).toBeDisabled();
  await user.clear(screen.getByRole("textbox"));
  await user.type(screen.getByRole("textbox"), "1001");
  expect(disable).toBeEnabled();
});

test("pressing again after a lost answer starts no second job", async () => {
  const { user } = await asksToDisable(2);
  const keys: (string | null)[] = [];
  server.use(
    http.post(`${ACME}/users/actions/disable`, ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return keys.length === 1
        ? HttpResponse.error()
        : HttpResponse.json({ jobId: "job" }, { status: 202 });
    }),
  );
  await user.click(screen.getByRole("button", { name: "Disable" }));
  await screen.findByText(/server can’t be reached/i);
  await user.click(screen.getByRole("button", { name: "Disable" }));
  expect(await screen.findByText("Started for 2 users")).toBeVisible();
  expect(keys).toEqual([expect.any(String), keys[0]]);
});

test("a resync warns of its load, and of too many it is refused with the limit", async () => {
  const { user } = await asks("resync", 26);
  server.use(
    http.post(`${ACME}/users/actions/resync`, () =>
      HttpResponse.json(
        {
          type: "urn:problem:mailboxes:resync-too-many",
          title: "Too many users",
          detail: "At most 25 users are resynced at a time.",
          status: 422,
        },
        { status: 422 },
      ),
    ),
  );
  expect(screen.getByText(/It raises the load of the server/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Resync devices" }));
  expect(await screen.findByText(/At most 25 users are resynced at a time\.$/)).toBeVisible();
});

test("disk usage is recalculated of all who are meant", async () => {
  const { user } = await asks("recalculate-usage", 2_000);
  const sent: unknown[] = [];
  server.use(
    http.post(`${ACME}/users/actions/recalculate-usage`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "job" }, { status: 202 });
    }),
  );
  await user.click(screen.getByRole("button", { name: "Recalculate disk usage" }));
  expect(await screen.findByText(/^Started for/)).toBeVisible();
  expect(sent).toEqual([{ selection: { filter: {} } }]);
});

test("the mail of all who are meant is reindexed", async () => {
  const { user } = await asks("reindex", 2_000);
  const sent: unknown[] = [];
  server.use(
    http.post(`${ACME}/users/actions/reindex`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "job" }, { status: 202 });
    }),
  );
  expect(screen.getByText(/No message changes/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Reindex" }));
  expect(await screen.findByText(/^Started for/)).toBeVisible();
  expect(sent).toEqual([{ selection: { filter: {} } }]);
});

test("everybody is resynced in batches when that is wanted", async () => {
  const { user } = await asks("resync", 26);
  let started = 0;
  server.use(
    http.post(`${ACME}/users/actions/resync-all`, () => {
      started += 1;
      return HttpResponse.json({ jobId: "job" }, { status: 202 });
    }),
  );
  await user.click(screen.getByRole("checkbox", { name: "All active users of the organization" }));
  await user.click(screen.getByRole("button", { name: "Resync devices" }));
  expect(await screen.findByText("Started for all users")).toBeVisible();
  expect(started).toBe(1);
});

test("what others do meanwhile neither closes the dialog nor changes the number to type", async () => {
  let reads = 0;
  server.use(
    http.post(`${ACME}/users/actions/preview`, () => {
      reads += 1;
      return reads === 1
        ? HttpResponse.json({ count: 1_001, samples: ["ann@acme.example"] })
        : HttpResponse.json({ count: 1_002, samples: [] });
    }),
    http.get(`${ACME}/units`, () => HttpResponse.json({ items: [] })),
  );
  const { user } = await renderPage(
    <>
      <LiveUpdate />
      <ActDialog
        organizationId="acme"
        asked={{ kind: "many", act: "disable", selection: { filter: {} } }}
        onClose={() => {}}
      />
    </>,
    { messages: "users" },
  );
  await user.type(await screen.findByRole("textbox"), "1001");
  screen.getByText("A user changes").click();
  await user.type(screen.getByRole("textbox"), " ");
  expect(screen.getByRole("button", { name: "Disable" })).toBeEnabled();
  expect(reads).toBe(1);
});

/** Stands in for the news that somebody changed users. */
function LiveUpdate() {
  const queries = useQueryClient();
  return (
    <button type="button" onClick={() => void queries.invalidateQueries({ queryKey: ["users"] })}>
      A user changes
    </button>
  );
}
