import { base } from "@shared/api/base";
import type { AnyRoute } from "@shared/routing/route";
import i18next from "i18next";
import { createBrowserRouter, type RouteObject } from "react-router";
import { features } from "./features";
import { Gate } from "./Gate";
import { PageFault } from "./PageFault";
import { Home } from "./shell/Home";
import { NotFound } from "./shell/NotFound";
import { OpenFrame } from "./shell/OpenFrame";
import { Shell } from "./shell/Shell";
import { Starting } from "./shell/Starting";

export function createRoutes() {
  const all = features.flatMap(({ name, routes }) => routes.map((route) => ({ name, route })));
  const open = all.filter(({ route }) => route.needs === "nothing");
  const closed = all.filter(({ route }) => route.needs !== "nothing");
  const routes: RouteObject[] = [
    {
      hydrateFallbackElement: <Starting />,
      errorElement: <PageFault />,
      children: [
        {
          element: <OpenFrame />,
          children: open.map(({ name, route }) => pageOf(name, route)),
        },
        {
          element: <Shell />,
          children: [
            { index: true, element: <Home /> },
            ...closed.map(({ name, route }) => pageOf(name, route)),
            { path: "*", element: <NotFound /> },
          ],
        },
      ],
    },
  ];
  return createBrowserRouter(routes, { basename: base === "" ? "/" : base });
}

/** The page's code and its feature's messages are fetched together, when the page is first opened. */
function pageOf(feature: string, { path, needs, page }: AnyRoute): RouteObject {
  return {
    path,
    errorElement: <PageFault />,
    lazy: async () => {
      const [{ default: Page }] = await Promise.all([page(), i18next.loadNamespaces(feature)]);
      return needs === "nothing"
        ? { element: <Page /> }
        : {
            element: (
              <Gate needs={needs}>
                <Page />
              </Gate>
            ),
          };
    },
  };
}
