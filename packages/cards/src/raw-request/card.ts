import { defineCard, ports } from '@hookwright/engine'
import { anyValue, type Binding, one } from '@hookwright/model'
import { z } from 'zod'

const timeoutSentence = 'The timeout is a whole number of seconds from 1 to 60; change it.'

/** What is left out has the value of a card that was just put on the canvas. */
export const RawRequestConfig = z.strictObject({
  method: z
    .enum(
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      'The method is one of GET, POST, PUT, PATCH and DELETE; choose one of them.'
    )
    .default('GET'),
  /** Adds the connection's credentials, for the hosts that its connector allows. */
  authenticate: z.boolean().default(true),
  /** An answer of 400 or above makes the card fail, as does a redirect of what may change something. */
  failOnError: z.boolean().default(true),
  /** A successful answer with a body that is not JSON makes the card fail. */
  expectJson: z.boolean().default(true),
  /** Whether it is sent again when it failed for a reason that may pass. */
  retry: z
    .enum(
      ['when-safe', 'always', 'never'],
      'Trying again is one of “when it is safe”, “always” and “never”; choose one of them.'
    )
    .default('when-safe'),
  timeoutSeconds: z.int(timeoutSentence).min(1, timeoutSentence).max(60, timeoutSentence).default(30)
})
export type RawRequestConfig = z.infer<typeof RawRequestConfig>

const isFed = (binding: Binding | undefined): boolean =>
  binding !== undefined && !(binding.kind === 'literal' && (binding.value === null || binding.value === ''))

/** A request to a service. */
export const rawRequest = defineCard<RawRequestConfig>({
  type: 'raw-request',
  title: 'Raw Request',
  group: 'API Connector',
  config: RawRequestConfig,
  blank: () => ({ config: RawRequestConfig.parse({}) }),
  settings: [
    {
      kind: 'choice',
      key: 'method',
      label: 'Method',
      choices: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(value => ({ value, label: value }))
    },
    { kind: 'switch', key: 'authenticate', label: 'Authenticate' },
    { kind: 'switch', key: 'failOnError', label: 'Fail on 4xx and 5xx' },
    { kind: 'switch', key: 'expectJson', label: 'Expect JSON' },
    {
      kind: 'choice',
      key: 'retry',
      label: 'Try again',
      choices: [
        { value: 'when-safe', label: 'When that is safe' },
        { value: 'always', label: 'Always' },
        { value: 'never', label: 'Never' }
      ]
    },
    { kind: 'number', key: 'timeoutSeconds', label: 'Timeout', min: 1, max: 60, unit: 's' }
  ],
  ports: () =>
    ports({
      inputs: [
        { id: 'url', label: 'URL', type: one('text'), required: true },
        { id: 'query', label: 'Query', type: one('object'), required: false },
        { id: 'headers', label: 'Headers', type: one('object'), required: false },
        { id: 'body', label: 'Body', type: anyValue, required: false }
      ],
      outputs: [
        { id: 'statusCode', label: 'Status Code', type: one('number') },
        { id: 'headers', label: 'Headers', type: one('object') },
        { id: 'body', label: 'Body', type: one('text') },
        { id: 'json', label: 'JSON', type: anyValue }
      ]
    }),
  check: (config, card) =>
    config.method === 'GET' && isFed(card.inputs.body)
      ? [
          {
            field: 'body',
            message: 'A GET request has no body; choose another method or take out what is mapped to Body.'
          }
        ]
      : [],
  reach: 'effect',
  deed: () => import('./deed.ts')
})
