import { type CardProblem, defineCard, type InputPort, ports } from '@hookwright/engine'
import { anyValue, type Binding, type Card, one } from '@hookwright/model'
import { z } from 'zod'
import { execute } from './execute.ts'
import { FormFields, formFieldPorts, formFieldsSetting } from './form-fields.ts'
import { whyNotJsonBody } from './request-body.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const timeoutSentence = 'The timeout must be a whole number of seconds from 1 to 60. Change it.'

/** Config of a Raw Request card. A missing key has the value of a new card. */
export const RawRequestConfig = z.strictObject({
  method: z
    .enum(
      [...methods, 'mapped'],
      'The method must be GET, POST, PUT, PATCH, DELETE or mapped. Choose one of them.'
    )
    .default('GET'),
  /** Cards from before formats could be chosen send the body as it is mapped. */
  bodyFormat: z
    .enum(
      ['as-mapped', 'auto', 'json', 'form', 'multipart', 'text'],
      'The body format is invalid. Choose it again.'
    )
    .default('as-mapped'),
  form: FormFields.default([]),
  /** Encodes values that are put into the path or the query of the URL. */
  encodeUrl: z.boolean().default(false),
  /** Adds the connection's credentials, for the hosts that its connector allows. */
  authenticate: z.boolean().default(true),
  /** An answer of 400 or above makes the card fail, as does a redirect of what may change something. */
  failOnError: z.boolean().default(true),
  /** A successful answer with a body that is not JSON makes the card fail. */
  expectJson: z.boolean().default(true),
  /** Retry policy for failures that may be transient. */
  retry: z
    .enum(
      ['when-safe', 'always', 'never'],
      'The retry setting must be when-safe, always or never. Choose one of them.'
    )
    .default('when-safe'),
  timeoutSeconds: z.int(timeoutSentence).min(1, timeoutSentence).max(60, timeoutSentence).default(30)
})
export type RawRequestConfig = z.infer<typeof RawRequestConfig>

const isFed = (binding: Binding | undefined): boolean =>
  binding !== undefined && !(binding.kind === 'literal' && (binding.value === null || binding.value === ''))

const methodPort: InputPort = { id: 'method', label: 'Method', type: one('text'), required: true }

const bodyPort = ({ bodyFormat }: RawRequestConfig): InputPort => ({
  id: 'body',
  label: 'Body',
  type: anyValue,
  required: false,
  ...((bodyFormat === 'auto' || bodyFormat === 'json') && { encoding: 'json' as const })
})

const isForm = ({ bodyFormat }: Pick<RawRequestConfig, 'bodyFormat'>): boolean =>
  bodyFormat === 'form' || bodyFormat === 'multipart'

const check = (config: RawRequestConfig, card: Card): CardProblem[] => {
  const hasBody = isFed(card.inputs.body)
  if (config.method === 'GET' && (hasBody || (isForm(config) && config.form.length > 0))) {
    return [
      {
        field: 'body',
        message: 'A GET request has no body. Choose another method or empty Body.'
      }
    ]
  }
  if (isForm(config) && hasBody) {
    return [
      {
        field: 'body',
        message:
          'The form fields are sent as the body, so Body is ignored. Empty it, or choose another body format.'
      }
    ]
  }
  const why = config.bodyFormat === 'json' ? whyNotJsonBody(card.inputs.body) : null
  return why === null ? [] : [{ field: 'body', message: why }]
}

/** A request to a service. */
export const rawRequest = defineCard<RawRequestConfig>({
  type: 'raw-request',
  title: 'Raw Request',
  group: 'API Connector',
  docs: {
    help: 'Sends an HTTP request and returns the response. Enter a full URL, or a path below the base URL of the connection. “Encode values in the URL” encodes values inside the path and the query, but not a value at the start of the URL. The body format sets how the body is built. Automatic sends objects and lists as JSON, and also JSON that you type: values outside quotes are written as JSON, values inside quotes are escaped. Other text is sent unchanged. JSON always sends JSON. Form sends the form fields, URL-encoded or multipart; in multipart, an Object with “name”, “type” and “content” is a file. Plain text is sent unchanged. “From a value” reads the method from an input. Authenticate adds the credentials of the connection for the hosts that the connector allows. If the service is busy or unreachable, a run that an event started retries for up to a day. “When that is safe” does not retry a POST or PATCH that may have reached the service. Choose “Always” if the service supports the Idempotency-Key header, which every retry repeats.',
    example: {
      config: {
        method: 'DELETE',
        authenticate: true,
        failOnError: true,
        expectJson: true,
        retry: 'when-safe',
        timeoutSeconds: 30
      },
      inputs: { url: '/webhooks/42', query: { notify: false } },
      outputs: { statusCode: 200, headers: {}, body: '', json: null }
    }
  },
  config: RawRequestConfig,
  blank: () => ({ config: { ...RawRequestConfig.parse({}), bodyFormat: 'auto', encodeUrl: true } }),
  settings: [
    {
      kind: 'choice',
      key: 'method',
      label: 'Method',
      choices: [
        ...methods.map(value => ({ value, label: value })),
        { value: 'mapped', label: 'From a value' }
      ]
    },
    {
      kind: 'choice',
      key: 'bodyFormat',
      label: 'Body format',
      choices: [
        { value: 'auto', label: 'Automatic' },
        { value: 'json', label: 'JSON' },
        { value: 'form', label: 'Form, URL-encoded' },
        { value: 'multipart', label: 'Form, multipart' },
        { value: 'text', label: 'Plain text' },
        { value: 'as-mapped', label: 'As mapped, not encoded' }
      ]
    },
    { kind: 'switch', key: 'encodeUrl', label: 'Encode values in the URL' },
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
    { kind: 'number', key: 'timeoutSeconds', label: 'Timeout', min: 1, max: 60, unit: 's' },
    formFieldsSetting
  ],
  ports: config =>
    ports({
      inputs: [
        ...(config.method === 'mapped' ? [methodPort] : []),
        {
          id: 'url',
          label: 'URL',
          type: one('text'),
          required: true,
          ...(config.encodeUrl && { encoding: 'url' })
        },
        { id: 'query', label: 'Query', type: one('object'), required: false },
        { id: 'headers', label: 'Headers', type: one('object'), required: false },
        bodyPort(config),
        ...formFieldPorts(config.form)
      ],
      outputs: [
        { id: 'statusCode', label: 'Status Code', type: one('number') },
        { id: 'headers', label: 'Headers', type: one('object') },
        { id: 'body', label: 'Body', type: one('text') },
        { id: 'json', label: 'JSON', type: anyValue }
      ]
    }),
  check,
  sideEffects: 'effect',
  execute
})
