import { Fault } from '@hookwright/model'
import { z } from 'zod'

/** Maximum length of a client's stored texts, in characters. Longer texts are cut. */
const LONGEST = 200

/** Maximum number of redirect URLs of a client. */
const MOST_ADDRESSES = 20

const cutText = z.string().transform(text => text.slice(0, LONGEST))

/** Schema of the used fields of a client's metadata (RFC 7591). All other fields are ignored. */
const ClientMetadata = z.object({
  client_id: z.string().max(2_000).optional(),
  client_name: cutText.optional().catch(undefined),
  client_uri: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional()
    .catch(undefined),
  redirect_uris: z.array(z.string().max(2_000)).min(1).max(MOST_ADDRESSES),
  token_endpoint_auth_method: z.string().optional(),
  jwks_uri: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .optional(),
  jwks: z.record(z.string(), z.unknown()).optional()
})

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

/** Returns the address without its port when it is plain HTTP on loopback; null otherwise. */
const loopbackOf = (address: string): string | null => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || url.protocol !== 'http:' || !loopbackHosts.includes(url.hostname)) return null
  return `${url.hostname}${url.pathname}${url.search}`
}

/**
 * Returns true for a valid redirect URL: HTTPS, plain HTTP on loopback, or an app-specific scheme. Schemes
 * that could execute code are refused.
 */
const isRedirectAddress = (address: string): boolean => {
  if (!URL.canParse(address) || address.includes('#')) return false
  const { protocol } = new URL(address)
  if (protocol === 'http:') return loopbackOf(address) !== null
  return !['javascript:', 'vbscript:', 'data:', 'blob:', 'file:', 'about:'].includes(protocol)
}

/**
 * Returns true if an address is one of the client's redirect URLs. On loopback, any port is allowed, since a
 * program listens on any free port (RFC 8252, 7.3).
 */
export const mayReturnTo = (address: string, named: readonly string[]): boolean => {
  if (named.includes(address)) return true
  const loopback = loopbackOf(address)
  return loopback !== null && named.some(one => loopbackOf(one) === loopback)
}

/**
 * Returns a client's metadata in the form that the authorization server uses. Clients are public and use PKCE
 * to prove that a code is theirs. A client with keys may sign its requests. Throws `agents.client-refused`.
 */
export const usedMetadata = (given: unknown): Record<string, unknown> => {
  const parsed = ClientMetadata.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const why = `its metadata do not fit at “${issue?.path.join('.') ?? ''}”`
    throw new Fault('agents.client-refused', { why })
  }
  const { token_endpoint_auth_method: method, jwks, jwks_uri, ...metadata } = parsed.data
  const wrong = metadata.redirect_uris.find(address => !isRedirectAddress(address))
  if (wrong !== undefined) {
    const why = `it cannot return to “${wrong.slice(0, LONGEST)}”: use HTTPS, a scheme of its own, or HTTP on loopback`
    throw new Fault('agents.client-refused', { why })
  }
  const signs = method === 'private_key_jwt' && (jwks !== undefined || jwks_uri !== undefined)
  return {
    ...metadata,
    // Checked here: the types of the library allow either web addresses or schemes of a program's own.
    application_type: metadata.redirect_uris.every(address => /^https?:/.test(address)) ? 'web' : 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: signs ? 'private_key_jwt' : 'none',
    ...(signs && (jwks_uri === undefined ? { jwks } : { jwks_uri }))
  }
}
