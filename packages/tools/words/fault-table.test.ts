import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { sourceFiles } from './source-files.ts'

describe('every code of the fault table', () => {
  const files = [...sourceFiles('packages'), ...sourceFiles('apps')].filter(file =>
    /^[^/]+\/[^/]+\/src\/.*\.ts$/.test(file)
  )
  const textOf = (of: string[]): string => of.map(file => readFileSync(join(root, file), 'utf8')).join('\n')
  const isOfTests = (file: string): boolean => /\.test\.ts$|\/(testing|suite)(\/|\.ts$)/.test(file)
  const tests = textOf(files.filter(isOfTests))
  const isOfTable = (file: string): boolean => file.startsWith('packages/model/src/kernel/faults/')
  const sources = textOf(files.filter(file => !isOfTests(file) && !isOfTable(file)))
  const table = textOf(files.filter(isOfTable))
  const codes = [...table.matchAll(/^ {2}'?([a-z-]+(?:\.[a-z\d-]+)?)'?: \{/gm)].map(([, code]) => code ?? '')

  test('is in the table once', () => {
    expect(codes.length).toBeGreaterThan(140)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
    expect(codes).toEqual(expect.arrayContaining(['internal', 'page.gone', 'environment.invalid']))
  })

  test('is thrown somewhere', () => {
    expect(codes.filter(code => !new RegExp(`\\bFault\\([^()]*'${code}'`).test(sources))).toEqual([])
  })

  test('is named by a test', () => {
    expect(
      codes.filter(code => !new RegExp(`(?<![\\w.-])${code.replace('.', '\\.')}(?![\\w.-])`).test(tests))
    ).toEqual([])
  })
})
