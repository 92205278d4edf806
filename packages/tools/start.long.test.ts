import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fakeRepo } from './testing/fake-repo.ts'
import { running } from './testing/running.ts'

/**
 * Script that replaces Turbo in these tests. It prints its arguments and copies files instead of building
 * them.
 */
const turbo = `
  import { cpSync, existsSync } from 'node:fs'
  const wanted = process.argv.slice(2, 4).join(' ') === 'run build' && process.env.TURBO_TELEMETRY_DISABLED === '1'
  if (wanted) for (const app of ['server', 'practice']) {
    if (existsSync('apps/' + app + '/src')) cpSync('apps/' + app + '/src', 'apps/' + app + '/dist', { recursive: true })
  }`
const practice = `
  console.log(JSON.stringify({ practice: { url: 'http://127.0.0.1:' + process.env.PORT, apiKey: 'abc' } }))
  setInterval(() => {}, 60_000)`
const server = "console.log('Hookwright is at ' + process.env.HOOKWRIGHT_PUBLIC_URL); process.exitCode = 6"
const env = { PORT: '0', HOOKWRIGHT_PUBLIC_URL: 'http://localhost:4711' }

test('[row 132a] from a checkout with nothing installed, npm start installs, builds and starts both processes', async () => {
  const folder = fakeRepo({
    programs: { 'turbo/bin/turbo': asModule(turbo) },
    files: { 'apps/practice/src/main.js': practice, 'apps/server/src/main.js': server }
  })
  const first = running(['packages/tools/start.mjs'], { cwd: folder, env })
  expect(await first.ended).toBe(6)
  expect(first.output()).toMatch(
    new RegExp(
      [
        /^Installing the packages of package-lock\.json \(npm ci\)\..*/,
        /The packages were installed in [\d.]+ s\./,
        /Building what has changed\./,
        /The practice services, .*, are at http:\/\/127\.0\.0\.1:0 \(Acme HR\)/,
        /Hookwright is at http:\/\/localhost:4711\n$/
      ]
        .map(({ source }) => source)
        .join('\n')
    )
  )
  const second = running(['packages/tools/start.mjs'], { cwd: folder, env })
  expect(await second.ended).toBe(6)
  expect(second.output()).not.toContain('Installing')
  rmSync(join(folder, 'node_modules/.package-lock.json'))
  const third = running(['packages/tools/start.mjs'], { cwd: folder, env })
  expect(await third.ended).toBe(6)
  expect(third.output()).toContain('Installing')
})

test('a build that fails is shown, and nothing is started', async () => {
  const folder = fakeRepo({
    programs: { 'turbo/bin/turbo': "console.log('server#build: a.ts is torn'); process.exitCode = 1" },
    files: { 'apps/server/dist/main.js': server }
  })
  const start = running(['packages/tools/start.mjs'], { cwd: folder, env })
  expect(await start.ended).toBe(1)
  expect(start.output()).toContain('server#build: a.ts is torn\n')
  expect(start.output()).toContain('The apps could not be built; turbo says why above.')
  expect(start.output()).not.toContain('Hookwright is at')
})

test('an installation that fails is shown, and nothing is started', async () => {
  const folder = fakeRepo({
    programs: { 'turbo/bin/turbo': '' },
    files: { 'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }' }
  })
  const start = running(['packages/tools/start.mjs'], { cwd: folder, env })
  expect(await start.ended).toBe(1)
  expect(start.output()).toContain('npm error')
  expect(start.output()).toContain('The packages could not be installed; npm says why above.')
})

/** Returns code for a program file without an extension, which Node would treat as CommonJS. */
function asModule(text: string): string {
  return `import('data:text/javascript,' + encodeURIComponent(${JSON.stringify(text)}))`
}
