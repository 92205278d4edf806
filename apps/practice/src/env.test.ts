import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

test('without variables it is port 3001 and the folder .hookwright', () => {
  const expected = { port: 3001, dataFolder: resolve('.hookwright'), callsOnly: null }
  expect(readEnv({})).toEqual(expected)
  expect(readEnv({ PORT: '', HOOKWRIGHT_DATA: '' })).toEqual(expected)
})

test('the variables are read', () => {
  const variables = {
    PORT: '0',
    HOOKWRIGHT_DATA: '/srv/data',
    HOOKWRIGHT_PRACTICE_CALLS: 'http://127.0.0.1:3000'
  }
  expect(readEnv(variables)).toEqual({
    port: 0,
    dataFolder: '/srv/data',
    callsOnly: 'http://127.0.0.1:3000'
  })
})

test.each(['x', '-1', '65536', '1.5', '1e3'])('PORT=%s is refused with a sentence', PORT => {
  expect(() => readEnv({ PORT })).toThrow(`cannot listen on PORT=${PORT}`)
})

test.each(['127.0.0.1:3000', 'http://127.0.0.1:3000/', 'x'])(
  'an origin to call is refused in another form: %s',
  calls => {
    expect(() => readEnv({ HOOKWRIGHT_PRACTICE_CALLS: calls })).toThrow('is not an origin')
  }
)
