import { join } from 'node:path'
import {
  type CopiedTable,
  type CopySide,
  copyTables,
  createSqliteRows,
  type MoveEnd,
  makeRoom,
  openFolder,
  quoted,
  type SideTables,
  storeTables,
  type TableDigest
} from '@hookwright/store/move'
import { type AuthFile, openAuthFile } from '../sign-in/auth-file.ts'
import { nameOfTable } from '../sign-in/postgres-auth-schema.ts'

/** Authentication tables that are moved. Sessions are not moved, so all members must sign in again. */
const authTables: readonly CopiedTable[] = [
  {
    name: 'user',
    columns: [
      ...['id', 'name', 'email', 'emailVerified', 'image', 'createdAt', 'updatedAt'],
      ...['username', 'role']
    ],
    key: ['id'],
    hasRowids: false
  },
  {
    name: 'account',
    columns: [
      ...['id', 'accountId', 'providerId', 'userId', 'accessToken', 'refreshToken', 'idToken'],
      ...['accessTokenExpiresAt', 'refreshTokenExpiresAt', 'scope', 'password', 'createdAt', 'updatedAt']
    ],
    key: ['id'],
    hasRowids: false
  },
  {
    name: 'agent_grant',
    columns: [
      ...['id', 'personId', 'clientKey', 'clientId', 'recordId', 'clientName', 'clientHost', 'scopes'],
      ...['connectorIds', 'createdAt', 'lastUsedAt']
    ],
    key: ['id'],
    hasRowids: false
  },
  {
    name: 'oauth_record',
    columns: ['model', 'id', 'payload', 'grantId', 'uid', 'createdAt', 'consumedAt', 'expiresAt'],
    key: ['model', 'id'],
    hasRowids: false
  }
]

/** Source or target of a move, including the authentication tables. */
export interface WholeEnd extends MoveEnd {
  auth: CopySide
}

/** Adds the authentication tables to a PostgreSQL database, where they are in a separate schema. */
export const withAuthSchema = (end: MoveEnd): WholeEnd => ({
  ...end,
  auth: { rows: end.side.rows, nameOf: ({ name }) => nameOfTable(name) }
})

/** Opens both databases of a folder. */
export const openWholeFolder = async (folder: string, migrations: string | undefined): Promise<WholeEnd> => {
  const end = await openFolder({
    folder,
    ...(migrations !== undefined && { migrations: join(migrations, 'sqlite') })
  })
  let auth: AuthFile
  try {
    auth = openAuthFile(folder)
  } catch (thrown) {
    await end.close()
    throw thrown
  }
  return {
    ...end,
    auth: { rows: createSqliteRows(auth), nameOf: ({ name }) => quoted(name) },
    close: async () => {
      auth.close()
      await end.close()
    }
  }
}

/** Returns the tables of both databases of a target. */
export const tablesOf = (to: WholeEnd): SideTables[] => [
  { side: to.side, tables: storeTables },
  { side: to.auth, tables: authTables }
]

/**
 * Copies all tables and compares source and target. Calls `copied` for each table once both sides are equal.
 */
export const copyWhole = async (
  { from, to }: { from: WholeEnd; to: WholeEnd },
  copied: (table: CopiedTable, digest: TableDigest) => void = () => {}
): Promise<void> => {
  await makeRoom(tablesOf(to))
  await copyTables({ from: from.side, to: to.side, tables: storeTables }, copied)
  await copyTables({ from: from.auth, to: to.auth, tables: authTables }, copied)
  await to.settle()
}
