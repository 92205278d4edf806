import { validateConnectorName } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectorNameOfTitle } from './names.ts'

test.each([
  ["GitHub's official OpenAPI spec + Octokit extension", 'GitHub'],
  ['GitHub v3 REST API', 'GitHub'],
  ['Blockfrost.io ~ API Documentation', 'Blockfrost'],
  ['Rclone RC API', 'Rclone RC'],
  ['Swagger Petstore - OpenAPI 3.0', 'Petstore'],
  ['Shop: API', 'Shop'],
  ['Dr. Acme’s Parcels', 'Dr Acme'],
  ['API Reference', 'API Reference'],
  ['', 'API'],
  ['…', 'API']
])('the title “%s” makes the name “%s”', (title, name) => {
  expect(connectorNameOfTitle(title, 95)).toBe(name)
})

test('each title makes a name that a connector may have', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), title => {
      expect(validateConnectorName(connectorNameOfTitle(title, 95), [])).toBeNull()
    })
  )
})
