import type { Connector } from '@hookwright/model'
import { commandFault } from '../kernel/faults.ts'
import type { ServerApi } from './server-api.ts'

/** Returns the connector with this key; `null` if it does not exist or the API key may not access it. */
export const connectorWithKey = async (api: ServerApi, key: string): Promise<Connector | null> =>
  (await api.connectors.list.query()).find(connector => connector.key === key) ?? null

/** Finds a connector by its key, its key without the random end, or its name. Throws `connector-unknown`. */
export const findConnector = async (api: ServerApi, wanted: string, url: string): Promise<Connector> => {
  const all = await api.connectors.list.query()
  const exact = all.find(({ key, name }) => key === wanted || name.toLowerCase() === wanted.toLowerCase())
  const short = all.filter(({ key }) => key.replace(/_[a-z0-9]{6}$/, '') === wanted)
  const found = exact ?? (short.length === 1 ? short[0] : undefined)
  if (found !== undefined) return found
  const known = all.map(({ key }) => key).join(', ')
  throw commandFault('connector-unknown', { wanted, url, known: known === '' ? 'none' : known })
}
