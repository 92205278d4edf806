import { type CleanedWhere, type CustomAdapter, createAdapterFactory } from 'better-auth/adapters'
import type { AuthFile } from './auth-file.ts'
import { sessionKeyOf } from './session-cookie.ts'

const operators = { eq: 'IS', ne: 'IS NOT', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const isPlain = (operator: string): operator is keyof typeof operators => operator in operators

/** Returns a comparison as SQL and its value. Sign-in needs no other kinds, so others throw. */
const compare = ({
  field,
  value,
  operator = 'eq',
  connector = 'AND',
  mode = 'sensitive'
}: CleanedWhere): { sql: string; value: unknown } => {
  if (connector !== 'AND' || mode !== 'sensitive') {
    throw new Error(
      `The auth adapter does not support ${connector} or mode ${mode}. Extend auth-adapter.ts first.`
    )
  }
  if (isPlain(operator)) return { sql: `${quote(field)} ${operators[operator]} ?`, value }
  if (operator === 'in') {
    return { sql: `${quote(field)} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(value) }
  }
  throw new Error(`The auth adapter does not support the operator ${operator}. Extend auth-adapter.ts first.`)
}

const whereOf = (where: CleanedWhere[] = []): { sql: string; values: unknown[] } => {
  const comparisons = where.map(compare)
  return {
    sql: comparisons.length === 0 ? '' : `WHERE ${comparisons.map(one => one.sql).join(' AND ')}`,
    values: comparisons.map(one => one.value)
  }
}

const isToken = (model: string, field: string): boolean => model === 'session' && field === 'token'

const keyOf = (value: unknown): unknown => (typeof value === 'string' ? sessionKeyOf(value) : value)

/** Returns the comparisons with session tokens replaced by their hashes. */
const hashedWhere = (model: string, where: CleanedWhere[] | undefined): CleanedWhere[] | undefined =>
  where?.map(one => {
    if (!isToken(model, one.field)) return one
    const value = Array.isArray(one.value) ? one.value.map(keyOf) : keyOf(one.value)
    // A token is text, and so is its hash.
    return { ...one, value: value as CleanedWhere['value'] }
  })

/** Returns the row with its session token replaced by the hash. */
const hashedRow = <Row extends object>(model: string, row: Row): Row =>
  'token' in row && isToken(model, 'token') ? { ...row, token: keyOf(row.token) } : row

/** Queries on `auth.db`. Session tokens are hashed on the way in and are never read back. */
const queriesOf = (db: AuthFile): CustomAdapter => {
  const pick = (model: string, where: CleanedWhere[] | undefined, tail = '', tailValues: unknown[] = []) => {
    const { sql, values } = whereOf(hashedWhere(model, where))
    return db.prepare(`SELECT * FROM ${quote(model)} ${sql} ${tail}`).all(...values, ...tailValues)
  }
  const set = (model: string, where: CleanedWhere[], row: object, limit: '' | 'LIMIT 1') => {
    const { sql, values } = whereOf(hashedWhere(model, where))
    const update = hashedRow(model, row)
    const columns = Object.keys(update).map(column => `${quote(column)} = ?`)
    return db
      .prepare(
        `UPDATE ${quote(model)} SET ${columns.join(', ')}
         WHERE rowid IN (SELECT rowid FROM ${quote(model)} ${sql} ${limit}) RETURNING *`
      )
      .all(...Object.values(update), ...values)
  }
  const remove = (model: string, where: CleanedWhere[]) => {
    const { sql, values } = whereOf(hashedWhere(model, where))
    return db.prepare(`DELETE FROM ${quote(model)} ${sql}`).run(...values).changes
  }

  // The interface lets its caller name the type of a row, which no query can prove: `as` below is that hand-over.
  return {
    create: async <Row extends object>({ model, data }: { model: string; data: Row }) => {
      const columns = Object.keys(data).map(quote)
      const kept = db
        .prepare(
          `INSERT INTO ${quote(model)} (${columns.join(', ')})
           VALUES (${columns.map(() => '?').join(', ')}) RETURNING *`
        )
        .get(...Object.values(hashedRow(model, data))) as Row
      // The cookie is made of the token that was given.
      return 'token' in data ? { ...kept, token: data.token } : kept
    },
    findOne: async <Row>({ model, where }: { model: string; where: CleanedWhere[] }) =>
      (pick(model, where, 'LIMIT 1')[0] ?? null) as Row | null,
    findMany: async <Row>({ model, where, limit, offset, sortBy }: FindMany) => {
      const order = sortBy
        ? `ORDER BY ${quote(sortBy.field)} ${sortBy.direction === 'desc' ? 'DESC' : 'ASC'}`
        : ''
      return pick(model, where, `${order} LIMIT ? OFFSET ?`, [limit, offset ?? 0]) as Row[]
    },
    count: async ({ model, where }) => pick(model, where).length,
    update: async <Row>({ model, where, update }: { model: string; where: CleanedWhere[]; update: Row }) =>
      (set(model, where, update as object, 'LIMIT 1')[0] ?? null) as Row | null,
    updateMany: async ({ model, where, update }) => set(model, where, update, '').length,
    delete: async ({ model, where }) => {
      remove(model, where)
    },
    deleteMany: async ({ model, where }) => remove(model, where)
  }
}

type FindMany = Parameters<CustomAdapter['findMany']>[0]

/**
 * Database adapter of better-auth for the connection to `auth.db`. It replaces the query builder of better-auth, which
 * costs about 15 MB and 70 ms to load. Times are whole milliseconds.
 */
export const authAdapter = (db: AuthFile) =>
  createAdapterFactory({
    config: {
      adapterId: 'auth-file',
      supportsBooleans: false,
      supportsDates: true,
      customTransformInput: ({ data }) => (data instanceof Date ? data.getTime() : data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data
    },
    adapter: () => queriesOf(db)
  })
