import { ProblemError } from "@shared/api/problem";
import { server } from "@testing/server";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { isStopped, uploadFile } from "./upload";

const IMPORTS = "/api/v1/organizations/acme/imports";
const file = new File(["E-mail\nann@acme.example\n"], "people.csv");

function options(stopping = new AbortController()) {
  const sent: number[] = [];
  return { sent, signal: stopping.signal, onSent: (bytes: number) => sent.push(bytes) };
}

test("sends a file as it is, and tells how much of it is on its way", async () => {
  let received = "";
  server.use(
    http.post(IMPORTS, async ({ request }) => {
      received = await request.text();
      const asked = new URL(request.url).searchParams;
      return HttpResponse.json(
        { id: "people", fileName: asked.get("fileName"), delimiter: asked.get("delimiter") },
        { status: 201 },
      );
    }),
  );
  const { sent, ...told } = options();
  const made = await uploadFile("acme", file, { delimiter: ";" }, told);
  expect(made).toMatchObject({ id: "people", fileName: "people.csv", delimiter: ";" });
  expect(received).toBe("E-mail\nann@acme.example\n");
  expect(sent.at(-1)).toBe(file.size);
});

test("throws the server's refusal", async () => {
  server.use(
    http.post(IMPORTS, () =>
      HttpResponse.json(
        { type: "urn:problem:imports:unreadable", title: "The file can't be read", line: 3 },
        { status: 422 },
      ),
    ),
  );
  const refused = await uploadFile("acme", file, {}, options()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect(refused).toMatchObject({ type: "urn:problem:imports:unreadable", facts: { line: 3 } });
});

test("is stopped in the middle", async () => {
  const stopping = new AbortController();
  server.use(
    http.post(IMPORTS, () => {
      stopping.abort();
      return HttpResponse.json({});
    }),
  );
  const error = await uploadFile("acme", file, {}, options(stopping)).catch((e: unknown) => e);
  expect(isStopped(error)).toBe(true);
});
