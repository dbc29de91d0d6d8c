/** Copies a text also where the page came over plain http, where browsers hide their clipboard API. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "pf-v6-screen-reader";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
