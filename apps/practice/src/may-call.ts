/** Function that returns true if the service may call a URL. */
export type MayCall = (url: string) => boolean

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Restricts calls to Event URLs of one Hookwright. Without this restriction, callers could make the service
 * request any internal address.
 *
 * @param origin origin of that Hookwright; null for any on this machine
 */
export const allowEventUrls =
  (origin: string | null): MayCall =>
  text => {
    if (!URL.canParse(text)) return false
    const url = new URL(text)
    const isOwn = origin === null ? loopbackHosts.includes(url.hostname) : url.origin === origin
    return isOwn && url.pathname.startsWith('/e/')
  }
