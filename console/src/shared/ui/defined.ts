type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The given props without those that are undefined: PatternFly's optional props do not take undefined. */
export function defined<T extends object>(props: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
