/**
 * A URL that can be shown to anyone: what looks like a token (its last part and its query) is cut to the last four
 * characters, or to none when it is too short to lose the rest.
 */
export function maskUrl(text: string): string {
  const { origin, pathname } = new URL(text)
  const start = pathname.lastIndexOf('/') + 1
  const token = pathname.slice(start)
  const shown = token.length > 8 ? token.slice(-4) : ''
  return `${origin}${pathname.slice(0, start)}${token === '' ? '' : `…${shown}`}`
}
