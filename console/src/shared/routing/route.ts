import type { Permission } from "@shared/session/permissions";
import type { ComponentType } from "react";

type ParamName<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamName<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Params<Path extends string> = { readonly [Name in ParamName<Path>]: string };

type Search = Readonly<Record<string, string | readonly string[] | undefined>>;

type ToArguments<Path extends string> = [ParamName<Path>] extends [never]
  ? [params?: Readonly<Record<string, string>>, search?: Search]
  : [params: Params<Path>, search?: Search];

/** An address of the console and the only way to build links to it. */
export interface Place<Path extends string = string> {
  readonly path: Path;
  to(...args: ToArguments<Path>): string;
}

/** Who may open a page: holders of a permission, whoever is signed in, or everybody. */
export type Needs = Permission | "signed-in" | "nothing";

export interface Route<Path extends string = string> extends Place<Path> {
  readonly needs: Needs;
  readonly page: () => Promise<{ default: ComponentType }>;
}

/** A route of any address, where only its path, needs and page matter. */
export type AnyRoute = Pick<Route, "path" | "needs" | "page">;

export function place<const Path extends string>(path: Path): Place<Path> {
  return {
    path,
    to: (...[params, search]) => fill(path, params ?? {}) + searchText(search ?? {}),
  };
}

/**
 * A page and its address: one source for the path, its typed links and what it needs.
 *
 * @param at the path, or a place from places.ts when other features link to it too
 */
export function route<const Path extends string>(
  at: Path | Place<Path>,
  { needs, page }: Pick<Route, "needs" | "page">,
): Route<Path> {
  return { ...(typeof at === "string" ? place(at) : at), needs, page };
}

function fill(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

function searchText(search: Search): string {
  const entries = Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one]),
  );
  const text = new URLSearchParams(entries).toString();
  return text === "" ? "" : `?${text}`;
}
