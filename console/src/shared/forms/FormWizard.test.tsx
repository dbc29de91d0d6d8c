import { ProblemError } from "@shared/api/problem";
import { renderPage } from "@testing/render-page";
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { FormWizard } from "./FormWizard";
import { TextField } from "./TextField";
import { useForm } from "./use-form";

interface Values {
  name: string;
  address: string;
}

function NewUser({ save }: { save: (values: Values) => Promise<unknown> }) {
  const form = useForm<Values>({
    initial: { name: "", address: "" },
    check: ({ name }) => ({ name: name === "" ? "Enter a name" : undefined }),
    save,
  });
  return (
    <FormWizard
      label="Create user"
      save="Create user"
      form={form}
      onCancel={() => {}}
      steps={[
        {
          id: "general",
          title: "General",
          fields: ["name"],
          content: <TextField name="name" label="Name" />,
        },
        {
          id: "sign-in",
          title: "Sign-in",
          fields: ["address"],
          content: <TextField name="address" label="Address" />,
        },
      ]}
    />
  );
}

describe("a form in steps", () => {
  test("goes on by Enter once the step is right, and keeps what was typed on the way back", async () => {
    const { user } = await renderPage(<NewUser save={async () => {}} />);
    const name = screen.getByRole("textbox", { name: "Name" });
    await user.type(name, "{Enter}");
    expect(await screen.findByText("Enter a name")).toBeVisible();
    await user.type(name, "Ann{Enter}");
    expect(await screen.findByRole("textbox", { name: "Address" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(await screen.findByRole("textbox", { name: "Name" })).toHaveValue("Ann");
  });

  test("can't be skipped ahead", async () => {
    await renderPage(<NewUser save={async () => {}} />);
    expect(screen.getByRole("button", { name: /Sign-in/ })).toBeDisabled();
  });

  test("leads back to the step whose field the server refused", async () => {
    const refused = new ProblemError({
      type: "urn:problem:kernel:invalid",
      status: 422,
      title: "Some fields are not right",
      errors: [{ field: "name", code: "taken", message: "This name is taken" }],
    });
    const save = vi.fn(async () => {
      throw refused;
    });
    const { user } = await renderPage(<NewUser save={save} />);
    await user.type(screen.getByRole("textbox", { name: "Name" }), "Ann{Enter}");
    await user.type(await screen.findByRole("textbox", { name: "Address" }), "ann@acme.example");
    await user.click(screen.getByRole("button", { name: "Create user" }));

    const name = await screen.findByRole("textbox", {
      name: "Name",
      description: /This name is taken/,
    });
    await waitFor(() => expect(name).toHaveFocus());
    expect(save).toHaveBeenCalledTimes(1);
  });
});
