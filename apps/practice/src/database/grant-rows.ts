import type SQLite from 'better-sqlite3'

/** App that may request access from members of Acme Chat: an OAuth client. */
export interface ChatApp {
  clientId: string
  /** SHA-256 of the app's secret. */
  secretHash: string
  name: string
  redirectUrls: string[]
  createdAt: number
}

/** Access that a member granted an app. */
export interface Grant {
  id: string
  clientId: string
  memberId: string
  /** Scope names, separated by spaces. */
  scope: string
  createdAt: number
}

/** New grant with its authorization code, which the app exchanges for tokens. */
export interface NewGrant extends Grant {
  redirectUrl: string
  /** Code challenge (RFC 7636), always by S256. */
  challenge: string
  codeHash: string
  codeExpiresAt: number
}

/** Hashes of new tokens for a grant. `refreshHash` is null if the grant keeps its refresh token. */
export interface NewTokens {
  accessHash: string
  expiresAt: number
  refreshHash: string | null
}

/** Apps, grants and tokens of Acme Chat. Codes, tokens and secrets are stored as SHA-256 hashes. */
export interface GrantRows {
  addApp: (app: ChatApp) => void
  app: (clientId: string) => ChatApp | undefined
  /** Returns the apps, newest first. */
  apps: () => ChatApp[]
  /** Removes an app with all its grants. */
  removeApp: (clientId: string) => void
  addGrant: (grant: NewGrant) => void
  /** Returns the grants of an app that have tokens. */
  grantsOf: (clientId: string) => Grant[]
  /**
   * Redeems an authorization code for its grant, once and before it expires. A second use of a code means
   * that it was stolen, so its grant ends (RFC 6749, 4.1.2).
   */
  takeCode: (codeHash: string, now: number) => NewGrant | undefined
  keepTokens: (grantId: string, tokens: NewTokens) => void
  grantOfAccess: (accessHash: string, now: number) => Grant | undefined
  grantOfRefresh: (refreshHash: string) => Grant | undefined
  /** Expires the access tokens of a grant, so that the app must refresh. */
  expireAccess: (grantId: string) => void
  /** Deletes an access token. */
  removeAccess: (accessHash: string) => void
  revoke: (grantId: string) => void
}

type AppRow = Omit<ChatApp, 'redirectUrls'> & { redirectUrls: string }

const appColumns = 'clientId, secretHash, name, redirectUrls, createdAt'
const grantColumns = 'chatGrants.id, clientId, memberId, scope, createdAt'

