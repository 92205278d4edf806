import { execFile, execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { UploadedDocument } from '@hookwright/api'
import { SECOND } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { sourceThread } from '../testing/source-thread.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { measureBlocking } from './measure-blocking.ts'

const run = promisify(execFile)
const temp = makeTempFolder()
const runTool = fileURLToPath(new URL('../../../../packages/tools/run.mjs', import.meta.url))
/** Paths of the documents, by the name of the connector created from them. */
const published: Record<string, string[]> = JSON.parse(
  execFileSync(process.execPath, [runTool, 'fetch-documents', temp.folder], { encoding: 'utf8' })
)
let server: TestServer
beforeAll(async () => {
  server = await openServer({ openApiThread: sourceThread(temp.folder, 'openapi-thread') })
})
afterAll(async () => {
  await server?.remove()
  temp.remove()
})

/**
 * Script that uploads a file in a separate process, so that the upload does not block the server in this
 * process.
 */
const uploading = `
  const [url, cookie, file] = process.argv.slice(1)
  const body = require('node:fs').readFileSync(file)
  fetch(url, { method: 'POST', body, headers: { cookie } })
    .then(async response => {
      process.exitCode = response.ok ? 0 : 1
      process.stdout.write(await response.text())
    })`

const upload = async (file: string): Promise<UploadedDocument> => {
  const url = `${server.url}/api/openapi?${new URLSearchParams({ name: basename(file) })}`
  const { stdout } = await run(process.execPath, ['-e', uploading, url, server.cookie, file], {
    maxBuffer: 16 * 1_048_576
  })
  const uploaded: UploadedDocument = JSON.parse(stdout)
  return uploaded
}

const partsOf = (documents: readonly UploadedDocument[], kind: 'operations' | 'events' | 'registrations') =>
  documents.flatMap(({ outline }, document) => outline[kind].map(({ key }) => ({ document, key })))

/** Maximum time for which the server may be blocked, in milliseconds. */
const MOST_BLOCKED = 50

/** Number of rounds. Only the fastest round counts, since the first round includes compilation. */
const ROUNDS = 3

const makeConnector = async (name: string, files: readonly string[]) => {
  const started = performance.now()
  const endMeasuring = measureBlocking()
  const documents: UploadedDocument[] = []
  for (const file of files) documents.push(await upload(file))
  const choice = {
    operations: partsOf(documents, 'operations').slice(0, 3),
    events: partsOf(documents, 'events').slice(0, 1),
    registration: partsOf(documents, 'registrations')[0] ?? null,
    schemes: [],
    baseUrl: documents[0]?.outline.servers[0] ?? 'https://api.example.com'
  }
  const asked = { documents: documents.map(({ id }) => id), choice }
  await server.api.connectors.previewOpenApi.mutate(asked)
  const { id: connectorId } = await server.api.connectors.createFromOpenApi.mutate({ ...asked, name })
  const blocked = endMeasuring()
  const seconds = (performance.now() - started) / SECOND
  return { connectorId, documents, choice, seconds, blocked }
}

test.each(Object.entries(published))(
  'the documents of %s make a connector with three actions, and an event if they have any',
  async (name, files) => {
    const rounds = []
    for (let round = 1; round <= ROUNDS; round += 1)
      rounds.push(await makeConnector(`${name} ${round}`, files))
    const [first] = rounds
    if (first === undefined) throw new Error('There was no round.')
    const { connectorId, documents, choice, seconds } = first
    const blocked = Math.min(...rounds.map(round => round.blocked))
    const flows = await server.api.makerFlows.summaries.query({ connectorId })
    console.log(
      `${name}: ${seconds.toFixed(1)} s, blocked for ${blocked.toFixed(0)} ms, ${partsOf(documents, 'operations').length} operations, ${partsOf(documents, 'events').length} events, ${flows.length} flows`
    )
    expect(flows.map(({ problems }) => problems)).toEqual(flows.map(() => 0))
    expect(flows.filter(({ kind }) => kind === 'action')).toHaveLength(3)
    expect(flows.filter(({ kind }) => kind === 'webhook-event')).toHaveLength(choice.events.length)
    expect(seconds).toBeLessThan(120)
    expect(blocked).toBeLessThan(MOST_BLOCKED)
  }
)
