import { problemFrom } from "@shared/api/problem";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import { ListTable } from "./ListTable";
import type { PageOf } from "./types";
import { useSelection } from "./use-selection";
import { useTable } from "./use-table";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

interface Query {
  readonly limit?: number;
  readonly cursor?: string;
  readonly sort?: string;
  readonly search?: string;
  readonly unit?: string[];
}

async function get<T>(path: string, query: object, signal: AbortSignal): Promise<T> {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, String(one)]),
    ),
  );
  const response = await fetch(`http://localhost${path}?${search}`, { signal });
  const body = await response.json();
  if (!response.ok) {
    throw problemFrom(response, body);
  }
  return body;
}

function People() {
  const table = useTable<Row, Query>({
    name: "people",
    columns: [
      { name: "name", label: "Name", isSortable: true, isRowName: true, cell: (row) => row.name },
      { name: "unit", label: "Unit", cell: (row) => row.unit },
    ],
    filters: [
      { kind: "search", name: "search", label: "Search" },
      {
        kind: "choice",
        name: "unit",
        label: "Unit",
        isMultiple: true,
        options: [{ value: "crew", label: "Crew" }],
      },
    ],
    sort: { name: "name", isDescending: false },
  });
  const rows = useQuery({
    queryKey: ["people", table.query],
    queryFn: ({ signal }) => get<PageOf<Row>>("/people", table.query, signal),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    queryKey: ["people", "count", table.filter],
    queryFn: ({ signal }) => get<{ count: number }>("/people/count", table.filter, signal),
  }).data?.count;
  const selection = useSelection(table.filter, count);
  return (
    <>
      <ListTable
        table={table}
        label="People"
        rows={rows}
        count={count}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        selection={selection}
        bulkActions={[{ label: "Disable", onSelect: () => {} }]}
        empty={{ title: "Nobody yet", body: "Import a file." }}
      />
      <output aria-label="Chosen">{JSON.stringify(selection.selection)}</output>
    </>
  );
}

/** Three people, two on a page, as the server would answer; it remembers what was asked. */
let asked: string[];
let people: Row[];

beforeEach(() => {
  asked = [];
  people = ["Ann", "Bert", "Carla"].map((name, index) => ({
    id: name.toLowerCase(),
    name,
    unit: index === 0 ? "office" : "crew",
  }));
  const matching = (url: URL) => {
    const units = url.searchParams.getAll("unit");
    const search = url.searchParams.get("search") ?? "";
    return people.filter(
      ({ name, unit }) => name.includes(search) && (units.length === 0 || units.includes(unit)),
    );
  };
  server.use(
    http.get("http://localhost/people", ({ request }) => {
      const url = new URL(request.url);
      asked.push(url.search);
      const all = matching(url);
      const rows = url.searchParams.get("sort") === "-name" ? all.toReversed() : all;
      const at = Number(url.searchParams.get("cursor") ?? 0);
      return HttpResponse.json({
        items: rows.slice(at, at + 2),
        next: at + 2 < rows.length ? String(at + 2) : null,
        previous: at > 0 ? "0" : null,
      });
    }),
    http.get("http://localhost/people/count", ({ request }) =>
      HttpResponse.json({ count: matching(new URL(request.url)).length }),
    ),
  );
});

const row = (name: string) => screen.findByRole("row", { name: new RegExp(name) });
const chosen = () => JSON.parse(screen.getByRole("status", { name: "Chosen" }).textContent ?? "");

