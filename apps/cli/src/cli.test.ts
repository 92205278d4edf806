import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import { afterAll, describe, expect, test } from 'vitest'
import { helpOf } from './cli.ts'
import { commands } from './commands/index.ts'
import { readEnvironment } from './env.ts'
import { exitCodeOfFault } from './kernel/exit-code.ts'
import { runInProcess } from './testing/run-in-process.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const temp = makeTempFolder()
afterAll(temp.remove)
const cwd = temp.folder
const apiKey = `hwk_${'a'.repeat(43)}`

describe('the command line', () => {
  test('ends with code 2 and a sentence when it is not understood', async () => {
    const refused = [
      [[], 'Enter a command.'],
      [['frobnicate'], 'Unknown command: frobnicate.'],
      [['bakup'], 'Did you mean backup?'],
      [['backup', '--nope'], 'Unknown argument: nope.'],
      [['backup', '--to'], 'Not enough arguments following: to.'],
      [['restore'], 'Missing required argument: from.']
    ] as const
    for (const [args, why] of refused) {
      const ended = await runInProcess([...args])
      expect(ended).toEqual({ code: 2, output: '', errors: expect.stringContaining(why) })
      expect(ended.errors).toContain('Run "hookwright --help"')
    }
    expect(exitCodeOfFault(new Fault('command.usage', { what: 'a' }))).toBe(2)
    expect(exitCodeOfFault(new Fault('command.failed', { what: 'a' }))).toBe(1)
  })

  test('prints one JSON document with --json, also when it is not understood or refused', async () => {
    const parsed = async (args: string[]) => {
      const { code, output, errors } = await runInProcess([...args, '--json'], { cwd })
      expect(errors).toBe('')
      return { code, ...JSON.parse(output) }
    }
    expect(await parsed(['frobnicate'])).toMatchObject({
      code: 2,
      ok: false,
      error: { code: 'command.usage' }
    })
    expect(await parsed(['doctor', '--target', 'moon'])).toMatchObject({ code: 1, ok: false })
    expect(await parsed(['init'])).toMatchObject({ code: 0, ok: true, targets: ['test'] })
    expect(await parsed(['init'])).toEqual({
      code: 1,
      ok: false,
      error: {
        code: 'file-taken',
        message: expect.stringContaining('is there already. Edit it, or remove it first.'),
        details: { file: join(cwd, 'hookwright.yaml'), remedy: 'Edit it, or remove it first.' }
      }
    })
  })

  test('shows exit codes and every command in its help, and examples in the help of each', async () => {
    const help = await helpOf([], '0.7.0')
    expect(help).toContain('  2  the command line was not understood')
    for (const { usage, describe: purpose, examples } of commands) {
      const words = usage.split(' ').filter(word => /^[a-z]/.test(word))
      // Long ones go on in the next line.
      expect(help.replace(/\s+/g, ' ')).toContain(purpose)
      const own = await helpOf(words, '0.7.0')
      expect(examples.length).toBeGreaterThan(0)
      for (const [line] of examples) {
        expect(line.startsWith(words.join(' '))).toBe(true)
        expect(own).toContain(`hookwright ${line}`)
      }
    }
  })

  test('prints a completion script, and completes commands', async () => {
    const script = await runInProcess(['completion'])
    expect(script).toMatchObject({ code: 0, output: expect.stringContaining('--get-yargs-completions') })
    const { output } = await runInProcess(['--get-yargs-completions', 'hookwright', 're'])
    expect(output.split('\n').map(line => line.split(':')[0])).toContain('restore')
  })
})

