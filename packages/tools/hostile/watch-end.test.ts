import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { watchEnd } from './watch-end.ts'

const start = (script: string) => spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe'] })

test('reports the exit code of a server and its last output', async () => {
  const child = start(`console.error('out of ' + 'memory'); process.exitCode = 3`)
  const end = watchEnd(child)
  await once(child, 'close')
  expect(end()).toBe('The server ended by itself with exit code 3. It said last:\nout of memory')
})

test('reports the signal that ended a server, and nothing for a running one', async () => {
  const child = start('process.stdin.resume()')
  const end = watchEnd(child)
  expect(end()).toBe(null)
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(end()).toBe('The server ended by itself with SIGKILL. It said nothing.')
})
