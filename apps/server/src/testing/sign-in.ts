import { overHttp } from './over-http.ts'

/** A password that passes the rules. */
export const goodPassword = 'violet anchor seventh drum'

/** Converts Set-Cookie values to the Cookie header that a browser would send. */
const cookieOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')

/** Creates the first admin with the code of the printed link; returns the session cookie. */
export const becomeAdmin = async (link: string): Promise<string> => {
  const { origin, hash } = new URL(link)
  const answered = await overHttp(`${origin}/api/first-admin`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.slice(1), name: 'Ada Example', password: goodPassword })
  })
  if (answered.status !== 200) throw new Error(`No admin was made: ${answered.status} ${answered.text}`)
  return cookieOf(answered.headers)
}

/** Signs in by name and password; returns the session cookie. */
export const signInAs = async (url: string, username: string, password = goodPassword): Promise<string> => {
  const answered = await overHttp(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password })
  })
  if (answered.status !== 200) throw new Error(`Not signed in: ${answered.status} ${answered.text}`)
  return cookieOf(answered.headers)
}

/** Signs out the owner of a session cookie. */
export const signOut = async (url: string, cookie: string): Promise<void> => {
  const answered = await overHttp(`${url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'application/json' },
    body: '{}'
  })
  if (answered.status !== 200) throw new Error(`Not signed out: ${answered.status} ${answered.text}`)
}
