import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CliContext } from '../kernel/command.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'

const temp = makeTempFolder()
afterAll(temp.remove)

const lay = (name: string, ...files: string[]): string => {
  const root = join(temp.folder, name)
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), '')
  }
  return root
}

const clone = lay('clone', 'packages/tools/start.mjs', 'packages/tools/convert.mjs')
const data = join('apps', 'server', 'dist', 'copy-data.js')
const packed = lay('node_modules/hookwright', 'start/start.js', data)

/**
 * Runs a command line without executing scripts. Returns its result and the scripts that it would have
 * started.
 */
const ran = async (args: string[], params: Partial<CliContext>) => {
  const scripts: string[] = []
  const runScript: CliContext['runScript'] = async ({ path, args: more, output }) => {
    scripts.push([path, ...more].join(' '))
    return { code: 0, output: output === 'kept' ? 'Building.\n{"folder":"/b"}\n' : '', errors: '' }
  }
  return { ...(await runInProcess(args, { runScript, ...params })), scripts }
}

test('a command on data runs a script of the repository, or what the package has in its place', async () => {
  expect(await ran(['convert', '/data'], { root: clone })).toMatchObject({
    code: 0,
    scripts: [`${join(clone, 'packages/tools/convert.mjs')} /data`]
  })
  const script = join(packed, data)
  for (const [args, expected] of [
    [['start'], join(packed, 'start/start.js')],
    [['backup', '--to', '/b', '--with-key'], `${script} backup --to /b --with-key`],
    [['restore', '--from', '/b', '--to', '/c'], `${script} restore --from /b --to /c`],
    [['convert', '/data'], `${script} convert /data`],
    [['move', '--to', 'database'], `${script} move --to database`],
    [['rotate-key'], `${script} rotate-key`]
  ] as const) {
    expect(await ran([...args], { root: packed })).toMatchObject({ code: 0, scripts: [expected] })
  }
})

test('a command on data prints the result of its script with --json, and its reason when it fails', async () => {
  const { output } = await ran(['backup', '--json'], { root: packed })
  expect(JSON.parse(output)).toEqual({ ok: true, folder: '/b' })
  const runScript = async () => ({ code: 1, output: '', errors: 'The disk is full.\n' })
  const failed = await runInProcess(['backup', '--json'], { root: packed, runScript })
  expect(failed.code).toBe(1)
  expect(JSON.parse(failed.output)).toMatchObject({
    error: { code: 'child-failed', message: 'The disk is full.' }
  })
})

test('a driver that is missing or made for another Node is reported with the fix, and nothing is run', async () => {
  const missing = Object.assign(new Error("Cannot find module 'better-sqlite3'"), {
    code: 'MODULE_NOT_FOUND'
  })
  const other = new Error('The module was compiled against NODE_MODULE_VERSION 115.')
  const failing = (thrown: Error) => ({
    root: packed,
    openDriver: () => {
      throw thrown
    }
  })
  expect(await ran(['start'], failing(missing))).toEqual({
    code: 1,
    output: '',
    errors: expect.stringContaining(
      '(MODULE_NOT_FOUND). Install a C++ compiler, make and Python 3, then install Hookwright again'
    ),
    scripts: []
  })
  expect((await ran(['backup'], failing(other))).errors).toContain(
    `another version of Node than 20.19.0. Run "npm rebuild better-sqlite3" in ${temp.folder}, then`
  )
  expect((await ran(['start'], { ...failing(missing), root: clone })).code).toBe(0)
})

test('a program missing outside of an installation is reported', async () => {
  const { code, errors } = await ran(['start'], { root: join(temp.folder, 'nowhere') })
  expect(code).toBe(1)
  expect(errors).toMatch(/^The program \S+start\.js is missing/)
})
