import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { writeNotices } from './make-package.ts'
import { manifestOf } from './manifest.ts'

const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

test('the package has the version of the repository, one command and one native dependency', () => {
  const { version, license, engines } = read('package.json')
  const { dependencies } = read('apps/server/package.json')
  expect(manifestOf({ version, license, engines, dependencies })).toEqual({
    name: 'hookwright',
    version,
    description: expect.any(String),
    license: 'Apache-2.0',
    type: 'module',
    bin: { hookwright: 'apps/cli/bin/hookwright.js' },
    engines: { node: '>=20.19.0' },
    optionalDependencies: { 'better-sqlite3': dependencies['better-sqlite3'] }
  })
  expect(() => manifestOf({ version, license, engines, dependencies: {} })).toThrow('does not depend on')
})

test('the server, the practice services and the store depend on one version of better-sqlite3', () => {
  const versions = ['apps/server', 'apps/practice', 'packages/store'].map(
    folder => read(`${folder}/package.json`).dependencies['better-sqlite3']
  )
  expect(new Set(versions).size).toBe(1)
})

test('the notices hold the licences of bundled packages, and not those of tools', () => {
  const notices = writeNotices(root)
  for (const name of ['express', 'react', 'drizzle-orm', 'yargs', '@fontsource-variable/inter']) {
    expect(notices).toMatch(new RegExp(`^## (.*, )?${name} \\d+\\.`, 'm'))
  }
  expect(notices).not.toContain('@biomejs/biome')
  expect(notices).toContain('Permission is hereby granted, free of charge')
})
