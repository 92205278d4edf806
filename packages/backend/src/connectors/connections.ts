import {
  type Authentication,
  type Connection,
  type ConnectionAuthorization,
  type ConnectionForm,
  type ConnectionPurpose,
  ConnectionValues,
  connectionFormOf,
  Fault,
  fieldsWithSameKey,
  type Id,
  type Method,
  type Millis,
  methodOf,
  methodsOf,
  type NewAlert,
  type Receiving,
  resolveAuthentication,
  SELECTED_SCOPES,
  shownFlowName,
  withFixedValues
} from '@hookwright/model'
import type { ConnectionNeed, Store } from '@hookwright/store'
import { createAuthorizations } from '../authorization/authorizations.ts'
import { type ClientSecrets, createClientSecrets } from '../authorization/client-secrets.ts'
import { forgetClients } from '../authorization/forget-clients.ts'
import { createSignIns, type SignIns } from '../authorization/sign-ins.ts'
import { createTokens } from '../authorization/tokens.ts'
import { withToken } from '../authorization/with-token.ts'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { mustBeDeployed } from '../revisions/deployed-of.ts'
import { checkApiValues } from './check-api-values.ts'
import type { ConnectionChecks } from './connection-checks.ts'
import type { ConnectionUses } from './connection-uses.ts'
import { fieldsPlacedIn } from './fields-placed-in.ts'

/** Connection with its decrypted values, for runs. It is never sent to a page. */
export interface OpenConnection {
  connection: Connection
  values: ConnectionValues
}

/** Returns the method that a connection uses. Throws `connection.method-gone`. */
export const methodOfConnection = (
  authentication: Authentication,
  { connection }: Pick<OpenConnection, 'connection'>
): Method => {
  const method = methodOf(authentication, connection.methodId)
  if (method === null) throw new Fault('connection.method-gone')
  return method
}

/** Operations on connections. */
export interface Connections {
  /**
   * Returns the form of a user's new connection. Throws `connector.gone`, `version.not-deployed`.
   */
  form: (connectorId: Id) => Promise<ConnectionForm>
  /**
   * Creates a connection.
   * @throws {Fault} `connection.incomplete`, `connection.unknown-value`, `connection.unknown-scope`,
   * `connection.line-break`, `connection.same-key`, `connection.unknown-method`, `connection.config-failed`,
   * `connector.gone`, `version.not-deployed`.
   */
  create: (params: {
    connectorId: Id
    purpose: ConnectionPurpose
    ownerId: string
    name: string
    /** Authentication method. Defaults to the connector's first method. */
    methodId?: string | undefined
    values: ConnectionValues
  }) => Promise<Connection>
  /** Returns a connection. Throws `connection.gone`. */
  get: (id: Id) => Promise<Connection>
  list: (filter: { connectorId?: Id; purpose?: ConnectionPurpose }) => Promise<Connection[]>
  /** Lists connections with the status of their sign-in. The status is null if nobody ever signed in. */
  listWithSignIn: (filter: {
    connectorId: Id
    purpose: ConnectionPurpose
  }) => Promise<(Connection & { authorization: ConnectionAuthorization | null })[]>
  /** Renames a connection. Throws `connection.gone`. */
  rename: (id: Id, name: string) => Promise<void>
  /**
   * Replaces all values with those of a method. Defaults to the current method. Throws the errors of
   * `create`, and `connection.gone`, `connection.method-gone`.
   */
  replaceValues: (id: Id, values: ConnectionValues, methodId?: string) => Promise<void>
  /**
   * Deletes a connection. Throws `connection.gone`; `connection.in-use` with the names of the flows
   * that use it; `connection.needed` with the other items that need it.
   */
  remove: (id: Id) => Promise<void>
  /** Checks that a connection can be deleted. Throws the errors of `remove`. */
  mustBeUnused: (id: Id) => Promise<void>
  /**
   * Revokes the tokens of a connection at its service. Returns false if there are none. Throws
   * `connection.gone`, `connector.gone`, `version.not-deployed`, and the errors of `Authorizations.revoke`.
   */
  revokeTokens: (id: Id) => Promise<boolean>
  /** Drops cached tokens that another process may have replaced. Null drops them for all connections. */
  rereadTokens: (id: Id | null) => void
  /** Deletes the tokens of a sign-in. The values of the connection are kept. */
  signOut: (id: Id) => Promise<void>
  /** Returns a connection with its decrypted values. Throws `connection.gone`. */
  open: (id: Id) => Promise<OpenConnection>
  /**
   * Returns a client that authenticates requests with these values. A connection id states that the values
   * are those of this connection.
   */
  clientFor: (of: Id | null, authentication: Authentication, values: ConnectionValues) => ServiceClient
  /** Sign-ins at services with the authorization code grant. */
  signIns: SignIns
  /** Client secrets of makers. */
  clients: ClientSecrets
  /** Decides which members may use which connections. */
  uses: ConnectionUses
  /** Results of the last checks of connections, by pings or calls. */
  checks: ConnectionChecks
}

