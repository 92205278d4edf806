import { overHttp } from './over-http.ts'

/** A password that the rule lets pass. */
export const goodPassword = 'violet anchor seventh drum'

/** What a browser would send back of Set-Cookie values. */
const cookieOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')

/** Becomes the first admin on the page behind the printed link, as a person would; gives the session cookie. */
export const becomeAdmin = async (link: string): Promise<string> => {
  const { origin, pathname, hash } = new URL(link)
  const answered = await overHttp(`${origin}${pathname}`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ code: hash.slice(1), name: 'Ada Example', password: goodPassword })
  })
  if (answered.status !== 303) throw new Error(`No admin was made: ${answered.status} ${answered.text}`)
  return cookieOf(answered.headers)
}

/** Signs in by name and password; gives the session cookie. */
export const signInAs = async (url: string, username: string): Promise<string> => {
  const answered = await overHttp(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password: goodPassword })
  })
  if (answered.status !== 200) throw new Error(`Not signed in: ${answered.status} ${answered.text}`)
  return cookieOf(answered.headers)
}
