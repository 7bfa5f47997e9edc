// How a peer tells a merchant something unasked: one POST to the address the merchant named, on a connection of its own.
export type Heard = { readonly status: number; readonly text: string };

export async function tell(url: string, body: string, contentType: string): Promise<Heard> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": contentType, Connection: "close" },
    body,
    redirect: "manual",
  });
  return { status: response.status, text: await response.text() };
}
