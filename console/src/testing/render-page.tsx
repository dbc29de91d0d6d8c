import { createQueries } from "@shared/api/queries";
import { type Me, meQuery, SignedIn } from "@shared/session/me";
import type { Permission } from "@shared/session/permissions";
import { FormatProvider } from "@shared/ui/format";
import { Toasts } from "@shared/ui/toasts";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type RenderResult, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import i18next from "i18next";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";

interface Options {
  /** The path pattern of the page's route: `usersRoute.path`. */
  readonly path?: string;
  /** The address opened: `usersRoute.to({ organizationId: "acme" })`. */
  readonly at?: string;
  /** The namespaces of messages that the page uses beside app and shared. */
  readonly messages?: string;
  /** What the signed-in user may do in the organization `acme`. */
  readonly permissions?: readonly Permission[];
}

export interface RenderedPage extends RenderResult {
  readonly user: UserEvent;
  readonly router: ReturnType<typeof createMemoryRouter>;
  /** To have a page read anew what it shows. */
  readonly queries: QueryClient;
}

/** Shows a page as the app would, with Ann Fisher of the organization `acme` signed in. */
export async function renderPage(page: ReactNode, options: Options = {}): Promise<RenderedPage> {
  const { path = "/", at = path, messages, permissions = [] } = options;
  if (messages !== undefined) {
    await i18next.loadNamespaces(messages);
  }
  const queries = createQueries(() => {});
  const me = ann(permissions);
  queries.setQueryData(meQuery.queryKey, me);
  const router = createMemoryRouter(
    [
      { path, element: page },
      { path: "*", element: <h1>Elsewhere</h1> },
    ],
    { initialEntries: [at] },
  );
  const user = userEvent.setup();
  const result = render(
    <QueryClientProvider client={queries}>
      <SignedIn value={me}>
        <FormatProvider timeZone="Europe/Berlin">
          <RouterProvider router={router} />
          <Toasts />
        </FormatProvider>
      </SignedIn>
    </QueryClientProvider>,
  );
  return { ...result, user, router, queries };
}

function ann(permissions: readonly Permission[]): Me {
  return {
    user: {
      id: "ann",
      address: "ann@acme.example",
      logonName: "ann",
      firstName: "Ann",
      lastName: "Fisher",
      displayName: "Ann Fisher",
      timeZone: "Europe/Berlin",
      language: "en",
    },
    instancePermissions: permissions.filter((one) => one.startsWith("instance:")),
    organizations: [{ id: "acme", name: "Acme", active: true, permissions: [...permissions] }],
    phoneNumbers: "OPTIONAL",
  };
}
