import { type StdioOptions, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { runCli } from './cli.ts'
import { isStartedByNpm, readEnvironment } from './env.ts'
import type { CliContext, ScriptOutput } from './kernel/command.ts'

const stopping = new AbortController()
process.once('SIGINT', () => stopping.abort())
process.once('SIGTERM', () => stopping.abort())

/** Interval for checking that npm, the parent process, still runs, in milliseconds. */
const LOOK = 250

// A SIGTERM for npx ends the shell between npx and this process, which then hears nothing of it.
if (isStartedByNpm()) {
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid !== parent) stopping.abort()
  }, LOOK)
  look.unref()
}

const ways: Record<ScriptOutput, StdioOptions> = {
  terminal: 'inherit',
  errors: ['inherit', 2, 2],
  kept: ['ignore', 'pipe', 'pipe']
}

/** Runs a script with the current Node, and sends it SIGTERM when the command is stopped. */
const runScript: CliContext['runScript'] = ({ path, args, output: way }) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], { stdio: ways[way] })
    let output = ''
    let errors = ''
    child.stdout?.setEncoding('utf8').on('data', text => {
      output += text
    })
    child.stderr?.setEncoding('utf8').on('data', text => {
      errors += text
    })
    const pass = (): boolean => child.kill('SIGTERM')
    stopping.signal.addEventListener('abort', pass)
    child.once('error', reject)
    child.once('close', code => {
      stopping.signal.removeEventListener('abort', pass)
      resolve({ code: code ?? 1, output, errors })
    })
  })

const cwd = process.cwd()
const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)))
runCli(process.argv.slice(2), {
  cwd,
  root,
  env: readEnvironment(cwd),
  version: manifest.version,
  nodeVersion: process.versions.node,
  now: Date.now,
  fetch,
  wait: ms => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {}),
  stopping: stopping.signal,
  write: text => process.stdout.write(text),
  writeError: text => process.stderr.write(text),
  openDriver: () => {
    const Driver = createRequire(join(root, 'package.json'))('better-sqlite3')
    new Driver(':memory:').close()
  },
  runScript
}).then(
  ({ code, output, errors }) => {
    process.stdout.write(output)
    process.stderr.write(errors)
    process.exitCode = code
  },
  thrown => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`)
    process.exitCode = 1
  }
)
