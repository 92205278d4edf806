import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { watchEnd } from './watch-end.ts'

const start = (script: string) => spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe'] })

test('says with which exit code a server ended, and what it wrote last', async () => {
  const child = start(`console.error('out of ' + 'memory'); process.exitCode = 3`)
  const end = watchEnd(child)
  await once(child, 'close')
  expect(end()).toBe('The server ended by itself with exit code 3. It said last:\nout of memory')
})

test('says which signal ended a server, and nothing of one that runs', async () => {
  const child = start('process.stdin.resume()')
  const end = watchEnd(child)
  expect(end()).toBe(null)
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(end()).toBe('The server ended by itself with SIGKILL. It said nothing.')
})
