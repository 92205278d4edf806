import { expect, test } from 'vitest'
import { nameOfKey } from './names-of-keys.ts'

test.each([
  ['registrationFlowId', 'Registration Flow'],
  ['runMode', 'Run mode'],
  ['fieldType', 'Field Type'],
  ['timeoutSeconds', 'Timeout seconds'],
  ['method', 'Method'],
  ['', '(no name)']
])('the key %s is labelled %s', (key, name) => {
  expect(nameOfKey(key)).toBe(name)
})
