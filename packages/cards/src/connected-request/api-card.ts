import {
  type CardDocs,
  type CardExecutor,
  type CardProblem,
  type CardSpec,
  defineCard,
  type Setting
} from '@hookwright/engine'
import { API_CONNECTOR, API_CONNECTOR_NAME, API_VERSION, type Card } from '@hookwright/model'
import { z } from 'zod'
import { checkConnection } from '../kernel/deployed-card.ts'
import { methodSetting } from '../raw-request/request-config.ts'
import {
  blankRequest,
  ConnectedRequestConfig,
  checkConnectedRequest,
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
  ...checkConnectedRequest(config, card)
]

type Method = Config['method']

/**
 * Returns a card that sends a request with a connection of the API Connector. Without a fixed method, the
 * user chooses the method.
 */
export const apiCard = (params: {
  type: string
  title: string
  docs: CardDocs
  method?: Exclude<Method, 'mapped'>
  execute: CardExecutor<ConnectedRequestConfig>
}): CardSpec => {
  const { type, title, docs, method, execute } = params
  const hasBody = method !== 'GET'
  const settings: Setting[] = [
    ...(method === undefined ? [methodSetting] : []),
    ...connectedSettings({ hasBody })
  ]
  return defineCard<Config>({
    type,
    title,
    group: 'API Connector',
    docs,
    config: method === undefined ? Config : Config.extend({ method: z.literal(method).catch(method) }),
    blank: () => {
      const config = Config.parse(blankRequest({ connectorId: API_CONNECTOR, versionId: API_VERSION }))
      return { config: method === undefined ? config : { ...config, method } }
    },
    settings,
    ports: config => connectedPorts(config, { urlLabel: 'URL', hasBody }),
    check,
    acts: requestUseOf,
    sideEffects: 'effect',
    execute
  })
}
