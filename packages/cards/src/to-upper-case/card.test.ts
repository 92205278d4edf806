import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toLowerCase } from '../to-lower-case/card.ts'
import { trim } from '../trim/card.ts'
import { toUpperCase } from './card.ts'

test.each([toUpperCase, toLowerCase, trim])(
  '$title changes nothing the second time, and keeps a missing value',
  async spec => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async text => {
        const { output } = await runCardAlone(spec, {}, { text })
        expect(await runCardAlone(spec, {}, { text: String(output) })).toEqual({ output })
      })
    )
    expect(await runCardAlone(spec, {}, {})).toEqual({ output: null })
  }
)
