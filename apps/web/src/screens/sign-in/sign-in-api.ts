import { type PageFault, unreachable } from '../../kit/api/fault-of.ts'

/** Response of a sign-in endpoint: null on success, otherwise the fault. */
export type Refusal = PageFault | null

/** Parses an error response of sign-in: `{ error: { code, message } }`. */
const readFault = (answer: unknown): PageFault => {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null
  if (typeof error !== 'object' || error === null) return unreachable
  const code = 'code' in error ? String(error.code) : unreachable.code
  const message = 'message' in error ? String(error.message) : unreachable.message
  return { code, message }
}

/**
 * Sends a sign-in or sign-out request. It completes even if the page is closed, so that a sign-out always
 * takes effect.
 */
const ask = async (path: string, body: object): Promise<Refusal> => {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: true
    })
    if (response.ok) return null
    return readFault(await response.json())
  } catch {
    return unreachable
  }
}

/** Signs in and sets the session cookie. */
export const signIn = (params: { name: string; password: string }): Promise<Refusal> =>
  ask('/api/auth/sign-in/username', { username: params.name, password: params.password })

/** Signs out: ends the browser's session. */
export const signOut = (): Promise<Refusal> => ask('/api/auth/sign-out', {})

/** Creates the first admin with the code of the printed link, and signs in. */
export const becomeFirstAdmin = (params: {
  code: string
  name: string
  password: string
}): Promise<Refusal> => ask('/api/first-admin', params)

/** Returns true if the installation has no admin yet; null if the server cannot be reached. */
export const waitsForAdmin = async (): Promise<boolean | null> => {
  try {
    const response = await fetch('/api/first-admin')
    const answer: unknown = await response.json()
    return typeof answer === 'object' && answer !== null && 'open' in answer ? answer.open === true : null
  } catch {
    return null
  }
}
