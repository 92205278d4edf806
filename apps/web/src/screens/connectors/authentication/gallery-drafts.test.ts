import { readdirSync, readFileSync } from 'node:fs'
import { type Authentication, type Binding, literal, soleFieldOf } from '@hookwright/model'
import { type Folder, readConnector } from '@hookwright/model/files'
import { describe, expect, test } from 'vitest'
import { changeBaseUrl } from './change-draft.ts'
import { authenticationOfMethods, changeMethod, methodDraftsOf, validateMethods } from './methods-draft.ts'

const root = new URL('../../../../../../packages/connectors/gallery/', import.meta.url)

const keys = readdirSync(root, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)

const authenticationIn = (key: string): Authentication => {
  const folder = new URL(`${key}/`, root)
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    /^(?:connector|flows.*)\.yaml$/.test(path)
  )
  const files: Folder = Object.fromEntries(
    paths.map(path => [path, readFileSync(new URL(path, folder), 'utf8')])
  )
  const read = readConnector(files)
  if (!read.ok) throw new Error(`${key}: ${read.flaws.map(({ message }) => message).join(' ')}`)
  return read.content.authentication
}

/**
 * Converts a text binding that is only a reference to a field into that reference.
 *
 * Both forms have the same value, so the test can compare authentications before and after the form.
 */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const { kind } = value as { kind?: unknown }
  const field = kind === 'text' ? soleFieldOf(value as Binding) : null
  if (field !== null) return { kind: 'pill', card: 'connection', field, path: [] }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}

describe.each(keys)('the authentication of the ready connector %s', key => {
  const stored = authenticationIn(key)

  test('is unchanged after a round trip through its form', () => {
    const drafts = methodDraftsOf(stored)
    expect(Object.values(validateMethods(drafts)).flatMap(Object.values)).toEqual([])
    expect(plain(authenticationOfMethods(drafts))).toEqual(plain(stored))
  })

  test('is saved with another base URL and otherwise unchanged', () => {
    const [first] = methodDraftsOf(stored)
    const authentication = changeBaseUrl(first.authentication, 'https://services.acme.test/api')
    const drafts = changeMethod(methodDraftsOf(stored), first.id, { authentication })
    expect(Object.values(validateMethods(drafts)).flatMap(Object.values)).toEqual([])
    const { allowedHosts } = authentication
    expect(plain(authenticationOfMethods(drafts))).toEqual(
      plain({ ...stored, baseUrl: literal('https://services.acme.test/api'), allowedHosts })
    )
  })
})
