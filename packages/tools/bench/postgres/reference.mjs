import { createServer } from 'node:http'
import pg from 'pg'

/*
 * What the product on PostgreSQL is measured against: a bare server of one Node process, which keeps requests in two
 * tables, heads and bodies, before it answers. All that came during the commit before become one transaction.
 * `node reference.mjs DATABASE_URL`.
 */

const [url = ''] = process.argv.slice(2)

/** Maximum number of requests in one transaction. */
const mostAtOnce = 256

/** @typedef {{ headers: string, body: Buffer, response: import('node:http').ServerResponse }} Arrived */

const client = new pg.Client(url)
await client.connect()
await client.query(`
  create table heads (id bigint primary key, received_at bigint not null, headers text not null);
  create table bodies (head bigint primary key references heads, body bytea not null);
`)

/** @type {Arrived[]} */
let arrived = []
let lastId = 0
let isWriting = false

/**
 * @param {number} rows
 * @param {number} columns
 */
const tuplesOf = (rows, columns) =>
  Array.from(
    { length: rows },
    (_, row) =>
      `(${Array.from({ length: columns }, (__, column) => `$${row * columns + column + 1}`).join()})`
  ).join()

async function write() {
  if (isWriting) return
  isWriting = true
  while (arrived.length > 0) {
    const group = arrived.slice(0, mostAtOnce)
    arrived = arrived.slice(mostAtOnce)
    const receivedAt = Date.now()
    const rows = group.map(({ headers, body }) => {
      lastId += 1
      return { id: lastId, headers, body }
    })
    await client.query('begin')
    await client.query(
      `insert into heads values ${tuplesOf(rows.length, 3)}`,
      rows.flatMap(({ id, headers }) => [id, receivedAt, headers])
    )
    await client.query(
      `insert into bodies values ${tuplesOf(rows.length, 2)}`,
      rows.flatMap(({ id, body }) => [id, body])
    )
    await client.query('commit')
    for (const { response } of group) response.writeHead(202, { 'content-length': 0 }).end()
  }
  isWriting = false
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    arrived.push({ headers: JSON.stringify(request.rawHeaders), body: Buffer.concat(chunks), response })
    void write()
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') {
    console.log(`The reference listens at http://127.0.0.1:${address.port}`)
  }
})
process.on('SIGTERM', () => process.exit(0))