/** Stores the grants in the tables `chatApps`, `chatGrants` and `chatTokens`. */
export function keepGrants(sqlite: SQLite.Database): GrantRows {
  const addApp = sqlite.prepare<AppRow>(
    `INSERT INTO chatApps (${appColumns}) VALUES (@clientId, @secretHash, @name, @redirectUrls, @createdAt)`
  )
  const app = sqlite.prepare<[string], AppRow>(`SELECT ${appColumns} FROM chatApps WHERE clientId = ?`)
  const apps = sqlite.prepare<[], AppRow>(`SELECT ${appColumns} FROM chatApps ORDER BY seq DESC`)
  const removeApp = sqlite.prepare<[string]>('DELETE FROM chatApps WHERE clientId = ?')
  const addGrant = sqlite.prepare<NewGrant>(
    `INSERT INTO chatGrants (id, clientId, memberId, scope, createdAt, redirectUrl, challenge, codeHash, codeExpiresAt)
     VALUES (@id, @clientId, @memberId, @scope, @createdAt, @redirectUrl, @challenge, @codeHash, @codeExpiresAt)`
  )
  const grantsOf = sqlite.prepare<[string], Grant>(
    `SELECT ${grantColumns} FROM chatGrants WHERE clientId = ? AND refreshHash IS NOT NULL ORDER BY seq DESC`
  )
  const byCode = sqlite.prepare<[string], NewGrant & { codeUsed: number }>(
    `SELECT ${grantColumns}, redirectUrl, challenge, codeHash, codeExpiresAt, codeUsed
     FROM chatGrants WHERE codeHash = ?`
  )
  const useCode = sqlite.prepare<[string]>('UPDATE chatGrants SET codeUsed = 1 WHERE id = ?')
  const keepAccess = sqlite.prepare<[string, string, number]>('INSERT INTO chatTokens VALUES (?, ?, ?)')
  const keepRefresh = sqlite.prepare<[string, string]>('UPDATE chatGrants SET refreshHash = ? WHERE id = ?')
  const byAccess = sqlite.prepare<[string, number], Grant>(
    `SELECT ${grantColumns} FROM chatTokens JOIN chatGrants ON chatGrants.id = grantId
     WHERE hash = ? AND expiresAt > ?`
  )
  const byRefresh = sqlite.prepare<[string], Grant>(
    `SELECT ${grantColumns} FROM chatGrants WHERE refreshHash = ?`
  )
  const grantIds = 'SELECT id FROM chatGrants WHERE clientId = ?'
  const removeTokensOfApp = sqlite.prepare<[string]>(`DELETE FROM chatTokens WHERE grantId IN (${grantIds})`)
  const removeGrantsOfApp = sqlite.prepare<[string]>('DELETE FROM chatGrants WHERE clientId = ?')
  const removeExpired = sqlite.prepare<[string, number]>(
    'DELETE FROM chatTokens WHERE grantId = ? AND expiresAt < ?'
  )
  const removeTokens = sqlite.prepare<[string]>('DELETE FROM chatTokens WHERE grantId = ?')
  const removeGrant = sqlite.prepare<[string]>('DELETE FROM chatGrants WHERE id = ?')
  const removeAccess = sqlite.prepare<[string]>('DELETE FROM chatTokens WHERE hash = ?')

  const revoke = (grantId: string): void => {
    removeTokens.run(grantId)
    removeGrant.run(grantId)
  }

  return {
    addApp: params => void addApp.run({ ...params, redirectUrls: JSON.stringify(params.redirectUrls) }),
    app: clientId => {
      const row = app.get(clientId)
      return row && fromRow(row)
    },
    apps: () => apps.all().map(fromRow),
    removeApp: sqlite.transaction((clientId: string) => {
      removeTokensOfApp.run(clientId)
      removeGrantsOfApp.run(clientId)
      removeApp.run(clientId)
    }),
    addGrant: grant => void addGrant.run(grant),
    grantsOf: clientId => grantsOf.all(clientId),
    takeCode: sqlite.transaction((codeHash: string, now: number) => {
      const found = byCode.get(codeHash)
      if (found === undefined) return undefined
      const { codeUsed, ...grant } = found
      if (codeUsed === 1 || grant.codeExpiresAt <= now) {
        revoke(grant.id)
        return undefined
      }
      useCode.run(grant.id)
      return grant
    }),
    keepTokens: sqlite.transaction((grantId: string, { accessHash, expiresAt, refreshHash }: NewTokens) => {
      removeExpired.run(grantId, expiresAt - EXPIRED_FOR)
      keepAccess.run(accessHash, grantId, expiresAt)
      if (refreshHash !== null) keepRefresh.run(refreshHash, grantId)
    }),
    grantOfAccess: (accessHash, now) => byAccess.get(accessHash, now),
    grantOfRefresh: refreshHash => byRefresh.get(refreshHash),
    expireAccess: grantId => void removeTokens.run(grantId),
    removeAccess: accessHash => void removeAccess.run(accessHash),
    revoke: sqlite.transaction(revoke)
  }
}

/** Time after which expired access tokens are deleted: a day, in milliseconds. */
const EXPIRED_FOR = 24 * 60 * 60 * 1000

const fromRow = ({ redirectUrls, ...row }: AppRow): ChatApp => ({
  ...row,
  redirectUrls: JSON.parse(redirectUrls)
})
