import { type CardProblem, defineCard, outputs, ports, type Setting } from '@hookwright/engine'
import {
  anyValue,
  blankReceiving,
  ENDPOINT_EVENT,
  isJsonObject,
  type JsonObject,
  one,
  type Receiving,
  type Scheme,
  STARTS_CONNECTOR,
  STARTS_VERSION
} from '@hookwright/model'
import { z } from 'zod'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { ConcurrentRuns, concurrentRunsSetting, runLimitOf } from '../kernel/run-limit.ts'
import { runIdPort, userStart } from '../kernel/user-start.ts'

/** Ways to authenticate a caller. */
const Security = z.enum(
  ['secret', 'standard-webhooks', 'hmac', 'open'],
  'Choose how requests are secured: by a secret, by a signature, or not at all.'
)

const ApiEndpointConfig = z.strictObject({
  security: Security,
  /** Name of the header with the secret or the signature. */
  header: z.string(),
  perSecond: z.number(),
  burst: z.number(),
  atOnce: ConcurrentRuns
})
type ApiEndpointConfig = z.infer<typeof ApiEndpointConfig>

/** Reads the config of an API Endpoint card. `null` if it has another shape. */
export const readApiEndpoint = (config: JsonObject): ApiEndpointConfig | null =>
  ApiEndpointConfig.safeParse(config).data ?? null

/** Default header names for a secret and for an HMAC signature. */
const usualHeaders = { secret: 'X-API-Key', hmac: 'X-Signature-256' } as const

/** Returns the header name of a config, or the default if none is entered. */
export const headerOf = ({ security, header }: ApiEndpointConfig): string => {
  if (header.trim() !== '') return header.trim()
  return security === 'hmac' ? usualHeaders.hmac : usualHeaders.secret
}

/** Scheme that precedes the secret in an Authorization header (RFC 6750). */
const BEARER = 'Bearer '

/**
 * Returns the text that precedes the secret in its header. It is `Bearer ` in the Authorization header,
 * otherwise empty.
 */
const prefixOf = (config: ApiEndpointConfig): string =>
  headerOf(config).toLowerCase() === 'authorization' ? BEARER : ''

const schemeOf = (config: ApiEndpointConfig): Scheme[] => {
  const shared = { id: 'caller', time: null, also: [] }
  const inHeader = { from: 'header', split: '' } as const
  switch (config.security) {
    case 'open':
      return []
    case 'secret':
      return [
        {
          ...shared,
          algorithm: 'token',
          key: { from: 'generated', decode: 'text' },
          content: '',
          signature: {
            ...{ ...inHeader, name: headerOf(config), prefix: prefixOf(config) },
            encoding: 'text'
          }
        }
      ]
    case 'hmac':
      return [
        {
          ...shared,
          algorithm: 'hmac-sha256',
          key: { from: 'generated', decode: 'text' },
          content: '{body}',
          signature: { ...inHeader, name: headerOf(config), prefix: 'sha256=', encoding: 'hex' }
        }
      ]
    case 'standard-webhooks':
      return [
        {
          ...shared,
          algorithm: 'hmac-sha256',
          key: { from: 'generated', decode: 'whsec' },
          content: '{header.webhook-id}.{header.webhook-timestamp}.{body}',
          signature: {
            ...{ from: 'header', name: 'webhook-signature', split: ' ' },
            ...{ prefix: 'v1,', encoding: 'base64' }
          },
          time: { from: 'header', name: 'webhook-timestamp', unit: 's', toleranceSeconds: 300 }
        }
      ]
  }
}

/**
 * Returns true if requests must be signed. Only POST is then accepted, because a signature covers only the
 * body.
 */
const isSigned = ({ security }: Pick<ApiEndpointConfig, 'security'>): boolean =>
  security === 'hmac' || security === 'standard-webhooks'

const receivingOf = (config: ApiEndpointConfig): Receiving => ({
  ...blankReceiving,
  verify: schemeOf(config),
  answer: { ...blankReceiving.answer, overloaded: 429, off: 404 },
  deliveryId: config.security === 'standard-webhooks' ? '{header.webhook-id}' : '',
  limits: { ...blankReceiving.limits, perSecond: config.perSecond, burst: config.burst },
  methods: isSigned(config) ? ['POST'] : ['GET', 'POST']
})

