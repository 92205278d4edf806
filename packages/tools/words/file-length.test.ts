import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { sourceFiles } from './source-files.ts'

const MOST_LINES = 400

test(`no source file has more than ${MOST_LINES} lines`, () => {
  const linesOf = (file: string): number =>
    readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
  const lengths = sourceFiles().map(file => [file, linesOf(file)] as const)
  expect(lengths.filter(([, lines]) => lines > MOST_LINES)).toEqual([])
})
