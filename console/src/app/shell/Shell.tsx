import { Page, SkipToContent } from "@patternfly/react-core";
import { useLive } from "@shared/api/live";
import { places } from "@shared/routing/places";
import { isImpersonating } from "@shared/session/impersonation";
import { meQuery, SignedIn } from "@shared/session/me";
import { FormatProvider } from "@shared/ui/format";
import { Toasts } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { ImpersonationBanner } from "./ImpersonationBanner";
import { ImpersonationEnded } from "./ImpersonationEnded";
import { NoticeDrawer } from "./NoticeDrawer";
import { Progress } from "./Progress";
import { ServerAway } from "./ServerAway";
import { ShellMasthead } from "./ShellMasthead";
import { ShellSidebar } from "./ShellSidebar";
import { Starting } from "./Starting";

/** Around every page that needs somebody signed in; nobody signed in means sign-in, and back here after. */
export function Shell() {
  const me = useQuery(meQuery);
  const { pathname, search, hash } = useLocation();
  if (me.isPending) {
    return <Starting />;
  }
  if (me.data === undefined) {
    return <ServerAway error={me.error} onRetry={() => void me.refetch()} />;
  }
  if (me.data === null && isImpersonating) {
    return <ImpersonationEnded />;
  }
  if (me.data === null) {
    const back = pathname === places.home.path ? undefined : pathname + search + hash;
    return <Navigate to={places.signIn.to({}, { return: back })} replace />;
  }
  return (
    <SignedIn value={me.data}>
      <FormatProvider timeZone={me.data.user.timeZone}>
        <Frame />
      </FormatProvider>
    </SignedIn>
  );
}

function Frame() {
  const { t } = useTranslation("app");
  const [isDrawerOpen, openDrawer] = useState(false);
  useLive();
  return (
    <Page
      masthead={
        <ShellMasthead isDrawerOpen={isDrawerOpen} onToggleDrawer={() => openDrawer((is) => !is)} />
      }
      sidebar={<ShellSidebar />}
      banner={isImpersonating && <ImpersonationBanner />}
      isManagedSidebar
      skipToContent={<SkipToContent href="#main">{t("skipToContent")}</SkipToContent>}
      mainContainerId="main"
      mainAriaLabel={t("mainContent")}
      notificationDrawer={isDrawerOpen && <NoticeDrawer onClose={() => openDrawer(false)} />}
      isNotificationDrawerExpanded={isDrawerOpen}
    >
      <Progress />
      <Outlet />
      <Toasts />
    </Page>
  );
}
