import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { installationMatches } from './installation.mjs'

const acme = { version: '1.2.3', integrity: 'sha512-acme' }
const link = { resolved: 'packages/model', link: true }

test('an installation with all packages matches the lockfile', () => {
  expect(matches({ 'node_modules/acme': acme, 'node_modules/model': link }, wanted => wanted)).toBe(true)
})

test('an installation without the hidden lockfile of npm does not match', () => {
  expect(matches({ 'node_modules/acme': acme }, () => undefined)).toBe(false)
})

test.each([
  ['of another version', { ...acme, version: '1.2.4' }],
  ['with other contents', { ...acme, integrity: 'sha512-other' }]
])('a package %s does not match', (_, present) => {
  expect(matches({ 'node_modules/acme': acme }, () => ({ 'node_modules/acme': present }))).toBe(false)
})

test('a missing package does not match, also a missing link to a new workspace', () => {
  expect(matches({ 'node_modules/acme': acme }, () => ({}))).toBe(false)
  expect(matches({ 'node_modules/model': link }, () => ({}))).toBe(false)
})

test('an optional package of another system may be missing', () => {
  expect(matches({ 'node_modules/acme': { ...acme, optional: true } }, () => ({}))).toBe(true)
})

test('entries of the workspaces themselves are not compared', () => {
  expect(matches({ '': { version: '1.0.0' }, 'packages/model': { version: '1.0.0' } }, () => ({}))).toBe(true)
})

/**
 * Returns true if the installed packages match a lockfile. With `undefined`, the test writes no list of
 * installed packages.
 */
function matches(
  wanted: Record<string, object>,
  installed: (wanted: Record<string, object>) => Record<string, object> | undefined
): boolean {
  const present = installed(wanted)
  return installationMatches(
    tempFolder({
      'package-lock.json': JSON.stringify({ packages: wanted }),
      ...(present && { 'node_modules/.package-lock.json': JSON.stringify({ packages: present }) })
    })
  )
}
