import { Fault } from '@hookwright/model'
import { type HostRules, hostFault } from './allowed-host.ts'
import { formsOf, LEAST_SECRET } from './secret-forms.ts'

/** Parts of a request that may carry a secret. Header names are in lower case. */
export interface CarryingRequest {
  url: URL
  headers: Record<string, string>
  body: string | Uint8Array | null
}

/** Decodes percent-escapes. Invalid escapes stay unchanged. */
const unescaped = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, escapes => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString())

/**
 * Returns the texts of a request that are searched for secrets. `whole` contains the complete values: each
 * header, parameter and path segment, and the body.
 */
const textsOf = ({ url, headers, body }: CarryingRequest): { texts: string[]; whole: string[] } => {
  const values = Object.values(headers)
  const parameters = [...url.searchParams].flat()
  const segments = url.pathname.split('/').map(unescaped)
  const once = unescaped(url.href)
  // Bytes that are not text become replacement characters, which hide no secret beside them.
  const said = typeof body === 'string' ? body : Buffer.from(body ?? []).toString()
  return {
    texts: [url.href, once, unescaped(once), ...Object.keys(headers), ...values, said],
    whole: [...values, ...parameters, ...segments, said]
  }
}

/**
 * Returns a function that rejects requests that contain a connection's secret and go to a host that may not
 * receive it. Detects a secret as plain text and as encoded by JSON, URLs, forms, Base64 and hexadecimal, in
 * any letter case. A secret of fewer than four characters is detected only as a complete value. Parts of a
 * secret and values computed from it are not detected (decision 076). The search patterns are built at the
 * first request to such a host.
 */
export const keepSecrets = (secrets: string[], rules: HostRules): ((request: CarryingRequest) => void) => {
  if (secrets.length === 0) return () => {}
  let needles: string[] | null = null
  const lower = secrets.map(secret => secret.toLowerCase())

  const carriesOne = (request: CarryingRequest): boolean => {
    needles ??= secrets
      .filter(({ length }) => length >= LEAST_SECRET)
      .flatMap(secret => [...formsOf(secret), ...formsOf(Buffer.from(secret).toString('base64'))])
      .map(({ text }) => text.toLowerCase())
    const { texts, whole } = textsOf(request)
    if (whole.some(value => lower.includes(value.toLowerCase()))) return true
    const found = texts.map(text => text.toLowerCase())
    return needles.some(needle => found.some(text => text.includes(needle)))
  }

  return request => {
    if (hostFault(request.url, rules) === null || !carriesOne(request)) return
    throw new Fault('http.secret-not-allowed', { host: request.url.host })
  }
}
