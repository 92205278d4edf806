import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { openLanguageServer } from './language-server.ts'
import { declares, readStops, type StepReference } from './stops.ts'

const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const [event = [], edit = []] = readStops(read('packages/handbook/data-flow.md'))

/**
 * Returns the offsets in a file where a reference such as `ctx.backend.flows.save` occurs, except in imports
 * and comments. Each offset points to the last name, here `save`.
 */
const offsetsOf = (file: string, reference: string): number[] => {
  const text = read(file)
  const escaped = reference.replace(/[.()]/g, '\\$&')
  return [...text.matchAll(new RegExp(`(?<![\\w.])${escaped}\\b`, 'g'))].flatMap(({ index }) => {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index))
    return /^(import|export) |^\s*(\*|\/)/.test(line) ? [] : [index + reference.search(/\w+$/)]
  })
}

let server: Awaited<ReturnType<typeof openLanguageServer>>
beforeAll(async () => {
  server = await openLanguageServer(root)
}, 60_000)
afterAll(() => server.close())

/** Returns the lines of the definitions to which an editor jumps from a reference, each with its file. */
const followed = async ({ from, reference }: StepReference, of: 'definition' | 'implementation') => {
  const offsets = offsetsOf(from.file, reference)
  const found = await Promise.all(offsets.map(offset => server.find(of, from.file, offset)))
  return found.flat()
}

test('a call leads to its function, and an interface to what implements it', async () => {
  const [, , receiver, backend] = event
  if (!receiver?.reached || !backend?.reached) throw new Error('The page has these stops.')
  expect(await followed(receiver.reached, 'definition')).toEqual([
    expect.objectContaining({ file: receiver.reached.from.file })
  ])
  expect(await followed(backend.reached, 'definition')).toEqual([
    expect.objectContaining({ file: backend.file })
  ])
}, 60_000)

describe.each([
  { path: 'an event', stops: event.slice(1) },
  { path: 'an edit', stops: edit.slice(1) }
])('on the path of $path', ({ stops }) => {
  test.each(stops)(
    'go to definition leads to stop $number, $name',
    async ({ file, name, reached }) => {
      if (reached === null) throw new Error('Each stop but the first is reached from an earlier one.')
      if (reached.by === 'nothing') {
        expect(offsetsOf(reached.from.file, reached.reference)).not.toEqual([])
        return
      }
      const found = await followed(reached, reached.by)
      const leads = found.some(each => each.file === file && declares(each.line, name))
      expect(leads, `it leads to ${found.map(each => `${each.file}: ${each.line}`).join('\n')}`).toBe(true)
    },
    60_000
  )
})
