import type { CardProblem, InputPort, OutputPort, Setting } from '@hookwright/engine'
import { anyValue, type Binding, type Card, one } from '@hookwright/model'
import { z } from 'zod'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { answerShape } from './answer-config.ts'
import { FormFields, formFieldPorts } from './form-fields.ts'
import { pagesSetting, pagingOutputs, pagingSettings, pagingShape } from './paging.ts'
import { whyNotJsonBody } from './request-body.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const timeoutSentence = 'The timeout must be a whole number of seconds from 1 to 60. Change it.'

/** Name of the section with the rarely used settings of a request. */
const REQUEST_SETTINGS = 'Request settings'

/** Puts settings into the section of rarely used settings. */
export const requestSettings = (settings: Setting[]): Setting[] =>
  settings.map(setting => (setting.kind === 'fields' ? setting : { ...setting, section: REQUEST_SETTINGS }))

/** Settings of all cards that send a request. */
export const RequestConfig = z.strictObject({
  method: z
    .enum(
      [...methods, 'mapped'],
      'The method must be GET, POST, PUT, PATCH, DELETE or mapped. Choose one of them.'
    )
    .default('GET'),
  /** Body format. Cards that are older than this setting send the body as mapped. */
  bodyFormat: z
    .enum(
      ['as-mapped', 'auto', 'json', 'form', 'multipart', 'text'],
      'The body format is invalid. Choose one from the list.'
    )
    .default('as-mapped'),
  form: FormFields.default([]),
  /** True to fail for a status of 400 or above, and for unsafe redirects. */
  failOnError: z.boolean().default(true),
  /** Retry policy for failures that may be transient. */
  retry: z
    .enum(
      ['when-safe', 'always', 'never'],
      'The retry setting must be when-safe, always or never. Choose one of them.'
    )
    .default('when-safe'),
  timeoutSeconds: z.int(timeoutSentence).min(1, timeoutSentence).max(60, timeoutSentence).default(30),
  ...answerShape,
  ...pagingShape
})
export type RequestConfig = z.infer<typeof RequestConfig>

export const methodSetting: Setting = {
  kind: 'choice',
  key: 'method',
  label: 'Method',
  choices: [...methods.map(value => ({ value, label: value })), { value: 'mapped', label: 'From a value' }]
}

export const bodyFormatSetting: Setting = {
  kind: 'choice',
  key: 'bodyFormat',
  label: 'Body format',
  above: 'body',
  choices: [
    { value: 'auto', label: 'Automatic' },
    { value: 'json', label: 'JSON' },
    { value: 'form', label: 'Form' },
    { value: 'multipart', label: 'Multipart form' },
    { value: 'text', label: 'Plain text' },
    { value: 'as-mapped', label: 'As mapped' }
  ]
}

export const failOnErrorSetting: Setting = {
  kind: 'switch',
  key: 'failOnError',
  label: 'Fail on 4xx and 5xx'
}

/** Settings for retries and the time limit. */
export const patienceSettings: Setting[] = [
  {
    kind: 'choice',
    key: 'retry',
    label: 'Retry',
    choices: [
      { value: 'when-safe', label: 'When safe' },
      { value: 'always', label: 'Always' },
      { value: 'never', label: 'Never' }
    ]
  },
  { kind: 'number', key: 'timeoutSeconds', label: 'Timeout', min: 1, max: 60, unit: 's' }
]

const methodPort: InputPort = { id: 'method', label: 'Method', type: one('text'), required: true }

const bodyPort = ({ bodyFormat }: RequestConfig): InputPort => ({
  id: 'body',
  label: 'Body',
  type: anyValue,
  required: false,
  ...((bodyFormat === 'auto' || bodyFormat === 'json') && { encoding: 'json' as const })
})

