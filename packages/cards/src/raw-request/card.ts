import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { answerSettings } from './answer-config.ts'
import { formFieldsSetting } from './form-fields.ts'
import {
  bodyFormatSetting,
  checkRequest,
  failOnErrorSetting,
  methodSetting,
  paginationSettings,
  patienceSettings,
  RequestConfig,
  requestInputs,
  requestOutputs,
  requestSettings
} from './request-config.ts'
import { sendAsSet } from './send-pages.ts'

/** Config of a Raw Request card. A key that is missing, as in old cards, gets the value of a new card. */
export const RawRequestConfig = RequestConfig.extend({
  /** True to encode values in the path and the query of the URL. */
  encodeUrl: z.boolean().default(false),
  /** True to add the connection's credentials, for hosts that its connector allows. */
  authenticate: z.boolean().default(true),
  /** True to fail if a successful response has no JSON body. */
  expectJson: z.boolean().default(true),
  /** True to return the response body as a file, whatever its type. */
  asFile: z.boolean().default(false)
})
export type RawRequestConfig = z.infer<typeof RawRequestConfig>

const AS_FILE = 'Response as a file'

/** Card that sends a request to a service. */
export const rawRequest = defineCard<RawRequestConfig>({
  type: 'raw-request',
  title: 'Raw Request',
  group: 'API Connector',
  docs: {
    summary: 'HTTP request to any address',
    aliases: [
      'http',
      'https',
      'fetch',
      'api',
      'curl',
      'rest',
      'request',
      'webhook',
      'call',
      'url',
      'graphql',
      'ajax'
    ],
    help: 'Sends an HTTP request and returns the response. “Paste a curl command” at the end of the cards panel makes one from a command. Enter a full URL, or a path below the base URL of the connection. “Encode values in the URL” encodes values inside the path and the query, but not a value at the start of the URL. The body format sets how the body is built. Automatic sends objects and lists as JSON, and also JSON that you type: values outside quotes are written as JSON, values inside quotes are escaped. Other text is sent unchanged. JSON always sends JSON. Form sends the form fields URL-encoded, Multipart form as multipart; there, a File is sent as a file, and so is an Object with “name”, “type” and “content”. The files of a request have at most 10 MB together. Plain text is sent unchanged. “From a value” reads the method from an input. Pagination requests one page after the other and collects the records of all pages in a list: by the next link in the Link header or in the body, by a cursor, by page number or by offset. “Records path” and “Next page path” are paths in the response such as data.items. “Parameter in” puts the cursor, page or offset into the query or into the JSON body, where Parameter is a path such as params.cursor. “Response as a file” returns the body as a File instead of text and JSON. For a service that reports errors with status 200, enter where they are in its JSON as “Error path”, such as error: a value there fails the card and counts as a refusal. “Event stream” reads a response of server-sent events: JSON is the data of the last event, or the list of all events. Authenticate adds the credentials of the connection for the hosts that the connector allows. If the service is busy or unreachable, a run that an event started retries for up to a day. “When safe” does not retry a POST or PATCH that may have reached the service. Choose “Always” if the service supports the Idempotency-Key header, which every retry repeats.',
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
    methodSetting,
    bodyFormatSetting,
    formFieldsSetting,
    ...requestSettings([
      { kind: 'switch', key: 'encodeUrl', label: 'Encode values in the URL' },
      { kind: 'switch', key: 'authenticate', label: 'Authenticate' },
      failOnErrorSetting,
      { kind: 'switch', key: 'expectJson', label: 'Expect JSON' },
      { kind: 'switch', key: 'asFile', label: AS_FILE },
      ...answerSettings,
      ...patienceSettings,
      ...paginationSettings
    ])
  ],
  ports: config =>
    ports({
      inputs: requestInputs(config, {
        url: {
          id: 'url',
          label: 'URL',
          type: one('text'),
          required: true,
          ...(config.encodeUrl && { encoding: 'url' })
        },
        hasBody: true
      }),
      outputs: requestOutputs(config, config)
    }),
  check: (config, card) => checkRequest(config, card, { asFile: config.asFile, fileSetting: AS_FILE }),
  sideEffects: 'effect',
  execute: work => sendAsSet(work, work.config)
})
