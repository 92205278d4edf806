import { expect, test } from 'vitest'
import { inOrderOfKinds, titleOfFlow } from './flow-groups.ts'

test('flows are sorted by kind, those for users first, and keep their order within a kind', () => {
  const flows = [
    { kind: null, name: 'a' },
    { kind: 'registration' as const, name: 'b' },
    { kind: 'webhook-event' as const, name: 'd' },
    { kind: 'webhook-event' as const, name: 'c' }
  ]
  expect(inOrderOfKinds(flows).map(({ name }) => name)).toEqual(['d', 'c', 'b', 'a'])
})

test('a flow with a reserved name is shown by its purpose', () => {
  expect(titleOfFlow({ kind: 'authping', name: '_authping' })).toBe('Check the connection')
  expect(titleOfFlow({ kind: 'revoke', name: '_revoke' })).toBe('Revoke the access')
  expect(titleOfFlow({ kind: 'helper', name: 'Find a person' })).toBe('Find a person')
  expect(titleOfFlow({ kind: null, name: null })).toBe('Unnamed flow')
})
