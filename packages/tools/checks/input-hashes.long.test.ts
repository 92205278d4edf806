import { appendFileSync, cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { tempFolder } from '../testing/temp-folder.ts'
import { readInputHashes } from './input-hashes.mjs'

const manifest = (name: string, dependencies: object) =>
  JSON.stringify({ name: `@hookwright/${name}`, version: '1.0.0', scripts: { test: 'true' }, dependencies })

test('a change of sources reaches the tests of all that depend on them, a change of tests only their own', async () => {
  const folder = tempFolder({
    'package.json': JSON.stringify({
      name: 'acme',
      packageManager: 'npm@11.0.0',
      workspaces: ['packages/*'],
      private: true
    }),
    'packages/model/package.json': manifest('model', {}),
    'packages/model/a.ts': '',
    'packages/model/a.test.ts': '',
    'packages/engine/package.json': manifest('engine', { '@hookwright/model': '*' }),
    'packages/cards/package.json': manifest('cards', { '@hookwright/engine': '*' }),
    'packages/ui/package.json': manifest('ui', {}),
    'packages/tools/checks/all-tests.config.ts': ''
  })
  cpSync(join(root, 'turbo.json'), join(folder, 'turbo.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const hashes = async () =>
    new Map((await readInputHashes(folder, 'test'))?.map(({ folder: of, hash }) => [of, hash]))
  const changedBy = async (file: string) => {
    const before = await hashes()
    appendFileSync(join(folder, file), '// changed\n')
    const after = await hashes()
    return [...before.keys()].filter(of => before.get(of) !== after.get(of)).sort()
  }
  expect([...(await hashes()).values()].every(hash => hash?.includes(process.version))).toBe(true)
  expect(await changedBy('packages/model/a.ts')).toEqual([
    'packages/cards',
    'packages/engine',
    'packages/model'
  ])
  expect(await changedBy('packages/model/a.test.ts')).toEqual(['packages/model'])
  expect(await changedBy('packages/tools/checks/all-tests.config.ts')).toHaveLength(4)
})
