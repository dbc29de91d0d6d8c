import { useQueryClient } from "@tanstack/react-query";
import { renderPage } from "@testing/render-page";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { meQuery, useMe } from "./me";

test("a page that is being drawn when its user signs out breaks nothing", async () => {
  await renderPage(
    <>
      <SignsOut />
      <Name />
    </>,
  );
  expect(screen.getByText("Ann Fisher")).toBeVisible();
});

/** React draws in slices; this is what an answer does that arrives between two of them. */
function SignsOut() {
  useQueryClient().setQueryData(meQuery.queryKey, null);
  return null;
}

function Name() {
  return <p>{useMe().user.displayName}</p>;
}
