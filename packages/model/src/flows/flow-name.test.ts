import { describe, expect, test } from 'vitest'
import { FlowName, flawOfFlowName, reservedFlowNames } from './flow-name.ts'

describe('a flow name', () => {
  test.each([
    ['  New hire  ', 'New hire'],
    ['a', 'a'],
    ['_authping', '_authping'],
    ['x'.repeat(100), 'x'.repeat(100)]
  ])('%j is kept as %j', (typed, kept) => {
    expect(FlowName.parse(typed)).toBe(kept)
  })

  test.each(['', '   ', 'x'.repeat(101)])('%j is refused with a sentence', typed => {
    const parsed = FlowName.safeParse(typed)
    expect(parsed.error?.issues[0]?.message).toMatch(/^A flow .*\.$/)
  })

  test.each(['New hire', 'Neue Mitarbeiterin', 'Größe 2', '新入社員', 'a  b'])('%j can be deployed', name => {
    expect(flawOfFlowName(name)).toBeNull()
  })

  test.each(['', ' a', 'a ', 'a-b', 'a_b', 'a/b', 'a\tb', 'a\u00a0b', '🙂', ...reservedFlowNames])(
    '[row 64] %j cannot be deployed and the sentence names it',
    name => {
      expect(flawOfFlowName(name)).toMatch(/^The flow name .*\.$/su)
      expect(flawOfFlowName(name)).toContain(`“${name}”`)
    }
  )

  test('is asked for when there is none', () => {
    expect(flawOfFlowName(null)).toBe('The flow has no name yet; save it under one.')
  })
})
