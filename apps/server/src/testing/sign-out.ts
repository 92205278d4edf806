import { overHttp } from './over-http.ts'

/** Signs out whoever a session cookie is of. */
export const signOut = async (url: string, cookie: string): Promise<void> => {
  const answered = await overHttp(`${url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'application/json' },
    body: '{}'
  })
  if (answered.status !== 200) throw new Error(`Not signed out: ${answered.status} ${answered.text}`)
}
