/** An address or logon name; an address that is too long for its line breaks after the "@". */
export function Account({ name }: { name: string }) {
  const domain = name.indexOf("@") + 1;
  return domain === 0 ? (
    name
  ) : (
    <>
      {name.slice(0, domain)}
      <wbr />
      {name.slice(domain)}
    </>
  );
}