describe('a command and its server', () => {
  const doctor = (args: string[], params: Parameters<typeof runInProcess>[1]) =>
    runInProcess(['doctor', '--json', ...args], params).then(({ output }) => {
      const { checks } = JSON.parse(output)
      return checks.at(-1)
    })
  const target = (text: string): string => {
    writeFileSync(join(cwd, 'hookwright.yaml'), `targets:\n${text}`)
    return cwd
  }

  test('fails without an address, and names a wrong target', async () => {
    const missing = 'The server is unknown because there is no hookwright.yaml in /nowhere or above it'
    expect(await doctor([], {})).toMatchObject({ is: 'warning', message: expect.stringContaining(missing) })
    const two = target('  test: { url: http://127.0.0.1:1 }\n  production: { url: https://hooks.example }\n')
    expect(await doctor([], { cwd: two })).toMatchObject({
      is: 'failed',
      message: expect.stringContaining('has several targets: “test”, “production”. Choose one')
    })
    expect(await doctor(['--target', 'moon'], { cwd: two })).toMatchObject({
      message: expect.stringContaining('The target “moon” is not in')
    })
    expect(await doctor(['--target', 'moon'], {})).toMatchObject({
      message: expect.stringContaining('The target “moon” is unknown because there is no hookwright.yaml')
    })
    expect(await doctor([], { url: 'ftp://a.example' })).toMatchObject({
      message: expect.stringContaining('HOOKWRIGHT_URL is “ftp://a.example”')
    })
  })

  test('sends no key over http, and nothing without a key', async () => {
    const fetch = async () => new Response('{}', { headers: { 'content-type': 'application/json' } })
    expect(await doctor([], { url: 'http://hooks.example', key: apiKey, fetch })).toMatchObject({
      name: 'API key',
      message: expect.stringContaining(
        'The API key was not sent because http://hooks.example is not encrypted'
      )
    })
    expect(await doctor([], { url: 'http://127.0.0.1:1', fetch })).toMatchObject({
      message: expect.stringContaining('HOOKWRIGHT_API_KEY is not set')
    })
  })

  test('uses the key of its target, and none when HOOKWRIGHT_URL is another host', async () => {
    const sent: string[] = []
    const fetch = async (input: unknown, init?: RequestInit) => {
      sent.push(`${new URL(String(input)).origin} ${new Headers(init?.headers).get('authorization')}`)
      return new Response('{}', { headers: { 'content-type': 'application/json' } })
    }
    const other = `hwk_${'b'.repeat(43)}`
    const folder = target('  pre-live: { url: https://hooks.example }\n')
    const keys = { HOOKWRIGHT_API_KEY: apiKey, HOOKWRIGHT_API_KEY_PRE_LIVE: other }
    const check = (env: Record<string, string>) =>
      doctor(['--target', 'pre-live'], { cwd: folder, env: readEnvironment(folder, env), fetch })
    await check(keys)
    await check({ ...keys, HOOKWRIGHT_URL: 'https://hooks.example/' })
    expect(new Set(sent)).toEqual(
      new Set(['https://hooks.example null', `https://hooks.example Bearer ${other}`])
    )
    sent.length = 0
    expect(await check({ ...keys, HOOKWRIGHT_URL: 'https://acme.example' })).toMatchObject({
      message: expect.stringContaining(
        '“pre-live” is at https://hooks.example, but HOOKWRIGHT_URL is https://acme'
      )
    })
    expect(sent).toEqual(['https://hooks.example null'])
  })

  test('sends nothing that is not an API key, and never prints it', async () => {
    for (const key of ['hwk_first\nhwk_second', `hwk_${'é'.repeat(43)}`, 'letmein']) {
      const { output } = await runInProcess(['pull', 'acme_crm', '--json'], {
        url: 'http://127.0.0.1:1',
        key
      })
      expect(JSON.parse(output)).toMatchObject({ ok: false, error: { code: 'key-malformed' } })
      expect(output).not.toContain(key.slice(4, 9))
    }
  })

  test('reports a server that is not Hookwright or cannot be reached', async () => {
    const page = async (input: unknown) =>
      String(input).endsWith('/readyz') ? new Response('{}') : new Response('<html>', { status: 404 })
    const params = { url: 'http://127.0.0.1:1', key: apiKey }
    expect(await doctor([], { ...params, fetch: page })).toMatchObject({
      message: expect.stringContaining('answered with status 404 and nothing that Hookwright sends')
    })
    const refused = Object.assign(new TypeError('fetch failed'), { cause: new Error('connect ECONNREFUSED') })
    expect(await doctor([], { ...params, fetch: () => Promise.reject(refused) })).toMatchObject({
      is: 'failed',
      message: expect.stringContaining('cannot be reached (connect ECONNREFUSED)')
    })
  })
})
