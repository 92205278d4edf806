import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

interface Config {
  test: { provide?: Record<string, unknown>; projects?: { test: Pick<Config['test'], 'provide'> }[] }
}

const configAt = async (path: string): Promise<Config> =>
  (await import(pathToFileURL(join(root, path)).href)).default

test('all tests together are given what each workspace gives its own', async () => {
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
