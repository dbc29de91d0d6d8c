import { problemFrom } from "@shared/api/problem";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { FormFrame } from "./FormFrame";
import { SaveBar } from "./SaveBar";
import { TextField } from "./TextField";
import { type FormOptions, useForm } from "./use-form";

interface Profile {
  firstName: string;
  phone: { work: string };
}

const ANN: Profile = { firstName: "Ann", phone: { work: "1" } };

/** A form over a server that a test plays; it saves as the pages do, under If-Match. */
function ProfileForm(options: Partial<FormOptions<Profile, unknown>>) {
  const form = useForm<Profile>({ initial: ANN, etag: '"1"', save: put, ...options });
  return (
    <FormFrame form={form}>
      <TextField name="firstName" label="First name" />
      <TextField name="phone.work" label="Phone at work" />
      <SaveBar form={form} />
    </FormFrame>
  );
}

async function put(body: Profile, { etag }: { etag: string }) {
  const response = await fetch("/api/profile", {
    method: "PUT",
    headers: { "If-Match": etag },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw problemFrom(response, await response.json());
  }
}

function refuseWith(status: number, problem: object) {
  server.use(http.put("/api/profile", () => HttpResponse.json(problem, { status })));
}

describe("a form", () => {
  test("shows a refusal on the field it names and moves the focus there", async () => {
    refuseWith(422, {
      type: "urn:problem:kernel:invalid",
      title: "Some fields are not right",
      errors: [{ field: "phone.work", code: "invalid", message: "This is no phone number" }],
    });
    const { user } = await renderPage(<ProfileForm />);
    await user.type(screen.getByRole("textbox", { name: "Phone at work" }), "x");
    await user.click(screen.getByRole("button", { name: "Save" }));

    const phone = await screen.findByRole("textbox", {
      name: "Phone at work",
      description: /This is no phone number/,
    });
    expect(phone).toBeInvalid();
    await waitFor(() => expect(phone).toHaveFocus());
    expect(screen.queryByText("Some fields are not right")).not.toBeInTheDocument();
  });

  test("shows on top what belongs to no field of it", async () => {
    refuseWith(422, {
      type: "urn:problem:kernel:invalid",
      title: "Some fields are not right",
      errors: [{ field: "unitId", code: "gone", message: "This unit was deleted" }],
    });
    const { user } = await renderPage(<ProfileForm />);
    await user.type(screen.getByRole("textbox", { name: "First name" }), "a");
    await user.click(screen.getByRole("button", { name: "Save" }));

    expect(await screen.findByText("This unit was deleted")).toBeVisible();
    expect(screen.getByText("Some fields are not right")).toBeVisible();
  });

  test("keeps the faults found here from the server until they are mended", async () => {
    const check = ({ firstName }: Profile) => ({
      firstName: firstName === "" ? "Enter a first name" : undefined,
    });
    let saves = 0;
    server.use(
      http.put("/api/profile", () => {
        saves += 1;
        return HttpResponse.json({});
      }),
    );
    const { user } = await renderPage(<ProfileForm check={check} />);
    const name = screen.getByRole("textbox", { name: "First name" });
    await user.clear(name);
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Enter a first name")).toBeVisible();
    expect(saves).toBe(0);

    await user.type(name, "Bea");
    expect(screen.queryByText("Enter a first name")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saves).toBe(1));
  });

  test("can't be saved until something was changed, and takes changes back", async () => {
    const { user } = await renderPage(<ProfileForm />);
    const save = screen.getByRole("button", { name: "Save" });
    expect(save).toHaveAttribute("aria-disabled", "true");
    const name = screen.getByRole("textbox", { name: "First name" });
    await user.type(name, "e");
    expect(save).not.toHaveAttribute("aria-disabled");
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    expect(name).toHaveValue("Ann");
  });

  test("asks before unsaved work is left, and not after it was saved", async () => {
    server.use(http.put("/api/profile", () => HttpResponse.json({})));
    const { user, router } = await renderPage(<ProfileForm />);
    await user.type(screen.getByRole("textbox", { name: "First name" }), "e");
    await router.navigate("/elsewhere");
    await user.click(await screen.findByRole("button", { name: "Stay here" }));
    expect(screen.getByRole("textbox", { name: "First name" })).toHaveValue("Anne");

    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true"),
    );
    await router.navigate("/elsewhere");
    expect(await screen.findByRole("heading", { name: "Elsewhere" })).toBeVisible();
  });
});

describe("a form that was changed meanwhile", () => {
  const theirs: Profile = { firstName: "Anna", phone: { work: "1" } };
  const reload = async () => ({ values: theirs, etag: '"2"' });

  async function collide() {
    const saved: { etag: string | null; body: unknown }[] = [];
    server.use(
      http.put("/api/profile", async ({ request }) => {
        const etag = request.headers.get("If-Match");
        saved.push({ etag, body: await request.json() });
        const problem = {
          type: "urn:problem:kernel:changed-meanwhile",
          title: "Changed meanwhile",
        };
        return etag === '"1"' ? HttpResponse.json(problem, { status: 412 }) : HttpResponse.json({});
      }),
    );
    const page = await renderPage(<ProfileForm reload={reload} />);
    await page.user.type(screen.getByRole("textbox", { name: "First name" }), "e");
    await page.user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("dialog", { name: /Changed meanwhile/ });
    return { ...page, saved };
  }

  test("shows the fields that differ, mine beside theirs", async () => {
    await collide();
    expect(screen.getByRole("row", { name: "First name Anne Anna" })).toBeVisible();
    expect(screen.queryByRole("row", { name: /Phone at work/ })).not.toBeInTheDocument();
  });

  test("takes theirs when told so", async () => {
    const { user } = await collide();
    await user.click(screen.getByRole("button", { name: "Take theirs" }));
    expect(screen.getByRole("textbox", { name: "First name" })).toHaveValue("Anna");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("saves mine over their version when told so", async () => {
    const { user, saved } = await collide();
    await user.click(screen.getByRole("button", { name: "Save mine anyway" }));
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(saved[1]).toEqual({ etag: '"2"', body: { firstName: "Anne", phone: { work: "1" } } });
  });
});
