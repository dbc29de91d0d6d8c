import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { workbookRoute } from "./routes";
import WorkbookPage from "./WorkbookPage";

const WORKBOOKS = "/api/v1/organizations/acme/workbooks";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async function chosen(verdict: object) {
  server.use(http.post(`${WORKBOOKS}/check`, () => HttpResponse.json(verdict)));
  const { user, container } = await renderPage(<WorkbookPage />, {
    path: workbookRoute.path,
    at: workbookRoute.to({ organizationId: "acme" }),
    messages: "workbooks",
    permissions: ["users:create", "jobs:read"],
  });
  const input = container.querySelector<HTMLInputElement>("input[type=file]");
  if (input === null) {
    throw new Error("there is no input for a file");
  }
  await user.upload(input, new File(["PK"], "people.xlsx", { type: XLSX }));
  return user;
}

test("lists the errors of a workbook by sheet and cell, and creates nobody", async () => {
  await chosen({
    users: 2,
    errors: [{ sheet: "Users", cell: "C3", code: "email-empty", message: "Email is missing." }],
    errorCount: 701,
    ignored: [],
    ignoredCount: 0,
  });
  const errors = within(await screen.findByRole("grid", { name: "Errors" }));
  expect(errors.getByText("C3")).toBeVisible();
  expect(errors.getByText("Email is missing.")).toBeVisible();
  expect(screen.getByText("701 errors: nobody is created")).toBeVisible();
  expect(screen.getByText("And 700 more.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Create" })).toBeDisabled();
});

test("creates the people of a workbook that nothing is wrong with, and leads to the job", async () => {
  server.use(
    http.post(WORKBOOKS, () =>
      HttpResponse.json({ jobId: "job1", users: 2, ignored: [], ignoredCount: 0 }, { status: 202 }),
    ),
  );
  const user = await chosen({ users: 2, errors: [], errorCount: 0, ignored: [], ignoredCount: 0 });
  expect(await screen.findByText("Nothing is wrong: 2 users will be created.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Create" }));
  expect(await screen.findByText("2 users are being created")).toBeVisible();
  expect(screen.getByRole("link", { name: "Progress and outcomes" })).toHaveAttribute(
    "href",
    "/organizations/acme/jobs/job1",
  );
});

test("lists what became wrong with a workbook after its check", async () => {
  server.use(
    http.post(WORKBOOKS, () =>
      HttpResponse.json(
        {
          type: "urn:problem:workbooks:not-right",
          status: 422,
          title: "The workbook has errors",
          detail: "Nobody was created. Correct the cells named and try again.",
          findings: [
            { sheet: "Users", cell: "C2", code: "users.exists", message: "The address is taken." },
          ],
          findingCount: 1,
        },
        { status: 422 },
      ),
    ),
  );
  const user = await chosen({ users: 1, errors: [], errorCount: 0, ignored: [], ignoredCount: 0 });
  await screen.findByText("Nothing is wrong: 1 user will be created.");
  await user.click(screen.getByRole("button", { name: "Create" }));
  const errors = within(await screen.findByRole("grid", { name: "Errors" }));
  expect(errors.getByText("C2")).toBeVisible();
  expect(errors.getByText("The address is taken.")).toBeVisible();
});

test("puts a workbook away when a file is picked instead that is none", async () => {
  await chosen({ users: 2, errors: [], errorCount: 0, ignored: [], ignoredCount: 0 });
  await screen.findByText("Nothing is wrong: 2 users will be created.");
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (input === null) {
    throw new Error("there is no input for a file");
  }
  const image = new File(["x"], "people.png", { type: "image/png" });
  await userEvent.setup({ applyAccept: false }).upload(input, image);
  expect(await screen.findByText("Choose an .xlsx file.")).toBeVisible();
  expect(screen.queryByDisplayValue("people.png")).toBeNull();
  expect(screen.queryByDisplayValue("people.xlsx")).toBeNull();
  expect(screen.getByRole("button", { name: "Create" })).toBeDisabled();
});