/** Setting for the security of the endpoint. */
export const securitySetting = {
  kind: 'choice',
  key: 'security',
  label: 'Security',
  choices: [
    { value: 'secret', label: 'Secret in a header' },
    { value: 'standard-webhooks', label: 'Signed (Standard Webhooks)' },
    { value: 'hmac', label: 'Signed (HMAC-SHA256)' },
    { value: 'open', label: 'Open to everyone' }
  ]
} satisfies Setting

/** Setting for the header of the secret or signature. */
export const headerSetting = { kind: 'text', key: 'header', label: 'Header' } satisfies Setting

const most = { perSecond: 1_000, burst: 10_000 } as const

/** Settings for the rate limit. */
export const limitSettings = [
  { kind: 'number', key: 'perSecond', label: 'Rate limit', min: 1, max: most.perSecond, unit: 'per s' },
  { kind: 'number', key: 'burst', label: 'Burst', min: 1, max: most.burst, unit: 'requests' }
] satisfies Setting[]

const headerName = /^[A-Za-z0-9-]{1,100}$/
/** Header names that HTTP, proxies and browsers reserve. */
const takenHeader =
  /^(host|cookie|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|origin|accept|user-agent|forwarded|x-forwarded-.*|sec-.*|proxy-.*)$/i

/** Returns true if the user can choose the header name. */
export const usesHeader = ({ security }: Pick<ApiEndpointConfig, 'security'>): boolean =>
  security === 'secret' || security === 'hmac'

const checkHeader = (config: ApiEndpointConfig): CardProblem[] => {
  const header = headerOf(config)
  if (!usesHeader(config)) return []
  const field = fieldOfSetting(headerSetting.key)
  if (!headerName.test(header))
    return [{ field, message: 'A header name consists of 1 to 100 letters, digits and hyphens. Change it.' }]
  return takenHeader.test(header)
    ? [{ field, message: `The header “${header}” is reserved in HTTP. Choose another header.` }]
    : []
}

const checkLimit = (config: ApiEndpointConfig): CardProblem[] =>
  limitSettings.flatMap(({ key, label, min, max }) => {
    const value = config[key === 'burst' ? 'burst' : 'perSecond']
    return Number.isInteger(value) && value >= min && value <= max
      ? []
      : [
          {
            field: fieldOfSetting(key),
            message: `${label} must be a whole number from ${min} to ${max}. Change it.`
          }
        ]
  })

/** Start card of a flow that callers start over HTTP. */
export const apiEndpoint = defineCard<ApiEndpointConfig>({
  type: 'api-endpoint',
  title: 'API Endpoint',
  group: 'Events',
  docs: {
    help: 'Starts your flow when a program calls its address with GET or POST. Turn the flow on to get the address; its page shows it with the secret and a curl command. A call must contain the secret in a header, or be signed with it. Signed calls use POST. Add the card Return Raw to respond with values of the flow within 30 seconds; without it, a call gets 202 and the id of the run. Body contains parsed JSON or form fields, otherwise text. Calls beyond the rate limit get 429.'
  },
  config: ApiEndpointConfig,
  blank: () => ({ config: { security: 'secret', header: '', perSecond: 10, burst: 100, atOnce: 'any' } }),
  settings: [securitySetting, headerSetting, ...limitSettings, concurrentRunsSetting],
  ports: () =>
    ports({
      outputs: [
        { id: 'body', label: 'Body', type: anyValue },
        { id: 'query', label: 'Query', type: one('object') },
        { id: 'headers', label: 'Headers', type: one('object') },
        { id: 'method', label: 'Method', type: one('text') },
        { id: 'receivedAt', label: 'Received at', type: one('date') },
        runIdPort
      ]
    }),
  check: config => [...checkHeader(config), ...checkLimit(config)],
  starts: { ...userStart, hasCaller: true, body: 'body' },
  listens: ({ atOnce }) => ({
    connectorId: STARTS_CONNECTOR,
    versionId: STARTS_VERSION,
    eventFlowId: ENDPOINT_EVENT,
    connectionId: null,
    runMode: 'each',
    ...runLimitOf(atOnce)
  }),
  receives: receivingOf,
  fixed: true,
  /** Returns the parts of the call as outputs. */
  execute: ({ given: params }) => {
    const call = isJsonObject(params.delivery) ? params.delivery : {}
    const { body = null, query = {}, headers = {}, method = null, receivedAt = null } = call
    return outputs({ body, query, headers, method, receivedAt })
  }
})