describe("a list", () => {
  test("pages by cursor there and back, and keeps the place in the address", async () => {
    const { user, router } = await renderPage(<People />);
    await row("Ann");
    expect(screen.getByRole("button", { name: "Previous page" })).toHaveAttribute("aria-disabled");
    await user.click(screen.getByRole("button", { name: "Next page" }));
    await row("Carla");
    expect(router.state.location.search).toBe("?cursor=2");
    await user.click(screen.getByRole("button", { name: "First page" }));
    await row("Ann");
    expect(router.state.location.search).toBe("");
  });

  test("searches while one types, and asks once for a word typed quickly", async () => {
    const { user, router } = await renderPage(<People />);
    await row("Ann");
    await user.type(screen.getByRole("textbox", { name: "Search" }), "Carl");
    await row("Carla");
    await waitFor(() => expect(screen.queryByRole("row", { name: /Ann/ })).not.toBeInTheDocument());
    expect(router.state.location.search).toBe("?search=Carl");
    expect(asked).toEqual(["?limit=50", "?search=Carl&limit=50"]);
  });

  test("sorts by a column, the other way round at the second click", async () => {
    const { user } = await renderPage(<People />);
    await row("Ann");
    await user.click(screen.getByRole("button", { name: "Name" }));
    await row("Carla");
    expect(asked.at(-1)).toBe("?limit=50&sort=-name");
    expect(screen.getByRole("columnheader", { name: "Name" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
  });

  test("is narrowed by a choice that a chip takes back", async () => {
    const { user } = await renderPage(<People />);
    await row("Ann");
    await user.click(screen.getByRole("button", { name: "Unit" }));
    await user.click(screen.getByRole("checkbox", { name: "Crew" }));
    await row("Carla");
    await waitFor(() => expect(screen.queryByRole("row", { name: /Ann/ })).not.toBeInTheDocument());
    await user.click(screen.getByRole("button", { name: /Close Crew/i }));
    await row("Ann");
  });

  test("says when nothing matches and offers to clear the filters", async () => {
    const { user, router } = await renderPage(<People />, { path: "/", at: "/?search=Zoe" });
    await screen.findByRole("heading", { name: "Nothing matches" });
    await user.click(
      screen.getAllByRole("button", { name: "Clear all filters" }).at(-1) as HTMLElement,
    );
    await row("Ann");
    expect(router.state.location.search).toBe("");
    expect(screen.getByRole("textbox", { name: "Search" })).toHaveValue("");
  });

  test("that has no row at all says how to begin, without a toolbar", async () => {
    people = [];
    await renderPage(<People />);
    await screen.findByRole("heading", { name: "Nobody yet" });
    expect(screen.queryByRole("textbox", { name: "Search" })).not.toBeInTheDocument();
  });

  test("that can't be read says why with the id for the log, and tries again", async () => {
    const fault = { type: "urn:problem:kernel:fault", title: "A fault", correlationId: "0198-1" };
    server.use(
      http.get("http://localhost/people", () => HttpResponse.json(fault, { status: 500 }), {
        once: true,
      }),
    );
    const { user } = await renderPage(<People />);
    expect(await screen.findByText(/0198-1/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await row("Ann");
  });

  test("shows the columns one chose, and the next time too", async () => {
    const first = await renderPage(<People />);
    await row("Ann");
    await first.user.click(screen.getByRole("button", { name: "Columns" }));
    await first.user.click(screen.getByRole("checkbox", { name: "Unit" }));
    expect(screen.queryByRole("columnheader", { name: "Unit" })).not.toBeInTheDocument();
    first.unmount();

    await renderPage(<People />);
    await row("Ann");
    expect(screen.queryByRole("columnheader", { name: "Unit" })).not.toBeInTheDocument();
  });
});

describe("a selection", () => {
  test("of single rows outlives paging", async () => {
    const { user } = await renderPage(<People />);
    await row("Ann");
    await user.click(screen.getByRole("checkbox", { name: "Select Ann" }));
    await user.click(screen.getByRole("button", { name: "Next page" }));
    await row("Carla");
    await user.click(screen.getByRole("checkbox", { name: "Select Carla" }));
    expect(chosen()).toEqual({ ids: ["ann", "carla"] });
  });

  test("of all that match names the filter and who is left out", async () => {
    const { user } = await renderPage(<People />, { path: "/", at: "/?search=a" });
    people.push(
      { id: "dana", name: "Dana", unit: "crew" },
      { id: "ida", name: "Ida", unit: "crew" },
    );
    await row("Carla");
    await screen.findByText("3 in all");
    await user.click(screen.getByRole("button", { name: "Selection" }));
    await user.click(screen.getByRole("menuitem", { name: "Select all 3 that match" }));
    await user.click(screen.getByRole("checkbox", { name: "Select Carla" }));
    expect(chosen()).toEqual({ filter: { search: "a" }, except: ["carla"] });
    expect(screen.getByText("2 selected")).toBeVisible();
  });

  test("of a page is taken and given back by the box above", async () => {
    const { user } = await renderPage(<People />);
    await row("Ann");
    const box = screen.getByRole("checkbox", { name: "Select page (2 rows)" });
    await user.click(box);
    expect(chosen()).toEqual({ ids: ["ann", "bert"] });
    await user.click(box);
    expect(chosen()).toEqual({ ids: [] });
  });

  test("ends when the filter changes: nobody acts on rows he no longer sees", async () => {
    const { user } = await renderPage(<People />);
    await row("Ann");
    await user.click(screen.getByRole("checkbox", { name: "Select Ann" }));
    await user.type(screen.getByRole("textbox", { name: "Search" }), "Bert");
    await waitFor(() => expect(screen.queryByRole("row", { name: /Ann/ })).not.toBeInTheDocument());
    expect(chosen()).toEqual({ ids: [] });
  });
});
