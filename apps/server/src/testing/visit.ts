import { type Answered, overHttp } from './over-http.ts'

/** Creates an HTTP client that follows redirects and keeps cookies by origin, like a browser. */
export const openVisitor = (cookies: Record<string, string> = {}) => {
  const jar = new Map(Object.entries(cookies).map(([origin, cookie]) => [origin, new Map([pairOf(cookie)])]))

  const go = async (url: string): Promise<Answered> => {
    const { origin } = new URL(url)
    const own = jar.get(origin) ?? new Map<string, string>()
    jar.set(origin, own)
    const cookie = [...own].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await overHttp(url, { headers: { accept: 'text/html', cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = pairOf(line.split(';')[0] ?? '')
      own.set(name, value)
    }
    return response
  }

  return {
    /**
     * Opens a URL and follows redirects to the final response. Stops before a URL for which `isEnd` returns
     * true; `response` is then null.
     */
    visit: async (
      start: string,
      isEnd: (url: string) => boolean = () => false
    ): Promise<{ url: string; response: Answered | null }> => {
      let url = start
      for (let hops = 0; hops < 20; hops++) {
        if (isEnd(url)) return { url, response: null }
        const response = await go(url)
        const location = response.headers.get('location')
        if (location === null) return { url, response }
        url = new URL(location, url).href
      }
      throw new Error('It redirects without end.')
    }
  }
}

const pairOf = (pair: string): [string, string] => {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}
