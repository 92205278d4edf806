import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { mustBeOwnFolder, writeFolder } from './folder-on-disk.ts'

let temp: ReturnType<typeof makeTempFolder>
let root: string
beforeEach(() => {
  temp = makeTempFolder()
  root = join(temp.folder, 'connectors/acme')
  mkdirSync(root, { recursive: true })
})
afterEach(() => temp.remove())

const files = { 'connector.yaml': 'key: acme\n', 'flows/one.yaml': 'one', 'schema/flow.schema.json': '{}' }
const fault = (code: string) => expect.objectContaining({ details: expect.objectContaining({ code }) })

describe('an export', () => {
  test('replaces the files of flows, and leaves files it did not write', () => {
    writeFolder(root, { ...files, 'flows/two.yaml': 'two' }, temp.folder)
    writeFileSync(join(root, 'notes.txt'), 'Mine')
    writeFolder(root, files, temp.folder)
    expect(readdirSync(root).sort()).toEqual(['connector.yaml', 'flows', 'notes.txt', 'schema'])
    expect(readdirSync(join(root, 'flows'))).toEqual(['one.yaml'])
  })

  test.each([
    '../out.yaml',
    '.git/config',
    'flows/../../a.yaml',
    'package.json',
    'flows/.yaml/a',
    'schema/a.js'
  ])('is refused as a whole when it has the file %s', path => {
    expect(() => writeFolder(root, { ...files, [path]: 'x' }, temp.folder)).toThrow(fault('path-foreign'))
    expect(readdirSync(root)).toEqual([])
  })

  test('follows no link, wherever it is on the way', () => {
    const outside = makeTempFolder()
    const victim = join(outside.folder, 'victim')
    writeFileSync(victim, 'as before')
    symlinkSync(victim, join(root, 'connector.yaml'))
    expect(() => writeFolder(root, files, temp.folder)).toThrow(fault('path-linked'))
    const links = ['connectors/flows', 'connectors/root', 'above'] as const
    mkdirSync(join(temp.folder, 'connectors/flows'))
    symlinkSync(outside.folder, join(temp.folder, links[0], 'flows'))
    symlinkSync(outside.folder, join(temp.folder, links[1]))
    symlinkSync(outside.folder, join(temp.folder, links[2]))
    for (const folder of [links[0], links[1], `${links[2]}/acme`]) {
      expect(() => writeFolder(join(temp.folder, folder), files, temp.folder)).toThrow(fault('path-linked'))
    }
    expect(readdirSync(outside.folder)).toEqual(['victim'])
    expect(readFileSync(victim, 'utf8')).toBe('as before')
    expect(existsSync(join(root, 'flows'))).toBe(false)
    outside.remove()
  })
})

describe('the folder of an export', () => {
  const write = (text: string): void => writeFileSync(join(root, 'connector.yaml'), text)

  test('is missing, empty, or holds the connector, even one that cannot be read', () => {
    expect(mustBeOwnFolder(join(root, 'new'), 'acme')).toBeUndefined()
    expect(mustBeOwnFolder(root, 'acme')).toBeUndefined()
    write('format: 1\nkey: acme\nnothing: else\n')
    writeFileSync(join(root, 'stranger.exe'), '')
    expect(mustBeOwnFolder(root, 'acme')).toBeUndefined()
  })

  test('does not hold other files, another connector, or a key that cannot be read', () => {
    writeFileSync(join(root, 'stranger.exe'), '')
    expect(() => mustBeOwnFolder(root, 'acme')).toThrow(fault('folder-taken'))
    write('format: 1\nkey: other\nnothing: else\n')
    expect(() => mustBeOwnFolder(root, 'acme')).toThrow(fault('folder-foreign'))
    for (const text of ['format: 1\nkey: [acme\n', 'format: 1\n', `key: acme\n#${'a'.repeat(2_100_000)}`]) {
      write(text)
      expect(() => mustBeOwnFolder(root, 'acme')).toThrow(fault('folder-unclear'))
    }
  })
})
