import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('a process that could start a server ends with its own exit code', () => {
  const url = new URL('start-server.ts', import.meta.url)
  const code = `import(${JSON.stringify(url.href)}).then(() => { process.exitCode = 3 })`
  const { status, stderr } = spawnSync(process.execPath, ['--import=tsx', '--eval', code], {
    encoding: 'utf8'
  })
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' })
}, 30_000)