/** Returns the inputs of a request. Cards that only send GET requests have no body. */
export const requestInputs = (
  config: RequestConfig,
  { url, hasBody }: { url: InputPort; hasBody: boolean }
): InputPort[] => [
  ...(config.method === 'mapped' ? [methodPort] : []),
  url,
  { id: 'query', label: 'Query', type: one('object'), required: false },
  { id: 'headers', label: 'Headers', type: one('object'), required: false },
  ...(hasBody ? [bodyPort(config), ...formFieldPorts(config.form)] : [])
]

/** Returns the outputs of a request, or of all pages. */
export const requestOutputs = (
  { pages }: Pick<RequestConfig, 'pages'>,
  { asFile }: { asFile: boolean }
): OutputPort[] => {
  if (pages !== 'none') return pagingOutputs
  const body: OutputPort[] = asFile
    ? [{ id: 'file', label: 'File', type: one('file') }]
    : [
        { id: 'body', label: 'Body', type: one('text') },
        { id: 'json', label: 'JSON', type: anyValue }
      ]
  return [
    { id: 'statusCode', label: 'Status Code', type: one('number') },
    { id: 'headers', label: 'Headers', type: one('object') },
    ...body
  ]
}

/** Settings for pagination, including those of the chosen kind. */
export const paginationSettings: Setting[] = [pagesSetting, ...pagingSettings]

/** Returns the problems of the pagination settings. */
const checkPaging = ({ pages, nextAt, pageParameter, parameterIn, method }: RequestConfig): CardProblem[] => {
  const needsParameter = pages === 'cursor' || pages === 'page' || pages === 'offset'
  return [
    ...(pages === 'cursor' && nextAt.trim() === ''
      ? [
          {
            field: fieldOfSetting('nextAt'),
            message:
              'In “Next page path”, enter the path of the next cursor in the response, such as meta.next.'
          }
        ]
      : []),
    ...(needsParameter && pageParameter.trim() === ''
      ? [
          {
            field: fieldOfSetting('pageParameter'),
            message:
              parameterIn === 'body'
                ? 'The pagination needs a path in the body. Enter it in “Parameter”.'
                : 'The pagination needs the name of a query parameter. Enter it in “Parameter”.'
          }
        ]
      : []),
    ...(needsParameter && parameterIn === 'body' && method === 'GET'
      ? [
          {
            field: fieldOfSetting('parameterIn'),
            message:
              'A GET request has no body for the pagination parameter. Choose another method, or put the parameter into the query.'
          }
        ]
      : [])
  ]
}

const isFed = (binding: Binding | undefined): boolean =>
  binding !== undefined && !(binding.kind === 'literal' && (binding.value === null || binding.value === ''))

const isForm = ({ bodyFormat }: Pick<RequestConfig, 'bodyFormat'>): boolean =>
  bodyFormat === 'form' || bodyFormat === 'multipart'

/**
 * Returns the problems of pagination, response and body. `fileSetting` is the label of the setting
 * for files.
 */
export const checkRequest = (
  config: RequestConfig,
  card: Card,
  { asFile, fileSetting }: { asFile: boolean; fileSetting: string }
): CardProblem[] => [
  ...checkPaging(config),
  ...(asFile && config.pages !== 'none'
    ? [
        {
          field: fieldOfSetting('pages'),
          message: `Pagination collects records from JSON, not from a file. Change “${fileSetting}”, or choose no pagination.`
        }
      ]
    : []),
  ...checkBody(config, card)
]

const checkBody = (config: RequestConfig, card: Card): CardProblem[] => {
  const hasBody = isFed(card.inputs.body)
  if (config.method === 'GET' && (hasBody || (isForm(config) && config.form.length > 0))) {
    return [
      {
        field: 'body',
        message: 'A GET request has no body. Choose another method, or clear Body.'
      }
    ]
  }
  if (isForm(config) && hasBody) {
    return [
      {
        field: 'body',
        message:
          'The form fields are sent as the body, so Body is ignored. Clear Body, or choose another body format.'
      }
    ]
  }
  const why = config.bodyFormat === 'json' ? whyNotJsonBody(card.inputs.body) : null
  return why === null ? [] : [{ field: 'body', message: why }]
}
