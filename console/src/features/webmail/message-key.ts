/** Names one message: its place in its folder. */
export interface MessageKey {
  readonly folderId: string;
  readonly uid: number;
}

export function textOfKey({ folderId, uid }: MessageKey): string {
  return `${folderId}/${uid}`;
}

/** The key that an address names; undefined when it names none. */
export function keyOf(text: string | null): MessageKey | undefined {
  const [, folderId, uid] = /^([^/]+)\/(\d+)$/.exec(text ?? "") ?? [];
  return folderId === undefined ? undefined : { folderId, uid: Number(uid) };
}

export function isSameMessage(one: MessageKey, other: MessageKey): boolean {
  return one.folderId === other.folderId && one.uid === other.uid;
}
