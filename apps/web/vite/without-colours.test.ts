import { expect, test } from 'vitest'
import { withoutColours } from './without-colours.ts'

const codeOf = (id: string): string | null => {
  const { transform } = withoutColours
  if (typeof transform !== 'function') throw new Error('The plugin has a function.')
  const made: unknown = (transform as (code: string, id: string) => unknown)('export const color = 1', id)
  return made === null ? null : (made as { code: string }).code
}

test('colours of d3 are functions that know no colour, and every other module stays as it is', async () => {
  const code = codeOf('/a/node_modules/d3-color/dist/d3-color.mjs') ?? ''
  const made: unknown = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
  const { color, rgb } = made as Record<string, (text: string) => unknown>
  expect([color?.('red'), rgb?.('#fff')]).toEqual([null, null])
  // d3 asks for instances of it.
  expect({} instanceof (color as unknown as typeof Date)).toBe(false)
  expect(codeOf('/a/node_modules/d3-zoom/dist/d3-zoom.mjs')).toBeNull()
})
