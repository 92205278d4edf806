import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runInProcess } from './testing/run-in-process.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

let temp: ReturnType<typeof makeTempFolder>
beforeEach(() => {
  temp = makeTempFolder()
})
afterEach(() => temp.remove())

const run = (...args: string[]) => runInProcess(['import', ...args], { cwd: temp.folder })

const write = (name: string, content: unknown): void =>
  writeFileSync(join(temp.folder, name), typeof content === 'string' ? content : JSON.stringify(content))

const card = (uuid: string, address: string, name: string) => ({
  ...{ address, uuid, pins: {} },
  node: {
    data: { name },
    model: { inputs: { data: {} }, outputs: { data: {} }, metadata: { name, description: null } }
  }
})

const flopack = {
  ...{ type: 'flopack', version: '1.5.0' },
  data: {
    flos: {
      f1: {
        ...{ id: 'f1', name: 'Sync users' },
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
}

test('a report lists the result for each card, without a server', async () => {
  write('sync.flopack', flopack)
  const { code, output } = await run('sync.flopack', '--report')
  expect({ code, lines: output.trimEnd().split('\n') }).toEqual({
    code: 0,
    lines: [
      'Sync users:',
      '  converted: Helper Flow',
      '  kept as a note: Export Flow',
      '    Hookwright has no card for “utility.exportFlo”. Rebuild it with other cards.',
      '  call of a stub flow: Read User',
      expect.stringContaining('No deployed connector “acmehr” has this action.'),
      '1 flow with 3 cards: 1 converted, 1 call of a stub flow, 1 kept as a note.',
      'An import would create 2 flows. Nothing was imported; leave --report out to do it.'
    ]
  })
})

test('the report of one flow uses the singular', async () => {
  const { f1 } = flopack.data.flos
  const methods = f1.data.methods.slice(0, 1)
  const flos = { f1: { ...f1, data: { methods, orderings: {} } } }
  write('start.flopack', { ...flopack, data: { flos } })
  const { output } = await run('start.flopack', '--report')
  expect(output).toContain('1 flow with 1 card: 1 converted.\nAn import would create 1 flow.')
})

test('the report is data with --json', async () => {
  write('sync.flopack', flopack)
  const { output } = await run('sync.flopack', '--report', '--json')
  expect(JSON.parse(output)).toMatchObject({
    ...{ ok: true, source: 'flopack', inFile: 1, counts: { converted: 1, inserted: 0, stub: 1, note: 1 } },
    flows: ['Sync users', 'Acmehr Read User'],
    cards: [
      { card: 'Helper Flow', outcome: 'converted' },
      { operation: 'utility.exportFlo' },
      { service: 'acmehr' }
    ]
  })
})

test('an unreadable file is refused with the reason, and no server is called', async () => {
  write('broken.flopack', '{ "type": ')
  write('other.json', { openapi: '3.1.0' })
  expect(await run('broken.flopack')).toMatchObject({ code: 1 })
  expect((await run('broken.flopack', '--report')).errors).toContain('nor valid JSON')
  expect((await run('other.json', '--report')).errors).toContain('not an Okta Workflows flopack')
  expect((await run('absent.flopack', '--report')).errors).toContain('cannot be read (ENOENT)')
})

test('without a server an import makes no drafts, and fails for a folder too', async () => {
  write('sync.flopack', flopack)
  expect((await run('sync.flopack')).errors).toContain('The server is unknown')
  mkdirSync(join(temp.folder, 'acme'))
  expect((await run('acme', '--report')).code).toBe(2)
  expect((await run('acme')).errors).toContain('The server is unknown')
})
