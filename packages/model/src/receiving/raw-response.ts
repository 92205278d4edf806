import { z } from 'zod'
import { isReservedHeader } from './receiving.ts'

/** Response of a flow to the caller of its API endpoint, from the card Return Raw. */
export const RawResponse = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
  body: z.string()
})
export type RawResponse = z.infer<typeof RawResponse>

/** Maximum number of headers of a response, and maximum length of a value in characters. */
export const responseLimits = { headers: 50, value: 4_096 } as const

const nameGrammar = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/

/** Pattern of a header value (RFC 9110, 5.5), without obs-text. */
const valueGrammar = /^[\t\x20-\x7e]*$/

/** Headers that affect the connection (RFC 9110, 7.6.1), browsers at our origin, or a proxy. */
const unsafeHeaders =
  /^(te|trailers|proxy-.*|set-cookie2|x-frame-options|x-accel-.*|x-sendfile|x-lighttpd-send-file|cross-origin-.*|origin-agent-cluster|service-worker-allowed|(x-)?sourcemap|content-(location|range)|alt-svc|nel|report-to|reporting-endpoints|public-key-pins.*)$/i

/** Media types that no browser executes or renders as a page. The response has the same origin as the app. */
const safeTypes =
  /^(application\/([a-z0-9.-]+\+)?json|text\/(plain|csv|xml|markdown|calendar)|application\/xml)$/

const mediaType = (value: string): string => value.split(';', 1)[0]?.trim().toLowerCase() ?? ''

/**
 * Returns the reason why a response may not have a header, as a sentence; `null` if the header is allowed.
 */
export const whyNotHeader = (name: string, value: string): string | null => {
  if (!nameGrammar.test(name))
    return `“${name.slice(0, 100)}” is not a header name. Use letters, digits and hyphens.`
  if (!valueGrammar.test(value) || value.length > responseLimits.value)
    return `the value of the header “${name}” has a line break or other unsafe characters, or is too long. Change it.`
  if (name.toLowerCase() === 'content-type') {
    return safeTypes.test(mediaType(value))
      ? null
      : `the content type “${mediaType(value).slice(0, 100)}” could run in a browser. Use JSON, plain text, CSV, Markdown, calendar or XML.`
  }
  return isReservedHeader(name) || unsafeHeaders.test(name)
    ? `the header “${name}” is set by the server or could affect a browser or proxy. Remove it.`
    : null
}
