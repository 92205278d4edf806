import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openFolder } from './testing.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
let outDir = ''

/** Builds the bundle into a temporary folder from which Node still finds the packages. */
beforeAll(async () => {
  await mkdir(join(root, 'node_modules'), { recursive: true })
  outDir = await mkdtemp(join(root, 'node_modules', '.main-test-'))
  await build({ root, logLevel: 'error', build: { outDir } })
})

afterAll(() => rm(outDir, { recursive: true, force: true }))

test.each(['SIGTERM', 'SIGINT'] as const)(
  'the bundle prints one line when it listens, answers, and exits with 0 on %s',
  async signal => {
    const child = start({ PORT: '0', HOOKWRIGHT_DATA: await openFolder() })
    const said = await firstLine(child)
    const { practice } = JSON.parse(said)
    expect(practice).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      apiKey: expect.stringMatching(/^acme_/),
      chatUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)
    })
    const headers = { authorization: `Bearer ${practice.apiKey}` }
    expect((await fetch(`${practice.url}/api/me`, { headers })).status).toBe(200)
    for (const url of [practice.url, practice.chatUrl])
      for (const path of ['', '/page.css', '/live.js', '/icon.svg'])
        expect((await fetch(`${url}${path}`)).status).toBe(200)
    const end = endOf(child)
    child.kill(signal)
    expect(await end).toEqual({ code: 0, stdout: '', stderr: '' })
  }
)

test('a port in use ends it with 1 and one sentence', async () => {
  const first = start({ PORT: '0', HOOKWRIGHT_DATA: await openFolder() })
  const { port } = new URL(JSON.parse(await firstLine(first)).practice.url)
  const second = start({ PORT: port, HOOKWRIGHT_DATA: await openFolder() })
  const { code, stdout, stderr } = await endOf(second)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^The practice service cannot listen on port \d+ .*\n$/)
})

test('a folder that cannot be used ends it with 1 and one sentence', async () => {
  const child = start({ PORT: '0', HOOKWRIGHT_DATA: join(outDir, 'main.js') })
  const { code, stdout, stderr } = await endOf(child)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^The practice service cannot store its data in .*\n$/)
})

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [join(outDir, 'main.js')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Resolves with the output once its first line is complete; rejects when the process ends before. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', chunk => {
      said += chunk
      if (said.endsWith('\n')) resolve(said)
    })
    child.once('close', code => reject(new Error(`It ended with code ${code} before it had printed a line.`)))
  })
}

/** Resolves with the exit code and the further output when the process ends. */
function endOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', chunk => {
      stdout += chunk
    })
    child.stderr?.on('data', chunk => {
      stderr += chunk
    })
    child.once('close', code => resolve({ code, stdout, stderr }))
  })
}
