import { type CardProblem, type CardSpec, defineCard, type Setting } from '@hookwright/engine'
import { API_CONNECTOR, API_CONNECTOR_NAME, API_VERSION, type Card } from '@hookwright/model'
import { z } from 'zod'
import { checkConnection } from '../kernel/deployed-card.ts'
import { checkRequest, methodSetting } from '../raw-request/request-config.ts'
import { sendAsSet } from '../raw-request/send-pages.ts'
import {
  blankRequest,
  ConnectedRequestConfig,
  connectedPorts,
  connectedSettings,
  requestUseOf
} from './connected-request.ts'

const Config = ConnectedRequestConfig.extend({
  connectorId: z.literal(API_CONNECTOR).default(API_CONNECTOR),
  versionId: z.literal(API_VERSION).default(API_VERSION)
})
type Config = z.infer<typeof Config>

const check = (config: Config, card: Card): CardProblem[] => [
  ...checkConnection({ connectorName: API_CONNECTOR_NAME, needsConnection: true }, config.connectionId),
  ...checkRequest(config, card)
]

type Method = Config['method']

const EXAMPLE_URL = 'https://api.example.com/users/42'

const shared =
  'The connection adds its credentials and says which hosts may be called; a redirect to another host is followed without credentials. Enter a full URL, or a path below the base URL of the connection. Values inside the path and the query are encoded. Pagination requests one page after the other and collects their records in a list; “Records at” and “Next at” are paths in the response such as data.items.'

/** A card that sends a request with a connection of the API Connector. Without a method the card has a choice of them. */
export const apiCard = (given: {
  type: string
  title: string
  help: string
  method?: Exclude<Method, 'mapped'>
  example: { method: Method; body?: string }
}): CardSpec => {
  const { type, title, help, method, example } = given
  const hasBody = method !== 'GET'
  const fixed = (config: Config): Config => (method === undefined ? config : { ...config, method })
  const settings: Setting[] = [
    ...(method === undefined ? [methodSetting] : []),
    ...connectedSettings({ hasBody })
  ]
  return defineCard<Config>({
    type,
    title,
    group: 'API Connector',
    docs: {
      help: `${help} ${shared}`,
      example: {
        config: {
          connectorId: API_CONNECTOR,
          versionId: API_VERSION,
          connectionId: '01900000-0000-7000-8000-000000000003',
          method: example.method,
          response: 'any'
        },
        inputs: { url: EXAMPLE_URL, ...(example.body !== undefined && { body: example.body }) },
        outputs: { statusCode: 200, headers: {}, body: '', json: null }
      }
    },
    config: Config,
    blank: () => {
      const config = blankRequest({ connectorId: API_CONNECTOR, versionId: API_VERSION })
      return { config: Config.parse(method === undefined ? config : { ...config, method }) }
    },
    settings,
    ports: config => connectedPorts(fixed(config), { urlLabel: 'URL', hasBody }),
    check: (config, card) => check(fixed(config), card),
    acts: requestUseOf,
    sideEffects: 'effect',
    execute: work => sendAsSet(work, { authenticate: true, expectJson: work.config.response === 'json' })
  })
}