/** Returns the `place` (associated data) for the encryption of a connection's values. */
export const placeOfConnection = (id: Id): string => `connection/${id}`

const needTexts: Record<ConnectionNeed['what'], string> = {
  deregistration: 'a deregistration',
  cleanup: 'an open cleanup entry',
  uncertain: 'a registration whose result is unknown',
  run: 'runs that have not ended',
  delivery: 'deliveries that have not run',
  orphan: 'the removal of a registration found at the service'
}

/**
 * Formats the items that still need a connection, for a message: “a deregistration of the flow “Welcome””.
 */
const sayNeeds = (needs: ConnectionNeed[]): string =>
  needs
    .map(({ what, flowName }) => {
      const whose = what === 'orphan' ? '' : ` of the flow “${shownFlowName(flowName)}”`
      return `${needTexts[what]}${whose}`
    })
    .join(', ')

const checkScopes = (authentication: Authentication, selected: string): void => {
  const offered = new Set(
    authentication.code?.scopes.flatMap(({ name, use }) => (use === 'fixed' ? [] : [name]))
  )
  const stranger = selected.split(' ').find(name => name !== '' && !offered.has(name))
  if (stranger !== undefined) throw new Fault('connection.unknown-scope', { scope: stranger })
}

/** Checks the values that a person entered. Configuration values must not be among them. */
const checkEntered = (authentication: Authentication, values: ConnectionValues): void => {
  const asked = authentication.fields.filter(({ source }) => source === undefined)
  const known = new Set(asked.map(field => field.id))
  if (authentication.code !== undefined) {
    known.add(SELECTED_SCOPES)
    checkScopes(authentication, values[SELECTED_SCOPES] ?? '')
  }
  const stranger = Object.keys(values).find(field => !known.has(field))
  if (stranger !== undefined) throw new Fault('connection.unknown-value', { field: stranger })
  const missing = asked.find(field => field.required && (values[field.id] ?? '') === '')
  if (missing !== undefined) throw new Fault('connection.incomplete', { label: missing.label })
  if (authentication.ofConnection === true) checkApiValues(values)
}

const checkLineBreaks = (authentication: Authentication, values: ConnectionValues): void => {
  const placed = fieldsPlacedIn(authentication)
  const broken = authentication.fields.find(({ id }) => placed.has(id) && /[\r\n]/.test(values[id] ?? ''))
  if (broken !== undefined) throw new Fault('connection.line-break', { label: broken.label })
}

/**
 * Checks that handshakes and events use different keys, since a handshake could otherwise be used
 * to forge events. Throws `connection.same-key`.
 */
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

