import { renderPage } from "@testing/render-page";
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { DualListField } from "./DualListField";
import { FormFrame } from "./FormFrame";
import { SaveBar } from "./SaveBar";
import { useForm } from "./use-form";

const GROUPS = ["Crew", "Harbour", "Office"].map((label) => ({ value: label, label }));

function Groups({ onSave }: { onSave: (groups: readonly string[]) => void }) {
  const form = useForm<{ groups: readonly string[] }>({
    initial: { groups: ["Office"] },
    save: async ({ groups }) => onSave(groups),
  });
  return (
    <FormFrame form={form}>
      <DualListField name="groups" label="Groups" options={GROUPS} />
      <SaveBar form={form} />
    </FormFrame>
  );
}

test("marked entries move to the other list, and all at once", async () => {
  const saved: (readonly string[])[] = [];
  const { user } = await renderPage(<Groups onSave={(groups) => saved.push(groups)} />);
  await user.click(screen.getByRole("option", { name: "Harbour" }));
  await user.click(screen.getByRole("button", { name: "Add the marked" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(saved).toEqual([["Office", "Harbour"]]));

  await user.click(screen.getByRole("button", { name: "Remove all" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(saved.at(-1)).toEqual([]));
});

test("each list is searched by itself", async () => {
  const { user } = await renderPage(<Groups onSave={() => {}} />);
  await user.type(screen.getByRole("textbox", { name: "Find in Available" }), "har");
  const lists = screen.getAllByRole("listbox");
  const names = lists.map((list) =>
    within(list)
      .getAllByRole("option")
      .map((option) => option.textContent),
  );
  expect(names).toEqual([["Harbour"], ["Office"]]);
});
