import { useOctets } from "@shared/ui/octets";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Upload, uploadFile } from "./upload";

/** The server takes no larger file. */
const LARGEST = 25 * 1024 * 1024;

interface Running {
  readonly id: number;
  readonly name: string;
  /** Which part of it is sent, from 0 to 1. */
  readonly sent: number;
  readonly fault: unknown;
}

export interface Uploads {
  readonly running: readonly Running[];
  /** Whether a file is still on its way. */
  readonly isBusy: boolean;
  readonly add: (files: readonly File[]) => void;
  /** Stops one, or takes one that failed off the list. */
  readonly stop: (id: number) => void;
}

/** Files on their way to the server, and those that it refused. */
export function useUploads(onDone: (upload: Upload) => void): Uploads {
  const { t } = useTranslation("webmail");
  const octets = useOctets();
  const [running, setRunning] = useState<readonly Running[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const last = useRef(0);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const all = stops.current;
    return () => {
      for (const stop of all.values()) {
        stop.abort();
      }
    };
  }, []);
  const change = (id: number, to: Partial<Running>) =>
    setRunning((now) => now.map((one) => (one.id === id ? { ...one, ...to } : one)));
  const remove = (id: number) => setRunning((now) => now.filter((one) => one.id !== id));
  const start = async (id: number, file: File) => {
    const stop = new AbortController();
    stops.current.set(id, stop);
    try {
      const upload = await uploadFile(file, {
        signal: stop.signal,
        onSent: (sent) => change(id, { sent }),
      });
      remove(id);
      done.current(upload);
    } catch (fault) {
      if (!stop.signal.aborted) {
        change(id, { fault });
      }
    } finally {
      stops.current.delete(id);
    }
  };
  return {
    running,
    isBusy: running.some(({ fault }) => fault === undefined),
    add: (files) => {
      for (const file of files) {
        last.current += 1;
        const id = last.current;
        const isTooLarge = file.size > LARGEST;
        const fault = isTooLarge
          ? t("attachments.tooLarge", { limit: octets(LARGEST) })
          : undefined;
        setRunning((now) => [...now, { id, name: file.name, sent: 0, fault }]);
        if (!isTooLarge) {
          void start(id, file);
        }
      }
    },
    stop: (id) => {
      stops.current.get(id)?.abort();
      remove(id);
    },
  };
}