export const createConnections = (params: {
  store: Store
  effects: Effects
  /** Called when a connection's values have changed. */
  changed: (id: Id) => void
  /** Returns the receiving rules of all events in a connector's draft or deployed version, by purpose. */
  rulesOf: (connectorId: Id, purpose: ConnectionPurpose) => Promise<Receiving[]>
  uses: ConnectionUses
  checks: ConnectionChecks
  /**
   * Computes the configuration values from the entered values with helper flows, by field id. Throws
   * `connection.config-failed`, `version.not-deployed`, `connector.gone`.
   */
  configure: (params: {
    connectorId: Id
    purpose: ConnectionPurpose
    method: Method
    values: ConnectionValues
  }) => Promise<ConnectionValues>
  /** Returns the names of the flows that use a connection. */
  usersOf: (id: Id) => Promise<string[]>
  publicUrl: () => string
  /** Returns an alert for a connection that lost its authorization. */
  lostAlert: (connection: Connection, why: string, at: Millis) => NewAlert
}): Connections => {
  const { store, effects, checks } = params
  const { sealer } = effects
  const tokens = createTokens(params)
  const clients = createClientSecrets(params)
  const authorizations = createAuthorizations({ ...params, clients })

  /**
   * Returns the authentication for a connection: from the draft for a test connection, or from the deployed
   * version for a user's connection.
   */
  const authenticationFor = async (connectorId: Id, purpose: ConnectionPurpose): Promise<Authentication> => {
    const connector = await store.connectors.find(connectorId)
    if (connector === null) throw new Fault('connector.gone')
    if (purpose === 'test') return connector.authentication
    return (await mustBeDeployed(store, connectorId)).snapshot.authentication
  }

  /**
   * Checks the values entered for a method. Returns them with the configuration values from helper
   * flows.
   */
  const complete = async (
    { connectorId, purpose }: Pick<Connection, 'connectorId' | 'purpose'>,
    method: Method,
    entered: ConnectionValues
  ): Promise<ConnectionValues> => {
    checkEntered(method, entered)
    const known = withFixedValues(method, entered)
    const values = {
      ...entered,
      ...(await params.configure({ connectorId, purpose, method, values: known }))
    }
    checkLineBreaks(method, withFixedValues(method, values))
    checkKeys(method, await params.rulesOf(connectorId, purpose), values)
    return values
  }

  /** Returns the method with an id. Throws `connection.unknown-method`. */
  const chosenMethod = (authentication: Authentication, id: string): Method => {
    const method = methodOf(authentication, id)
    if (method === null) throw new Fault('connection.unknown-method')
    return method
  }

  const found = async (id: Id): Promise<{ connection: Connection; sealed: Uint8Array }> => {
    const stored = await store.connections.find(id)
    if (stored === null) throw new Fault('connection.gone')
    return stored
  }

  const open = async (id: Id): Promise<OpenConnection> => {
    const { connection, sealed } = await found(id)
    const values = ConnectionValues.parse(JSON.parse(sealer.open(sealed, placeOfConnection(id))))
    return { connection, values }
  }

  const mustBeUnused = async (id: Id): Promise<void> => {
    await found(id)
    const users = await params.usersOf(id)
    if (users.length > 0) {
      throw new Fault('connection.in-use', { users: users.map(name => `“${name}”`).join(', ') })
    }
    const needs = await store.connections.needsOf(id)
    if (needs.length > 0) throw new Fault('connection.needed', { what: sayNeeds(needs) })
  }

  const signIns = createSignIns({
    ...params,
    clients,
    authorizations,
    subjectOf: async id => {
      const opened = await open(id)
      const { connectorId, purpose } = opened.connection
      const connector = await store.connectors.find(connectorId)
      if (connector === null) throw new Fault('connector.gone')
      const authentication = methodOfConnection(await authenticationFor(connectorId, purpose), opened)
      const values = withFixedValues(authentication, opened.values)
      return { ...opened, values, authentication, connectorKey: connector.key }
    },
    signedIn: params.changed
  })

  return {
    signIns,
    clients,
    uses: params.uses,
    checks,
    form: async connectorId => connectionFormOf(await authenticationFor(connectorId, 'user')),
    create: async ({ connectorId, purpose, ownerId, name, methodId, values: entered }) => {
      const authentication = await authenticationFor(connectorId, purpose)
      const method =
        methodId === undefined ? methodsOf(authentication)[0] : chosenMethod(authentication, methodId)
      const values = await complete({ connectorId, purpose }, method, entered)
      const connection: Connection = {
        id: effects.newId(),
        connectorId,
        purpose,
        ownerId,
        methodId: method.id,
        name,
        createdAt: effects.clock()
      }
      await store.connections.add(
        connection,
        sealer.seal(JSON.stringify(values), placeOfConnection(connection.id))
      )
      return connection
    },
    get: async id => (await found(id)).connection,
    list: filter => store.connections.list(filter),
    listWithSignIn: async filter => {
      const connections = await store.connections.list(filter)
      const authorizations = await store.connections.authorizationsOf(connections.map(({ id }) => id))
      return connections.map(connection => ({
        ...connection,
        authorization: authorizations.get(connection.id) ?? null
      }))
    },
    rename: (id, name) => store.connections.rename(id, name),
    replaceValues: async (id, entered, methodId) => {
      const { connection } = await found(id)
      const authentication = await authenticationFor(connection.connectorId, connection.purpose)
      const method =
        methodId === undefined
          ? methodOfConnection(authentication, { connection })
          : chosenMethod(authentication, methodId)
      const values = await complete(connection, method, entered)
      const sealed = sealer.seal(JSON.stringify(values), placeOfConnection(id))
      // Before, so that no pending call is written over the new values; behind it for calls that came meanwhile.
      checks.forget(id)
      await store.connections.reseal(id, sealed, method.id)
      checks.forget(id)
      authorizations.forget(id)
      params.changed(id)
    },
    mustBeUnused,
    remove: async id => {
      await mustBeUnused(id)
      const clients = await signIns.takeClients(id)
      await store.connections.remove(id)
      checks.forget(id)
      authorizations.forget(id)
      void forgetClients(effects, clients)
    },
    revokeTokens: async id => {
      const { connection, values } = await open(id)
      const all = await authenticationFor(connection.connectorId, connection.purpose)
      const authentication = methodOfConnection(all, { connection })
      const { code: grant } = authentication
      if (grant === undefined) return false
      const account = { connectionId: id, authentication, grant }
      return authorizations.revoke({ ...account, values: withFixedValues(authentication, values) })
    },
    rereadTokens: authorizations.reread,
    signOut: async id => {
      const clients = await signIns.takeClients(id)
      await store.connections.endAuthorization(id)
      authorizations.forget(id)
      params.changed(id)
      void forgetClients(effects, clients)
    },
    open,
    clientFor: (of, method, values) => {
      const authentication = resolveAuthentication(method, values)
      const { token, code } = authentication
      if (of === null) return effects.clientFor(authentication, values)
      const account = { connectionId: of, authentication, values }
      if (code !== undefined) {
        return checks.watch(of, withToken({ effects, tokens: authorizations }, { ...account, grant: code }))
      }
      if (token === undefined) return checks.watch(of, effects.clientFor(authentication, values))
      return checks.watch(of, withToken({ effects, tokens }, { ...account, grant: token }))
    }
  }
}
