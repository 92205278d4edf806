import {
  type Authentication,
  type Connection,
  type ConnectionField,
  type ConnectionPurpose,
  ConnectionValues,
  Fault,
  fieldsWithSameKey,
  type Id,
  type Receiving,
  shownFlowName
} from '@hookwright/model'
import type { ConnectionNeed, Store } from '@hookwright/store'
import { createTokens } from '../authorization/tokens.ts'
import { withToken } from '../authorization/with-token.ts'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { fieldsPlacedIn } from './fields-placed-in.ts'

/** A connection with its values, as runs need it; never handed to a page. */
export interface OpenConnection {
  connection: Connection
  values: ConnectionValues
}

/** Operations on connections. */
export interface Connections {
  /** The fields of a user's new connection. Throws `connector.gone`, `version.not-deployed`. */
  form: (connectorId: Id) => Promise<ConnectionField[]>
  /**
   * Throws `connection.incomplete`, `connection.unknown-value`, `connection.line-break`, `connection.same-key`,
   * `connector.gone`, `version.not-deployed`.
   */
  create: (given: {
    connectorId: Id
    purpose: ConnectionPurpose
    ownerId: string
    name: string
    values: ConnectionValues
  }) => Promise<Connection>
  /** Throws `connection.gone`. */
  get: (id: Id) => Promise<Connection>
  list: (filter: { connectorId?: Id; purpose?: ConnectionPurpose }) => Promise<Connection[]>
  /** Renames the connection. Throws `connection.gone`. */
  rename: (id: Id, name: string) => Promise<void>
  /** Replaces all values. Throws as `create`, and `connection.gone`. */
  replaceValues: (id: Id, values: ConnectionValues) => Promise<void>
  /**
   * Throws `connection.gone`; `connection.in-use` with the names of the flows that use it; `connection.needed` with what
   * else needs it.
   */
  remove: (id: Id) => Promise<void>
  /** The connection with its values opened. Throws `connection.gone`. */
  open: (id: Id) => Promise<OpenConnection>
  /** Sends requests as this authentication says, with these values, which are of this connection if one is named. */
  clientFor: (of: Id | null, authentication: Authentication, values: ConnectionValues) => ServiceClient
}

/** The place to which the values of a connection are bound. */
export const placeOfConnection = (id: Id): string => `connection/${id}`

const needTexts: Record<ConnectionNeed['what'], string> = {
  deregistration: 'a deregistration',
  cleanup: 'an open cleanup entry',
  uncertain: 'a registration whose result is unknown',
  run: 'runs that have not ended',
  delivery: 'deliveries that have not run',
  orphan: 'the removal of a registration found at the service'
}

/** The needs of a connection as part of a sentence. */
const sayNeeds = (needs: ConnectionNeed[]): string =>
  needs
    .map(({ what, flowName }) => {
      const whose = what === 'orphan' ? '' : ` of the flow “${shownFlowName(flowName)}”`
      return `${needTexts[what]}${whose}`
    })
    .join(', ')

const checkValues = (authentication: Authentication, values: ConnectionValues): void => {
  const known = new Set(authentication.fields.map(field => field.id))
  const stranger = Object.keys(values).find(field => !known.has(field))
  if (stranger !== undefined) throw new Fault('connection.unknown-value', { field: stranger })
  const missing = authentication.fields.find(field => field.required && (values[field.id] ?? '') === '')
  if (missing !== undefined) throw new Fault('connection.incomplete', { label: missing.label })
  const placed = fieldsPlacedIn(authentication)
  const broken = authentication.fields.find(({ id }) => placed.has(id) && /[\r\n]/.test(values[id] ?? ''))
  if (broken !== undefined) throw new Fault('connection.line-break', { label: broken.label })
}

/** Throws `connection.same-key` where a handshake would sign with the key of events that it could forge. */
const checkKeys = (
  { fields }: Authentication,
  rules: readonly Receiving[],
  values: ConnectionValues
): void => {
  const labelOf = (field: string): string => fields.find(({ id }) => id === field)?.label ?? field
  for (const receiving of rules) {
    const same = fieldsWithSameKey(receiving, values)
    if (same !== null)
      throw new Fault('connection.same-key', { label: labelOf(same.handshake), other: labelOf(same.events) })
  }
}

export const createConnections = (given: {
  store: Store
  outside: Effects
  /** Called when a connection's values are other ones now. */
  changed: (id: Id) => void
  /** The receiving rules of all events of a drafted connector, or of its deployed version. */
  rulesOf: (connectorId: Id, purpose: ConnectionPurpose) => Promise<Receiving[]>
  /** Names of the flows that use a connection. */
  usersOf: (id: Id) => Promise<string[]>
}): Connections => {
  const { store, outside } = given
  const { sealer } = outside
  const tokens = createTokens(given)

  /** A test connection follows the draft, a user's the deployed version. */
  const authenticationFor = async (connectorId: Id, purpose: ConnectionPurpose): Promise<Authentication> => {
    const connector = await store.connectors.find(connectorId)
    if (connector === null) throw new Fault('connector.gone')
    if (purpose === 'test') return connector.authentication
    const deployed = await store.versions.deployedOf(connectorId)
    if (deployed === null) throw new Fault('version.not-deployed', { name: connector.name })
    return deployed.snapshot.authentication
  }

  const check = async (
    connectorId: Id,
    purpose: ConnectionPurpose,
    values: ConnectionValues
  ): Promise<void> => {
    const authentication = await authenticationFor(connectorId, purpose)
    checkValues(authentication, values)
    checkKeys(authentication, await given.rulesOf(connectorId, purpose), values)
  }

  const found = async (id: Id): Promise<{ connection: Connection; sealed: Uint8Array }> => {
    const kept = await store.connections.find(id)
    if (kept === null) throw new Fault('connection.gone')
    return kept
  }

  return {
    form: async connectorId => (await authenticationFor(connectorId, 'user')).fields,
    create: async ({ connectorId, purpose, ownerId, name, values }) => {
      await check(connectorId, purpose, values)
      const connection: Connection = {
        id: outside.newId(),
        connectorId,
        purpose,
        ownerId,
        name,
        createdAt: outside.clock()
      }
      await store.connections.add(
        connection,
        sealer.seal(JSON.stringify(values), placeOfConnection(connection.id))
      )
      return connection
    },
    get: async id => (await found(id)).connection,
    list: filter => store.connections.list(filter),
    rename: (id, name) => store.connections.rename(id, name),
    replaceValues: async (id, values) => {
      const { connection } = await found(id)
      await check(connection.connectorId, connection.purpose, values)
      await store.connections.reseal(id, sealer.seal(JSON.stringify(values), placeOfConnection(id)))
      given.changed(id)
    },
    remove: async id => {
      await found(id)
      const users = await given.usersOf(id)
      if (users.length > 0) {
        throw new Fault('connection.in-use', { users: users.map(name => `“${name}”`).join(', ') })
      }
      const needs = await store.connections.needsOf(id)
      if (needs.length > 0) throw new Fault('connection.needed', { what: sayNeeds(needs) })
      await store.connections.remove(id)
    },
    open: async id => {
      const { connection, sealed } = await found(id)
      const values = ConnectionValues.parse(JSON.parse(sealer.open(sealed, placeOfConnection(id))))
      return { connection, values }
    },
    clientFor: (of, authentication, values) => {
      const { token: grant } = authentication
      if (grant === undefined || of === null) return outside.clientFor(authentication, values)
      return withToken({ outside, tokens }, { connectionId: of, authentication, grant, values })
    }
  }
}
