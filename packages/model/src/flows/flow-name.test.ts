import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  codeOfReservedName,
  createFlowNames,
  FlowName,
  freeFlowName,
  reservedFlowNames,
  validateFlowName
} from './flow-name.ts'

describe('a flow name', () => {
  test.each([
    ['  New hire  ', 'New hire'],
    ['a', 'a'],
    ['_authping', '_authping'],
    ['x'.repeat(100), 'x'.repeat(100)]
  ])('%j is stored as %j', (typed, kept) => {
    expect(FlowName.parse(typed)).toBe(kept)
  })

  test.each([
    ['', 'Enter a name for the flow.'],
    ['   ', 'Enter a name for the flow.'],
    ['x'.repeat(101), 'A flow name has at most 100 characters. Shorten it.']
  ])('%j is refused with a sentence', (typed, sentence) => {
    expect(FlowName.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([sentence])
  })

  test.each(['New hire', 'Neue Mitarbeiterin', 'Größe 2', '新入社員', 'a  b'])(
    '[row 64] %j can be deployed',
    name => {
      expect(validateFlowName(name)).toBeNull()
    }
  )

  test.each(['', ' a', 'a ', 'a-b', 'a_b', 'a/b', 'a\tb', 'a\u00a0b', '🙂', ...reservedFlowNames])(
    '[row 64] %j cannot be deployed and the sentence names it',
    name => {
      expect(validateFlowName(name)).toMatch(/^The flow name .*\.$/su)
      expect(validateFlowName(name)).toContain(`“${name}”`)
    }
  )

  test('is required', () => {
    expect(validateFlowName(null)).toBe('The flow has no name yet. Save it under a name.')
  })
})

describe('a free flow name', () => {
  test.each([
    ['Register hook', [], 'Register hook'],
    ['Register hook', ['Remove hook'], 'Register hook'],
    ['Register hook', ['register HOOK'], 'Register hook 2'],
    ['Register hook', ['Register hook', 'Register hook 2', 'Register hook 4'], 'Register hook 3']
  ])('for %j next to %j is %j', (wanted, taken, free) => {
    expect(freeFlowName(wanted, taken)).toBe(free)
  })

  test('is a valid unused flow name, for a wanted one of any length', () => {
    const letters = fc.array(fc.constantFrom('a', 'B', ' ', '𝒜', 'é'), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(letters, fc.nat({ max: 12 }), (parts, others) => {
        const wanted = `x${parts.join('')}`.trim()
        const taken: string[] = []
        for (let count = 0; count < others; count += 1) taken.push(freeFlowName(wanted, taken))
        const free = freeFlowName(wanted, taken)
        expect(taken.map(name => name.toLowerCase())).not.toContain(free.toLowerCase())
        expect(FlowName.parse(free)).toBe(free)
        expect(() => encodeURIComponent(free)).not.toThrow()
      })
    )
  })
})

describe('names of several new flows', () => {
  test('equal those given one after the other', () => {
    const name = fc.constantFrom('Sync', 'sync', 'Sync 2', 'Sync 3', 'SYNC 2 2')
    fc.assert(
      fc.property(fc.array(name), fc.array(name, { maxLength: 20 }), (taken, wanted) => {
        const names = createFlowNames(taken)
        const all: string[] = [...taken]
        for (const each of wanted) all.push(freeFlowName(each, all))
        expect(wanted.map(names.take)).toEqual(all.slice(taken.length))
      })
    )
  })
})

describe('[row 65a, 65b] a reserved name', () => {
  test.each([
    ['_authping', 'authping', null],
    ['_authping', 'helper', 'CBDE000005H'],
    ['_authping', null, 'CBDE000005H'],
    ['_AuthPing', 'authping', 'CBDE000005H'],
    ['_revoke', 'revoke', null],
    ['_revoke', 'authping', 'CBDE000007H'],
    ['_revoke', 'helper', 'CBDE000007H'],
    ['_Revoke', null, 'CBDE000007H'],
    ['Authping', 'helper', null],
    [null, 'authping', null]
  ] as const)('%s for a flow of the kind %s: %s', (name, kind, code) => {
    expect(codeOfReservedName(name, kind)).toBe(code)
  })
})
