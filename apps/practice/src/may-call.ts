/** Returns whether the service may call a URL. */
export type MayCall = (url: string) => boolean

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Allows Event URLs of one Hookwright alone: this service calls whatever it is given, so it would open every internal
 * address to whoever may call it.
 *
 * @param origin where that Hookwright is reached; null for any on this machine
 */
export const allowEventUrls =
  (origin: string | null): MayCall =>
  text => {
    if (!URL.canParse(text)) return false
    const url = new URL(text)
    const isOwn = origin === null ? loopbackHosts.includes(url.hostname) : url.origin === origin
    return isOwn && url.pathname.startsWith('/e/')
  }
