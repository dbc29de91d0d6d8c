import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Forest } from "./forest";
import { Tree } from "./Tree";

const forest = new Forest([
  { id: "a", parentId: null, name: "Africa" },
  { id: "e", parentId: null, name: "Europe" },
  { id: "n", parentId: "e", name: "North" },
  { id: "o", parentId: "n", name: "Oslo" },
  { id: "s", parentId: "e", name: "South" },
]);

function line(name: string) {
  return screen.getByRole("treeitem", { name });
}

test("tells a screen reader level, place and what is open", () => {
  render(<Tree forest={forest} label="Units" onSelect={() => {}} selected="n" />);
  expect(screen.getByRole("tree", { name: "Units" })).toBeInTheDocument();
  const north = line("North");
  expect(north).toHaveAttribute("aria-level", "2");
  expect(north).toHaveAttribute("aria-posinset", "1");
  expect(north).toHaveAttribute("aria-setsize", "2");
  expect(north).toHaveAttribute("aria-expanded", "true");
  expect(north).toHaveAttribute("aria-selected", "true");
  expect(line("Oslo")).not.toHaveAttribute("aria-expanded");
});

test("is worked by keyboard alone", async () => {
  const onSelect = vi.fn();
  const user = userEvent.setup();
  render(<Tree forest={forest} label="Units" onSelect={onSelect} />);
  await user.tab();
  expect(line("Africa")).toHaveFocus();
  await user.keyboard("{ArrowDown}");
  await vi.waitFor(() => expect(line("Europe")).toHaveFocus());
  await user.keyboard("{ArrowLeft}");
  expect(screen.queryByRole("treeitem", { name: "North" })).not.toBeInTheDocument();
  await user.keyboard("{ArrowRight}{ArrowRight}");
  await vi.waitFor(() => expect(line("North")).toHaveFocus());
  await user.keyboard("{End}");
  await vi.waitFor(() => expect(line("South")).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(onSelect).toHaveBeenLastCalledWith("s");
  await user.keyboard("a");
  await vi.waitFor(() => expect(line("Africa")).toHaveFocus());
  await user.keyboard(" ");
  expect(onSelect).toHaveBeenLastCalledWith("a");
});

test("has one line in the order of the Tab key", () => {
  render(<Tree forest={forest} label="Units" onSelect={() => {}} />);
  const stops = screen.getAllByRole("treeitem").filter(({ tabIndex }) => tabIndex === 0);
  expect(stops).toHaveLength(1);
});

test("ticks each line for itself", async () => {
  const onSelect = vi.fn();
  const user = userEvent.setup();
  render(<Tree forest={forest} label="Units" checked={new Set(["e"])} onSelect={onSelect} />);
  expect(line("Europe")).toHaveAttribute("aria-checked", "true");
  expect(line("North")).toHaveAttribute("aria-checked", "false");
  await user.click(screen.getByText("North"));
  expect(onSelect).toHaveBeenCalledWith("n");
});

test("lets a disabled line be reached but not chosen", async () => {
  const onSelect = vi.fn();
  const user = userEvent.setup();
  render(
    <Tree forest={forest} label="Units" onSelect={onSelect} isDisabled={({ id }) => id === "n"} />,
  );
  await user.click(screen.getByText("North"));
  expect(line("North")).toHaveAttribute("aria-disabled", "true");
  expect(onSelect).not.toHaveBeenCalled();
});

test("opens what hides the node that is chosen", () => {
  const { rerender } = render(<Tree forest={forest} label="Units" onSelect={() => {}} />);
  rerender(<Tree forest={forest} label="Units" onSelect={() => {}} selected="o" />);
  expect(line("Oslo")).toHaveAttribute("aria-selected", "true");
});
