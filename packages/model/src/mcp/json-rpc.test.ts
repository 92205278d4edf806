import { expect, test } from 'vitest'
import { Fault } from '../kernel/fault.ts'
import { jsonRpcErrorOf } from './json-rpc.ts'

test('a fault has the number of the protocol, its sentence, and its code as data', () => {
  expect(jsonRpcErrorOf(new Fault('agents.no-such-tool', { name: 'acme_send' }))).toEqual({
    code: -32602,
    message:
      'There is no tool “acme_send”, or this client was not given access to it. List the tools, then call one of them.',
    data: { fault: 'agents.no-such-tool', details: { name: 'acme_send' } }
  })
  expect(jsonRpcErrorOf(new Fault('agents.invalid-params', { what: 'The cursor is no text.' })).message).toBe(
    'The parameters are not valid. The cursor is no text.'
  )
})

test('an unexpected error is internal, without its cause', () => {
  const error = jsonRpcErrorOf(new Error('password of the database'))
  expect(error.code).toBe(-32603)
  expect(JSON.stringify(error)).not.toContain('password')
})
