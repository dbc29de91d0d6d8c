import { renderPage } from "@testing/render-page";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { DateTimeField } from "./DateTimeField";
import { FormFrame } from "./FormFrame";
import { FormWizard } from "./FormWizard";
import { SaveBar } from "./SaveBar";
import { TextField } from "./TextField";
import { useForm } from "./use-form";

interface Values {
  at: string | null;
  on: string;
}

interface Props {
  readonly save: (values: Values) => Promise<unknown>;
}

const NONE: Values = { at: null, on: "" };
const HALF = /The date is not complete/;

/** jsdom has no parts of a date to type: this is what a browser says of one whose year is missing. */
function typeHalf(input: HTMLElement, isHalf = true) {
  Object.defineProperty(input, "validity", { value: { badInput: isHalf }, configurable: true });
}

function Dates({ save }: Props) {
  const form = useForm<Values>({ initial: NONE, save });
  return (
    <FormFrame form={form}>
      <DateTimeField name="at" label="At" />
      <TextField name="on" label="On" type="date" />
      <SaveBar form={form} onCancel={() => {}} />
    </FormFrame>
  );
}

test.each(["At", "On"])("a half-typed date is not taken for an empty one (%s)", async (label) => {
  const save = vi.fn(async () => {});
  const { user } = await renderPage(<Dates save={save} />);
  const input = screen.getByLabelText(label);
  typeHalf(input);
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(HALF)).toBeVisible();
  expect(input).toBeInvalid();
  await waitFor(() => expect(input).toHaveFocus());
  expect(save).not.toHaveBeenCalled();

  typeHalf(input, false);
  fireEvent.blur(input);
  expect(screen.queryByText(HALF)).toBeNull();
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(save).toHaveBeenCalledTimes(1));
});

test("a date that is made half again says so at once", async () => {
  const save = vi.fn(async () => {});
  const { user } = await renderPage(<Dates save={save} />);
  const input = screen.getByLabelText("At");
  fireEvent.input(input, { target: { value: "2030-01-02T10:00" } });
  expect(screen.queryByText(HALF)).toBeNull();
  typeHalf(input);
  fireEvent.input(input, { target: { value: "" } });
  expect(await screen.findByText(HALF)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(save).not.toHaveBeenCalled();
});

function Steps({ save }: Props) {
  const form = useForm<Values>({ initial: NONE, save });
  return (
    <FormWizard
      label="Leave"
      save="Leave"
      form={form}
      onCancel={() => {}}
      steps={[
        { id: "on", title: "Day", fields: ["on"], content: <TextField name="on" label="On" /> },
        {
          id: "at",
          title: "Time",
          fields: ["at"],
          content: <DateTimeField name="at" label="At" />,
        },
        { id: "end", title: "Review", fields: [], content: "Review it" },
      ]}
    />
  );
}

test("a half-typed date is not forgotten when its step is left by the list of steps", async () => {
  const save = vi.fn(async () => {});
  const { user } = await renderPage(<Steps save={save} />);
  await user.click(screen.getByRole("button", { name: "Next" }));
  await screen.findByLabelText("At");
  await user.click(screen.getByRole("button", { name: "Next" }));
  await screen.findByText("Review it");
  await user.click(screen.getByRole("button", { name: "Back" }));
  const input = await screen.findByLabelText("At");
  await user.click(input);
  typeHalf(input);
  await user.click(screen.getByRole("button", { name: /Review/ }));
  await screen.findByText("Review it");
  await user.click(screen.getByRole("button", { name: "Leave" }));
  expect(await screen.findByText(HALF)).toBeVisible();
  expect(save).not.toHaveBeenCalled();

  await user.click(screen.getByRole("button", { name: "Next" }));
  await screen.findByText("Review it");
  await user.click(screen.getByRole("button", { name: "Leave" }));
  await waitFor(() => expect(save).toHaveBeenCalledWith(NONE, expect.anything()));
});
