import { expect, test } from 'vitest'
import { openLog } from '../log.ts'
import { warnOfProxy } from './warn-of-proxy.ts'

const open = (publicUrl: string | null, proxies: string[] = []) => {
  const lines: string[] = []
  const log = openLog({ level: 'trace', destination: { write: line => void lines.push(line) } })
  return { lines, warn: warnOfProxy({ publicUrl, proxies }, log) }
}

// review: security M1
test('a start with a public URL and no named proxy logs a warning', () => {
  expect(open('https://hooks.acme-hr.example').lines.join()).toContain('HOOKWRIGHT_PROXIES')
  expect(open('https://hooks.acme-hr.example', ['10.0.0.1']).lines).toEqual([])
  expect(open('http://127.0.0.1:3000').lines).toEqual([])
  expect(open(null).lines).toEqual([])
})

test('only the first request through an unnamed proxy is logged', () => {
  const { lines, warn } = open(null)
  warn('172.17.0.1')
  warn('172.17.0.2')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('172.17.0.1')
})
