import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

test('without variables it is port 3001 and the folder .hookwright', () => {
  const expected = { port: 3001, dataFolder: resolve('.hookwright') }
  expect(readEnv({})).toEqual(expected)
  expect(readEnv({ PORT: '', HOOKWRIGHT_DATA: '' })).toEqual(expected)
})

test('the variables are read', () => {
  expect(readEnv({ PORT: '0', HOOKWRIGHT_DATA: '/srv/data' })).toEqual({ port: 0, dataFolder: '/srv/data' })
})

test.each(['x', '-1', '65536', '1.5', '1e3'])('PORT=%s is refused with a sentence', PORT => {
  expect(() => readEnv({ PORT })).toThrow(`cannot listen on PORT=${PORT}`)
})
