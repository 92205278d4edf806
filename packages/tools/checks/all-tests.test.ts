import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

interface Config {
  test: {
    provide?: Record<string, unknown>
    include?: string[]
    exclude?: string[]
    projects?: { test: Omit<Config['test'], 'projects'> }[]
  }
}

const configAt = async (path: string): Promise<Config> =>
  (await import(pathToFileURL(join(root, path)).href)).default

test('the run of all tests provides every value that a workspace provides', async () => {
  const configs = ['apps', 'packages']
    .flatMap(group => readdirSync(join(root, group)).map(name => join(group, name, 'vitest.config.ts')))
    .filter(path => existsSync(join(root, path)))
  const workspaces = await Promise.all(configs.map(configAt))
  const provided = workspaces.flatMap(config => Object.entries(config.test.provide ?? {}))
  expect(provided.length).toBeGreaterThan(0)
  const all = await configAt('packages/tools/checks/all-tests.config.ts')
  const [, others] = all.test.projects ?? []
  expect(others?.test.provide).toEqual(Object.fromEntries(provided))
})

test('a file that asks for a document at its top runs in the project with one, and only there', async () => {
  const all = await configAt('packages/tools/checks/all-tests.config.ts')
  const [inDocument, others] = all.test.projects ?? []
  const file = 'apps/web/src/gallery/gallery.test.tsx'
  expect(inDocument?.test.include).toContain(file)
  expect(others?.test.exclude).toContain(file)
  expect(inDocument?.test.include).not.toContain('apps/web/src/features/canvas/layout/harness.test.ts')
})
