import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { mustBeFlowFolder, renameConnections, takeFlowFolder, unifyConnections } from './flow-folder.ts'

const temp = makeTempFolder()
afterAll(temp.remove)

const text = [
  '# yaml-language-server: $schema=./schema/flow.schema.json',
  'format: 1',
  'id: 4f2a9c01b7de   # kept',
  'connections:',
  '  crm:',
  '    connector: acme_crm_abc123',
  '    name: "CRM sandbox"  # the test one',
  '  mail: { connector: acme_mail_abc123, name: Outbox }',
  'cards:',
  '  - id: one',
  '    config: { name: CRM sandbox }',
  ''
].join('\n')

const fault = (code: string) => expect.objectContaining({ details: expect.objectContaining({ code }) })

describe('names of connections in a flow’s files', () => {
  const renamed = (names: Record<string, string>) =>
    renameConnections({ 'flow.yaml': text }, names)['flow.yaml']

  test('are replaced where they name connections, and every other byte stays', () => {
    expect(renamed({ 'CRM sandbox': 'crm' })).toBe(text.replace('"CRM sandbox"', 'crm'))
    expect(renamed({ Outbox: 'yes', 'CRM sandbox': 'A: b' })).toBe(
      text.replace('"CRM sandbox"', '"A: b"').replace('Outbox', 'yes')
    )
    expect(renamed({ other: 'crm', one: 'two' })).toBe(text)
    expect(renamed({})).toBe(text)
  })

  test('become those of all targets, with the keys and references to them', () => {
    const at = (name: string) =>
      [
        ...['id: 4f2a9c01b7de', 'connections:', `  ${name}-1:`, `    name: ${name}`],
        ...['  crm:', '    name: Other', 'cards:', `  - a: connection:${name}-1 # ${name}`],
        ...[`  - b: 'see connection:${name}-1'`, '  - c: connection:crm # Other', '']
      ].join('\n')
    const helper = (name: string) => ({ 'helpers/one.yaml': `- "connection:${name}-1" # ${name}\n` })
    const unified = (name: string, other: string) =>
      unifyConnections({ 'flow.yaml': at(name), ...helper(name) }, { [name]: other })
    expect(unified('sandbox', 'mail')['helpers/one.yaml']).toBe('- connection:mail\n')
    expect(unified('sandbox', 'mail')['flow.yaml']).toBe(
      at('sandbox')
        .replace('  sandbox-1:', '  mail:')
        .replace('name: sandbox', 'name: mail')
        .replace('a: connection:sandbox-1 # sandbox', 'a: connection:mail')
    )
    // The key is another connection's.
    expect(unified('sandbox', 'crm')['flow.yaml']).toBe(at('sandbox').replace('name: sandbox', 'name: crm'))
  })

  test('are not replaced in files without any, or in files that are no YAML', () => {
    for (const broken of ['', 'id: 1', 'connections: [1]', 'connections: { a: 1, b: { name: [1] } }', '{{']) {
      expect(renameConnections({ 'flow.yaml': broken }, { a: 'b' })['flow.yaml']).toBe(broken)
    }
    expect(renameConnections({}, { a: 'b' })).toEqual({})
  })
})

test('a folder is read as that of a flow, and contains one flow only', () => {
  const root = join(temp.folder, 'welcome')
  mkdirSync(root)
  expect(() => takeFlowFolder(root)).toThrow(fault('flow-folder-missing'))
  mustBeFlowFolder(root, '4f2a9c01b7de')
  writeFileSync(join(root, 'notes.txt'), 'Mine')
  expect(() => mustBeFlowFolder(root, '4f2a9c01b7de')).toThrow(fault('folder-taken'))
  writeFileSync(join(root, 'flow.yaml'), 'name: Welcome\n')
  expect(() => takeFlowFolder(root)).toThrow(fault('flow-folder-unclear'))
  writeFileSync(join(root, 'flow.yaml'), text)
  expect(takeFlowFolder(root).key).toBe('4f2a9c01b7de')
  mustBeFlowFolder(root, '4f2a9c01b7de')
  expect(() => mustBeFlowFolder(root, '4f2a9c01b7df')).toThrow(fault('flow-folder-foreign'))
})
