import { expect, test } from 'vitest'
import { changeIn, withRelease } from './changelog.ts'

const before = '# Changelog\n\nWhat changed.\n\n## 0.7.0\n\nThe first.\n'

test('a release lists its changes by size, above the older releases', () => {
  const changes = [
    changeIn('---\n"@hookwright/web": patch\n---\n\nThe list keeps its place.\n'),
    changeIn(
      '---\n"@hookwright/model": minor\n"@hookwright/web": patch\n---\n\nA preset for Acme.\nIt signs with HMAC.\n'
    )
  ]
  expect(withRelease(before, { version: '0.8.0', date: '2026-12-01', changes })).toBe(
    '# Changelog\n\nWhat changed.\n\n## 0.8.0 (2026-12-01)\n\n### New\n\n- A preset for Acme.\n  It signs with HMAC.\n\n' +
      '### Fixed\n\n- The list keeps its place.\n\n## 0.7.0\n\nThe first.\n'
  )
})

test('a changeset without a size or a text is refused', () => {
  expect(() => changeIn('---\n---\n\nText\n')).toThrow('A changeset needs')
  expect(() => changeIn('---\n"@hookwright/web": patch\n---\n')).toThrow('A changeset needs')
})
