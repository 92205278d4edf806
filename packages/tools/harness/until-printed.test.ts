import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { untilPrinted } from './until-printed.ts'

const printing = (script: string) =>
  spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'pipe'] })
const portIn = (line: string) => /^port (\d+)$/.exec(line)?.[1]

test('what a process prints is read from its lines', async () => {
  const child = printing("console.log('hello'); console.log('port 80')")
  expect(await untilPrinted(child, 'It', 60_000, portIn)).toBe('80')
})

test('a process that ends too early is reported with all its output', async () => {
  const child = printing("console.error('no port is free'); process.exitCode = 3")
  await expect(untilPrinted(child, 'It', 60_000, portIn)).rejects.toThrow(
    /^It ended with code 3\. It said:\nno port is free$/
  )
})

test('a process that takes too long is killed', async () => {
  const child = printing('setInterval(() => {}, 1000)')
  await expect(untilPrinted(child, 'It', 50, portIn)).rejects.toThrow('It took longer than 0.05 s')
})
