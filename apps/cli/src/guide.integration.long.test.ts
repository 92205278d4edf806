import { execFile } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandScript, type RealServer, startRealServer } from './testing/real-server.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const guide = fileURLToPath(new URL('../../../packages/handbook/guide', import.meta.url))
const pageOf = (name: string): string => readFileSync(join(guide, name), 'utf8')

/** Returns the fenced code blocks of a page with this info string, in order. */
const blocksIn = (markdown: string, info: string): string[] =>
  [...markdown.matchAll(new RegExp(`^\`\`\`${info}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code = '']) => code)

let servers: { test: RealServer; production: RealServer }
let env: Record<string, string>
const bin = makeTempFolder()

/** Writes a `hookwright` command that runs the bundled command line. */
const writeCommand = (): void => {
  const main = join(bin.folder, 'main.mjs')
  writeFileSync(main, commandScript)
  const file = join(bin.folder, 'hookwright')
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`)
  chmodSync(file, 0o755)
}

beforeAll(async () => {
  writeCommand()
  const [first, second] = await Promise.all([startRealServer(), startRealServer()])
  servers = { test: first, production: second }
  env = {
    PATH: [bin.folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    HOOKWRIGHT_API_KEY_TEST: (await first.newKey('Pipeline', 86_400_000, 'maker')).token,
    HOOKWRIGHT_API_KEY_PRODUCTION: (await second.newKey('Pipeline', 86_400_000, 'maker')).token
  }
})
afterAll(async () => {
  await Promise.all([servers.test.remove(), servers.production.remove()])
  bin.remove()
})

/** Runs a code block in a shell, which stops at the first failing line. */
const runBlock = (code: string, cwd: string) =>
  new Promise<{ code: number; output: string }>(resolve => {
    execFile('sh', ['-euc', code], { cwd, env }, (fault, stdout, stderr) =>
      resolve({ code: typeof fault?.code === 'number' ? fault.code : 0, output: `${stdout}${stderr}` })
    )
  })

/**
 * Runs the code blocks of a guide page that are marked `run`, in order, in one temporary folder. Its
 * `hookwright.yaml` lists the two test servers as targets.
 */
const runPage = async (name: string): Promise<{ read: (path: string) => string; remove: () => void }> => {
  const { folder, remove } = makeTempFolder()
  const targets = Object.entries(servers).map(([target, { url }]) => `  ${target}:\n    url: ${url}\n`)
  writeFileSync(join(folder, 'hookwright.yaml'), `targets:\n${targets.join('')}`)
  const blocks = blocksIn(pageOf(name), 'sh run')
  expect(blocks.length, `blocks to run in ${name}`).toBeGreaterThan(0)
  for (const block of blocks) {
    const { code, output } = await runBlock(block, folder)
    expect(code, `${name}:\n${block}\n${output}`).toBe(0)
  }
  return { read: path => readFileSync(join(folder, path), 'utf8'), remove }
}

/** Returns the deployed version of the connector with this name on a server. */
const deployedAt = async ({ api }: RealServer, name: string) => {
  const connector = (await api.connectors.list.query()).find(each => each.name === name)
  const versions = await api.versions.list.query({ connectorId: connector?.id ?? '' })
  return versions.find(({ status }) => status === 'deployed')
}

test('the pipeline of the guide brings a renamed output from test to production', {
  timeout: 180_000
}, async () => {
  const { read, remove } = await runPage('files-and-ci.md')
  expect(read('comment.md')).toContain('Acme HR')
  expect(read('acme-hr/flows/event-received.yaml')).toContain('label: Payload')
  expect(await deployedAt(servers.production, 'Acme HR')).toMatchObject({
    number: 1,
    note: 'Rename an output'
  })
  expect(await deployedAt(servers.test, 'Acme HR')).toMatchObject({ number: 1 })
  remove()
})

test('the steps of the job in the guide are among the commands that are run', () => {
  const page = pageOf('files-and-ci.md')
  const run = blocksIn(page, 'sh run').join('\n')
  const steps = [...page.matchAll(/^ *- run: (.*)$/gm)].map(([, line = '']) => line)
  expect(steps.length).toBeGreaterThan(0)
  expect(steps.filter(step => !run.includes(step))).toEqual([])
})

test.each(['command-line.md', 'operations.md'])(
  'the commands of %s that are marked do what they say',
  async name => {
    const { remove } = await runPage(name)
    remove()
  }
)
