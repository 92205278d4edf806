import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealServer, startRealServer } from './testing/real-server.ts'
import { runInProcess } from './testing/run-in-process.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const temp = makeTempFolder()
let server: RealServer
let key: string
beforeAll(async () => {
  server = await startRealServer()
  ;({ token: key } = await server.newKey('Move'))
})
afterAll(async () => {
  await server.remove()
  temp.remove()
})

const run = async (...args: string[]) => {
  const params = { cwd: temp.folder, url: server.url, key, fetch }
  const { code, output } = await runInProcess(['import', ...args, '--json'], params)
  return { code, ...JSON.parse(output) }
}

/** Returns a flow of the server by its name: its id, the types of its cards, and `isOn`. */
const draftNamed = async (name: string) => {
  const { api } = server
  const found = (await api.flows.list.query()).find(flow => flow.name === name)
  if (found === undefined) throw new Error(`There is no flow ${name}.`)
  const { flow } = await api.flows.get.query({ flowId: found.id })
  const subscriptions = await api.subscriptions.list.query({ flowId: found.id })
  const types = flow.doc.strip.map(id => flow.doc.cards[id]?.type)
  return { id: found.id, types, isOn: subscriptions.length > 0 }
}

/** Creates a card in the flopack format, the export format of another product. */
const card = (uuid: string, address: string, name: string) => ({
  ...{ address, uuid, pins: {} },
  node: {
    data: { name },
    model: { inputs: { data: {} }, outputs: { data: {} }, metadata: { name, description: null } }
  }
})

/**
 * Import files, one for each supported product. Each has its name, its content, the expected flow names, and
 * the expected card types of the first flow.
 */
const files: [name: string, content: object, flows: string[], types: string[]][] = [
  [
    'sync-people.flopack',
    {
      ...{ type: 'flopack', version: '1.5.0' },
      data: {
        flos: {
          f1: {
            ...{ id: 'f1', name: 'Sync people' },
            data: {
              methods: [
                card('a', 'root:kernel:control:0.0.1:callable', 'Helper Flow'),
                card('b', 'root:kernel:utility:0.0.1:exportFlo', 'Export Flow'),
                card('c', 'root:channels:http:acmehr:1.0.0:readUser', 'Read User')
              ],
              orderings: { x: ['a', 'b'], y: ['b', 'c'] }
            }
          }
        }
      }
    },
    ['Sync people', 'Acmehr Read User'],
    ['helper-flow', 'note', 'call-flow']
  ],
  [
    'people-page.har',
    {
      log: {
        version: '1.2',
        entries: ['GET', 'DELETE'].map(method => ({
          _resourceType: 'fetch',
          request: { method, url: 'https://people.acme.example/api/people/p1', headers: [] }
        }))
      }
    },
    ['Recorded requests'],
    ['manual-start', 'raw-request', 'raw-request']
  ],
  [
    'greet-people.json',
    {
      name: 'Greet people',
      nodes: [
        { name: 'Hook', type: 'n8n-nodes-base.webhook', parameters: { path: 'people' } },
        {
          ...{ name: 'Greet', type: 'n8n-nodes-base.httpRequest' },
          parameters: { method: 'POST', url: 'https://chat.acme.example/messages' }
        }
      ],
      connections: { Hook: { main: [[{ node: 'Greet', type: 'main', index: 0 }]] } }
    },
    ['Greet people'],
    ['api-endpoint', 'raw-request']
  ]
]

test.each(files)('%s is reported without a change, and imported as drafts that are off', async (...row) => {
  const [file, content, flows, types] = row
  writeFileSync(join(temp.folder, file), JSON.stringify(content))
  const before = await server.api.flows.list.query()
  expect(await run(file, '--report')).toMatchObject({ code: 0, ok: true, flows })
  expect(await server.api.flows.list.query()).toEqual(before)
  const imported = await run(file)
  expect(imported).toMatchObject({
    code: 0,
    url: server.url,
    inFile: 1,
    flows: flows.map(name => ({ name }))
  })
  const drafts = await Promise.all(flows.map(draftNamed))
  expect(drafts.map(({ id }) => id)).toEqual(imported.flows.map(({ id }: { id: string }) => id))
  expect(drafts.every(({ isOn }) => !isOn)).toBe(true)
  expect(drafts[0]?.types).toEqual(types)
})

test('a refused file and a key without the right leave nothing behind', async () => {
  const before = await server.api.flows.list.query()
  writeFileSync(join(temp.folder, 'broken.flopack'), '{ "type": "flopack", "data": 1 }')
  expect(await run('broken.flopack')).toMatchObject({ code: 1, error: { code: 'import-refused' } })
  const { token } = await server.newKey('Looks only', 86_400_000, 'viewer')
  const [[file = '', content] = []] = files
  writeFileSync(join(temp.folder, file), JSON.stringify(content))
  const params = { cwd: temp.folder, url: server.url, key: token, fetch }
  const { code, output } = await runInProcess(['import', file, '--json'], params)
  expect({ code, error: JSON.parse(output).error.code }).toEqual({ code: 1, error: 'permission.denied' })
  expect(await server.api.flows.list.query()).toEqual(before)
})
