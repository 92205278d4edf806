import { expect, test } from 'vitest'
import { refuseNode } from './node-version.mjs'

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s is accepted', version => {
  expect(refuseNode(version)).toBeUndefined()
})

test.each(['20.18.9', '18.20.0', '9.11.2'])('Node %s is refused in a sentence', version => {
  expect(refuseNode(version)).toBe(
    `Hookwright needs Node 20.19 or newer, but this is Node ${version}. ` +
      'Install a newer Node (https://nodejs.org) and run the command again.'
  )
})
