import { QueryClient } from "@tanstack/react-query";
import { server } from "@testing/server";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { foldersQuery } from "./queries";

test("folders are told again only when something in the mailbox is another", async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get("/api/v1/me/mail/mailboxes/polled/folders", ({ request }) => {
      asked.push(request.headers.get("If-None-Match"));
      return asked.length === 2
        ? new HttpResponse(null, { status: 304 })
        : HttpResponse.json({ items: [], state: `state ${asked.length}` });
    }),
  );
  const queries = new QueryClient();
  const read = () => queries.fetchQuery({ ...foldersQuery("polled"), staleTime: 0 });

  expect((await read()).state).toBe("state 1");
  expect((await read()).state).toBe("state 1");
  expect((await read()).state).toBe("state 3");
  expect(asked).toEqual([null, '"state 1"', '"state 1"']);
});
