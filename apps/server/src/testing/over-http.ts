/** Response to a request. */
export interface Answered {
  status: number
  headers: Headers
  text: string
}

/** Sends a request to a server on loopback, without following redirects. */
export const overHttp = async (url: string, request: RequestInit = {}): Promise<Answered> => {
  // biome-ignore lint/style/noRestrictedGlobals: a test calls servers on loopback, which the guarded client refuses.
  const response = await fetch(url, { redirect: 'manual', ...request })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
