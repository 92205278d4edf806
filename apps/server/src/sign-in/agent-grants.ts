import { createHash } from 'node:crypto'
import { type AgentScope, agentScopes, MINUTE } from '@hookwright/model'
import { type AuthDatabase, ask } from './auth-database.ts'
import { recordIdOf } from './oauth-records.ts'
import { isRole, type Role } from './person.ts'

/** Access that a member granted to an agent's OAuth client. */
export interface AgentGrant {
  id: string
  personId: string
  /** Key of the client in the database, derived from its id. */
  clientKey: string
  clientId: string
  /** Name and host, as the client sent them. */
  clientName: string
  clientHost: string | null
  scopes: AgentScope[]
  /** Connectors to which the access is limited; null for no limit. */
  connectorIds: string[] | null
  createdAt: number
  lastUsedAt: number | null
}

/** Access and the member who granted it. */
export interface MemberGrant {
  grant: AgentGrant
  member: { id: string; name: string; role: Role }
}

/** Stored access that members granted to agents' OAuth clients. */
export interface AgentGrants {
  /** Stores new access. Replaces the member's earlier access for the same client and deletes its tokens. */
  put(grant: Omit<AgentGrant, 'clientKey' | 'lastUsedAt'>): Promise<void>
  /**
   * Returns the access that a token gives to a resource, and the scopes of the token. Counts as a use of the
   * access.
   */
  byToken(token: string, resource: string): Promise<(MemberGrant & { tokenScopes: string[] }) | null>
  find(personId: string, clientKey: string): Promise<MemberGrant | null>
  /**
   * Returns the access that this member granted, newest first. If `personId` is null, returns the access of
   * all members.
   */
  list(personId: string | null): Promise<AgentGrant[]>
  /** Returns the access with this id; null if it does not exist. */
  get(id: string): Promise<AgentGrant | null>
  /** Revokes the access with this id, and all its tokens. Returns it; null if it does not exist. */
  revoke(id: string): Promise<AgentGrant | null>
}

/** Returns the key of a client: the hash of its id, since an id can be long. */
export const clientKeyOf = (clientId: string): string =>
  `oauth:${createHash('sha256').update(clientId).digest('hex')}`

/** Minimum interval between two stored uses, so that most requests write nothing to the database. */
const USE_LAG = MINUTE

interface Row {
  id: string
  personId: string
  clientKey: string
  clientId: string
  clientName: string
  clientHost: string | null
  scopes: string
  connectorIds: string | null
  createdAt: number
  lastUsedAt: number | null
}

interface HeldRow extends Row {
  name: string
  role: string
}

const COLUMNS = `held.id, held."personId", held."clientKey", held."clientId", held."clientName", held."clientHost",
  held.scopes, held."connectorIds", held."createdAt", held."lastUsedAt"`

const HELD = `SELECT ${COLUMNS}, member.name, member.role FROM {agent_grant} AS held
  JOIN {user} AS member ON member.id = held."personId"`

const BY_TOKEN = `SELECT ${COLUMNS}, member.name, member.role, record.payload, record."expiresAt"
  FROM {oauth_record} AS record JOIN {agent_grant} AS held ON held.id = record."grantId"
  JOIN {user} AS member ON member.id = held."personId"
  WHERE record.model = 'AccessToken' AND record.id = ?`

const grantOf = (row: Row): AgentGrant => ({
  id: row.id,
  personId: row.personId,
  clientKey: row.clientKey,
  clientId: row.clientId,
  clientName: row.clientName,
  clientHost: row.clientHost,
  scopes: agentScopes.filter(scope => row.scopes.split(' ').includes(scope)),
  connectorIds: row.connectorIds === null ? null : JSON.parse(row.connectorIds),
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt
})

const heldOf = (row: HeldRow | undefined): MemberGrant | null =>
  row !== undefined && isRole(row.role)
    ? { grant: grantOf(row), member: { id: row.personId, name: row.name, role: row.role } }
    : null

/** Parts of an access token's payload that are checked. */
interface TokenPayload {
  aud?: string | string[]
  scope?: string
}

const sameResource = (one: string, other: string): boolean =>
  one.replace(/\/$/, '') === other.replace(/\/$/, '')

/** Opens the storage of the access that members granted to clients. */
export const openAgentGrants = (db: AuthDatabase, clock: () => number): AgentGrants => {
  const noteUse = ({ id, lastUsedAt }: Row): void => {
    const now = clock()
    if (lastUsedAt !== null && lastUsedAt > now - USE_LAG) return
    // The answer does not wait for it, and a full disk refuses no reading.
    db.ask('UPDATE {agent_grant} SET "lastUsedAt" = ? WHERE id = ?', now, id).catch(() => {})
  }

  return {
    put: grant =>
      db.write(function* () {
        const clientKey = clientKeyOf(grant.clientId)
        const before = yield* ask<{ id: string }>(
          'DELETE FROM {agent_grant} WHERE "personId" = ? AND "clientKey" = ? RETURNING id',
          ...[grant.personId, clientKey]
        )
        for (const { id } of before) yield* ask('DELETE FROM {oauth_record} WHERE "grantId" = ?', id)
        yield* ask(
          `INSERT INTO {agent_grant} (id, "personId", "clientKey", "clientId", "recordId", "clientName", "clientHost",
           scopes, "connectorIds", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[grant.id, grant.personId, clientKey, grant.clientId, recordIdOf(grant.clientId)],
          ...[grant.clientName, grant.clientHost, grant.scopes.join(' ')],
          ...[grant.connectorIds && JSON.stringify(grant.connectorIds), grant.createdAt]
        )
      }),
    byToken: async (token, resource) => {
      const [row] = await db.ask<HeldRow & { payload: string; expiresAt: number }>(
        BY_TOKEN,
        recordIdOf(token)
      )
      const held = heldOf(row)
      if (row === undefined || held === null || row.expiresAt <= clock()) return null
      const { aud = [], scope = '' }: TokenPayload = JSON.parse(row.payload)
      if (![aud].flat().some(one => sameResource(one, resource))) return null
      noteUse(row)
      return { ...held, tokenScopes: scope.split(' ') }
    },
    find: async (personId, clientKey) => {
      const [row] = await db.ask<HeldRow>(
        `${HELD} WHERE held."personId" = ? AND held."clientKey" = ?`,
        ...[personId, clientKey]
      )
      return heldOf(row)
    },
    list: async personId => {
      const rows = await db.ask<Row>(
        `SELECT ${COLUMNS} FROM {agent_grant} AS held WHERE ${personId === null ? '1 = 1' : 'held."personId" = ?'}
         ORDER BY held."createdAt" DESC`,
        ...(personId === null ? [] : [personId])
      )
      return rows.map(grantOf)
    },
    get: async id => {
      const [row] = await db.ask<Row>(`SELECT ${COLUMNS} FROM {agent_grant} AS held WHERE held.id = ?`, id)
      return row === undefined ? null : grantOf(row)
    },
    revoke: id =>
      db.write(function* () {
        const [row] = yield* ask<Row>(`SELECT ${COLUMNS} FROM {agent_grant} AS held WHERE held.id = ?`, id)
        yield* ask('DELETE FROM {agent_grant} WHERE id = ?', id)
        yield* ask('DELETE FROM {oauth_record} WHERE "grantId" = ?', id)
        return row === undefined ? null : grantOf(row)
      })
  }
}
