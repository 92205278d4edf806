import { expect, test } from 'vitest'
import { fakeRepo } from './testing/fake-repo.ts'
import { running } from './testing/running.ts'

const vitest = `
  const file = process.argv.find(arg => arg.startsWith('--outputFile.json=')).split('=')[1]
  const assertionResults = ['a', 'b', 'c'].map(fullName => ({ fullName, status: 'passed' }))
  const testResults = [{ name: 'a.test.ts', status: 'passed', message: '', assertionResults }]
  require('node:fs').writeFileSync(file, JSON.stringify({ testResults }))`
const programs = {
  '@biomejs/biome/bin/biome': '',
  'knip/bin/knip.js': '',
  'tsx/dist/cli.mjs': '',
  'turbo/bin/turbo': '',
  'vitest/vitest.mjs': vitest.replace('require(', 'process.getBuiltinModule(')
}

test('npm test installs what is missing, runs every part and ends with the sum', async () => {
  const ran = running(['packages/tools/test.mjs'], { cwd: fakeRepo({ programs }) })
  expect(await ran.ended).toBe(0)
  expect(ran.output()).toContain('Installing the packages')
  expect(ran.output()).toContain('There is no browser test yet')
  expect(lastLineOf(ran.output())).toBe('6 passed, 0 failed')
})

test('npm test -- --all runs the long suites behind the rest', async () => {
  const ran = running(['packages/tools/test.mjs', '--all'], { cwd: fakeRepo({ programs }) })
  expect(await ran.ended).toBe(0)
  expect(ran.output()).toContain('Vitest: suites named *.long.test.ts')
  expect(lastLineOf(ran.output())).toBe('10 passed, 0 failed')
})

test('npm test -- --all shows every failure and fails', async () => {
  const repo = fakeRepo({
    programs: {
      ...programs,
      'knip/bin/knip.js': "console.log('a.ts is unused'); process.exitCode = 1",
      'turbo/bin/turbo': "if (process.argv.includes('typecheck')) process.exitCode = 2",
      'vitest/vitest.mjs': 'process.exitCode = 139'
    }
  })
  const ran = running(['packages/tools/test.mjs', '--all'], { cwd: repo })
  expect(await ran.ended).toBe(1)
  expect(ran.output()).toContain('a.ts is unused')
  expect(ran.output()).toContain('Failed with code 2; see above.')
  expect(ran.output()).toContain('Vitest ended with code 139 and left no report, which counts as a failure.')
  expect(lastLineOf(ran.output())).toBe('2 passed, 4 failed')
})

test('npm test counts packages that cannot be installed as a failure', async () => {
  const repo = fakeRepo({
    programs: { 'turbo/bin/turbo': '' },
    files: { 'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }' }
  })
  const ran = running(['packages/tools/test.mjs'], { cwd: repo })
  expect(await ran.ended).toBe(1)
  expect(lastLineOf(ran.output())).toBe('0 passed, 1 failed')
})

function lastLineOf(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1)
}
