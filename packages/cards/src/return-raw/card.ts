import { type CardProblem, defineCard, ports } from '@hookwright/engine'
import {
  anyValue,
  type Card,
  Fault,
  isJsonObject,
  literal,
  one,
  type RawResponse,
  responseLimits,
  whyNotHeader
} from '@hookwright/model'
import { z } from 'zod'
import { requestBody, whyNotJsonBody } from '../raw-request/request-body.ts'

const ReturnRawConfig = z.strictObject({
  bodyFormat: z.enum(['json', 'text'], 'Choose how the body is sent: as JSON or as plain text.')
})
type ReturnRawConfig = z.infer<typeof ReturnRawConfig>

const least = 200
const greatest = 599

/** Returns the reason why a response status is invalid, as a sentence. `null` if it is valid. */
const whyNotStatus = (status: unknown): string | null => {
  const number = typeof status === 'number' || typeof status === 'string' ? Number(status) : Number.NaN
  return Number.isInteger(number) && number >= least && number <= greatest
    ? null
    : `the status must be a whole number from ${least} to ${greatest}. Change it.`
}

const isJsonType = (value: string): boolean => /^application\/([a-z0-9.-]+\+)?json\b/i.test(value.trim())

/** Returns the reason why response headers are invalid, as a sentence. `null` if they are valid. */
const whyNotHeaders = (headers: unknown, { bodyFormat }: ReturnRawConfig): string | null => {
  if (headers === null || headers === undefined) return null
  if (!isJsonObject(headers)) return 'Headers must be an object. Map an object, or leave it empty.'
  const entries = Object.entries(headers)
  if (entries.length > responseLimits.headers)
    return `a response can have at most ${responseLimits.headers} headers. Remove some.`
  for (const [name, value] of entries) {
    if (value === null) continue
    if (typeof value === 'object')
      return `the value of the header “${name}” is not a text. Map a text, or remove the header.`
    const why = whyNotHeader(name, String(value))
    if (why !== null) return why
    if (name.toLowerCase() === 'content-type' && bodyFormat === 'json' && !isJsonType(String(value)))
      return `the content type “${value}” does not fit a JSON body. Choose Plain text, or remove the header.`
  }
  return null
}

const literalOf = (card: Card, field: string): unknown => {
  const binding = card.inputs[field]
  return binding?.kind === 'literal' ? binding.value : undefined
}

const check = (config: ReturnRawConfig, card: Card): CardProblem[] => {
  const status = literalOf(card, 'status')
  const headers = literalOf(card, 'headers')
  const found = [
    { field: 'status', why: status === undefined || status === null ? null : whyNotStatus(status) },
    { field: 'headers', why: isJsonObject(headers) ? whyNotHeaders(headers, config) : null }
  ]
  const bodyWhy = config.bodyFormat === 'json' ? whyNotJsonBody(card.inputs.body) : null
  return [
    ...found.flatMap(({ field, why }) => (why === null ? [] : [{ field, message: sentence(why) }])),
    ...(bodyWhy === null ? [] : [{ field: 'body', message: bodyWhy }])
  ]
}

const sentence = (why: string): string => `${why.charAt(0).toUpperCase()}${why.slice(1)}`

/** Returns the headers, keyed by lower-case name. If two names differ only in case, the last one wins. */
const headersOf = (headers: unknown): Record<string, string> =>
  isJsonObject(headers)
    ? Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          value === null ? [] : [[name.toLowerCase(), String(value)]]
        )
      )
    : {}

/** Card that ends a flow started by an API Endpoint and sends the response to its caller. */
export const returnRaw = defineCard<ReturnRawConfig>({
  type: 'return-raw',
  title: 'Return Raw',
  group: 'API Connector',
  docs: {
    summary: 'Response to the caller of the flow',
    aliases: ['http', 'respond', 'response', 'reply', 'webhook', 'status', 'api'],
    help: 'Ends the run and responds to the call that started the flow through API Endpoint. The caller receives the status, the headers and the body if it is still waiting. Hookwright keeps the call open for up to 30 seconds. In a block of If/Else, it ends the run for that case. Headers that act on connections, browsers or proxies, such as Set-Cookie and Location, are refused. Content types that run in a browser, such as HTML, are refused too.',
    example: {
      config: { bodyFormat: 'json' },
      inputs: { status: 201, headers: { 'X-Request-Id': 'a1' }, body: { id: 7 } },
      outputs: {}
    }
  },
  config: ReturnRawConfig,
  blank: () => ({ config: { bodyFormat: 'json' }, inputs: { status: literal(200) } }),
  settings: [
    {
      kind: 'choice',
      key: 'bodyFormat',
      label: 'Body format',
      choices: [
        { value: 'json', label: 'JSON' },
        { value: 'text', label: 'Plain text' }
      ]
    }
  ],
  ports: ({ bodyFormat }) =>
    ports({
      inputs: [
        { id: 'status', label: 'Status', type: one('number'), required: true },
        { id: 'headers', label: 'Headers', type: one('object'), required: false },
        {
          ...{ id: 'body', label: 'Body', type: anyValue, required: false },
          ...(bodyFormat === 'json' && { encoding: 'json' as const })
        }
      ]
    }),
  check,
  responds: true,
  /**
   * Returns the response.
   * @throws `response.refused`
   */
  execute: ({ config, inputs, name }) => {
    const what = whyNotStatus(inputs.status) ?? whyNotHeaders(inputs.headers, config)
    if (what !== null) throw new Fault('response.refused', { card: name, what })
    const body = requestBody(inputs.body, config.bodyFormat)
    const response: RawResponse = {
      status: Number(inputs.status),
      headers: {
        ...(body?.contentType == null ? {} : { 'content-type': body.contentType }),
        ...headersOf(inputs.headers)
      },
      body: body?.text ?? ''
    }
    return { kind: 'return', result: { ...response } }
  }
})
