import { type CardProblem, type Catalog, defineCard, deployedKeyOf } from '@hookwright/engine'
import { type Card, CUSTOM_API_ACTION } from '@hookwright/model'
import {
  blankRequest,
  ConnectedRequestConfig,
  checkConnectedRequest,
  connectedPorts,
  connectedSettings,
  requestUseOf,
  rulesOfResponse
} from '../connected-request/connected-request.ts'
import { checkConnection } from '../kernel/deployed-card.ts'
import { methodSetting } from '../raw-request/request-config.ts'
import { sendAsSet } from '../raw-request/send-pages.ts'

/**
 * Returns the beginning of a typed path, up to the first mapped value. The rest is only checked when the
 * request is sent.
 */
const typedPath = ({ inputs: { url } }: Card): string => {
  if (url?.kind === 'literal') return String(url.value ?? '')
  const first = url?.kind === 'text' ? url.parts[0] : undefined
  return typeof first === 'string' ? first : ''
}

const checkPath = (card: Card): CardProblem[] => {
  const path = typedPath(card).trim()
  if (!/^([a-z][a-z0-9+.-]*:)?[/\\]{2}/i.test(path)) return []
  return [
    {
      field: 'url',
      message: 'This is a full URL. Enter a path below the base URL of the connector, such as /users.'
    }
  ]
}

const connectorGone: CardProblem = {
  code: 'action',
  message: 'The connector version of this card is no longer available. Delete the card and add it again.'
}

const check = (config: ConnectedRequestConfig, card: Card, catalog: Catalog): CardProblem[] => {
  const action = catalog.actions.get(deployedKeyOf(config.versionId, CUSTOM_API_ACTION))
  if (action === undefined) return [connectorGone]
  return [
    ...checkConnection(action, config.connectionId),
    ...checkPath(card),
    ...checkConnectedRequest(config, card)
  ]
}

/** Card that sends a request to the API of a deployed connector, with its own connection. */
export const customApiAction = defineCard<ConnectedRequestConfig>({
  type: 'custom-api-action',
  title: 'Custom API Action',
  group: 'API Connector',
  docs: {
    summary: 'HTTP request to a connected service',
    aliases: ['http', 'https', 'fetch', 'api', 'curl', 'rest', 'request', 'call', 'graphql'],
    help: 'Sends a request to the API of a connector, for requests that its actions do not cover. The connection adds its credentials. Enter a path below the base URL of the connector; full URLs and paths with “..” are refused. Values inside the path and the query are encoded. Pagination requests one page after the other and collects their records in a list; “Records path” and “Next page path” are paths in the response such as data.items. The body format sets how the body is built: Automatic sends objects and lists as JSON, and also JSON that you type with values in it. Form sends the form fields URL-encoded, Multipart form as multipart; there, a File is sent as a file, and so is an Object with “name”, “type” and “content”. The response File returns the body as a File, such as an image. “From a value” reads the method from an input. If the service is busy or unreachable, a run that an event started retries for up to a day. “When safe” does not retry a POST or PATCH that may have reached the service.',
    example: {
      config: {
        connectorId: '01900000-0000-7000-8000-000000000001',
        versionId: '01900000-0000-7000-8000-000000000002',
        connectionId: '01900000-0000-7000-8000-000000000003',
        method: 'DELETE',
        response: 'any'
      },
      inputs: { url: '/users/42', query: { notify: false } },
      outputs: { statusCode: 200, headers: {}, body: '', json: null }
    }
  },
  config: ConnectedRequestConfig,
  blank: () => ({ config: blankRequest({ connectorId: '', versionId: '' }) }),
  settings: [methodSetting, ...connectedSettings({ hasBody: true })],
  ports: config => connectedPorts(config, { urlLabel: 'Path', hasBody: true }),
  check,
  acts: requestUseOf,
  sideEffects: 'effect',
  execute: work =>
    sendAsSet(work, {
      authenticate: true,
      onlyBelowBase: true,
      ...rulesOfResponse(work.config)
    })
})
