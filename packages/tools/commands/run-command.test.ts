import { constants } from 'node:os'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.mjs'

test('a command returns its exit code and its output on both streams', async () => {
  const ended = await node("console.log('out'); console.error('err'); process.exitCode = 3")
  expect(ended.code).toBe(3)
  expect(ended.output.split('\n').sort()).toEqual(['', 'err', 'out'])
})

test('a command gets the given variables in addition to those of this process', async () => {
  const ended = await node('console.log(process.env.ACME, process.env.PATH)', { env: { ACME: 'yes' } })
  expect(ended.output).toBe(`yes ${process.env.PATH}\n`)
})

test('a command in the background, and its child processes, run with the lowest priority', async () => {
  const inner = 'console.log(require("node:os").getPriority())'
  const script = `${inner}; require('node:child_process').execFileSync(process.execPath, ['--eval', '${inner}'], { stdio: 'inherit' })`
  const { output } = await node(script, { inBackground: true })
  const { PRIORITY_LOW } = constants.priority
  expect(output).toBe(`${PRIORITY_LOW}\n${PRIORITY_LOW}\n`)
})

test('a command is ended after its time limit', async () => {
  const ended = await node('setInterval(() => {}, 60_000)', { withinMs: 50 })
  expect(ended.code).toBe(128 + 15)
})

test('an unknown command ends with code 127 and a message', async () => {
  const ended = await runCommand({ command: 'acme-no-such-program', args: [], cwd: '.' })
  expect(ended.code).toBe(127)
  expect(ended.output).toContain('acme-no-such-program could not be started')
})

function node(
  script: string,
  params: { env?: NodeJS.ProcessEnv; inBackground?: boolean; withinMs?: number } = {}
) {
  return runCommand({ command: process.execPath, args: ['--eval', script], cwd: '.', ...params })
}
