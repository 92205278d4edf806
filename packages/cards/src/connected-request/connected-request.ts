import type { ActionUse, CardProblem, Ports, Setting } from '@hookwright/engine'
import { ports } from '@hookwright/engine'
import { type Card, CUSTOM_API_ACTION, type Id, one } from '@hookwright/model'
import { z } from 'zod'
import { answerSettings } from '../raw-request/answer-config.ts'
import { formFieldsSetting } from '../raw-request/form-fields.ts'
import {
  bodyFormatSetting,
  checkRequest,
  failOnErrorSetting,
  paginationSettings,
  patienceSettings,
  RequestConfig,
  requestInputs,
  requestOutputs,
  requestSettings
} from '../raw-request/request-config.ts'

/** Settings of a card that sends a request with a connection chosen on the card. */
export const ConnectedRequestConfig = RequestConfig.extend({
  /**
   * Id of the connector. An action card stores it under the same key, so that a search for a connector's
   * cards finds both kinds.
   */
  connectorId: z.string(),
  versionId: z.string(),
  actionFlowId: z.literal(CUSTOM_API_ACTION).default(CUSTOM_API_ACTION),
  connectionId: z.string().nullable(),
  /** Format in which the response body is returned. */
  response: z
    .enum(['json', 'any', 'file'], 'The response format is invalid. Choose one from the list.')
    .default('json')
})
export type ConnectedRequestConfig = z.infer<typeof ConnectedRequestConfig>

/** Config of a new card for a version of a connector. */
export const blankRequest = (of: { connectorId: Id; versionId: Id }): ConnectedRequestConfig => ({
  ...ConnectedRequestConfig.parse({ ...of, connectionId: null }),
  bodyFormat: 'auto'
})

const RESPONSE = 'Response'

/**
 * Converts the response format of a card to two flags. `expectJson` requires a JSON body; `asFile` returns
 * the body as a file.
 */
export const rulesOfResponse = ({
  response
}: Pick<ConnectedRequestConfig, 'response'>): { expectJson: boolean; asFile: boolean } => ({
  expectJson: response === 'json',
  asFile: response === 'file'
})

/** Returns the problems of a card's request. */
export const checkConnectedRequest = (config: ConnectedRequestConfig, card: Card): CardProblem[] =>
  checkRequest(config, card, { asFile: rulesOfResponse(config).asFile, fileSetting: RESPONSE })

/** Returns the version and the connection of the card's request. */
export const requestUseOf = ({
  connectorId,
  versionId,
  actionFlowId,
  connectionId
}: ConnectedRequestConfig): ActionUse => ({ connectorId, versionId, actionFlowId, connectionId })

/**
 * Returns the settings of a card that sends a request with its own connection. Cards that only send GET
 * requests have no body settings.
 */
export const connectedSettings = ({ hasBody }: { hasBody: boolean }): Setting[] => [
  ...(hasBody ? [bodyFormatSetting, formFieldsSetting] : []),
  ...requestSettings([
    ...paginationSettings,
    {
      kind: 'choice',
      key: 'response',
      label: RESPONSE,
      choices: [
        { value: 'json', label: 'JSON' },
        { value: 'any', label: 'JSON or text' },
        { value: 'file', label: 'File' }
      ]
    },
    failOnErrorSetting,
    ...answerSettings,
    ...patienceSettings
  ])
]

/** Returns the ports of a card that sends a request with its own connection. */
export const connectedPorts = (
  config: ConnectedRequestConfig,
  { urlLabel, hasBody }: { urlLabel: string; hasBody: boolean }
): Ports =>
  ports({
    inputs: requestInputs(config, {
      url: { id: 'url', label: urlLabel, type: one('text'), required: true, encoding: 'url' },
      hasBody
    }),
    outputs: requestOutputs(config, rulesOfResponse(config))
  })
