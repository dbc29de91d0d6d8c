import shared from "@shared/messages.en.json";
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import app from "./messages.en.json";

const files = import.meta.glob<{ default: Record<string, unknown> }>(
  "../features/*/messages.en.json",
);

/** A feature's messages come with its first page, not with the first load. */
const featureMessages: BackendModule = {
  type: "backend",
  init() {},
  read(_language, namespace, done) {
    const load = files[`../features/${namespace}/messages.en.json`];
    if (load === undefined) {
      done(new Error(`no messages for ${namespace}`), null);
      return;
    }
    load().then(
      (file) => done(null, file.default),
      (error: Error) => done(error, null),
    );
  },
};

export async function startMessages(): Promise<void> {
  await i18next
    .use(featureMessages)
    .use(initReactI18next)
    .init({
      lng: "en",
      fallbackLng: "en",
      ns: ["app", "shared"],
      defaultNS: "app",
      resources: { en: { app, shared } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
    });
}
