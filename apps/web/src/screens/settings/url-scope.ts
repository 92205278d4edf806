/** Network scope from which a URL is reachable: this computer, the local network, or the internet. */
export type UrlScope = 'computer' | 'network' | 'public'

const computer = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/
const network =
  /^(10(\.\d+){3}|192\.168(\.\d+){2}|169\.254(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[f[cd][0-9a-f:]*\]|\[fe[89ab][0-9a-f:]*\]|[^.:[\]]+|.+\.(local|lan|internal|home\.arpa))$/

/**
 * Returns the scope from which a URL is reachable, derived only from its host. An invalid URL counts as
 * public.
 */
export const urlScopeOf = (url: string): UrlScope => {
  if (!URL.canParse(url)) return 'public'
  const { hostname } = new URL(url)
  if (computer.test(hostname)) return 'computer'
  return network.test(hostname) ? 'network' : 'public'
}
