import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { sourceFiles } from './source-files.ts'

/** Pattern of a doc comment that begins with a clause instead of a noun or verb. */
const clause = /\/\*\*\s*\n?\s*\*?\s*(?:What|Whether|That|Where|How|Which|One that)\b[^\n]*/g

test('no doc comment begins with What, Whether, That, Where, How, Which or One that', () => {
  const found = sourceFiles().flatMap(path => {
    const text = readFileSync(join(root, path), 'utf8')
    return [...text.matchAll(clause)].map(({ 0: comment, index }) => {
      const line = text.slice(0, index).split('\n').length
      return `${path}:${line} ${comment.replace(/\s+/g, ' ')}`
    })
  })
  expect(found).toEqual([])
})
