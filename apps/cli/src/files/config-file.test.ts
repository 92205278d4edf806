import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { readConfig } from './config-file.ts'

const temp = makeTempFolder()
afterAll(temp.remove)

const read = (text: string) => {
  writeFileSync(join(temp.folder, 'hookwright.yaml'), text)
  return readConfig(temp.folder)
}

test('reads targets with their connections', () => {
  const text = 'targets:\n  test:\n    url: http://127.0.0.1:3000\n    connections:\n      crm: CRM sandbox\n'
  expect(read(text)).toEqual({
    file: join(temp.folder, 'hookwright.yaml'),
    targets: { test: { url: 'http://127.0.0.1:3000', connections: { crm: 'CRM sandbox' } } }
  })
})

test('is found above a folder, but not above the repository', () => {
  const inner = join(temp.folder, 'repository/connectors')
  mkdirSync(inner, { recursive: true })
  writeFileSync(join(temp.folder, 'hookwright.yaml'), 'targets: { test: { url: http://127.0.0.1:3000 } }')
  expect(readConfig(inner)?.file).toBe(join(temp.folder, 'hookwright.yaml'))
  mkdirSync(join(temp.folder, 'repository/.git'))
  expect(readConfig(inner)).toBeNull()
})

test.each([
  ['targets: [', 'It is not valid YAML'],
  ['targets: {}', '“targets” must name at least one target.'],
  ['targets:\n  test: { url: ftp://a.example }', '“targets.test.url” must be an http or https address.'],
  ['targets:\n  Test: { url: http://a.example }', '“targets.Test”'],
  ['targets:\n  test: { url: http://a.example, key: x }', '“targets.test” has unknown keys: key.'],
  ['targets:\n  test: { url: "http://a.example/hwk_abc" }', 'It contains an API key.'],
  ['a: &a [1]\nb: [*a]', 'not valid YAML']
])('refuses %j and says why', (text, why) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(why) }))
})
